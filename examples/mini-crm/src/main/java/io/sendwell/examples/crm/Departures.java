package io.sendwell.examples.crm;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** How many mails left, over the last quarter of an hour; asked for every ten seconds. */
public final class Departures {

    private static final int KEPT = 90;

    private final Deque<Long> counts = new ArrayDeque<>(Collections.nCopies(KEPT, 0L));
    private long before;

    /** @param total how many left since the start */
    synchronized void count(long total) {
        counts.removeFirst();
        counts.addLast(total - before);
        before = total;
    }

    /** One number for each ten seconds, the latest last. */
    public synchronized List<Long> perTenSeconds() {
        return new ArrayList<>(counts);
    }
}
