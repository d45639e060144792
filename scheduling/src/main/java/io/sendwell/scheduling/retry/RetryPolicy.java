package io.sendwell.scheduling.retry;

import io.sendwell.outbox.Lane;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When a mail that was refused for now is tried again, and when it is given up.
 *
 * @param delays how long after the first attempt, the second and so on; the last one stands for all that follow. At least one
 * @param jitter by which part a delay is made longer or shorter at random, so that a thousand mails do not come back at once;
 *     0 to less than 1
 * @param attempts how many attempts a mail has; those that failed for a reason of the route's do not count
 * @param individualLife how long after its first attempt an individual mail is tried
 * @param broadcastLife the same for a mail of a broadcast, small or large
 */
public record RetryPolicy(
        List<Duration> delays, double jitter, int attempts, Duration individualLife, Duration broadcastLife) {

    public RetryPolicy {
        delays = List.copyOf(delays);
        if (delays.isEmpty()
                || delays.stream().anyMatch(delay -> delay.isNegative() || delay.isZero())
                || !(jitter >= 0 && jitter < 1)
                || attempts < 1
                || individualLife.isNegative()
                || broadcastLife.isNegative()) {
            throw new IllegalArgumentException(
                    "A retry policy needs delays longer than zero, a jitter of 0 to less than 1,"
                            + " 1 attempt or more and lives of zero or more; found " + delays + ", " + jitter + ", "
                            + attempts
                            + ", " + individualLife + " and " + broadcastLife + ".");
        }
    }

    /**
     * After 1, 5, 15 and 30 minutes, 1, 2, 4 and 8 hours, each ± 20 %; 8 attempts; 4 hours for an individual mail, 72 for one
     * of a broadcast.
     *
     * <p>RFC 5321 section 4.5.4.1 asks for 30 minutes between attempts and 4 to 5 days. Those are a last hop's figures: Postfix
     * starts with 5 minutes, Haraka with 64 seconds. Here the next hop is the operator's, which queues and tries on
     * by itself; what it does not even take is mostly a matter of minutes, and who wrote a mail wants to hear of it the same day.
     */
    public static RetryPolicy defaults() {
        return new RetryPolicy(
                List.of(
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(15),
                        Duration.ofMinutes(30),
                        Duration.ofHours(1),
                        Duration.ofHours(2),
                        Duration.ofHours(4),
                        Duration.ofHours(8)),
                0.2,
                8,
                Duration.ofHours(4),
                Duration.ofHours(72));
    }

    /**
     * How long to wait before the next attempt.
     *
     * @param attempt how many there were
     * @param atLeast how long the next hop, or the kind of its refusal, asks to be left alone
     * @param age how long ago the first one was
     * @param chance where the jitter comes from; a seeded one gives the same delays again
     * @return empty when there is to be none
     */
    public Optional<Duration> delay(int attempt, Duration atLeast, Duration age, Lane lane, RandomGenerator chance) {
        if (attempt >= attempts) {
            return Optional.empty();
        }
        Duration planned = jittered(delays.get(Math.min(Math.max(attempt, 1), delays.size()) - 1), chance);
        Duration delay = planned.compareTo(atLeast) < 0 ? atLeast : planned;
        Duration life = lane == Lane.INDIVIDUAL ? individualLife : broadcastLife;
        return age.plus(delay).compareTo(life) > 0 ? Optional.empty() : Optional.of(delay);
    }

    private Duration jittered(Duration delay, RandomGenerator chance) {
        return Duration.ofMillis(Math.round(delay.toMillis() * (1 + jitter * (2 * chance.nextDouble() - 1))));
    }
}
