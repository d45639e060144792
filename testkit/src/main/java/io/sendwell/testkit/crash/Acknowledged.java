package io.sendwell.testkit.crash;

import io.sendwell.outbox.SendingId;

/**
 * A call that an outbox acknowledged, as a line of a {@link Journal}. Each process has its sendings for itself, so what was
 * acknowledged stays true.
 *
 * @param sending of which sending
 * @param call which call
 * @param from the first place that it was about; 0 where it was about the sending
 * @param to the place after the last one
 */
record Acknowledged(SendingId sending, Call call, int from, int to) {

    /** Calls whose effect can be seen from outside. */
    enum Call {
        CREATED,
        STORED,
        APPENDED,
        SEALED,
        CLAIMED,
        DISPATCHED,
        COMPLETED,
        CANCELLED,
        SETTLED
    }

    static Acknowledged parse(String line) {
        String[] words = line.split(" ", -1);
        return new Acknowledged(
                SendingId.parse(words[0]),
                Call.valueOf(words[1]),
                Integer.parseInt(words[2]),
                Integer.parseInt(words[3]));
    }

    /** The line of it. */
    @Override
    public String toString() {
        return sending + " " + call + " " + from + " " + to;
    }
}
