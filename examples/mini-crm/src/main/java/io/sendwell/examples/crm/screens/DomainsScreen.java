package io.sendwell.examples.crm.screens;

import io.sendwell.dnsauth.finding.FindingTexts;
import io.sendwell.dnsauth.onboarding.Activation;
import io.sendwell.dnsauth.onboarding.DomainReport;
import io.sendwell.dnsauth.onboarding.Onboarding;
import io.sendwell.domain.DomainRegistration;
import io.sendwell.domain.DomainState;
import io.sendwell.domain.RecordedCheck;
import io.sendwell.examples.crm.web.BadRequestException;
import io.sendwell.examples.crm.web.Html;
import io.sendwell.examples.crm.web.Link;
import io.sendwell.examples.crm.web.Reply;
import io.sendwell.examples.crm.web.Request;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** The customer's own domains: what to publish, whether it is seen, and whether mail leaves under it. */
public final class DomainsScreen {

    private DomainsScreen() {}

    /** Its addresses. */
    public static void register(Desks desks) {
        desks.page("/domains", DomainsScreen::list)
                .action("/domains", DomainsScreen::begin)
                .page("/domains/{domain}", DomainsScreen::view)
                .action("/domains/{domain}/check", DomainsScreen::check)
                .action("/domains/{domain}/activate", DomainsScreen::activate)
                .action("/domains/{domain}/give-up", DomainsScreen::giveUp);
    }

    private static Reply list(Request request, Office office) {
        List<DomainRegistration> domains = office.domains().all();
        Html table = domains.isEmpty()
                ? Html.of(
                        "<p>None yet. Until one is verified, mail leaves on behalf of its authors, or under the CRM's own name.</p>")
                : Html.of(
                        """
                        <table><thead><tr><th>Domain</th><th>State</th><th>Last check</th></tr></thead><tbody>{}</tbody></table>
                        """,
                        Html.each(
                                domains,
                                domain -> Html.of(
                                        "<tr><td><a href=\"{}\">{}</a></td><td data-name=\"State\">{}</td><td data-name=\"Last check\">{}</td></tr>",
                                        Link.to("/domains/{}", domain.domain()),
                                        domain.domain(),
                                        state(domain.state()),
                                        domain.lastCheck()
                                                .map(RecordedCheck::line)
                                                .orElse("not looked at yet"))));
        return Frame.show(
                office.session(),
                "Domains",
                Html.of("""
                {}
                <form method="post" action="{}" class="card narrow">{}
                  <label>Domain <input name="domain" required placeholder="brightwater.example"></label>
                  <button class="main">What do I have to publish?</button></form>
                """, table, Link.to("/domains"), office.session().field()));
    }

    private static Html state(DomainState state) {
        return Html.of(
                "<span class=\"tag {}\">{}</span>",
                state.isVerified() ? "good" : "warn",
                switch (state) {
                    case BEGUN -> "to be published";
                    case PENDING -> "waiting for the DNS";
                    case EXPIRED -> "not seen in time";
                    case READY -> "ready to be used";
                    case ACTIVE -> "in use";
                    case GRACE -> "in use, but its records are gone";
                    case LOST -> "not in use any more";
                });
    }

    private static Reply begin(Request request, Office office) throws IOException {
        String domain = request.form().value("domain");
        try {
            Onboarding steps = office.domains().begin(domain);
            return steps.isRefused()
                    ? refused(steps, office)
                    : Reply.goTo(Link.to("/domains/{}", steps.registration().domain()));
        } catch (IllegalArgumentException e) {
            throw BadRequestException.because(e);
        }
    }

    private static Reply refused(Onboarding steps, Office office) {
        FindingTexts texts = FindingTexts.in(office.session().language());
        return Frame.show(
                office.session(),
                "Domains",
                Html.of(
                        "<section class=\"card\"><ul>{}</ul><p><a href=\"{}\">Back</a></p></section>",
                        Html.each(steps.objections(), objection -> Html.of("<li>{}</li>", texts.explain(objection))),
                        Link.to("/domains")));
    }

    private static Reply view(Request request, Office office) {
        DomainRegistration known = known(request, office);
        Onboarding steps = office.domains().begin(known.domain().toString());
        return Frame.show(
                office.session(),
                known.domain().toString(),
                Html.of(
                        "<p>{} {}</p><div class=\"row\">{}{}</div>{}",
                        state(known.state()),
                        known.lastCheck().map(RecordedCheck::line).orElse(""),
                        Button.of(office.session(), to(known, "/check"), "Test / verify"),
                        Button.dangerous(
                                office.session(),
                                to(known, "/give-up"),
                                "Give it up",
                                "Mail no longer leaves under it. Give it up?"),
                        toPublish(steps, office.session().language())));
    }

    private static Html toPublish(Onboarding steps, Locale language) {
        return Html.of(
                """
                <section class="card"><h2>What to publish</h2>
                <table><thead><tr><th>Name</th><th>Type</th><th>Value</th></tr></thead><tbody>{}</tbody></table>
                {}
                <details><summary>As lines of a zone file</summary><pre id="zone">{}</pre></details></section>
                <section class="card"><h2>In plain words</h2><pre>{}</pre></section>
                """,
                Html.each(
                        steps.formInputs(),
                        input -> Html.of(
                                "<tr><td class=\"mono short\">{}</td><td class=\"short\">{}</td><td class=\"mono\">{}</td></tr>",
                                input.name(),
                                input.type(),
                                input.value())),
                steps.webFile()
                        .map(file -> Html.of(
                                "<p>Instead of the record of ownership, an empty file at <code>{}</code> does as well.</p>",
                                file.url())),
                String.join(
                        "\n",
                        steps.dnsEntries().stream()
                                .map(entry -> entry.zoneLine())
                                .toList()),
                steps.plainWords(language));
    }

    private static Reply check(Request request, Office office) {
        DomainRegistration known = known(request, office);
        DomainReport report = office.domains().check(known.domain().toString());
        office.domains().recordCheck(report);
        Html activate = report.passed()
                ? Html.of("""
                        <p class="warn">From now on a spam complaint hurts this domain, and no longer the CRM's.</p>{}
                        """, Button.of(office.session(), to(known, "/activate"), "Send under this domain"))
                : Html.of("<p>Changes in the DNS take up to a day. It is looked at again by itself.</p>");
        return Frame.show(
                office.session(),
                known.domain().toString(),
                Html.of(
                        "<section class=\"card\"><p><b class=\"{}\">{}</b></p>{}<pre>{}</pre></section><p><a href=\"{}\">What to publish</a></p>",
                        report.passed() ? "good" : "warn",
                        report.line(),
                        activate,
                        report.explain(office.session().language()),
                        to(known, "")));
    }

    private static Reply activate(Request request, Office office) {
        DomainRegistration known = known(request, office);
        DomainReport report = office.domains().check(known.domain().toString());
        if (!report.passed()) {
            return Reply.goTo(to(known, "")).saying(report.line() + ". Nothing was changed.");
        }
        FindingTexts texts = FindingTexts.in(office.session().language());
        Activation activation = office.domains().activate(report);
        String said = activation instanceof Activation.Activated activated
                ? "Mail leaves under " + known.domain() + " from now on. " + texts.explain(activated.warning())
                : texts.explain(((Activation.Refused) activation).reason());
        return Reply.goTo(to(known, "")).saying(said);
    }

    private static Reply giveUp(Request request, Office office) {
        DomainRegistration known = known(request, office);
        office.domains().giveUp(known.domain().toString());
        return Reply.goTo(Link.to("/domains")).saying(known.domain() + " was given up.");
    }

    private static Link to(DomainRegistration domain, String more) {
        return Link.to("/domains/{}" + more, domain.domain());
    }

    private static DomainRegistration known(Request request, Office office) {
        try {
            return office.domains().find(request.segment("domain")).orElseThrow(BadRequestException::notFound);
        } catch (IllegalArgumentException e) {
            throw BadRequestException.notFound();
        }
    }
}
