package io.sendwell.testkit.mailjet;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Refuses header fields that the service sets itself (send-0011). */
final class HeaderCheck implements MessageCheck {

    // Mailjet's guide of the Send API v3.1, "Add email headers". Field names are compared without case (RFC 5322
    // section 1.2.2). Reply-To and List-Unsubscribe are not on the list.
    private static final Set<String> FORBIDDEN = Set.of(
            "from",
            "sender",
            "subject",
            "to",
            "cc",
            "bcc",
            "return-path",
            "delivered-to",
            "dkim-signature",
            "domainkey-status",
            "received-spf",
            "authentication-results",
            "received",
            "user-agent",
            "x-mailer",
            "x-feedback-id",
            "list-id",
            "date",
            "x-csa-complaints",
            "message-id",
            "x-mj-customid",
            "x-mj-eventpayload",
            "x-mj-vars",
            "x-mj-templateerrordeliver",
            "x-mj-templateerrorreporting",
            "x-mj-templatelanguage",
            "x-mj-templateid",
            "x-mj-workflowid",
            "x-mj-mid",
            "x-mj-errormessage",
            "x-mj-statisticscontactslistid",
            "x-mailjet-prio",
            "x-mailjet-debug",
            "x-mailjet-trackopen",
            "x-mailjet-trackclick",
            "x-mailjet-segmentation",
            "x-mailjet-campaign");

    @Override
    public List<Problem> problems(JsonNode message, FakeMailjetAccount account) {
        return message.path("Headers").properties().stream()
                .map(entry -> entry.getKey())
                .filter(name -> FORBIDDEN.contains(name.toLowerCase(Locale.ROOT)))
                .map(name -> Problem.at(MailjetError.SEND_0011, "Headers[\"" + name + "\"]"))
                .toList();
    }
}
