package io.sendwell.esp.mailjet;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.event.AutomationSigns;
import io.sendwell.event.Bounce;
import io.sendwell.event.DeliveryEvent;
import io.sendwell.event.Report;
import io.sendwell.event.Visit;
import io.sendwell.message.CampaignName;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Makes Sendwell's events of Mailjet's. Threads share it. */
final class MailjetEvents {

    private static final String SOURCE = "mailjet";

    /** Mailjet's word for mail that it still tries. */
    private static final String STILL_TRIED = "MJ13";

    // Beyond the year 9999 no store can be trusted with a time.
    private static final long LAST_SECOND = 253_402_300_799L;

    private final MailjetBounces bounces = new MailjetBounces();
    private final Optional<AccountId> account;
    private final InstantSource clock;

    MailjetEvents(Optional<AccountId> account, InstantSource clock) {
        this.account = account;
        this.clock = clock;
    }

    DeliveryEvent event(MailjetEventReader.Posted posted) {
        Report report = report(posted);
        String name = posted.text("event");
        return switch (name) {
            case "sent" -> new DeliveryEvent.Delivered(report, posted.text("smtp_reply"));
            case "open" -> new DeliveryEvent.Opened(report, AutomationSigns.marked(visit(posted)));
            case "click" ->
                new DeliveryEvent.Clicked(report, posted.text("url"), AutomationSigns.marked(visit(posted)));
            case "bounce", "blocked" -> bounced(report, posted);
            case "spam" -> new DeliveryEvent.Complained(report, posted.text("source"));
            case "unsub" -> new DeliveryEvent.Unsubscribed(report, visit(posted));
            default -> new DeliveryEvent.Other(report, name);
        };
    }

    private DeliveryEvent bounced(Report report, MailjetEventReader.Posted posted) {
        Bounce bounce = bounces.classify(
                posted.text("error_related_to"),
                posted.text("error"),
                posted.text("comment"),
                hardBounce(posted.text("hard_bounce")));
        return bounce.row().equals(STILL_TRIED)
                ? new DeliveryEvent.Deferred(report, bounce)
                : DeliveryEvent.givenUp(report, bounce);
    }

    // Samples of Mailjet's guide have numbers and texts where there should be booleans.
    private static Optional<Boolean> hardBounce(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> Optional.of(true);
            case "false", "0" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private Report report(MailjetEventReader.Posted posted) {
        Report report = Report.of(at(posted.text("time")), SOURCE, posted.raw()).providerId(id(posted));
        Optional<MailjetEventPayload> payload = MailjetEventPayload.read(posted.text("Payload"));
        report = with(report, payload.map(MailjetEventPayload::account).or(() -> account), Report::account);
        report = with(report, payload.flatMap(MailjetEventPayload::about), Report::about);
        report = with(report, nonEmpty(posted.text("CustomID")), Report::messageId);
        report = with(report, attempt(posted.text("email"), EmailAddress::parse), Report::recipient);
        return with(report, attempt(posted.text("customcampaign"), CampaignName::of), Report::campaign);
    }

    private static <T> Report with(Report report, Optional<T> value, BiFunction<Report, T, Report> change) {
        return value.map(present -> change.apply(report, present)).orElse(report);
    }

    private static Visit visit(MailjetEventReader.Posted posted) {
        return Visit.of(posted.text("ip"), posted.text("geo"), posted.text("agent"));
    }

    // MessageID is one of a recipient; in older captures only that is there.
    private static String id(MailjetEventReader.Posted posted) {
        String id = posted.text("MessageID");
        return id.isEmpty() || id.equals("0") ? posted.text("mj_message_id") : id;
    }

    private static Optional<String> nonEmpty(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static <T> Optional<T> attempt(String text, Function<String, T> factory) {
        try {
            return Optional.of(factory.apply(text));
        } catch (IllegalArgumentException fromOutside) {
            return Optional.empty();
        }
    }

    private Instant at(String seconds) {
        try {
            long value = (long) Double.parseDouble(seconds);
            return Instant.ofEpochSecond(Math.max(0, Math.min(LAST_SECOND, value)));
        } catch (NumberFormatException missing) {
            return clock.instant();
        }
    }
}
