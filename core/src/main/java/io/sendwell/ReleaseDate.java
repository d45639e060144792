package io.sendwell;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The Date field of a mail of the outbox: when it was made ready to leave for the first time. Once it may have left, the date stays:
 * a repetition has the same octets, so that it can be told from a second mail.
 */
final class ReleaseDate {

    // The year has four digits in RFC 5322 section 3.3, as everybody reads it.
    private static final long LAST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    private ReleaseDate() {}

    /**
     * The date of a mail that is made ready now, to the second, as the field has it.
     *
     * @param now by this node's clock, which may be behind the store's
     * @param createdAt when its sending was made, by the store's clock: no mail is older than that
     */
    static Instant of(Instant now, Instant createdAt) {
        return (now.isBefore(createdAt) ? createdAt : now).truncatedTo(ChronoUnit.SECONDS);
    }

    /**
     * A date that was stored.
     *
     * @throws IllegalArgumentException when no mail has such a date
     */
    static Instant ofEpochSecond(long second) {
        if (second < 0 || second > LAST) {
            throw new IllegalArgumentException("No mail has a date of " + second + " seconds since 1970.");
        }
        return Instant.ofEpochSecond(second);
    }
}
