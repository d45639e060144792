package io.sendwell.event;

import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.RowUndo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Strikes in this process's memory: for tests and for a first mail. It forgets everything when the process ends.
 *
 * <p>It is the executable specification of {@link StrikeStore}. Threads may share it.
 */
public final class InMemoryStrikeStore implements StrikeStore {

    private record Counted(EmailAddress address, Strike strike) {}

    private static final Comparator<Strike> OLDEST_FIRST = Comparator.comparing(Strike::at);

    private final Map<String, List<Counted>> strikes = new HashMap<>();
    private final Map<String, Instant> cleared = new HashMap<>();

    /** A store with nothing in it. */
    public InMemoryStrikeStore() {}

    @Override
    public synchronized Map<EmailAddress, List<Strike>> find(Collection<EmailAddress> addresses) {
        Map<EmailAddress, List<Strike>> found = new LinkedHashMap<>();
        for (EmailAddress address : addresses) {
            List<Counted> counted = strikes.getOrDefault(address.normalForm(), List.of());
            if (!counted.isEmpty()) {
                found.put(
                        address,
                        counted.stream()
                                .map(Counted::strike)
                                .sorted(OLDEST_FIRST)
                                .toList());
            }
        }
        return found;
    }

    @Override
    public synchronized void add(EmailAddress address, Strike strike) {
        String person = address.normalForm();
        List<Counted> known = strikes.computeIfAbsent(person, key -> new ArrayList<>());
        boolean counts = strike.at().isAfter(cleared.getOrDefault(person, Instant.MIN));
        if (counts && known.stream().map(Counted::strike).noneMatch(strike::isSame)) {
            known.add(new Counted(address, strike));
        }
    }

    @Override
    public synchronized void clear(Map<EmailAddress, Instant> until) {
        until.forEach((address, at) -> {
            String person = address.normalForm();
            cleared.merge(person, at, (one, other) -> one.isAfter(other) ? one : other);
            strikes.getOrDefault(person, new ArrayList<>())
                    .removeIf(counted -> !counted.strike().at().isAfter(at));
        });
    }

    @Override
    public synchronized List<EmailAddress> undo(RowUndo row, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException(
                    "At most " + limit + " strikes were to be dropped; ask for 1 or more at a time.");
        }
        List<Counted> wrong = strikes.values().stream()
                .flatMap(List::stream)
                .filter(counted -> isMadeBy(row, counted.strike()))
                .limit(limit)
                .toList();
        wrong.forEach(counted -> strikes.getOrDefault(counted.address().normalForm(), new ArrayList<>())
                .remove(counted));
        return wrong.stream().map(Counted::address).toList();
    }

    private static boolean isMadeBy(RowUndo row, Strike strike) {
        return row.made(strike.bounce().row(), strike.source(), strike.at());
    }
}
