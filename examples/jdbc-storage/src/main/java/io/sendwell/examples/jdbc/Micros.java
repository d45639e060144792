package io.sendwell.examples.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Times as they are stored: microseconds since 1970 in a {@code BIGINT}. A number means the same in every session time zone, in
 * every driver and on every database; {@code TIMESTAMP} columns do not.
 */
final class Micros {

    private static final long PER_SECOND = 1_000_000;

    private Micros() {}

    /** Times before and after what fits, some 292,000 years from now, are brought to its ends. */
    static long of(Instant instant) {
        if (instant.getEpochSecond() <= Long.MIN_VALUE / PER_SECOND) {
            return Long.MIN_VALUE;
        }
        // Not by ChronoUnit.MICROS.between: it counts nanoseconds on the way, which end in the year 2262.
        return instant.getEpochSecond() >= Long.MAX_VALUE / PER_SECOND
                ? Long.MAX_VALUE
                : instant.getEpochSecond() * PER_SECOND + instant.getNano() / 1_000;
    }

    /** Rounded up, so that nothing that is longer than zero becomes zero. */
    static long of(Duration duration) {
        return Math.addExact(Math.multiplyExact(duration.getSeconds(), PER_SECOND), (duration.getNano() + 999) / 1_000);
    }

    static @Nullable Long orNull(Optional<Instant> instant) {
        return instant.map(Micros::of).orElse(null);
    }

    static Instant toInstant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
