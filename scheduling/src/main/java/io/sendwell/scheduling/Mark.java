package io.sendwell.scheduling;

import io.sendwell.transport.DispatchMark;
import io.sendwell.transport.Submission;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Records the dispatch of one claim before anything of it leaves: all entries at the first question, and that enough of the
 * lease and of the permits is left at every one. A mail takes its permits once, however often it is asked about: a transport
 * that cuts a refused call into halves asks again for each half. One thread at a time, the one that submits.
 */
final class Mark implements DispatchMark {

    private final Holdings holdings;
    private final Holdings.Holding holding;
    private final Permits permits;
    private final Duration callTimeout;
    private final BooleanSupplier closing;
    private final StoreWatch store;
    private final Set<String> counted = new HashSet<>();

    private State state = State.CLAIMED;
    private int size;

    /** How far the claim has come, as this worker knows. */
    enum State {
        /** Nothing was recorded. */
        CLAIMED,
        /** It is dispatched. */
        DISPATCHED,
        /** The store did not answer: it may be dispatched. Nothing left. */
        UNKNOWN,
        /** The store said no: it is somebody else's, paused or cancelled. */
        DENIED
    }

    Mark(
            Holdings holdings,
            Holdings.Holding holding,
            Permits permits,
            Duration callTimeout,
            BooleanSupplier closing,
            StoreWatch store) {
        this.holdings = holdings;
        this.holding = holding;
        this.permits = permits;
        this.callTimeout = callTimeout;
        this.closing = closing;
        this.store = store;
    }

    /** So many entries are about to be sent; they have to be all that are left of the claim. */
    void expect(int entries) {
        size = entries;
    }

    State state() {
        return state;
    }

    @Override
    public boolean mayLeave(List<Submission> submissions) {
        if (closing.getAsBoolean() && state == State.CLAIMED) {
            return false;
        }
        List<Submission> uncounted = submissions.stream()
                .filter(submission -> !counted.contains(submission.id()))
                .toList();
        int mails = uncounted.stream()
                .mapToInt(submission -> submission.envelope().forwardPaths().size())
                .sum();
        if (!permits.use(mails)) {
            return false;
        }
        if (isHeld() && holdings.left(holding).compareTo(callTimeout) >= 0 && permits.areFresh()) {
            uncounted.forEach(submission -> counted.add(submission.id()));
            return true;
        }
        permits.unuse(mails);
        return false;
    }

    private boolean isHeld() {
        try {
            switch (state) {
                case CLAIMED -> state = holdings.dispatch(holding, size) ? State.DISPATCHED : State.DENIED;
                case DISPATCHED -> {
                    if (holdings.left(holding).compareTo(callTimeout) < 0 && !holdings.extend(holding)) {
                        state = State.DENIED;
                    }
                }
                case UNKNOWN, DENIED -> {
                    return false;
                }
            }
            return state == State.DISPATCHED;
        } catch (RuntimeException e) {
            store.failed(e);
            state = State.UNKNOWN;
            return false;
        }
    }
}
