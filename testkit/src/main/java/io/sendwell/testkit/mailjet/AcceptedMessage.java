package io.sendwell.testkit.mailjet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A message that the fake took, as it takes effect: {@code Globals} applied, repeated recipients collapsed.
 *
 * <p>Texts that were absent are empty, as the service treats them. Immutable.
 */
public final class AcceptedMessage {

    /** Whether a call was to be sent or only validated ({@code SandboxMode}). */
    public enum Mode {
        /** Queued for sending. */
        LIVE,
        /** Validated only: the recipients have no ids and nothing would be sent. */
        SANDBOX
    }

    private static final Pattern LINK = Pattern.compile("href=\"(https?://[^\"]*)\"", Pattern.CASE_INSENSITIVE);

    private final Mode mode;
    private final long requestNumber;
    private final Instant acceptedAt;
    private final ObjectNode effective;
    private final List<AcceptedRecipient> to;
    private final List<AcceptedRecipient> cc;
    private final List<AcceptedRecipient> bcc;
    private final List<AcceptedAttachment> attachments;
    private final List<MailjetError> skippedErrors;

    AcceptedMessage(Acceptance acceptance) {
        this.mode = acceptance.mode();
        this.requestNumber = acceptance.requestNumber();
        this.acceptedAt = acceptance.at();
        this.to = List.copyOf(acceptance.to());
        this.cc = List.copyOf(acceptance.cc());
        this.bcc = List.copyOf(acceptance.bcc());
        this.skippedErrors = List.copyOf(acceptance.skippedErrors());
        this.effective = acceptance.effective().deepCopy();
        this.attachments = List.copyOf(FileSummaries.takeFiles(effective));
    }

    /** What the endpoint knows when it accepts. */
    record Acceptance(
            Mode mode,
            long requestNumber,
            Instant at,
            ObjectNode effective,
            List<AcceptedRecipient> to,
            List<AcceptedRecipient> cc,
            List<AcceptedRecipient> bcc,
            List<MailjetError> skippedErrors) {}

    /** {@link Mode#SANDBOX} when the call was validated only. */
    public Mode mode() {
        return mode;
    }

    /** The {@link RecordedRequest#number()} of the call it came with. */
    public long requestNumber() {
        return requestNumber;
    }

    /** The fake's time of acceptance. */
    public Instant acceptedAt() {
        return acceptedAt;
    }

    /** {@code CustomID}. */
    public String customId() {
        return text("CustomID");
    }

    /** {@code From}; empty when the template brings it. */
    public Optional<PostedMailbox> from() {
        return mailbox("From");
    }

    /** {@code Sender}: the authenticated mailbox when the message is sent on behalf of its From. */
    public Optional<PostedMailbox> sender() {
        return mailbox("Sender");
    }

    /** {@code ReplyTo}. */
    public Optional<PostedMailbox> replyTo() {
        return mailbox("ReplyTo");
    }

    /** {@code To}, without those that stand earlier already. */
    public List<AcceptedRecipient> to() {
        return to;
    }

    /** {@code Cc}, without those that stand earlier or in To already. */
    public List<AcceptedRecipient> cc() {
        return cc;
    }

    /** {@code Bcc}, without those that stand earlier or in To or Cc already. */
    public List<AcceptedRecipient> bcc() {
        return bcc;
    }

    /** To, Cc and Bcc in that order. */
    public List<AcceptedRecipient> recipients() {
        return Stream.of(to, cc, bcc).flatMap(List::stream).toList();
    }

    /** {@code Subject}. */
    public String subject() {
        return text("Subject");
    }

    /** {@code TextPart}. */
    public String text() {
        return text("TextPart");
    }

    /** {@code HTMLPart}. */
    public String html() {
        return text("HTMLPart");
    }

    /** {@code Headers}: extra header fields by name, in request order. */
    public Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        effective
                .path("Headers")
                .properties()
                .forEach(entry -> headers.put(entry.getKey(), entry.getValue().asText()));
        return headers;
    }

    /** {@code CustomCampaign}. */
    public String campaign() {
        return text("CustomCampaign");
    }

    /** {@code EventPayload}. */
    public String eventPayload() {
        return text("EventPayload");
    }

    /** {@code TrackOpens}: {@code account_default} when absent. */
    public String trackOpens() {
        return effective.path("TrackOpens").asText("account_default");
    }

    /** {@code TrackClicks}: {@code account_default} when absent. */
    public String trackClicks() {
        return effective.path("TrackClicks").asText("account_default");
    }

    /** The links that the service tracks: those of the anchors of the HTML, in order, unless that is switched off. */
    public List<String> trackedLinks() {
        Set<String> links = new LinkedHashSet<>();
        Matcher anchors = LINK.matcher(trackClicks().equals("disabled") ? "" : html());
        while (anchors.find()) {
            links.add(anchors.group(1).replace("&amp;", "&"));
        }
        return List.copyOf(links);
    }

    /** {@code URLTags}. */
    public String urlTags() {
        return text("URLTags");
    }

    /** {@code Attachments}, then {@code InlinedAttachments}. */
    public List<AcceptedAttachment> attachments() {
        return attachments;
    }

    /** Property names that the service does not know, misspelled ones among them: it ignores their values. */
    public List<String> unknownProperties() {
        List<String> unknown = new ArrayList<>();
        effective.fieldNames().forEachRemaining(unknown::add);
        for (MessageProperty property : MessageProperty.values()) {
            unknown.remove(property.key());
        }
        return unknown;
    }

    /**
     * What {@code AdvanceErrorHandling} would have refused, had the call asked for it. Such a message is taken, and
     * its recipients end as {@code blocked}.
     */
    public List<MailjetError> skippedErrors() {
        return skippedErrors;
    }

    /** The message object that took effect, as compact JSON; each file shows its size and digest, not its octets. */
    public String rawJson() {
        return effective.toString();
    }

    /** The message object with the ids that were given for it, as JSON for people to read. */
    public String toJson() {
        ObjectNode document = effective.objectNode();
        document.put("Mode", mode.name().toLowerCase(Locale.ROOT));
        document.put("AcceptedAt", acceptedAt.toString());
        document.set("Message", effective);
        ArrayNode recipients = document.putArray("Recipients");
        for (AcceptedRecipient recipient : recipients()) {
            recipients
                    .addObject()
                    .put("Email", recipient.address())
                    .put("MessageID", recipient.messageId())
                    .put("MessageUUID", recipient.messageUuid())
                    .put("Status", recipient.status());
        }
        return document.toPrettyString() + "\n";
    }

    /** Names the message by its ids; no content, so that a failed assertion stays readable. */
    @Override
    public String toString() {
        return "AcceptedMessage[customId=" + customId() + ", to=" + to.size() + ", cc=" + cc.size() + ", bcc="
                + bcc.size() + ", subject=" + subject() + "]";
    }

    /** The message object that took effect, without the octets of its files. */
    ObjectNode effective() {
        return effective;
    }

    private String text(String key) {
        return effective.path(key).asText("");
    }

    private Optional<PostedMailbox> mailbox(String key) {
        JsonNode posted = effective.path(key);
        return posted.isObject() ? Optional.of(Recipients.mailbox(posted)) : Optional.empty();
    }
}
