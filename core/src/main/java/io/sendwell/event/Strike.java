package io.sendwell.event;

import java.time.Instant;

/**
 * One bounce of one address: a message that was given up. What is still being tried is none yet.
 *
 * @param at when
 * @param source who reported it, such as {@code mailjet}
 * @param bounce why
 */
public record Strike(Instant at, String source, Bounce bounce) {

    /** Whether this is the same bounce, reported again: of the same time and reporter, and by the same row. */
    public boolean isSame(Strike other) {
        return at.equals(other.at)
                && source.equals(other.source)
                && bounce.row().equals(other.bounce.row());
    }
}
