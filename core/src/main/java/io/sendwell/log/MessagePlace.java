package io.sendwell.log;

import java.time.Instant;
import java.util.Comparator;

/**
 * Where a message stands in the log: the latest first, and of one time the greater id first. New messages do not move the others,
 * so a page that begins after a place is the same before and after they came.
 *
 * @param sentAt when it leaves, or left
 * @param id which it is
 */
public record MessagePlace(Instant sentAt, String id) implements Comparable<MessagePlace> {

    private static final Comparator<MessagePlace> LATEST_FIRST = Comparator.comparing(MessagePlace::sentAt)
            .thenComparing(MessagePlace::id)
            .reversed();

    /** The place of this message. */
    public static MessagePlace of(LoggedMessage message) {
        return new MessagePlace(message.sentAt(), message.id());
    }

    @Override
    public int compareTo(MessagePlace other) {
        return LATEST_FIRST.compare(this, other);
    }
}
