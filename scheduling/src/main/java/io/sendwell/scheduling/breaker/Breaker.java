package io.sendwell.scheduling.breaker;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Watches the calls on one route. Threads share it.
 *
 * <p>Whoever wants to call asks {@link #ask()} first and reports what became of it by {@link #succeeded()}, {@link #failed()}
 * or, when there was no call after all, {@link #withdrawn()}.
 */
public final class Breaker {

    /** What {@link #ask()} answers. */
    public enum Leave {
        /** Go. */
        GRANTED,
        /** Go with one mail; the others wait for what becomes of it. */
        PROBE,
        /** Not now; see {@link #pause()}. */
        REFUSED
    }

    private record Call(long at, boolean good) {}

    private final BreakerPolicy policy;
    private final LongSupplier nanoTime;
    private final Deque<Call> calls = new ArrayDeque<>();
    private BreakerState state = BreakerState.CLOSED;
    private long openUntil;
    private long probedAt;
    private Duration nextPause;

    /**
     * A closed breaker.
     *
     * @param nanoTime a clock of nanoseconds that nobody sets, such as {@link System#nanoTime}
     */
    public Breaker(BreakerPolicy policy, LongSupplier nanoTime) {
        this.policy = policy;
        this.nanoTime = nanoTime;
        this.nextPause = policy.firstPause();
    }

    /** Whether a call may be made now. After {@link Leave#PROBE} nobody else gets one before that call is reported. */
    public synchronized Leave ask() {
        if (state == BreakerState.CLOSED) {
            return Leave.GRANTED;
        }
        long now = nanoTime.getAsLong();
        boolean pauseIsOver = state == BreakerState.OPEN && now - openUntil >= 0;
        // Who died while probing must not keep the route closed to all others.
        boolean probeIsLost = state == BreakerState.HALF_OPEN
                && now - probedAt >= policy.longestPause().toNanos();
        if (pauseIsOver || probeIsLost) {
            state = BreakerState.HALF_OPEN;
            probedAt = now;
            return Leave.PROBE;
        }
        return Leave.REFUSED;
    }

    /** The route took something, or refused it for a reason of the mail's own. */
    public synchronized Optional<BreakerState> succeeded() {
        return report(true);
    }

    /**
     * The route took nothing, for a reason of its own.
     *
     * @return the state that this changed it to; empty when it did not change
     */
    public synchronized Optional<BreakerState> failed() {
        return report(false);
    }

    /**
     * The route refuses us and will go on doing so until somebody does something: a wrong password, a closed account.
     *
     * @return the state that this changed it to; empty when it was open already
     */
    public synchronized Optional<BreakerState> refused() {
        nextPause = policy.longestPause();
        return state == BreakerState.OPEN ? Optional.empty() : Optional.of(open());
    }

    /** There was no call after all: nothing was due. A probe may be made by the next who asks. */
    public synchronized void withdrawn() {
        if (state == BreakerState.HALF_OPEN) {
            state = BreakerState.OPEN;
            openUntil = nanoTime.getAsLong();
        }
    }

    /** How it stands. */
    public synchronized BreakerState state() {
        return state;
    }

    /** How long until somebody may try again; zero when it is not open. */
    public synchronized Duration pause() {
        return state == BreakerState.OPEN
                ? Duration.ofNanos(Math.max(0, openUntil - nanoTime.getAsLong()))
                : Duration.ZERO;
    }

    private Optional<BreakerState> report(boolean good) {
        if (state == BreakerState.HALF_OPEN) {
            return Optional.of(good ? close() : open());
        }
        // A call that began before it opened says nothing about the pause.
        if (state == BreakerState.OPEN) {
            return Optional.empty();
        }
        calls.addLast(new Call(nanoTime.getAsLong(), good));
        return tooManyFailed() ? Optional.of(open()) : Optional.empty();
    }

    private boolean tooManyFailed() {
        long oldest = nanoTime.getAsLong() - policy.window().toNanos();
        while (!calls.isEmpty() && calls.getFirst().at() - oldest < 0) {
            calls.removeFirst();
        }
        long failed = calls.stream().filter(call -> !call.good()).count();
        return calls.size() >= policy.calls() && failed >= policy.failureRatio() * calls.size();
    }

    private BreakerState open() {
        state = BreakerState.OPEN;
        openUntil = nanoTime.getAsLong() + nextPause.toNanos();
        Duration twice = nextPause.multipliedBy(2);
        nextPause = twice.compareTo(policy.longestPause()) < 0 ? twice : policy.longestPause();
        calls.clear();
        return state;
    }

    private BreakerState close() {
        state = BreakerState.CLOSED;
        nextPause = policy.firstPause();
        calls.clear();
        return state;
    }
}
