package io.sendwell.scheduling;

import io.sendwell.outbox.EntryResult;

/** Adds up what was done. Threads share it. */
final class Tally {

    private Round sum = Round.NOTHING;

    void claimed() {
        add(new Round(1, 0, 0, 0, 0, 0, 0, 0));
    }

    void completed(EntryResult result) {
        add(
                switch (result.state()) {
                    case ACCEPTED -> new Round(0, 1, 0, 0, 0, 0, 0, 0);
                    case DUE -> new Round(0, 0, 1, 0, 0, 0, 0, 0);
                    case FAILED -> new Round(0, 0, 0, 1, 0, 0, 0, 0);
                    case WITHHELD -> new Round(0, 0, 0, 0, 1, 0, 0, 0);
                    case UNCERTAIN -> new Round(0, 0, 0, 0, 0, 1, 0, 0);
                    case CLAIMED, DISPATCHED, CANCELLED -> Round.NOTHING;
                });
    }

    void leftInDoubt(int entries) {
        add(new Round(0, 0, 0, 0, 0, 0, entries, 0));
    }

    void recovered(int entries) {
        add(new Round(0, 0, 0, 0, 0, 0, 0, entries));
    }

    private synchronized void add(Round more) {
        sum = sum.plus(more);
    }

    synchronized Round sum() {
        return sum;
    }
}
