package io.sendwell.testkit.dns;

import java.time.Duration;
import java.util.List;

/**
 * What a server does after it read a question.
 *
 * @param messages what it sends, in order; nothing when empty
 * @param after how long it waits before
 * @param hangsUp whether it then cuts the connection, if there is one
 */
record Reaction(List<byte[]> messages, Duration after, boolean hangsUp) {

    static final Reaction SILENCE = new Reaction(List.of(), Duration.ZERO, false);

    static final Reaction HANG_UP = new Reaction(List.of(), Duration.ZERO, true);

    Reaction {
        messages = List.copyOf(messages);
    }

    static Reaction sending(byte[]... messages) {
        return new Reaction(List.of(messages), Duration.ZERO, false);
    }

    Reaction delayedBy(Duration delay) {
        return new Reaction(messages, delay, hangsUp);
    }
}
