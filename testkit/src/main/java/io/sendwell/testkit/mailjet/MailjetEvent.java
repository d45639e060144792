package io.sendwell.testkit.mailjet;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Something that happened to one copy of a mail, as the service reports it.
 *
 * @param status what {@code /v3/REST/message} says of the copy from then on
 * @param json what is posted of it
 */
record MailjetEvent(
        FakeMailjetAccount account, AcceptedRecipient copy, String type, Instant at, String status, ObjectNode json) {

    private static final String RECEIVED = "sent (250 2.0.0 OK, taken as %d)";

    /** A mail and one of its recipients. */
    record Copy(FakeMailjetAccount account, AcceptedMessage message, AcceptedRecipient recipient) {

        MailjetEvent sent(Instant at) {
            return event(
                    this,
                    "sent",
                    at,
                    "sent",
                    json -> json.put("mj_message_id", Long.toString(recipient.messageId()))
                            .put("smtp_reply", RECEIVED.formatted(recipient.messageId() % 100_000)));
        }

        MailjetEvent opened(Instant at, FakeVisitor visitor) {
            return event(this, "open", at, "opened", json -> visit(json, visitor));
        }

        MailjetEvent clicked(Instant at, String link, FakeVisitor visitor) {
            return event(this, "click", at, "clicked", json -> visit(json.put("url", link), visitor));
        }

        MailjetEvent bounced(Instant at, ReportedError why, boolean hard) {
            return event(
                    this,
                    "bounce",
                    at,
                    hard ? "hardbounced" : "softbounced",
                    json -> json.put("blocked", hard)
                            .put("hard_bounce", hard)
                            .put("error_related_to", why.relatedTo())
                            .put("error", why.error())
                            .put("comment", why.comment()));
        }

        MailjetEvent blocked(Instant at, ReportedError why) {
            return event(
                    this,
                    "blocked",
                    at,
                    "blocked",
                    json -> json.put("error_related_to", why.relatedTo()).put("error", why.error()));
        }

        MailjetEvent complained(Instant at) {
            return event(this, "spam", at, "spam", json -> json.put("source", "JMRPP"));
        }

        MailjetEvent unsubscribed(Instant at, FakeVisitor visitor) {
            return event(this, "unsub", at, "unsub", json -> visit(json.put("mj_list_id", 0), visitor));
        }
    }

    private static void visit(ObjectNode json, FakeVisitor visitor) {
        json.put("ip", visitor.ip()).put("geo", visitor.geo()).put("agent", visitor.agent());
    }

    private static MailjetEvent event(Copy copy, String type, Instant at, String status, Consumer<ObjectNode> more) {
        AcceptedMessage message = copy.message();
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("event", type)
                .put("time", at.getEpochSecond())
                .put("MessageID", copy.recipient().messageId())
                .put("Message_GUID", copy.recipient().messageUuid())
                .put("email", copy.recipient().address())
                .put("mj_campaign_id", MailjetIds.ofCampaign(message.campaign()))
                .put("mj_contact_id", MailjetIds.ofContact(copy.recipient().address()))
                .put("customcampaign", message.campaign())
                .put("CustomID", message.customId())
                .put("Payload", message.eventPayload());
        more.accept(json);
        return new MailjetEvent(copy.account(), copy.recipient(), type, at, status, json);
    }
}
