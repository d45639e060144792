package io.sendwell.blocklist;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The blocklist in this process's memory: for tests and for a first mail. It forgets everything when the process ends.
 *
 * <p>It is the executable specification of {@link OperatorBlocklist}. Threads may share it.
 */
public final class InMemoryBlocklist implements OperatorBlocklist {

    private static final Comparator<BlocklistEntry> WIDEST_THEN_OLDEST = Comparator.comparing(
                    (BlocklistEntry entry) -> entry.scope().isPresent())
            .thenComparing(BlocklistEntry::since);

    private final InstantSource clock;
    private final Map<String, List<BlocklistEntry>> entries = new HashMap<>();
    private final Map<String, List<LiftedEntry>> lifted = new HashMap<>();

    /** An empty list; the clock dates what is lifted. */
    public InMemoryBlocklist(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Map<EmailAddress, BlocklistEntry> find(AccountId account, Collection<EmailAddress> addresses) {
        Map<EmailAddress, BlocklistEntry> found = new LinkedHashMap<>();
        for (EmailAddress address : addresses) {
            entries.getOrDefault(address.normalForm(), List.of()).stream()
                    .filter(entry -> entry.holdsFor(account))
                    .min(WIDEST_THEN_OLDEST)
                    .ifPresent(entry -> found.put(address, entry));
        }
        return found;
    }

    @Override
    public synchronized void add(BlocklistEntry entry) {
        List<BlocklistEntry> known = entries.computeIfAbsent(entry.address().normalForm(), key -> new ArrayList<>());
        boolean there = known.stream()
                .anyMatch(other -> other.scope().equals(entry.scope()) && other.reason() == entry.reason());
        if (!there) {
            known.add(entry);
        }
    }

    @Override
    public synchronized List<BlocklistEntry> lift(EmailAddress address, String reason, String liftedBy) {
        if (reason.isBlank() || liftedBy.isBlank()) {
            throw new IllegalArgumentException(
                    "Lifting a blocklist entry needs a reason and the name of who decided it; one of them is blank.");
        }
        List<BlocklistEntry> gone = entries.remove(address.normalForm());
        if (gone == null) {
            return List.of();
        }
        Instant now = clock.instant();
        List<LiftedEntry> record = lifted.computeIfAbsent(address.normalForm(), key -> new ArrayList<>());
        gone.forEach(entry -> record.add(new LiftedEntry(entry, reason, liftedBy, now)));
        return List.copyOf(gone);
    }

    @Override
    public synchronized List<LiftedEntry> lifted(EmailAddress address) {
        return List.copyOf(lifted.getOrDefault(address.normalForm(), List.of()));
    }
}
