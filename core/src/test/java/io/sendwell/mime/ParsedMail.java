package io.sendwell.mime;

import io.sendwell.message.Attachment;
import io.sendwell.message.Mail;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** What a parser found in a message, in the terms in which parsers can be compared. */
record ParsedMail(
        String subject,
        List<String> from,
        List<String> to,
        Optional<String> text,
        Optional<String> html,
        List<String> files,
        List<String> defects) {

    /** What a faithful parser finds in the rendered form of this mail. */
    static ParsedMail expected(Mail mail) throws IOException {
        List<String> files = new ArrayList<>();
        for (boolean inline : new boolean[] {true, false}) {
            for (Attachment attachment : mail.attachments()) {
                if (attachment.isInline() == inline) {
                    try (InputStream in = attachment.open()) {
                        files.add(file(attachment.fileName(), in.readAllBytes(), attachment.contentId()));
                    }
                }
            }
        }
        return new ParsedMail(
                mail.subject(),
                List.of(mailbox(mail.from().displayName(), mail.from().address().toString())),
                mail.to().stream()
                        .map(mailbox ->
                                mailbox(mailbox.displayName(), mailbox.address().toString()))
                        .toList(),
                mail.text().map(ParsedMail::comparable),
                mail.html().map(ParsedMail::comparable),
                files,
                List.of());
    }

    /** In which of its parts this differs from the other, with what stands around the first difference. */
    List<String> differencesFrom(ParsedMail expected) {
        List<String> differences = new ArrayList<>();
        difference("subject", subject, expected.subject, differences);
        difference("from", from, expected.from, differences);
        difference("to", to, expected.to, differences);
        difference("text", text, expected.text, differences);
        difference("html", html, expected.html, differences);
        difference("files", files, expected.files, differences);
        difference("defects", defects, expected.defects, differences);
        return differences;
    }

    private static void difference(String name, Object found, Object wanted, List<String> differences) {
        if (!found.equals(wanted)) {
            String actual = found.toString();
            String expected = wanted.toString();
            int at = Arrays.mismatch(actual.toCharArray(), expected.toCharArray());
            differences.add(name + " at " + at + ": found <" + around(actual, at) + ">, expected <"
                    + around(expected, at) + ">");
        }
    }

    private static String around(String text, int index) {
        return text.substring(Math.min(text.length(), Math.max(0, index - 20)), Math.min(text.length(), index + 60));
    }

    static String mailbox(String displayName, String address) {
        return displayName + " <" + address + ">";
    }

    static String file(String name, byte[] content, Optional<String> contentId) {
        return name + " " + contentId.orElse("attached") + " "
                + Base64.getEncoder().encodeToString(content);
    }

    /** Text with LF at the end of its lines, and none at the end: a message of one text part always ends with one. */
    static String comparable(String text) {
        String lines = text.replace("\r\n", "\n").replace('\r', '\n');
        return lines.endsWith("\n") ? lines.substring(0, lines.length() - 1) : lines;
    }

    /** Collects what a parser reports, thing by thing. */
    static final class Builder {
        private String subject = "";
        private final List<String> from = new ArrayList<>();
        private final List<String> to = new ArrayList<>();
        private final List<String> texts = new ArrayList<>();
        private final List<String> htmls = new ArrayList<>();
        private final List<String> files = new ArrayList<>();
        private final List<String> defects = new ArrayList<>();

        void subject(String value) {
            subject = value;
        }

        void from(String displayName, String address) {
            from.add(mailbox(displayName, address));
        }

        void to(String displayName, String address) {
            to.add(mailbox(displayName, address));
        }

        void text(String value) {
            texts.add(comparable(value));
        }

        void html(String value) {
            htmls.add(comparable(value));
        }

        void file(String name, byte[] content, String contentIdField) {
            files.add(ParsedMail.file(
                    name,
                    content,
                    Optional.of(contentIdField.replaceAll("[<>]", "")).filter(id -> !id.isEmpty())));
        }

        void defect(String value) {
            defects.add(value);
        }

        ParsedMail build() {
            if (texts.size() > 1 || htmls.size() > 1) {
                defects.add("more than one text or HTML: " + texts + htmls);
            }
            return new ParsedMail(
                    subject,
                    from,
                    to,
                    texts.stream().findFirst(),
                    htmls.stream().findFirst(),
                    files,
                    defects);
        }
    }
}
