package io.sendwell.testkit.smtp;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Defers each pair of reverse-path and forward-path until {@code delay} has gone by since it was first seen. */
final class Greylist {
    private final Duration delay;
    private final InstantSource clock;
    private final Map<String, Instant> firstSeen = new ConcurrentHashMap<>();

    Greylist(Duration delay, InstantSource clock) {
        this.delay = delay;
        this.clock = clock;
    }

    /** Even without a delay the first attempt is deferred: that is what greylisting is about. */
    boolean defers(String reversePath, String forwardPath) {
        Instant now = clock.instant();
        Instant first = firstSeen.putIfAbsent(reversePath + ' ' + forwardPath, now);
        return first == null || now.isBefore(first.plus(delay));
    }
}
