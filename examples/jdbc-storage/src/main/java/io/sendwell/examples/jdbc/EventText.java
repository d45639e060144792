package io.sendwell.examples.jdbc;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.event.AutomationRule;
import io.sendwell.event.Bounce;
import io.sendwell.event.BounceKind;
import io.sendwell.event.DeliveryEvent;
import io.sendwell.event.EventType;
import io.sendwell.event.Report;
import io.sendwell.event.Visit;
import io.sendwell.log.LoggedEvent;
import io.sendwell.message.CampaignName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * What is stored of an event beside the columns that statements ask for: a text by {@link Lines} that begins with the number of
 * its form. A form that was released never changes; what has more to say gets the next number, and this class reads both.
 */
final class EventText {

    private static final String FORM = "1";

    /** What the text gives back. */
    record Parts(String messageId, Optional<String> about, DeliveryEvent event) {}

    private EventText() {}

    static String of(LoggedEvent logged) {
        Report report = logged.event().report();
        List<String> texts = new ArrayList<>(List.of(
                FORM,
                logged.messageId(),
                optional(logged.about()),
                report.source(),
                optional(report.messageId()),
                optional(report.recipient().map(EmailAddress::toString)),
                report.providerId(),
                optional(report.account().map(AccountId::value)),
                optional(report.campaign().map(CampaignName::value)),
                optional(report.about()),
                report.raw()));
        texts.addAll(ofKind(logged.event()));
        return Lines.join(texts);
    }

    private static List<String> ofKind(DeliveryEvent event) {
        List<String> texts = new ArrayList<>();
        event.reason()
                .ifPresent(bounce ->
                        texts.addAll(List.of(bounce.kind().name(), bounce.row(), bounce.code(), bounce.text())));
        event.visitor()
                .ifPresent(visit -> texts.addAll(List.of(
                        visit.ipAddress(),
                        visit.country(),
                        visit.agent(),
                        optional(visit.likelyAutomatic().map(AutomationRule::name)))));
        if (event instanceof DeliveryEvent.Accepted accepted) {
            texts.add(accepted.reply());
        } else if (event instanceof DeliveryEvent.Delivered delivered) {
            texts.add(delivered.reply());
        } else if (event instanceof DeliveryEvent.Complained complained) {
            texts.add(complained.feedbackType());
        } else if (event instanceof DeliveryEvent.Other other) {
            texts.add(other.name());
        }
        return texts;
    }

    /** @param link of a click; empty for other kinds */
    static Parts parts(String text, EventType type, Instant at, String link) {
        Iterator<String> texts = Lines.split(text).iterator();
        String form = texts.next();
        if (!form.equals(FORM)) {
            throw new IllegalStateException(
                    "An event is stored in form " + form + ", which this version does not know.");
        }
        String messageId = texts.next();
        Optional<String> about = optional(texts.next());
        Report report = new Report(
                at,
                texts.next(),
                optional(texts.next()),
                optional(texts.next()).map(address -> EmailAddress.parse(address, Rows.ANY_SYNTAX)),
                texts.next(),
                optional(texts.next()).map(AccountId::of),
                optional(texts.next()).map(CampaignName::of),
                optional(texts.next()),
                texts.next());
        return new Parts(messageId, about, event(type, report, link, texts));
    }

    private static DeliveryEvent event(EventType type, Report report, String link, Iterator<String> texts) {
        return switch (type) {
            case ACCEPTED -> new DeliveryEvent.Accepted(report, texts.next());
            case DELIVERED -> new DeliveryEvent.Delivered(report, texts.next());
            case DEFERRED -> new DeliveryEvent.Deferred(report, bounce(texts));
            case SOFT_BOUNCED -> new DeliveryEvent.SoftBounced(report, bounce(texts));
            case HARD_BOUNCED -> new DeliveryEvent.HardBounced(report, bounce(texts));
            case BLOCKED -> new DeliveryEvent.Blocked(report, bounce(texts));
            case SUPPRESSED -> new DeliveryEvent.Suppressed(report, bounce(texts));
            case OPENED -> new DeliveryEvent.Opened(report, visit(texts));
            case UNSUBSCRIBED -> new DeliveryEvent.Unsubscribed(report, visit(texts));
            case CLICKED -> new DeliveryEvent.Clicked(report, link, visit(texts));
            case COMPLAINED -> new DeliveryEvent.Complained(report, texts.next());
            case OTHER -> new DeliveryEvent.Other(report, texts.next());
        };
    }

    private static Bounce bounce(Iterator<String> texts) {
        return new Bounce(BounceKind.valueOf(texts.next()), texts.next(), texts.next(), texts.next());
    }

    private static Visit visit(Iterator<String> texts) {
        return new Visit(
                texts.next(), texts.next(), texts.next(), optional(texts.next()).map(AutomationRule::valueOf));
    }

    // A text that is there begins with an equals sign, so that an empty one is not none.
    private static String optional(Optional<String> text) {
        return text.map(present -> "=" + present).orElse("");
    }

    private static Optional<String> optional(String stored) {
        return stored.isEmpty() ? Optional.empty() : Optional.of(stored.substring(1));
    }
}
