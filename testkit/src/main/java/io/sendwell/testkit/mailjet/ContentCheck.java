package io.sendwell.testkit.mailjet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.POJONode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges whether the parts of a message go together: content, template, campaign, size of its files. */
final class ContentCheck implements MessageCheck {

    private final long maxAttachmentBytes;

    ContentCheck(long maxAttachmentBytes) {
        this.maxAttachmentBytes = maxAttachmentBytes;
    }

    @Override
    public List<Problem> problems(JsonNode message, FakeMailjetAccount account) {
        List<Problem> found = new ArrayList<>();
        boolean html = hasText(message, "HTMLPart");
        boolean template = message.hasNonNull("TemplateID");
        if (!html && !template && !hasText(message, "TextPart")) {
            found.add(Problem.of(MailjetError.SEND_0003));
        }
        if (template) {
            checkTemplate(message, account, found);
        }
        if (message.path("DeduplicateCampaign").asBoolean() && !hasText(message, "CustomCampaign")) {
            found.add(Problem.of(MailjetError.SEND_0012));
        }
        if (hasText(message, "MonitoringCategory")
                && !account.hasMonitoringCategory(
                        message.path("MonitoringCategory").asText())) {
            found.add(Problem.of(MailjetError.SEND_0013));
        }
        if (usesTemplateErrors(message) && !message.path("TemplateLanguage").asBoolean()) {
            found.add(Problem.of(MailjetError.SEND_0016));
        }
        if (fileBytes(message) > maxAttachmentBytes) {
            found.add(Problem.at(MailjetError.MJ_0011, "Attachments"));
        }
        return found;
    }

    private static void checkTemplate(JsonNode message, FakeMailjetAccount account, List<Problem> found) {
        Optional<FakeTemplate> template =
                account.template(message.path("TemplateID").asLong());
        if (hasText(message, "HTMLPart") && template.map(FakeTemplate::hasHtml).orElse(false)) {
            found.add(Problem.of(MailjetError.SEND_0004));
        }
        if (template.isPresent() && template.get().from().isEmpty() && !message.hasNonNull("From")) {
            found.add(Problem.at(MailjetError.MJ_0003, "From"));
        }
    }

    private static boolean usesTemplateErrors(JsonNode message) {
        return message.hasNonNull("TemplateErrorReporting")
                || message.path("TemplateErrorDeliver").asBoolean();
    }

    private static long fileBytes(JsonNode message) {
        return bytes(message.path("Attachments")) + bytes(message.path("InlinedAttachments"));
    }

    private static long bytes(JsonNode files) {
        long sum = 0;
        for (JsonNode file : files) {
            if (file.path("Base64Content") instanceof POJONode node
                    && node.getPojo() instanceof DecodedContent decoded) {
                sum += decoded.size();
            }
        }
        return sum;
    }

    private static boolean hasText(JsonNode message, String key) {
        return !message.path(key).asText("").isEmpty();
    }
}
