package io.sendwell.examples.crm.screens;

import io.sendwell.AccountChange;
import io.sendwell.AccountDesk;
import io.sendwell.AccountStatus;
import io.sendwell.GuardReport;
import io.sendwell.ScheduledRow;
import io.sendwell.SendingAccount;
import io.sendwell.account.AccountId;
import io.sendwell.account.AccountRecord;
import io.sendwell.account.AccountState;
import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.BlocklistEntry;
import io.sendwell.blocklist.BlocklistQuery;
import io.sendwell.examples.crm.Engine;
import io.sendwell.examples.crm.data.Customers;
import io.sendwell.examples.crm.data.Customers.Customer;
import io.sendwell.examples.crm.outside.Outside;
import io.sendwell.examples.crm.web.BadRequestException;
import io.sendwell.examples.crm.web.Form;
import io.sendwell.examples.crm.web.Html;
import io.sendwell.examples.crm.web.Link;
import io.sendwell.examples.crm.web.Reply;
import io.sendwell.examples.crm.web.Request;
import io.sendwell.examples.crm.web.Session;
import io.sendwell.guard.GuardScope;
import io.sendwell.message.CampaignName;
import io.sendwell.scheduling.WorkerStatus;
import io.sendwell.throttle.ThrottleLimit;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the vendor looks after: accounts, the blocklist, the pace, and what could not be delivered. */
public final class OperatorScreen {

    private static final int SHOWN = 100;

    private final Engine engine;
    private final Customers customers;
    private final Outside outside;

    /** @param outside the world around the CRM, with an inbox of all mail where it is played */
    public OperatorScreen(Engine engine, Customers customers, Outside outside) {
        this.engine = engine;
        this.customers = customers;
        this.outside = outside;
    }

    /** Its addresses. */
    public void register(Desks desks) {
        desks.operatorPage("/operator", this::accounts)
                .operatorAction("/operator/accounts/{account}/suspend", this::suspend)
                .operatorAction("/operator/accounts/{account}/resume", this::resume)
                .operatorAction("/operator/release", this::release)
                .operatorPage("/operator/blocklist", this::blocklist)
                .operatorAction("/operator/blocklist/add", this::block)
                .operatorAction("/operator/blocklist/lift", this::lift)
                .operatorPage("/operator/pace", this::pace)
                .operatorAction("/operator/pace", this::setPace)
                .operatorPage("/operator/pace/live", (request, session) -> Reply.page(live()))
                .operatorPage("/operator/dead-letters", this::deadLetters);
    }

    private AccountDesk desk() {
        return engine.sendwell().accounts();
    }

    private Reply show(Session session, String title, Html content) {
        Optional<Link> inbox = outside.inbox().flatMap(at -> Link.elsewhere(at.toString()));
        return Frame.showOperator(session, inbox, title, content);
    }

    private Reply accounts(Request request, Session session) {
        Html world = outside.stage()
                .flatMap(at -> Link.elsewhere(at.toString()))
                .map(at -> Html.of(
                        "<p>The world around this CRM is played <a href=\"{}\">here</a>: a DNS provider, and time.</p>",
                        at))
                .orElse(Html.NONE);
        return show(
                session,
                "Accounts",
                Html.of(
                        "{}{}{}",
                        world,
                        Html.each(engine.sendwell().guard().held(SHOWN), report -> held(report, session)),
                        Html.each(desk().list(Optional.empty(), SHOWN), account -> card(account, session))));
    }

    private static Html held(GuardReport report, Session session) {
        return Html.of(
                """
                <section class="card held"><h2 class="bad">The guard holds newsletters of {}</h2>{}
                <form method="post" action="{}" class="row">{}<input type="hidden" name="account" value="{}">
                <input type="hidden" name="campaign" value="{}"><label>Why they may go on <input name="reason" required></label>
                <button class="main">Release</button></form></section>
                """,
                report.scope(),
                GuardView.of(report, session.language(), ZoneOffset.UTC),
                Link.to("/operator/release"),
                session.field(),
                report.scope().account().map(Object::toString).orElse(""),
                report.scope().campaign().map(Object::toString).orElse(""));
    }

    private Reply release(Request request, Session session) throws IOException {
        Form form = request.form();
        try {
            GuardScope scope = new GuardScope(
                    form.filled("account").map(AccountId::of),
                    form.filled("campaign").map(CampaignName::of));
            engine.sendwell().guard().release(scope, form.needed("reason"), session.name());
            return Reply.goTo(Link.to("/operator"))
                    .saying("Released: " + scope + ". "
                            + (scope.campaign().isPresent()
                                    ? "What is paused of it goes on when the customer says so, under Scheduled."
                                    : "What waits goes on within a minute or two."));
        } catch (IllegalArgumentException e) {
            throw BadRequestException.because(e);
        }
    }

    private Html card(AccountRecord account, Session session) {
        boolean suspended = account.state() == AccountState.SUSPENDED;
        Optional<AccountStatus> status = desk().status(account.id());
        Html form = Html.of(
                """
                <form method="post" action="{}" class="row">{}<label>Why <input name="reason" required></label><button class="{}">{}</button></form>
                """,
                Link.to("/operator/accounts/{}/" + (suspended ? "resume" : "suspend"), account.id()),
                session.field(),
                suspended ? "main" : "danger",
                suspended ? "Resume" : "Suspend");
        return Html.of(
                "<section class=\"card\"><h2>{}</h2><p>{}</p>{}{}</section>",
                account.displayName(),
                status.map(AccountStatus::explain),
                status.map(AccountStatus::guard)
                        .filter(guard -> !guard.isHeld() && GuardView.isNeeded(guard))
                        .map(guard -> GuardView.of(guard, session.language(), ZoneOffset.UTC)),
                Html.when(suspended || account.state() == AccountState.ENABLED, form));
    }

    private Reply suspend(Request request, Session session) throws IOException {
        AccountId account = account(request);
        return answer(desk().suspend(account, request.form().needed("reason"), session.name()), session, "suspended");
    }

    private Reply resume(Request request, Session session) throws IOException {
        AccountId account = account(request);
        return answer(desk().resume(account, request.form().needed("reason"), session.name()), session, "resumed");
    }

    private static AccountId account(Request request) {
        try {
            return AccountId.of(request.segment("account"));
        } catch (IllegalArgumentException e) {
            throw BadRequestException.notFound();
        }
    }

    private static Reply answer(AccountChange change, Session session, String done) {
        String said = change instanceof AccountChange.Refused refused
                ? refused.why().explain(session.language())
                : "Account " + change.account().id() + " is " + done + ".";
        return Reply.goTo(Link.to("/operator")).saying(said);
    }

    private Reply blocklist(Request request, Session session) {
        List<BlocklistEntry> entries = engine.sendwell().blocklist().entries(BlocklistQuery.latest(SHOWN));
        return show(
                session,
                "Blocklist",
                Html.of(
                        """
                        <form method="post" action="{}" class="row">{}<label>Address <input name="address" required></label>
                        <label>Why <input name="reason" required></label><button>Block it for everybody</button></form>
                        <table><thead><tr><th>Address</th><th>Why</th><th>Since</th><th>For</th><th>Lift</th></tr></thead>
                        <tbody>{}</tbody></table>
                        """,
                        Link.to("/operator/blocklist/add"),
                        session.field(),
                        Html.each(entries, entry -> row(entry, session))));
    }

    private static Html row(BlocklistEntry entry, Session session) {
        return Html.of(
                """
                <tr><td data-name="Address">{}</td><td data-name="Why">{} <span class="faint">({})</span></td><td data-name="Since">{}</td><td data-name="For">{}</td>
                <td><form method="post" action="{}" class="row">{}
                <input type="hidden" name="address" value="{}"><input name="reason" required aria-label="Why it is lifted" placeholder="why">
                <button>Lift</button></form></td></tr>
                """,
                entry.address(),
                entry.explain(),
                entry.source(),
                Times.shown(entry.since(), ZoneOffset.UTC),
                entry.scope().map(Object::toString).orElse("everybody"),
                Link.to("/operator/blocklist/lift"),
                session.field(),
                entry.address());
    }

    private Reply block(Request request, Session session) throws IOException {
        EmailAddress address = address(request);
        engine.sendwell()
                .blocklist()
                .add(BlocklistEntry.manual(
                        address,
                        request.form().needed("reason") + " (" + session.name() + ")",
                        engine.clock().instant()));
        return Reply.goTo(Link.to("/operator/blocklist")).saying(address + " is blocked.");
    }

    private Reply lift(Request request, Session session) throws IOException {
        String receipt = engine.sendwell()
                .blocklist()
                .lift(address(request), request.form().needed("reason"), session.name())
                .explain();
        return Reply.goTo(Link.to("/operator/blocklist")).saying(receipt);
    }

    private static EmailAddress address(Request request) throws IOException {
        try {
            return EmailAddress.parse(request.form().value("address"));
        } catch (IllegalArgumentException e) {
            throw BadRequestException.because(e);
        }
    }

    private Reply pace(Request request, Session session) {
        return show(
                session,
                "Pace",
                Html.of(
                        "<section class=\"card\" data-live=\"{}\" data-every=\"1000\">{}</section><section class=\"card\">{}</section>",
                        Link.to("/operator/pace/live"),
                        live(),
                        Html.each(customers.all(), customer -> limit(customer, session))));
    }

    private Html limit(Customer customer, Session session) {
        return Html.of(
                """
                <form method="post" action="{}" class="row">{}<input type="hidden" name="account" value="{}">
                <label>{}, mails in 15 minutes <input type="number" name="permits" min="1" max="1000000" value="{}" required></label>
                <button>Change</button></form>
                """,
                Link.to("/operator/pace"),
                session.field(),
                customer.account(),
                customer.name(),
                engine.sendwell().throttle().limit(customer.account()).permits());
    }

    private Reply setPace(Request request, Session session) throws IOException {
        try {
            ThrottleLimit limit =
                    new ThrottleLimit(Integer.parseInt(request.form().value("permits")), Duration.ofMinutes(15));
            engine.sendwell().throttle().limit(AccountId.of(request.form().value("account")), limit);
        } catch (IllegalArgumentException e) {
            throw BadRequestException.because(e);
        }
        return Reply.goTo(Link.to("/operator/pace")).saying("The pace is changed, on all instances.");
    }

    private Html live() {
        WorkerStatus worker = engine.worker().status();
        List<Long> perTenSeconds = engine.departures().perTenSeconds();
        int permits = customers.all().stream()
                .map(customer ->
                        engine.sendwell().throttle().limit(customer.account()).permits())
                .max(Integer::compare)
                .orElse(0);
        return Html.of(
                """
                {}
                <p>One account's pace allows {} in 15 minutes, {} in 10 seconds.</p>
                <p class="faint">This instance let out {} mails since it began; {} claims and {} mails in hand, {} times a mail had to wait for
                its turn. {}</p>
                """,
                Chart.line(
                        "Mails that this instance let out, every 10 seconds",
                        perTenSeconds,
                        permits / 90.0,
                        "15 minutes ago",
                        "now"),
                String.format(Locale.ROOT, "%,d", permits),
                permits / 90,
                worker.permitsGranted(),
                worker.claimsInHand(),
                worker.entriesInHand(),
                worker.permitWaits(),
                worker.storeAway() ? "The database is out of reach." : "");
    }

    private Reply deadLetters(Request request, Session session) {
        return show(
                session,
                "Dead letters",
                Html.each(
                        customers.all(),
                        customer -> Html.of(
                                "<section class=\"card\"><h2>{}</h2>{}</section>",
                                customer.name(),
                                engine.account(customer.account())
                                        .map(account -> letters(
                                                account.scheduled().finished().page(1, SHOWN), account)))));
    }

    private static Html letters(List<ScheduledRow> rows, SendingAccount account) {
        List<ScheduledRow> failed = rows.stream()
                .filter(row -> row.progress().failed() + row.progress().uncertain() > 0)
                .toList();
        return failed.isEmpty()
                ? Html.of("<p class=\"faint\">None.</p>")
                : Html.each(
                        failed,
                        row -> Html.of(
                                "<h3>{}</h3><ul>{}</ul>",
                                row.subject(),
                                Html.each(
                                        account.scheduled().deadLetters(row.id(), 1),
                                        letter -> Html.of(
                                                "<li>{}: {} {}</li>", letter.state(), letter.code(), letter.text()))));
    }
}
