package io.sendwell.testkit.contract;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.event.AutomationRule;
import io.sendwell.event.Bounce;
import io.sendwell.event.BounceKind;
import io.sendwell.event.DeliveryEvent;
import io.sendwell.event.EventType;
import io.sendwell.event.Report;
import io.sendwell.event.Visit;
import io.sendwell.log.EventKey;
import io.sendwell.log.EventRetention;
import io.sendwell.log.LoggedEvent;
import io.sendwell.message.CampaignName;
import io.sendwell.testkit.fixtures.Accounts;
import io.sendwell.testkit.fixtures.Mailboxes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Builds events as a log holds them: of a statement of the account Acme to Grace, unless said otherwise. */
final class ReportedStatement {

    /** A time to the millisecond, which every store keeps. */
    static final Instant AT = Instant.parse("2026-11-21T09:15:30.125Z");

    /** More than any test appends. */
    static final EventRetention EVERYTHING = new EventRetention(EnumSet.allOf(EventType.class), 1_000_000);

    static final String LINK = "https://acme.example/statement?month=10";

    static final Visit PERSON = Visit.of("192.0.2.7", "DE", "Mozilla/5.0 (X11; Linux x86_64) Firefox/145.0");

    static final Visit PROGRAM = PERSON.by(AutomationRule.AGENT_IS_A_PROGRAM);

    private final String messageId;
    private AccountId account = Accounts.ACME;
    private EmailAddress recipient = Mailboxes.GRACE.address();
    private CampaignName campaign = CampaignName.of("Emails 2026 11");
    private String subject = "Your October statement";
    private Optional<String> about = Optional.empty();
    private Optional<String> landingPage = Optional.empty();
    private Instant at = AT;
    private String providerId = "";
    private String raw = "{\"event\": \"any\"}";

    private ReportedStatement(String messageId) {
        this.messageId = messageId;
    }

    /** Events of the message with this id. */
    static ReportedStatement of(String messageId) {
        return new ReportedStatement(messageId);
    }

    ReportedStatement account(AccountId value) {
        account = value;
        return this;
    }

    ReportedStatement to(EmailAddress value) {
        recipient = value;
        return this;
    }

    ReportedStatement to(String address) {
        return to(EmailAddress.parse(address));
    }

    ReportedStatement campaign(String value) {
        campaign = CampaignName.of(value);
        return this;
    }

    ReportedStatement subject(String value) {
        subject = value;
        return this;
    }

    ReportedStatement about(String value) {
        about = Optional.of(value);
        return this;
    }

    ReportedStatement landingPage(String value) {
        landingPage = Optional.of(value);
        return this;
    }

    ReportedStatement at(Instant value) {
        at = value;
        return this;
    }

    /** So many milliseconds later than others; fewer than none for earlier. */
    ReportedStatement later(long millis) {
        return at(AT.plusMillis(millis));
    }

    ReportedStatement providerId(String value) {
        providerId = value;
        return this;
    }

    ReportedStatement raw(String value) {
        raw = value;
        return this;
    }

    LoggedEvent accepted() {
        return is(report -> new DeliveryEvent.Accepted(report, "250 2.0.0 OK"));
    }

    LoggedEvent delivered() {
        return is(report -> new DeliveryEvent.Delivered(report, "250 2.0.0 OK"));
    }

    LoggedEvent deferred() {
        return is(report -> new DeliveryEvent.Deferred(report, bounce(BounceKind.SOFT)));
    }

    LoggedEvent opened() {
        return is(report -> new DeliveryEvent.Opened(report, PERSON));
    }

    LoggedEvent clicked() {
        return clicked(LINK);
    }

    LoggedEvent clicked(String link) {
        return is(report -> new DeliveryEvent.Clicked(report, link, PERSON));
    }

    LoggedEvent softBounced() {
        return is(report -> new DeliveryEvent.SoftBounced(report, bounce(BounceKind.SOFT)));
    }

    LoggedEvent hardBounced() {
        return is(report -> new DeliveryEvent.HardBounced(report, bounce(BounceKind.HARD)));
    }

    LoggedEvent complained() {
        return is(report -> new DeliveryEvent.Complained(report, "abuse"));
    }

    LoggedEvent unsubscribed() {
        return is(report -> new DeliveryEvent.Unsubscribed(report, PERSON));
    }

    LoggedEvent other(String name) {
        return is(report -> new DeliveryEvent.Other(report, name));
    }

    /** What such an event is, of a report with the message's id, its recipient and the reporter's id. */
    LoggedEvent is(Function<Report, DeliveryEvent> event) {
        return is(event.apply(Report.of(at, "mailjet", raw)
                .messageId(messageId)
                .recipient(recipient)
                .providerId(providerId)));
    }

    /** This very event. */
    LoggedEvent is(DeliveryEvent event) {
        String related = event instanceof DeliveryEvent.Clicked clicked ? landingPage.orElse(clicked.link()) : "";
        return new LoggedEvent(
                EventKey.of(event, messageId, recipient.normalForm()),
                account,
                messageId,
                recipient,
                campaign,
                subject,
                about,
                related,
                event);
    }

    /** One of each kind, with each kind of bounce and each rule for visits. */
    static List<DeliveryEvent> everyEvent(Report report) {
        List<DeliveryEvent> events = new ArrayList<>();
        events.add(new DeliveryEvent.Accepted(report, "250 2.0.0 OK"));
        events.add(new DeliveryEvent.Delivered(report, ""));
        for (Visit visit : visits()) {
            events.add(new DeliveryEvent.Opened(report, visit));
            events.add(new DeliveryEvent.Clicked(report, LINK, visit));
            events.add(new DeliveryEvent.Unsubscribed(report, visit));
        }
        for (BounceKind kind : BounceKind.values()) {
            events.add(new DeliveryEvent.Deferred(report, bounce(kind)));
            events.add(new DeliveryEvent.SoftBounced(report, bounce(kind)));
            events.add(new DeliveryEvent.HardBounced(report, bounce(kind)));
            events.add(new DeliveryEvent.Blocked(report, bounce(kind)));
            events.add(new DeliveryEvent.Suppressed(report, bounce(kind)));
        }
        events.add(new DeliveryEvent.Complained(report, "abuse"));
        events.add(new DeliveryEvent.Other(report, "parsed"));
        return events;
    }

    private static List<Visit> visits() {
        List<Visit> visits = new ArrayList<>(List.of(PERSON, Visit.of("", "", "")));
        for (AutomationRule rule : AutomationRule.values()) {
            visits.add(PERSON.by(rule));
        }
        return visits;
    }

    static Bounce bounce(BounceKind kind) {
        return new Bounce(kind, "B9", "550 5.1.1", "<grace@example.net>: user unknown");
    }
}
