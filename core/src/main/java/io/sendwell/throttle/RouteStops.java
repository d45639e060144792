package io.sendwell.throttle;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keeps the stop of a way out, and how often it was stopped without having worked in between. */
final class RouteStops {

    /** What a next hop may ask for at the most; a date far ahead is a mistake of its own, or of its clock. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private static final Duration LONGEST_BY_COUNT = Duration.ofSeconds(60);

    private static final int REASON_LENGTH = 120;

    /** Until when, how often in a row, and why. */
    private record Stopped(long until, int count, String reason) {

        private static final Stopped NEVER = new Stopped(0, 0, "");

        private static final Pattern TEXT = Pattern.compile("S(\\d{1,18}) (\\d{1,9}) (.*)", Pattern.DOTALL);

        static Stopped of(String key, ThrottleReading reading) {
            if (reading.version() == 0) {
                return NEVER;
            }
            Matcher matcher = TEXT.matcher(reading.state());
            if (!matcher.matches()) {
                throw ThrottleException.unreadable(key, reading.state());
            }
            return new Stopped(Long.parseLong(matcher.group(1)), Integer.parseInt(matcher.group(2)), matcher.group(3));
        }

        String text() {
            return "S" + until + " " + count + " " + reason;
        }

        /** How much longer; negative when it is over. After a clock that was put back never more than can be asked for. */
        Duration left(Instant now) {
            Duration left = Duration.of(until - Cell.micros(now), ChronoUnit.MICROS);
            return left.compareTo(LONGEST) > 0 ? LONGEST : left;
        }

        boolean isOver(Instant now) {
            return !isPositive(left(now));
        }
    }

    private final ThrottleStore store;

    RouteStops(ThrottleStore store) {
        this.store = store;
    }

    /** Stops it, or makes a stop that is on longer; gives how long it is stopped from now on. */
    Duration stop(String key, Optional<Duration> asked, String reason) {
        return new Cell(store, key).mustChange(reading -> stop(key, reading, asked, reason));
    }

    private static Cell.Step<Duration> stop(
            String key, ThrottleReading reading, Optional<Duration> asked, String reason) {
        Stopped before = Stopped.of(key, reading);
        Instant now = reading.now();
        boolean wasOver = before.isOver(now);
        // What other nodes had in flight is refused as well, for the same reason: that is one stop and not several.
        int count = wasOver ? before.count() + 1 : before.count();
        Duration wanted = asked.map(RouteStops::bounded).orElseGet(() -> byCount(count));
        if (!wasOver && wanted.compareTo(before.left(now)) <= 0) {
            return Cell.Step.keep(before.left(now));
        }
        return Cell.Step.write(wanted, new Stopped(Cell.micros(now.plus(wanted)), count, shortened(reason)).text());
    }

    Optional<RouteStop> stopped(String key) {
        return look(key).stop();
    }

    /**
     * How a stop stands.
     *
     * @param over how long ago it ended; since 1970 when there was none, and not longer than zero while it is on
     */
    record Look(Optional<RouteStop> stop, Duration over) {}

    Look look(String key) {
        ThrottleReading reading = store.read(key);
        Stopped stopped = Stopped.of(key, reading);
        Duration left = stopped.left(reading.now());
        return new Look(
                stopped.isOver(reading.now()) ? Optional.empty() : Optional.of(new RouteStop(left, stopped.reason())),
                left.negated());
    }

    /** It took something: forgets how often it was stopped. A stop that is on stays; the answer was on its way before. */
    void worked(String key) {
        new Cell(store, key).change(reading -> {
            Stopped before = Stopped.of(key, reading);
            return before.count() == 0 || !before.isOver(reading.now())
                    ? Cell.Step.keep(true)
                    : Cell.Step.write(true, Stopped.NEVER.text());
        });
    }

    /** 1, 2, 4 … 60 seconds. */
    private static Duration byCount(int count) {
        Duration doubled = Duration.ofSeconds(1L << Math.min(count - 1, 6));
        return doubled.compareTo(LONGEST_BY_COUNT) > 0 ? LONGEST_BY_COUNT : doubled;
    }

    private static Duration bounded(Duration asked) {
        if (!isPositive(asked)) {
            return Duration.ofSeconds(1);
        }
        return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    }

    private static String shortened(String reason) {
        String line = reason.replaceAll("\\s+", " ").strip();
        // Never half of a surrogate pair: a store may refuse it, or change it.
        int end = Math.min(line.length(), REASON_LENGTH);
        return line.substring(0, end > 0 && Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end);
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }
}
