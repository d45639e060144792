package io.sendwell;

import io.sendwell.check.Finding;
import io.sendwell.check.MailRule;
import io.sendwell.policy.SendingPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When a sending of a certain size may start; decided by the clock of the outbox. */
final class ScheduleRules {

    // Who says "now" has looked at a clock of his own, a moment ago.
    private static final Duration TOLERANCE = Duration.ofMinutes(1);

    private final SendingPolicy policy;

    ScheduleRules(SendingPolicy policy) {
        this.policy = policy;
    }

    /**
     * What is wrong with a start; empty when it may be sealed.
     *
     * @param at when it is to start; empty for as soon as possible
     * @param recipients how many there are, before any filtering
     */
    Optional<Finding> examine(Instant now, Optional<Instant> at, long recipients) {
        boolean large = recipients > policy.immediateRecipientLimit();
        if (at.isEmpty()) {
            return large ? Optional.of(tooLargeForNow(recipients)) : Optional.empty();
        }
        Duration ahead = Duration.between(now, at.get());
        if (ahead.plus(TOLERANCE).isNegative()) {
            return Optional.of(inThePast(now, at.get()));
        }
        if (ahead.compareTo(policy.maximumScheduleDelay()) > 0) {
            return Optional.of(tooFarAhead(now, at.get()));
        }
        return large && ahead.compareTo(policy.minimumScheduleDelay()) < 0
                ? Optional.of(tooSoon(now, at.get(), recipients))
                : Optional.empty();
    }

    /** Advice on the size, if there is any. */
    Optional<Finding> advice(long recipients) {
        return recipients > policy.adviceBatchSize()
                ? Finding.fail(MailRule.BROADCAST_LARGE)
                        .with("count", recipients)
                        .with("limit", policy.adviceBatchSize())
                        .weighedBy(policy)
                : Optional.empty();
    }

    private static Finding inThePast(Instant now, Instant at) {
        return Finding.fail(MailRule.SCHEDULED_IN_THE_PAST).with("start", at).with("now", now);
    }

    private Finding tooFarAhead(Instant now, Instant at) {
        return Finding.fail(MailRule.SCHEDULED_TOO_FAR_AHEAD)
                .with("start", at)
                .with("days", Duration.between(now, at).toDays())
                .with("limit", policy.maximumScheduleDelay().toDays());
    }

    private Finding tooSoon(Instant now, Instant at, long recipients) {
        return counting(MailRule.SCHEDULED_TOO_SOON, recipients)
                .with("start", at)
                .with("seconds", Duration.between(now, at).toSeconds());
    }

    private Finding tooLargeForNow(long recipients) {
        return counting(MailRule.BROADCAST_TOO_LARGE_FOR_NOW, recipients);
    }

    // Of a long audience no more is read than shows that it is long.
    private Finding counting(MailRule rule, long recipients) {
        return Finding.fail(rule)
                .inForm(recipients == policy.immediateRecipientLimit() + 1L ? "more" : "")
                .with("count", recipients)
                .with("limit", policy.immediateRecipientLimit())
                .with("minutes", policy.minimumScheduleDelay().toMinutes());
    }
}
