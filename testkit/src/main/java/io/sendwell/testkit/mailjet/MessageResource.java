package io.sendwell.testkit.mailjet;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code /v3/REST/message}: what became of each recipient of the key's messages, once the index has caught up.
 *
 * <p>Subject, address and CustomID are filled only when asked for, as at the service.
 */
final class MessageResource implements RestResource {

    private static final Set<String> FILTERS =
            Set.of("CustomID", "ContactAlt", "MessageStatus", "ShowSubject", "ShowContactAlt", "ShowCustomID");
    // MessageStatus numbers of the service.
    private static final Map<String, String> STATUS_NUMBERS = Map.of(
            "queued", "1",
            "sent", "2",
            "opened", "3",
            "clicked", "4",
            "spam", "6",
            "unsub", "7",
            "blocked", "8",
            "softbounced", "9",
            "hardbounced", "10");

    private final InstantSource clock;
    private final Duration indexLag;

    MessageResource(InstantSource clock, Duration indexLag) {
        this.clock = clock;
        this.indexLag = indexLag;
    }

    @Override
    public Set<String> filters() {
        return FILTERS;
    }

    @Override
    public Answer list(RestCall call) {
        RestQuery query = call.query();
        List<ObjectNode> found = new ArrayList<>();
        for (AcceptedMessage message : indexed(call)) {
            if (!query.filter("CustomID").map(message.customId()::equals).orElse(true)) {
                continue;
            }
            for (AcceptedRecipient recipient : message.recipients()) {
                if (matches(call, recipient)) {
                    found.add(entity(message, recipient, call));
                }
            }
        }
        return RestAnswers.page(query, found);
    }

    @Override
    public Answer get(RestCall call) {
        for (AcceptedMessage message : indexed(call)) {
            for (AcceptedRecipient recipient : message.recipients()) {
                if (Long.toString(recipient.messageId()).equals(call.id())
                        || recipient.messageUuid().equals(call.id())) {
                    return RestAnswers.one(200, entity(message, recipient, call));
                }
            }
        }
        return RestAnswers.notFound();
    }

    private List<AcceptedMessage> indexed(RestCall call) {
        Instant newest = clock.instant().minus(indexLag);
        return call.account().accepted().stream()
                .filter(message -> !message.acceptedAt().isAfter(newest))
                .toList();
    }

    private static boolean matches(RestCall call, AcceptedRecipient recipient) {
        RestQuery query = call.query();
        boolean address = query.filter("ContactAlt")
                .map(recipient.address()::equalsIgnoreCase)
                .orElse(true);
        String status = STATUS_NUMBERS.getOrDefault(call.account().status(recipient), "0");
        return address && query.filter("MessageStatus").map(status::equals).orElse(true);
    }

    private static ObjectNode entity(AcceptedMessage message, AcceptedRecipient recipient, RestCall call) {
        RestQuery query = call.query();
        return JsonNodeFactory.instance
                .objectNode()
                .put("ID", recipient.messageId())
                .put("UUID", recipient.messageUuid())
                .put("ArrivedAt", message.acceptedAt().toString())
                .put("AttachmentCount", message.attachments().size())
                .put("AttemptCount", 0)
                .put("CampaignID", MailjetIds.ofCampaign(message.campaign()))
                .put("ContactAlt", query.isOn("ShowContactAlt") ? recipient.address() : "")
                .put("ContactID", MailjetIds.ofContact(recipient.address()))
                .put("CustomID", query.isOn("ShowCustomID") ? message.customId() : "")
                .put("Delay", 0)
                .put("DestinationID", 0)
                .put("FilterTime", 0)
                .put("IsClickTracked", message.trackClicks().equals("enabled"))
                .put("IsHTMLPartIncluded", !message.html().isEmpty())
                .put("IsOpenTracked", message.trackOpens().equals("enabled"))
                .put("IsTextPartIncluded", !message.text().isEmpty())
                .put("IsUnsubTracked", false)
                .put("MessageSize", size(message))
                .put("SenderID", 0)
                .put("SpamassRules", "")
                .put("SpamassassinScore", 0)
                .put("StateID", 0)
                .put("StatePermanent", false)
                .put("Status", call.account().status(recipient))
                .put("Subject", query.isOn("ShowSubject") ? message.subject() : "");
    }

    private static long size(AcceptedMessage message) {
        long files = message.attachments().stream()
                .mapToLong(AcceptedAttachment::size)
                .sum();
        return files + message.text().length() + message.html().length();
    }
}
