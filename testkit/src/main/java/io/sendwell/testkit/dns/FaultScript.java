package io.sendwell.testkit.dns;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.Name;

/** The faults that are due, in the order in which the test asked for them. Threads may share it. */
final class FaultScript {

    private final List<Entry> entries = new ArrayList<>();

    synchronized void add(DnsFault fault) {
        entries.add(new Entry(fault));
    }

    synchronized void clear() {
        entries.clear();
    }

    /** The first fault that strikes this question; it is used up by one. */
    synchronized Optional<DnsFault> take(Name name, String type, DnsTransport transport) {
        for (Iterator<Entry> due = entries.iterator(); due.hasNext(); ) {
            Entry entry = due.next();
            if (entry.fault.strikes(name, type, transport)) {
                if (entry.fault.times() != Integer.MAX_VALUE && --entry.left == 0) {
                    due.remove();
                }
                return Optional.of(entry.fault);
            }
        }
        return Optional.empty();
    }

    private static final class Entry {
        private final DnsFault fault;
        private int left;

        Entry(DnsFault fault) {
            this.fault = fault;
            this.left = fault.times();
        }
    }
}
