package io.sendwell.esp.mailjet;

import java.util.List;

/** How a question for messages ended. */
sealed interface MailjetSearch {

    /**
     * Mailjet answered.
     *
     * @param rows what it has, one for each message and recipient; some of many are enough
     */
    record Rows(List<Row> rows) implements MailjetSearch {}

    /** There was no usable answer. */
    record Failed(String why) implements MailjetSearch {}

    /** One message to one recipient. */
    record Row(String messageId, String customId) {}
}
