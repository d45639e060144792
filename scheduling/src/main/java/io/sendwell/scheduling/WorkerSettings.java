package io.sendwell.scheduling;

import io.sendwell.scheduling.breaker.BreakerPolicy;
import io.sendwell.scheduling.retry.RetryPolicy;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Every figure of a worker.
 *
 * <p>Start from {@link #defaults()} and change what differs: {@code WorkerSettings.defaults().with(s ->
 * s.lease(Duration.ofMinutes(5)))}. Immutable; threads may share it.
 */
public final class WorkerSettings {

    private static final WorkerSettings DEFAULTS = new WorkerSettings(new Draft());

    private final Draft figures;

    private WorkerSettings(Draft figures) {
        this.figures = figures;
    }

    /** The figures that fit most applications. */
    public static WorkerSettings defaults() {
        return DEFAULTS;
    }

    /**
     * These settings with some figures changed.
     *
     * @param change sets what differs; the draft is of no use afterwards
     * @throws IllegalArgumentException when the figures make no sense
     */
    public WorkerSettings with(Consumer<Draft> change) {
        Draft draft = new Draft(figures);
        change.accept(draft);
        return new WorkerSettings(new Draft(draft).checked());
    }

    /**
     * How long a claim is this worker's before somebody else may have it; 2 minutes by default, and extended while a call
     * runs. What a dead worker had in hand waits that long, so it is short; a machine that stands still for a garbage collection
     * must not lose it, so it is not shorter. Resend, Brevo and Azure forget a request between 5 minutes and a day after it:
     * lease and {@link #settle} together stay below.
     */
    public Duration lease() {
        return figures.lease;
    }

    /**
     * How much of the lease must be left when a call begins; 1 minute by default. A worker that stood still between its mark
     * and its call finds that the time has passed, and does not call.
     */
    public Duration callTimeout() {
        return figures.callTimeout;
    }

    /**
     * How long after the end of its lease a dispatched claim is left alone before it is recovered; 1 minute by default, so that
     * reports can come in. The transports' own index lag counts where it is longer.
     */
    public Duration settle() {
        return figures.settle;
    }

    /** What becomes of a mail in doubt when nobody can be asked; sent again by default. */
    public InDoubt inDoubt() {
        return figures.inDoubt;
    }

    /**
     * How late a sending may begin, after the time it was meant for; 24 hours by default. A later one is paused and a person
     * asked: after a restored backup or a long stop, yesterday's invitation is worse than none.
     */
    public Duration maxLateness() {
        return figures.maxLateness;
    }

    /** How often individual mail is looked for when nothing was scheduled in this process; 250 ms by default, ± 20 %. */
    public Duration individualPoll() {
        return figures.individualPoll;
    }

    /** How often broadcasts are looked for, and how often the worker cares for what others left; 1 s by default, ± 20 %. */
    public Duration broadcastPoll() {
        return figures.broadcastPoll;
    }

    /** The longest wait until a store that was away is tried again; 10 s by default, so that sending goes on within 15. */
    public Duration longestStoreWait() {
        return figures.longestStoreWait;
    }

    /** How long {@link OutboxWorker#close()} waits for calls that run; 30 s by default, what most supervisors grant. */
    public Duration grace() {
        return figures.grace;
    }

    /** How long a finished sending is kept; 30 days by default. */
    public Duration keepFinished() {
        return figures.keepFinished;
    }

    /** How long a sending is kept that was begun and never sealed; 24 hours by default. */
    public Duration keepOpen() {
        return figures.keepOpen;
    }

    /** When a mail is tried again, and when it is given up. */
    public RetryPolicy retry() {
        return figures.retry;
    }

    /** When a route is left alone. */
    public BreakerPolicy breaker() {
        return figures.breaker;
    }

    /** Settings in the making. One thread at a time. */
    public static final class Draft {

        private Duration lease = Duration.ofMinutes(2);
        private Duration callTimeout = Duration.ofMinutes(1);
        private Duration settle = Duration.ofMinutes(1);
        private InDoubt inDoubt = InDoubt.RETRY;
        private Duration maxLateness = Duration.ofHours(24);
        private Duration individualPoll = Duration.ofMillis(250);
        private Duration broadcastPoll = Duration.ofSeconds(1);
        private Duration longestStoreWait = Duration.ofSeconds(10);
        private Duration grace = Duration.ofSeconds(30);
        private Duration keepFinished = Duration.ofDays(30);
        private Duration keepOpen = Duration.ofHours(24);
        private RetryPolicy retry = RetryPolicy.defaults();
        private BreakerPolicy breaker = BreakerPolicy.defaults();

        private Draft() {}

        private Draft(Draft other) {
            lease = other.lease;
            callTimeout = other.callTimeout;
            settle = other.settle;
            inDoubt = other.inDoubt;
            maxLateness = other.maxLateness;
            individualPoll = other.individualPoll;
            broadcastPoll = other.broadcastPoll;
            longestStoreWait = other.longestStoreWait;
            grace = other.grace;
            keepFinished = other.keepFinished;
            keepOpen = other.keepOpen;
            retry = other.retry;
            breaker = other.breaker;
        }

        /** Sets {@link WorkerSettings#lease()}. */
        public Draft lease(Duration value) {
            lease = value;
            return this;
        }

        /** Sets {@link WorkerSettings#callTimeout()}. */
        public Draft callTimeout(Duration value) {
            callTimeout = value;
            return this;
        }

        /** Sets {@link WorkerSettings#settle()}. */
        public Draft settle(Duration value) {
            settle = value;
            return this;
        }

        /** Sets {@link WorkerSettings#inDoubt()}. */
        public Draft inDoubt(InDoubt value) {
            inDoubt = value;
            return this;
        }

        /** Sets {@link WorkerSettings#maxLateness()}. */
        public Draft maxLateness(Duration value) {
            maxLateness = value;
            return this;
        }

        /** Sets {@link WorkerSettings#individualPoll()}. */
        public Draft individualPoll(Duration value) {
            individualPoll = value;
            return this;
        }

        /** Sets {@link WorkerSettings#broadcastPoll()}. */
        public Draft broadcastPoll(Duration value) {
            broadcastPoll = value;
            return this;
        }

        /** Sets {@link WorkerSettings#longestStoreWait()}. */
        public Draft longestStoreWait(Duration value) {
            longestStoreWait = value;
            return this;
        }

        /** Sets {@link WorkerSettings#grace()}. */
        public Draft grace(Duration value) {
            grace = value;
            return this;
        }

        /** Sets {@link WorkerSettings#keepFinished()}. */
        public Draft keepFinished(Duration value) {
            keepFinished = value;
            return this;
        }

        /** Sets {@link WorkerSettings#keepOpen()}. */
        public Draft keepOpen(Duration value) {
            keepOpen = value;
            return this;
        }

        /** Sets {@link WorkerSettings#retry()}. */
        public Draft retry(RetryPolicy value) {
            retry = value;
            return this;
        }

        /** Sets {@link WorkerSettings#breaker()}. */
        public Draft breaker(BreakerPolicy value) {
            breaker = value;
            return this;
        }

        private Draft checked() {
            requireAtLeastOneMilli("lease", lease);
            requireAtLeastOneMilli("individualPoll", individualPoll);
            requireAtLeastOneMilli("broadcastPoll", broadcastPoll);
            requireAtLeastOneMilli("longestStoreWait", longestStoreWait);
            requireNotNegative("callTimeout", callTimeout);
            requireNotNegative("settle", settle);
            requireNotNegative("maxLateness", maxLateness);
            requireNotNegative("grace", grace);
            requireNotNegative("keepFinished", keepFinished);
            requireNotNegative("keepOpen", keepOpen);
            if (callTimeout.compareTo(lease) >= 0) {
                throw new IllegalArgumentException("The callTimeout of " + callTimeout
                        + " has to be shorter than the lease of " + lease + ", or no call may ever begin.");
            }
            return this;
        }

        private static void requireAtLeastOneMilli(String figure, Duration value) {
            if (value.toMillis() < 1) {
                throw new IllegalArgumentException("The " + figure + " is 1 ms or more; found " + value + ".");
            }
        }

        private static void requireNotNegative(String figure, Duration value) {
            if (value.isNegative()) {
                throw new IllegalArgumentException("The " + figure + " is zero or more; found " + value + ".");
            }
        }
    }
}
