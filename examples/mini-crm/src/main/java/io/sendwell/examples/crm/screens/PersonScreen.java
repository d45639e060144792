package io.sendwell.examples.crm.screens;

import io.sendwell.blocklist.BlocklistEntry;
import io.sendwell.consent.ConsentRecord;
import io.sendwell.event.EventType;
import io.sendwell.examples.crm.data.Person;
import io.sendwell.examples.crm.data.SampleData;
import io.sendwell.examples.crm.web.BadRequestException;
import io.sendwell.examples.crm.web.Html;
import io.sendwell.examples.crm.web.Link;
import io.sendwell.examples.crm.web.Reply;
import io.sendwell.examples.crm.web.Request;
import io.sendwell.log.EventQuery;
import io.sendwell.message.Purpose;
import io.sendwell.unsubscribe.OptOut;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** One person: may we write, did they agree, and what have they clicked on. */
public final class PersonScreen {

    private static final int SHOWN = 25;

    private PersonScreen() {}

    /** Its addresses. */
    public static void register(Desks desks) {
        desks.page("/persons/{id}", PersonScreen::show)
                .page("/persons/{id}/data.txt", PersonScreen::export)
                .action("/persons/{id}/no-mass", PersonScreen::blockMass)
                .action("/persons/{id}/consent", PersonScreen::consent)
                .action("/persons/{id}/withdraw", PersonScreen::withdraw)
                .action("/persons/{id}/opt-in", PersonScreen::optIn)
                .action("/persons/{id}/erase", PersonScreen::erase);
    }

    private static Reply show(Request request, Office office) {
        Person person = known(request, office);
        return Frame.show(
                office.session(),
                person.name(),
                Html.of(
                        "<p class=\"row\"><a class=\"button main\" href=\"{}\">Write a mail</a></p><section class=\"cards\">{}{}{}</section>{}",
                        Link.to("/compose").with("to", person.reference()),
                        mail(person, office),
                        consent(person, office),
                        data(person, office),
                        history(person, office)));
    }

    private static Html mail(Person person, Office office) {
        Optional<BlocklistEntry> blocked = office.account().blocked(person.email());
        return Html.of(
                """
                <div class="card"><h2>{}</h2><p>{}</p>
                <p><label><input type="checkbox" disabled {}> Bounced</label></p>{}
                <form method="post" action="{}">{}<label><input type="checkbox" name="noMass" value="yes" {}> Block mass e-mails</label>
                <button>Save</button></form></div>
                """,
                person.email(),
                person.company(),
                new Html.Flag("checked", person.bounced()),
                blocked.map(entry -> Html.of(
                        "<p class=\"bad\">Nothing is sent to this address: {}. Only the operator can lift that.</p>",
                        entry.explain())),
                to(person, "/no-mass"),
                office.session().field(),
                new Html.Flag("checked", person.noMass()));
    }

    private static Html consent(Person person, Office office) {
        List<OptOut> left = office.account().optOuts().of(person.email());
        boolean agreed = SampleData.agreed(office.account(), person);
        Html lists = Html.each(
                left,
                optOut -> Html.of(
                        """
                        <form method="post" action="{}">{}<p class="warn">{}</p><input type="hidden" name="list" value="{}">
                        <label>Where and when the person agreed anew <input name="reason" required></label><button>Take back</button></form>
                        """,
                        to(person, "/opt-in"),
                        office.session().field(),
                        optOut.explain(),
                        optOut.list().map(Object::toString).orElse("")));
        Html give = Html.of("""
                <form method="post" action="{}">{}<label>Agreed by <input name="how" required placeholder="form, telephone, fair"></label>
                <label>Where <input name="source" required></label><button>Record the consent</button></form>
                """, to(person, "/consent"), office.session().field());
        return Html.of(
                "<div class=\"card\"><h2>Newsletter</h2><p class=\"{}\">{}</p>{}{}<details><summary>Evidence</summary><pre>{}</pre></details></div>",
                agreed ? "good" : "warn",
                agreed ? "Agreed to it." : "Did not agree to it.",
                agreed
                        ? Button.of(office.session(), to(person, "/withdraw"), "The person takes the consent back")
                        : give,
                lists,
                office.account().consents().evidence(person.email()).explain());
    }

    private static Html data(Person person, Office office) {
        return Html.of(
                "<div class=\"card\"><h2>What is kept</h2><p><a href=\"{}\">All that is held about this person</a></p>{}</div>",
                to(person, "/data.txt"),
                Button.dangerous(
                        office.session(),
                        to(person, "/erase"),
                        "Erase it",
                        "Messages, events and what is scheduled for this person are erased. Go on?"));
    }

    private static Html history(Person person, Office office) {
        EventQuery clicks = EventQuery.latest(SHOWN).to(person.email()).type(EventType.CLICKED);
        EventQuery others = EventQuery.latest(SHOWN).to(person.email()).without(EventType.CLICKED);
        return Html.of(
                "<section><h2>Clicks</h2>{}</section><section><h2>Other events</h2>{}</section>",
                EventLogScreen.table(
                        office.account().events().find(clicks).events(),
                        office.customer().timeZone()),
                EventLogScreen.table(
                        office.account().events().find(others).events(),
                        office.customer().timeZone()));
    }

    private static Reply blockMass(Request request, Office office) throws IOException {
        Person person = known(request, office);
        boolean noMass = request.form().ticked("noMass");
        office.people().blockMass(person.id(), noMass);
        return Reply.goTo(to(person, "")).saying(noMass ? "No mass e-mails any more." : "Mass e-mails are allowed.");
    }

    private static Reply consent(Request request, Office office) throws IOException {
        Person person = known(request, office);
        office.account()
                .consents()
                .add(ConsentRecord.given(office.id(), person.email(), office.now())
                        .list(SampleData.NEWSLETTER.value())
                        .by(request.form().needed("how"), request.form().needed("source"))
                        .recordedBy(office.session().name()));
        return Reply.goTo(to(person, "")).saying("The consent is recorded.");
    }

    private static Reply withdraw(Request request, Office office) {
        Person person = known(request, office);
        office.account()
                .consents()
                .withdraw(
                        person.email(),
                        Optional.of(SampleData.NEWSLETTER),
                        "told " + office.session().name());
        return Reply.goTo(to(person, "")).saying("The consent is taken back.");
    }

    private static Reply optIn(Request request, Office office) throws IOException {
        Person person = known(request, office);
        office.account()
                .optOuts()
                .end(
                        person.email(),
                        request.form().filled("list").map(Purpose::of),
                        request.form().needed("reason"),
                        office.session().name());
        return Reply.goTo(to(person, "")).saying("The person is on the list again.");
    }

    private static Reply export(Request request, Office office) {
        Person person = known(request, office);
        String data = office.account().personalData(person.email()).export().explain();
        return Reply.download(
                "text/plain; charset=utf-8",
                "person-" + person.id() + ".txt",
                out -> out.write(data.getBytes(StandardCharsets.UTF_8)));
    }

    private static Reply erase(Request request, Office office) {
        Person person = known(request, office);
        return Reply.goTo(to(person, ""))
                .saying(office.account().personalData(person.email()).erase().explain());
    }

    private static Link to(Person person, String more) {
        return Link.to("/persons/{}" + more, person.id());
    }

    private static Person known(Request request, Office office) {
        return office.people().find("person/" + request.segment("id")).orElseThrow(BadRequestException::notFound);
    }
}
