package io.sendwell.log;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.event.AutomationRule;
import io.sendwell.event.Bounce;
import io.sendwell.event.BounceKind;
import io.sendwell.event.DeliveryEvent;
import io.sendwell.event.Report;
import io.sendwell.event.Visit;
import io.sendwell.message.CampaignName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Events for tests of what a log keeps of them. */
final class Reported {

    static final Instant AT = Instant.parse("2026-11-21T09:15:30.125Z");

    static final Report REPORT = Report.of(AT, "mailjet", "{}");

    static final Visit PERSON = Visit.of("192.0.2.7", "DE", "Firefox");

    static final Visit PROGRAM = PERSON.by(AutomationRule.AGENT_IS_A_PROGRAM);

    private Reported() {}

    static DeliveryEvent accepted() {
        return new DeliveryEvent.Accepted(REPORT, "250 OK");
    }

    static DeliveryEvent deferred() {
        return new DeliveryEvent.Deferred(REPORT, bounce(BounceKind.SOFT));
    }

    static DeliveryEvent delivered() {
        return new DeliveryEvent.Delivered(REPORT, "250 OK");
    }

    static DeliveryEvent opened(Visit visit) {
        return new DeliveryEvent.Opened(REPORT, visit);
    }

    static DeliveryEvent clicked(String link, Visit visit) {
        return new DeliveryEvent.Clicked(REPORT, link, visit);
    }

    static DeliveryEvent softBounced() {
        return new DeliveryEvent.SoftBounced(REPORT, bounce(BounceKind.SOFT));
    }

    static DeliveryEvent hardBounced() {
        return new DeliveryEvent.HardBounced(REPORT, bounce(BounceKind.HARD));
    }

    static DeliveryEvent blocked() {
        return new DeliveryEvent.Blocked(REPORT, bounce(BounceKind.BLOCK_POLICY));
    }

    static DeliveryEvent complained() {
        return new DeliveryEvent.Complained(REPORT, "abuse");
    }

    static DeliveryEvent unsubscribed(Visit visit) {
        return new DeliveryEvent.Unsubscribed(REPORT, visit);
    }

    static DeliveryEvent suppressed() {
        return new DeliveryEvent.Suppressed(REPORT, bounce(BounceKind.SUPPRESSED));
    }

    static DeliveryEvent other(String name) {
        return new DeliveryEvent.Other(REPORT, name);
    }

    /** One of each kind. */
    static List<DeliveryEvent> everyKind() {
        return List.of(
                accepted(),
                deferred(),
                delivered(),
                opened(PERSON),
                clicked("https://acme.example/spring", PERSON),
                unsubscribed(PERSON),
                softBounced(),
                suppressed(),
                blocked(),
                hardBounced(),
                complained(),
                other("parsed"));
    }

    static Bounce bounce(BounceKind kind) {
        return new Bounce(kind, "B9", "550 5.1.1", "User unknown");
    }

    /** The event as the log has it: of a message to Grace in the campaign Spring. */
    static LoggedEvent logged(DeliveryEvent event, String subject) {
        EmailAddress grace = EmailAddress.parse("Grace@example.net");
        return new LoggedEvent(
                EventKey.of(event, "m1", grace.normalForm()),
                AccountId.of("acme"),
                "m1",
                grace,
                CampaignName.of("Spring"),
                subject,
                Optional.of("person/7"),
                event instanceof DeliveryEvent.Clicked ? "The spring page" : "",
                event);
    }

    static DeliveryEvent deliveredAt(Instant at) {
        return new DeliveryEvent.Delivered(Report.of(at, "mailjet", "{}"), "250 OK");
    }
}
