package io.sendwell.esp.mailjet;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads Retry-After (RFC 9110 section 10.2.3): seconds, or a date that is counted from the answer's own Date field, so
 * that a wrong clock on either side does no harm. Mailjet sends none in 2026; proxies on the way do.
 */
final class RetryAfter {

    // A longer wait is more likely a mistake than a wish; after an hour it is cheap to ask again.
    private static final Duration LONGEST = Duration.ofHours(1);

    private RetryAfter() {}

    static Optional<Duration> read(@Nullable String value, @Nullable String date) {
        if (value == null) {
            return Optional.empty();
        }
        String text = value.strip();
        if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            // Ten digits are three centuries already.
            return Optional.of(text.length() > 9 ? LONGEST : bounded(Duration.ofSeconds(Long.parseLong(text))));
        }
        if (date == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(bounded(Duration.between(httpDate(date), httpDate(text))));
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }

    private static ZonedDateTime httpDate(String text) {
        return ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
    }

    private static Duration bounded(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
