package io.sendwell.dnsauth.facts;

import io.sendwell.address.DomainName;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was learned of domains, the least used of which is forgotten when there are too many. Threads share it. */
final class LearnedDomains {

    /** What nobody asked about for so long is neither refreshed nor kept. */
    static final Duration UNUSED = Duration.ofDays(7);

    private static final float LOAD = 0.75f;

    private static final class Entry {
        private LearnedDomain learned;
        private Instant usedAt;

        Entry(LearnedDomain learned, Instant usedAt) {
            this.learned = learned;
            this.usedAt = usedAt;
        }
    }

    private final int capacity;
    private final Map<DomainName, Entry> entries = new LinkedHashMap<>(16, LOAD, true);

    LearnedDomains(int capacity) {
        this.capacity = capacity;
    }

    synchronized Optional<LearnedDomain> use(DomainName domain, Instant now) {
        Entry entry = entries.get(domain);
        if (entry == null) {
            return Optional.empty();
        }
        entry.usedAt = now;
        return Optional.of(entry.learned);
    }

    /** Puts what is newly learned in the place of what was, and keeps of that what could not be found out anew. */
    synchronized LearnedDomain put(DomainName domain, LearnedDomain learned, Instant now) {
        Entry entry = entries.get(domain);
        if (entry == null) {
            entry = new Entry(learned, now);
            entries.put(domain, entry);
            if (entries.size() > capacity) {
                Iterator<DomainName> leastUsed = entries.keySet().iterator();
                leastUsed.next();
                leastUsed.remove();
            }
        } else {
            entry.learned = learned.orElse(entry.learned);
        }
        return entry.learned;
    }

    /** The domains to ask about again, the longest overdue first. */
    synchronized List<DomainName> due(Instant now, int limit) {
        entries.values().removeIf(entry -> entry.usedAt.plus(UNUSED).isBefore(now));
        return entries.entrySet().stream()
                .filter(entry -> !entry.getValue().learned.refreshAt().isAfter(now))
                .sorted(Comparator.comparing(entry -> entry.getValue().learned.refreshAt()))
                .limit(limit)
                .map(Map.Entry::getKey)
                .toList();
    }

    synchronized int size() {
        return entries.size();
    }
}
