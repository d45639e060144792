package io.sendwell.testkit.mailjet;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The faults that are due, in the order in which the test asked for them. Threads may share it. */
final class FaultScript {

    private final List<Entry> entries = new ArrayList<>();

    synchronized void add(Fault fault) {
        entries.add(new Entry(fault));
    }

    synchronized void clear() {
        entries.clear();
    }

    /** The first fault that strikes this request; it is used up by one. */
    synchronized Optional<Fault> take(RecordedRequest request) {
        for (Iterator<Entry> due = entries.iterator(); due.hasNext(); ) {
            Entry entry = due.next();
            if (entry.fault.strikes(request)) {
                if (entry.fault.times() != Integer.MAX_VALUE && --entry.left == 0) {
                    due.remove();
                }
                return Optional.of(entry.fault);
            }
        }
        return Optional.empty();
    }

    private static final class Entry {
        private final Fault fault;
        private int left;

        Entry(Fault fault) {
            this.fault = fault;
            this.left = fault.times();
        }
    }
}
