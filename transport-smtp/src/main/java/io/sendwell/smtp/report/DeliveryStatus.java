package io.sendwell.smtp.report;

import java.util.ArrayList;
import java.util.List;

/**
 * What a server tells of a message in fields: the body of a {@code message/delivery-status} (RFC 3464 section 2.1), or of a {@code
 * message/global-delivery-status} (RFC 6533 section 5).
 *
 * @param message the fields that are about the message
 * @param recipients those about each recipient
 */
record DeliveryStatus(MimeFields message, List<MimeFields> recipients) {

    /** More than a transaction of ours has recipients, with room for lists that were expanded. */
    private static final int MOST_RECIPIENTS = 200;

    static DeliveryStatus of(List<String> lines) {
        MimeFields message = MimeFields.none();
        List<MimeFields> recipients = new ArrayList<>();
        for (List<String> group : groups(lines)) {
            MimeFields fields = MimeFields.of(group);
            if (isAboutARecipient(fields)) {
                recipients.add(fields);
            } else if (message.isEmpty()) {
                message = fields;
            }
        }
        return new DeliveryStatus(message, List.copyOf(recipients));
    }

    private static List<List<String>> groups(List<String> lines) {
        List<List<String>> groups = new ArrayList<>();
        List<String> group = new ArrayList<>();
        for (String line : lines) {
            if (!line.isBlank()) {
                group.add(line);
            } else if (!group.isEmpty()) {
                groups.add(group);
                group = new ArrayList<>();
            }
            if (groups.size() > MOST_RECIPIENTS) {
                return groups;
            }
        }
        if (!group.isEmpty()) {
            groups.add(group);
        }
        return groups;
    }

    private static boolean isAboutARecipient(MimeFields fields) {
        return fields.has("final-recipient") || fields.has("original-recipient") || fields.has("action");
    }
}
