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
import java.util.function.Predicate;

/**
 * The blocklist in this process's memory: for tests and for a first mail. It forgets everything when the process ends.
 *
 * <p>It is the executable specification of {@link OperatorBlocklist}. Threads may share it.
 */
public final class InMemoryBlocklist implements OperatorBlocklist {

    private static final Comparator<BlocklistEntry> LATEST_FIRST = Comparator.comparing(BlocklistEntry::since)
            .reversed()
            .thenComparing(entry -> entry.address().normalForm())
            .thenComparing(entry -> entry.scope().map(AccountId::value).orElse(""))
            .thenComparing(entry -> entry.reason().name());

    private final InstantSource clock;
    private final Map<String, List<BlocklistEntry>> entries = new HashMap<>();
    private final Map<String, List<LiftedEntry>> lifted = new HashMap<>();

    /** An empty list; the clock dates what is lifted. */
    public InMemoryBlocklist(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Map<EmailAddress, BlocklistEntry> find(
            AccountId account, Collection<EmailAddress> addresses, Instant at) {
        Map<EmailAddress, BlocklistEntry> found = new LinkedHashMap<>();
        for (EmailAddress address : addresses) {
            entries.getOrDefault(address.normalForm(), List.of()).stream()
                    .filter(entry -> entry.holdsFor(account) && entry.holdsAt(at))
                    .min(STRONGEST_FIRST)
                    .ifPresent(entry -> found.put(address, entry));
        }
        return found;
    }

    @Override
    public synchronized List<BlocklistEntry> entries(BlocklistQuery query) {
        return entries.values().stream()
                .flatMap(List::stream)
                .filter(entry -> query.scope().isEmpty() || query.scope().equals(entry.scope()))
                .filter(entry -> query.after().isEmpty()
                        || LATEST_FIRST.compare(entry, query.after().get()) > 0)
                .sorted(LATEST_FIRST)
                .limit(query.limit())
                .toList();
    }

    @Override
    public synchronized void add(BlocklistEntry entry) {
        List<BlocklistEntry> known = entries.computeIfAbsent(entry.address().normalForm(), key -> new ArrayList<>());
        Predicate<BlocklistEntry> same =
                other -> other.scope().equals(entry.scope()) && other.reason() == entry.reason();
        if (known.stream().filter(same).allMatch(entry::holdsLongerThan)) {
            known.removeIf(same);
            known.add(entry);
        }
    }

    @Override
    public synchronized List<BlocklistEntry> lift(EmailAddress address, String reason, String liftedBy) {
        LiftedEntry.requireDecision(reason, liftedBy);
        List<BlocklistEntry> gone = entries.getOrDefault(address.normalForm(), List.of());
        return take(gone, reason, liftedBy);
    }

    @Override
    public synchronized List<BlocklistEntry> undo(RowUndo row, int limit, String reason, String liftedBy) {
        LiftedEntry.requireDecision(reason, liftedBy);
        if (limit < 1) {
            throw new IllegalArgumentException(
                    "At most " + limit + " entries were to be lifted; ask for 1 or more at a time.");
        }
        List<BlocklistEntry> gone = entries.values().stream()
                .flatMap(List::stream)
                .filter(row::made)
                .limit(limit)
                .toList();
        return take(gone, reason, liftedBy);
    }

    private List<BlocklistEntry> take(List<BlocklistEntry> gone, String reason, String liftedBy) {
        List<BlocklistEntry> taken = List.copyOf(gone);
        Instant now = clock.instant();
        for (BlocklistEntry entry : taken) {
            String person = entry.address().normalForm();
            entries.computeIfPresent(person, (key, known) -> {
                known.remove(entry);
                return known.isEmpty() ? null : known;
            });
            lifted.computeIfAbsent(person, key -> new ArrayList<>()).add(new LiftedEntry(entry, reason, liftedBy, now));
        }
        return taken;
    }

    @Override
    public synchronized List<LiftedEntry> lifted(EmailAddress address) {
        return List.copyOf(lifted.getOrDefault(address.normalForm(), List.of()));
    }
}
