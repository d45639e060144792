package io.sendwell.smtp.report;

import io.sendwell.address.EmailAddress;
import io.sendwell.event.Bounce;
import io.sendwell.event.BounceClassifier;
import io.sendwell.event.BounceKind;
import io.sendwell.event.DeliveryEvent;
import io.sendwell.event.Diagnostic;
import io.sendwell.event.Report;
import io.sendwell.event.Visit;
import io.sendwell.identity.BounceAddresses;
import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads one message: what it tells, whoever wrote it and whatever it is about. Threads share it.
 *
 * <p>Structure comes before words, and words of programs before those of people: what RFC 3464 or RFC 5965 describes is read by
 * them; a text is taken for a bounce only in a form that a server is known to use, and only from a server; and what is known by
 * neither is never a bounce of an address.
 */
final class ReportReader {

    private static final String SOURCE = "smtp";

    /** What a server sent back in words that are not known. */
    static final String UNREADABLE_BOUNCE = "unreadable-bounce";

    /** How much of a subject is looked at: twice the longest line (RFC 5322 section 2.1.1). */
    private static final int LONGEST_SUBJECT = 2_000;

    private static final Pattern SERVER = Pattern.compile(
            "mailer-?daemon|postmaster|mail[ ._-]?delivery|microsoftexchange|mdaemon|mail administrator",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern TAG = Pattern.compile("<[^<>]{0,2000}>");
    private static final Pattern BREAK = Pattern.compile("(?i)<(?:br|/p|/div|/tr|/li|/h\\d)\\b[^<>]{0,200}>");

    private final BounceClassifier classifier;

    ReportReader(BounceClassifier classifier) {
        this.classifier = classifier;
    }

    /**
     * What a message tells.
     *
     * @param isReport whether it is about delivery or a complaint; else it is what programs say to people
     */
    record Told(boolean isReport, List<DeliveryEvent> events) {

        private static Told report(List<DeliveryEvent> events) {
            return new Told(true, List.copyOf(events));
        }

        private static Told inPassing(DeliveryEvent event) {
            return new Told(false, List.of(event));
        }
    }

    /**
     * What the message tells; empty when a person wrote it.
     *
     * @param copy our id of the copy that it is proven to be about
     */
    Optional<Told> read(MimeEntity message, Optional<String> copy, Instant now) {
        Report unnamed = report(message, now);
        Report base = copy.map(unnamed::messageId).orElse(unnamed);
        return feedback(message, base)
                .or(() -> deliveryStatus(message, base))
                .or(() -> bounceText(message, base))
                .or(() -> otherReport(message, base))
                .or(() -> automaticReply(message, base));
    }

    private static Report report(MimeEntity message, Instant now) {
        MimeFields fields = message.fields();
        String received = fields.first("received");
        Instant at = ReportedTime.firstOf(now, fields.first("date"), received.substring(received.lastIndexOf(';') + 1));
        return Report.of(at, SOURCE, BounceAddresses.withoutCodes(words(message)));
    }

    // RFC 5965 section 2, and the loop of Outlook.com before it spoke ARF.
    private Optional<Told> feedback(MimeEntity message, Report base) {
        Optional<MimeEntity> part = reachable(message)
                .filter(entity -> entity.type().name().equals("message/feedback-report"))
                .findFirst();
        MimeFields returned = returned(message);
        if (part.isPresent()) {
            MimeFields fields = MimeFields.of(part.get().lines());
            String type = fields.first("feedback-type").toLowerCase(Locale.ROOT);
            Optional<EmailAddress> recipient = first(
                    fields.first("original-rcpt-to"),
                    fields.first("removal-recipient"),
                    returned.first("x-hmxmroriginalrecipient"));
            return Optional.of(Told.report(List.of(feedback(about(base, recipient), type.isEmpty() ? "other" : type))));
        }
        boolean older = returned.has("x-hmxmroriginalrecipient")
                && subject(message).toLowerCase(Locale.ROOT).startsWith("complaint about message from");
        return older
                ? Optional.of(Told.report(
                        List.of(feedback(about(base, first(returned.first("x-hmxmroriginalrecipient"))), "abuse"))))
                : Optional.empty();
    }

    private DeliveryEvent feedback(Report report, String type) {
        // Not registered by RFC 5965, and sent all the same: "do not write to me", without the reproach.
        if (type.equals("opt-out") || type.equals("opt-out-list")) {
            return new DeliveryEvent.Unsubscribed(report, Visit.of("", "", ""));
        }
        Bounce reading = classifier.classify(Diagnostic.reply("", "", "").action(type));
        return reading.kind() == BounceKind.COMPLAINT
                ? new DeliveryEvent.Complained(report, type)
                : new DeliveryEvent.Other(report, type);
    }

    private Optional<Told> deliveryStatus(MimeEntity message, Report base) {
        if (!message.type().name().equals("multipart/report")
                && !isWrittenByAServer(message)
                && !AutomaticReply.isFromNobody(message.fields())) {
            return Optional.empty();
        }
        List<DeliveryEvent> events = new ArrayList<>();
        reachable(message)
                .filter(entity -> entity.type().name().matches("message/(?:global-)?delivery-status"))
                .findFirst()
                .map(part -> DeliveryStatus.of(part.lines()))
                .ifPresent(status -> status.recipients().forEach(fields -> events.add(event(base, status, fields))));
        return events.isEmpty() ? Optional.empty() : Optional.of(Told.report(events));
    }

    private DeliveryEvent event(Report base, DeliveryStatus status, MimeFields fields) {
        String code = fields.first("status").replaceAll("\\s.*", "");
        String said = BounceAddresses.withoutCodes(fields.first("diagnostic-code"));
        String action = action(fields.first("action"), code);
        Optional<EmailAddress> recipient = ReportedAddress.of(fields.first("original-recipient"))
                .or(() -> ReportedAddress.of(fields.first("final-recipient")));
        Instant at = ReportedTime.firstOf(base.at(), fields.first("last-attempt-date"));
        Report alone = Report.of(at, SOURCE, BounceAddresses.withoutCodes(status.message() + "\n" + fields));
        Report report = about(base.messageId().map(alone::messageId).orElse(alone), recipient);
        Bounce bounce = classifier.classify(Diagnostic.deliveryStatus(action, code, said));
        return switch (action) {
            case "failed" -> DeliveryEvent.givenUp(report, bounce);
            case "delayed" -> new DeliveryEvent.Deferred(report, bounce);
            // RFC 3464 section 2.3.3: expanded is delivered to the address that we wrote to, and passed on behind it.
            case "delivered", "expanded" -> new DeliveryEvent.Delivered(report, said);
            // Relayed says that nobody will report further, and other words say nothing known.
            default -> new DeliveryEvent.Other(report, action.isEmpty() ? UNREADABLE_BOUNCE : action);
        };
    }

    // Without an Action, which RFC 3464 demands, the class of the code says what has happened; a 4 may be given up or
    // not, and
    // the lesser is believed.
    private static String action(String given, String code) {
        String action = given.replaceAll("[\\s(;].*", "").toLowerCase(Locale.ROOT);
        if (!action.isEmpty() || code.isEmpty()) {
            return action;
        }
        return switch (code.charAt(0)) {
            case '5' -> "failed";
            case '4' -> "delayed";
            default -> "";
        };
    }

    private Optional<Told> bounceText(MimeEntity message, Report base) {
        List<EmailAddress> named = Stream.of(
                        message.fields().first("x-failed-recipients").split(",", 201))
                .map(ReportedAddress::parsed)
                .flatMap(Optional::stream)
                .toList();
        // A null reverse-path alone is not enough: an automatic reply has it too, and may quote anything.
        if (named.isEmpty() && !isWrittenByAServer(message)) {
            return Optional.empty();
        }
        return BounceText.read(words(message), named)
                .map(text -> Told.report(text.failures().stream()
                        .map(failure -> event(about(base, failure.recipient()), text, failure))
                        .toList()));
    }

    private DeliveryEvent event(Report report, BounceText text, BounceText.Failure failure) {
        Diagnostic diagnostic = Diagnostic.inText(BounceAddresses.withoutCodes(failure.words()));
        return text.delayed()
                ? new DeliveryEvent.Deferred(report, classifier.classify(diagnostic.action("delayed")))
                : DeliveryEvent.givenUp(report, classifier.classify(diagnostic.action("failed")));
    }

    /** Such as a disposition notification (RFC 8098), or a bounce in words that are not known. */
    private static Optional<Told> otherReport(MimeEntity message, Report base) {
        if (message.type().name().equals("multipart/report")) {
            String type = message.type().parameter("report-type").toLowerCase(Locale.ROOT);
            boolean bounce = type.isEmpty() || type.equals("delivery-status") || type.equals("feedback-report");
            return Optional.of(
                    new Told(bounce, List.of(new DeliveryEvent.Other(base, bounce ? UNREADABLE_BOUNCE : type))));
        }
        return isWrittenByAServer(message)
                ? Optional.of(Told.report(List.of(new DeliveryEvent.Other(base, UNREADABLE_BOUNCE))))
                : Optional.empty();
    }

    private static Optional<Told> automaticReply(MimeEntity message, Report base) {
        return AutomaticReply.is(message.fields(), subject(message))
                ? Optional.of(Told.inPassing(new DeliveryEvent.Other(base, Diagnostic.AUTO_REPLY)))
                : Optional.empty();
    }

    private static boolean isWrittenByAServer(MimeEntity message) {
        return SERVER.matcher(message.fields().first("from")).find();
    }

    /** The parts of this message, but not those of a message within: who forwards a report does not report. */
    private static Stream<MimeEntity> reachable(MimeEntity entity) {
        return entity.type().isMultipart()
                ? Stream.concat(Stream.of(entity), entity.parts().stream().flatMap(ReportReader::reachable))
                : Stream.of(entity);
    }

    /** The header of the message that came back. */
    private static MimeFields returned(MimeEntity message) {
        return reachable(message)
                .flatMap(part -> part.type().name().matches("text/(?:rfc822|global)-headers")
                        ? Stream.of(MimeFields.of(part.lines()))
                        : part.parts().stream()
                                .filter(inner -> !part.type().isMultipart())
                                .map(MimeEntity::fields))
                .findFirst()
                .orElseGet(MimeFields::none);
    }

    /** What it says to people: its first text, plain if there is one. */
    private static String words(MimeEntity message) {
        return reachable(message)
                .filter(part -> part.type().name().equals("text/plain"))
                .findFirst()
                .map(MimeEntity::text)
                .orElseGet(() -> reachable(message)
                        .filter(part -> part.type().name().equals("text/html"))
                        .findFirst()
                        .map(part -> withoutTags(part.text()))
                        .orElse(""));
    }

    private static String withoutTags(String html) {
        return TAG.matcher(BREAK.matcher(html).replaceAll("\n"))
                .replaceAll("")
                .replace("&nbsp;", " ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    /** What its subject says, decoded. */
    static String subject(MimeEntity message) {
        String body = message.fields().first("subject");
        try {
            return MimeUtility.decodeText(body.substring(0, Math.min(body.length(), LONGEST_SUBJECT)));
        } catch (UnsupportedEncodingException unknownCharset) {
            return body;
        }
    }

    private static Optional<EmailAddress> first(String... fields) {
        return Stream.of(fields)
                .map(ReportedAddress::of)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Report about(Report base, Optional<EmailAddress> recipient) {
        return recipient.map(base::recipient).orElse(base);
    }
}
