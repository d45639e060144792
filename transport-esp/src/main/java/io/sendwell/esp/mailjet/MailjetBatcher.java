package io.sendwell.esp.mailjet;

import io.sendwell.message.Attachment;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes calls of messages: each as full as {@link MailjetLimits} allow, all in the order in which they came.
 *
 * <p>A file that all messages of a call share is on the wire once (see {@link MailjetGlobals}) and counts once.
 */
final class MailjetBatcher {

    // {"Globals":{},"Messages":[],"SandboxMode":false,"AdvanceErrorHandling":true} with room for the names in Globals.
    private static final long CALL_FRAME = 400;

    private final long maxBody;

    /** Batches for bodies of at most so many octets. */
    MailjetBatcher(long maxBody) {
        this.maxBody = maxBody;
    }

    long maxBody() {
        return maxBody;
    }

    /** Whether the message fits into a call of its own. */
    boolean fits(MailjetMessage message) {
        return sizeAlone(message) <= maxBody;
    }

    /** An upper bound of the octets of a call with this message alone. */
    static long sizeAlone(MailjetMessage message) {
        return CALL_FRAME + message.textSize() + message.fileSize();
    }

    List<List<MailjetMessage>> batches(List<MailjetMessage> messages) {
        List<List<MailjetMessage>> batches = new ArrayList<>();
        Batch current = new Batch();
        for (MailjetMessage message : messages) {
            if (!current.isEmpty() && !current.hasRoomFor(message)) {
                batches.add(List.copyOf(current.messages));
                current = new Batch();
            }
            current.add(message);
        }
        if (!current.isEmpty()) {
            batches.add(List.copyOf(current.messages));
        }
        return batches;
    }

    /** The files at the start of both lists that are the same object in both. */
    static List<Attachment> commonStart(List<Attachment> some, List<Attachment> others) {
        int length = 0;
        while (length < some.size() && length < others.size() && some.get(length) == others.get(length)) {
            length++;
        }
        return some.subList(0, length);
    }

    private final class Batch {

        private final List<MailjetMessage> messages = new ArrayList<>();
        private int recipients;
        private long separateSize = CALL_FRAME;
        private List<Attachment> sharedAttached = List.of();
        private List<Attachment> sharedInlined = List.of();

        boolean isEmpty() {
            return messages.isEmpty();
        }

        boolean hasRoomFor(MailjetMessage message) {
            return messages.size() < MailjetLimits.MESSAGES
                    && recipients + message.recipientCount() <= MailjetLimits.RECIPIENTS
                    && sizeWith(message) <= maxBody;
        }

        void add(MailjetMessage message) {
            sharedAttached = isEmpty() ? message.attached() : commonStart(sharedAttached, message.attached());
            sharedInlined = isEmpty() ? message.inlined() : commonStart(sharedInlined, message.inlined());
            messages.add(message);
            recipients += message.recipientCount();
            separateSize += message.textSize() + message.fileSize();
        }

        private long sizeWith(MailjetMessage message) {
            long shared = MailjetMessage.sizeOf(commonStart(sharedAttached, message.attached()))
                    + MailjetMessage.sizeOf(commonStart(sharedInlined, message.inlined()));
            // Written once instead of once a message; the batch holds at least one message besides the new one.
            long saved = messages.size() * shared;
            return separateSize + message.textSize() + message.fileSize() - saved;
        }
    }
}
