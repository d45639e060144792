package io.sendwell.unsubscribe;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.message.Purpose;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The opt-outs in this process's memory: for tests and for a first mail. It forgets everything when the process ends.
 *
 * <p>It is the executable specification of {@link OptOutList}. Threads may share it.
 */
public final class InMemoryOptOutList implements OptOutList {

    private record Key(AccountId account, String person) {

        static Key of(AccountId account, EmailAddress person) {
            return new Key(account, person.normalForm());
        }
    }

    private static final Comparator<OptOut> ALL_LISTS_FIRST =
            Comparator.comparing(optOut -> optOut.list().map(Purpose::value).orElse(""));

    private static final Comparator<OptOut> BY_PERSON = Comparator.<OptOut, String>comparing(
                    optOut -> optOut.person().normalForm())
            .thenComparing(ALL_LISTS_FIRST);

    private final Map<Key, List<OptOut>> optOuts = new HashMap<>();
    private final Map<Key, List<EndedOptOut>> ended = new HashMap<>();

    /** An empty list. */
    public InMemoryOptOutList() {}

    @Override
    public synchronized Map<EmailAddress, OptOut> find(
            AccountId account, Optional<Purpose> list, Collection<EmailAddress> persons) {
        Map<EmailAddress, OptOut> found = new LinkedHashMap<>();
        for (EmailAddress person : persons) {
            of(account, person).stream()
                    .filter(optOut -> optOut.holdsFor(list))
                    .findFirst()
                    .ifPresent(optOut -> found.put(person, optOut));
        }
        return found;
    }

    @Override
    public synchronized List<OptOut> of(AccountId account, EmailAddress person) {
        return optOuts.getOrDefault(Key.of(account, person), List.of()).stream()
                .sorted(ALL_LISTS_FIRST)
                .toList();
    }

    @Override
    public synchronized List<OptOut> page(AccountId account, Optional<OptOut> after, int limit) {
        return optOuts.values().stream()
                .flatMap(List::stream)
                .filter(optOut -> optOut.account().equals(account))
                .filter(optOut -> after.isEmpty() || BY_PERSON.compare(optOut, after.get()) > 0)
                .sorted(BY_PERSON)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized void add(OptOut optOut) {
        Key key = Key.of(optOut.account(), optOut.person());
        boolean endedSince = ended.getOrDefault(key, List.of()).stream()
                .anyMatch(record -> record.optOut().list().equals(optOut.list())
                        && record.by().at().isAfter(optOut.at()));
        List<OptOut> known = optOuts.computeIfAbsent(key, absent -> new ArrayList<>());
        if (!endedSince && known.stream().noneMatch(other -> other.list().equals(optOut.list()))) {
            known.add(optOut);
        }
    }

    @Override
    public synchronized Optional<OptOut> end(
            AccountId account, EmailAddress person, Optional<Purpose> list, OptIn decision) {
        Key key = Key.of(account, person);
        List<OptOut> known = optOuts.getOrDefault(key, List.of());
        Optional<OptOut> held =
                known.stream().filter(optOut -> optOut.list().equals(list)).findFirst();
        held.ifPresent(optOut -> {
            known.remove(optOut);
            ended.computeIfAbsent(key, absent -> new ArrayList<>()).add(new EndedOptOut(optOut, decision));
        });
        return held;
    }

    @Override
    public synchronized List<EndedOptOut> ended(AccountId account, EmailAddress person) {
        return List.copyOf(ended.getOrDefault(Key.of(account, person), List.of()));
    }

    @Override
    public synchronized long erase(AccountId account, EmailAddress person) {
        Key key = Key.of(account, person);
        List<EndedOptOut> records = ended.remove(key);
        long shown = of(account, person).stream()
                .filter(optOut -> !optOut.evidence().isEmpty())
                .count();
        optOuts.computeIfPresent(
                key,
                (same, known) -> new ArrayList<>(
                        known.stream().map(OptOut::withoutEvidence).toList()));
        return shown + (records == null ? 0 : records.size());
    }
}
