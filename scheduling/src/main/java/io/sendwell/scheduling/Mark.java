package io.sendwell.scheduling;

import io.sendwell.outbox.Octets;
import io.sendwell.transport.DispatchMark;
import io.sendwell.transport.Submission;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/**
 * Records the dispatch of one claim before anything of it leaves: all entries at the first question, and that enough of the
 * lease and of the permits is left at every one. A mail takes its permits once, however often it is asked about: a transport
 * that cuts a refused call into halves asks again for each half. It may ask from several threads.
 */
final class Mark implements DispatchMark {

    private final Holdings holdings;
    private final Holdings.Holding holding;
    private final Permits permits;
    private final Duration callTimeout;
    private final BooleanSupplier closing;
    private final StoreWatch store;

    private final Map<String, Long> paidUntil = new HashMap<>();
    private State state = State.CLAIMED;
    private int size;
    private Octets note = Octets.none();

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

    /**
     * So many entries are about to be sent; they have to be all that are left of the claim.
     *
     * @param told {@link io.sendwell.Departure#note()}, for whoever has to ask what became of them
     */
    synchronized void expect(int entries, Octets told) {
        size = entries;
        note = told;
    }

    synchronized State state() {
        return state;
    }

    @Override
    public synchronized boolean mayLeave(List<Submission> submissions) {
        if (closing.getAsBoolean() && state == State.CLAIMED) {
            return false;
        }
        List<Submission> unpaid =
                submissions.stream().filter(submission -> !isPaid(submission)).toList();
        int mails = unpaid.stream()
                .mapToInt(submission -> submission.envelope().forwardPaths().size())
                .sum();
        OptionalLong end = permits.use(mails);
        if (end.isEmpty()) {
            return false;
        }
        unpaid.forEach(submission -> paidUntil.put(submission.id(), end.getAsLong()));
        if (isHeld()
                && holdings.left(holding).compareTo(callTimeout) >= 0
                && submissions.stream().allMatch(this::isPaid)) {
            return true;
        }
        unpaid.forEach(submission -> paidUntil.remove(submission.id()));
        permits.unuse(mails);
        return false;
    }

    // What is asked for again was in a call that was refused as a whole: its permits are there still.
    private boolean isPaid(Submission submission) {
        Long end = paidUntil.get(submission.id());
        return end != null && permits.isFresh(end);
    }

    private boolean isHeld() {
        try {
            switch (state) {
                case CLAIMED -> state = holdings.dispatch(holding, size, note) ? State.DISPATCHED : State.DENIED;
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
