package io.sendwell;

import io.sendwell.check.Finding;
import io.sendwell.policy.SendingPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
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
                ? Optional.of(Finding.shouldFail(
                        "BROADCAST_LARGE",
                        String.format(Locale.ROOT, "The audience has %,d persons.", recipients),
                        String.format(Locale.ROOT, "At most %,d persons in one broadcast.", policy.adviceBatchSize()),
                        "Split the audience, and schedule the parts one after the other.",
                        "receivers trust steady senders; a mistake then reaches a part of the audience only"))
                : Optional.empty();
    }

    private static Finding inThePast(Instant now, Instant at) {
        return Finding.mustFail(
                "SCHEDULED_IN_THE_PAST",
                "The start " + at + " is over; the outbox's clock shows " + now + ".",
                "A start that lies ahead.",
                "Choose a later time, or asSoonAsPossible().",
                "what is scheduled leaves at its time");
    }

    private Finding tooFarAhead(Instant now, Instant at) {
        return Finding.mustFail(
                "SCHEDULED_TOO_FAR_AHEAD",
                "The start " + at + " lies " + Duration.between(now, at).toDays() + " days ahead.",
                "At most " + policy.maximumScheduleDelay().toDays() + " days ahead.",
                "Schedule it later, or raise the policy's maximumScheduleDelay.",
                "longest delay of a scheduled mail");
    }

    private Finding tooSoon(Instant now, Instant at, long recipients) {
        return Finding.mustFail(
                "SCHEDULED_TOO_SOON",
                "The start " + at + " of " + recipients(recipients) + " lies "
                        + Duration.between(now, at).toSeconds() + " seconds ahead.",
                "At least " + policy.minimumScheduleDelay().toMinutes() + " minutes ahead for more than "
                        + policy.immediateRecipientLimit() + " recipients.",
                "Choose a later start; with the same request key it goes on where it stopped.",
                "a large sending can be looked at and cancelled before it leaves");
    }

    private Finding tooLargeForNow(long recipients) {
        return Finding.mustFail(
                "BROADCAST_TOO_LARGE_FOR_NOW",
                "There are " + recipients(recipients) + ".",
                "At most " + policy.immediateRecipientLimit() + " recipients of a sending that leaves at once.",
                "Name a start by at(...), at least "
                        + policy.minimumScheduleDelay().toMinutes() + " minutes ahead.",
                "more than 100 mails are only scheduled");
    }

    // Of a long audience no more is read than shows that it is long.
    private String recipients(long recipients) {
        return recipients == policy.immediateRecipientLimit() + 1L
                ? "more than " + policy.immediateRecipientLimit() + " recipients"
                : String.format(Locale.ROOT, "%,d recipients", recipients);
    }
}
