package io.sendwell.testkit.mailjet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.POJONode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Judges the form of one message: types, lengths, mandatory and empty values (the {@code mj-…} codes). */
final class StructureCheck implements MessageCheck {

    /** Elements of {@code Messages}, {@code Attachments}, {@code Headers} and {@code Variables} (mj-0008). */
    static final int MAX_ELEMENTS = 50;

    // Mailjet's guide: letters, digits, space, dash and underscore. It names no code for a breach; mj-0005 is the
    // one for values that are not allowed.
    private static final Pattern CAMPAIGN = Pattern.compile("[\\p{L}\\p{N} _-]*");

    @Override
    public List<Problem> problems(JsonNode message, FakeMailjetAccount account) {
        List<Problem> found = new ArrayList<>();
        if (!message.isObject()) {
            found.add(Problem.at(MailjetError.MJ_0004, "Messages"));
            return found;
        }
        requireRecipientsAndAuthor(message, found);
        for (MessageProperty property : MessageProperty.values()) {
            JsonNode value = message.path(property.key());
            if (!isAbsent(value)) {
                check(property, value, found);
            }
        }
        return found;
    }

    private static void requireRecipientsAndAuthor(JsonNode message, List<Problem> found) {
        if (isAbsent(message.path("To"))) {
            found.add(Problem.at(MailjetError.MJ_0003, "To"));
        } else if (message.path("To").isArray() && message.path("To").isEmpty()) {
            found.add(Problem.at(MailjetError.MJ_0007, "To"));
        }
        // A template may carry its own From; whether it does is the content check's business.
        if (isAbsent(message.path("From")) && isAbsent(message.path("TemplateID"))) {
            found.add(Problem.at(MailjetError.MJ_0003, "From"));
        }
    }

    private static void check(MessageProperty property, JsonNode value, List<Problem> found) {
        String path = property.key();
        switch (property.shape()) {
            case TEXT -> checkText(property, value, found);
            case INTEGER -> checkScalar(property, value, value.isIntegralNumber(), found);
            case BOOLEAN -> checkScalar(property, value, value.isBoolean(), found);
            case OBJECT -> checkObject(path, value, found);
            case TEXT_OBJECT -> checkTextObject(path, value, found);
            case MAILBOX -> checkMailbox(path, value, found);
            case MAILBOXES -> checkEach(path, value, found, StructureCheck::checkMailbox);
            case FILES -> checkFiles(path, value, found);
        }
    }

    private static void checkText(MessageProperty property, JsonNode value, List<Problem> found) {
        checkScalar(property, value, value.isTextual(), found);
        String text = value.asText();
        if (text.codePointCount(0, text.length()) > property.maxCharacters()) {
            found.add(Problem.at(MailjetError.MJ_0006, property.key()));
        } else if (property == MessageProperty.CUSTOM_CAMPAIGN
                && !CAMPAIGN.matcher(text).matches()) {
            found.add(Problem.at(MailjetError.MJ_0005, property.key()));
        }
    }

    private static void checkScalar(MessageProperty property, JsonNode value, boolean fits, List<Problem> found) {
        if (!fits) {
            found.add(Problem.at(MailjetError.MJ_0004, property.key()));
        } else if (!property.allows(value.asText())) {
            found.add(Problem.at(MailjetError.MJ_0005, property.key()));
        }
    }

    private static void checkObject(String path, JsonNode value, List<Problem> found) {
        if (!value.isObject()) {
            found.add(Problem.at(MailjetError.MJ_0004, path));
        } else if (value.size() > MAX_ELEMENTS) {
            found.add(Problem.at(MailjetError.MJ_0008, path));
        }
    }

    private static void checkTextObject(String path, JsonNode value, List<Problem> found) {
        checkObject(path, value, found);
        value.properties().forEach(entry -> {
            if (!entry.getValue().isTextual()) {
                found.add(Problem.at(MailjetError.MJ_0004, path + "[\"" + entry.getKey() + "\"]"));
            }
        });
    }

    private static void checkMailbox(String path, JsonNode value, List<Problem> found) {
        if (!value.isObject()) {
            found.add(Problem.at(MailjetError.MJ_0004, path));
            return;
        }
        String emailPath = path + ".Email";
        if (requireText(emailPath, value.path("Email"), found)
                && !AddressSyntax.isWellFormed(value.path("Email").asText())) {
            found.add(Problem.at(
                    MailjetError.MJ_0013,
                    emailPath,
                    "Address not well-formed: " + value.path("Email").asText()));
        }
        JsonNode name = value.path("Name");
        if (!isAbsent(name) && !name.isTextual()) {
            found.add(Problem.at(MailjetError.MJ_0004, path + ".Name"));
        }
    }

    private static void checkFiles(String path, JsonNode files, List<Problem> found) {
        if (files.size() > MAX_ELEMENTS) {
            found.add(Problem.at(MailjetError.MJ_0008, path));
        }
        checkEach(path, files, found, StructureCheck::checkFile);
    }

    private static void checkFile(String path, JsonNode file, List<Problem> found) {
        if (!file.isObject()) {
            found.add(Problem.at(MailjetError.MJ_0004, path));
            return;
        }
        requireText(path + ".Filename", file.path("Filename"), found);
        if (requireText(path + ".ContentType", file.path("ContentType"), found)
                && hasForbiddenCharset(file.path("ContentType").asText())) {
            found.add(Problem.at(MailjetError.MJ_0005, path + ".ContentType"));
        }
        JsonNode contentId = file.path("ContentID");
        if (!isAbsent(contentId) && !contentId.isTextual()) {
            found.add(Problem.at(MailjetError.MJ_0004, path + ".ContentID"));
        }
        checkContent(path + ".Base64Content", file.path("Base64Content"), found);
    }

    /** The service adds {@code charset=utf-8} to text types itself, so a second one must not be given. */
    private static boolean hasForbiddenCharset(String contentType) {
        String lower = contentType.toLowerCase(Locale.ROOT);
        return lower.startsWith("text/") && lower.contains("charset=");
    }

    private static void checkContent(String path, JsonNode content, List<Problem> found) {
        if (isAbsent(content)) {
            found.add(Problem.at(MailjetError.MJ_0003, path));
        } else if (!(content instanceof POJONode node) || !(node.getPojo() instanceof DecodedContent decoded)) {
            found.add(Problem.at(MailjetError.MJ_0004, path));
        } else if (!decoded.valid()) {
            found.add(Problem.at(MailjetError.MJ_0004, path, "The content is not Base64."));
        } else if (decoded.size() == 0) {
            found.add(Problem.at(MailjetError.MJ_0012, path));
        }
    }

    private static boolean requireText(String path, JsonNode value, List<Problem> found) {
        if (isAbsent(value)) {
            found.add(Problem.at(MailjetError.MJ_0003, path));
        } else if (!value.isTextual()) {
            found.add(Problem.at(MailjetError.MJ_0004, path));
        } else if (value.asText().isEmpty()) {
            found.add(Problem.at(MailjetError.MJ_0012, path));
        } else {
            return true;
        }
        return false;
    }

    private static void checkEach(String path, JsonNode array, List<Problem> found, ElementCheck check) {
        if (!array.isArray()) {
            found.add(Problem.at(MailjetError.MJ_0004, path));
            return;
        }
        for (int i = 0; i < array.size(); i++) {
            check.check(path + "[" + i + "]", array.get(i), found);
        }
    }

    private static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    private interface ElementCheck {
        void check(String path, JsonNode element, List<Problem> found);
    }
}
