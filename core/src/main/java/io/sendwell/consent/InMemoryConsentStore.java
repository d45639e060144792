package io.sendwell.consent;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.message.Purpose;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The consents in this process's memory: for tests and for a first mail. It forgets everything when the process ends.
 *
 * <p>It is the executable specification of {@link ConsentStore}. Threads may share it.
 */
public final class InMemoryConsentStore implements ConsentStore {

    /** What is held of one person. */
    private record Held(EmailAddress person, List<ConsentRecord> given, List<Withdrawal> withdrawn) {}

    private static final Comparator<ConsentRecord> WORTH = Comparator.comparing(
                    (ConsentRecord consent) -> consent.confirmation().isPresent())
            .thenComparing(ConsentRecord::at);

    private final Map<AccountId, NavigableMap<String, Held>> accounts = new TreeMap<>();

    /** A store with nothing in it. */
    public InMemoryConsentStore() {}

    @Override
    public synchronized Map<EmailAddress, ConsentRecord> find(
            AccountId account, Optional<Purpose> list, Collection<EmailAddress> persons) {
        Map<EmailAddress, ConsentRecord> found = new LinkedHashMap<>();
        for (EmailAddress person : persons) {
            Held held = held(account, person);
            held.given().stream()
                    .filter(consent ->
                            consent.covers(list) && held.withdrawn().stream().noneMatch(one -> one.ends(consent, list)))
                    .max(WORTH)
                    .ifPresent(consent -> found.put(person, consent));
        }
        return found;
    }

    @Override
    public synchronized void add(List<ConsentRecord> consents) {
        // Copied first: a null in the list must not leave half of it recorded.
        List.copyOf(consents).forEach(this::add);
    }

    private void add(ConsentRecord consent) {
        List<ConsentRecord> given = hold(consent.account(), consent.person()).given();
        for (int at = 0; at < given.size(); at++) {
            ConsentRecord known = given.get(at);
            if (known.list().equals(consent.list()) && known.at().equals(consent.at())) {
                if (known.confirmation().isEmpty() && consent.confirmation().isPresent()) {
                    given.set(at, known.confirmed(consent.confirmation().get()));
                }
                return;
            }
        }
        given.add(consent);
    }

    @Override
    public synchronized void withdraw(Withdrawal withdrawal) {
        List<Withdrawal> withdrawn =
                hold(withdrawal.account(), withdrawal.person()).withdrawn();
        boolean known = withdrawn.stream()
                .anyMatch(
                        one -> one.list().equals(withdrawal.list()) && one.at().equals(withdrawal.at()));
        if (!known) {
            withdrawn.add(withdrawal);
        }
    }

    @Override
    public synchronized ConsentEvidence evidence(AccountId account, EmailAddress person) {
        Held held = held(account, person);
        return new ConsentEvidence(
                person,
                held.given().stream()
                        .sorted(Comparator.comparing(ConsentRecord::at).thenComparing(one -> name(one.list())))
                        .toList(),
                held.withdrawn().stream()
                        .sorted(Comparator.comparing(Withdrawal::at).thenComparing(one -> name(one.list())))
                        .toList());
    }

    @Override
    public synchronized List<EmailAddress> persons(AccountId account, String after, int limit) {
        return accounts.getOrDefault(account, new TreeMap<>()).tailMap(after, false).values().stream()
                .map(Held::person)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized long erase(AccountId account, EmailAddress person, Instant withdrawnBefore) {
        Held held = held(account, person);
        Optional<Withdrawal> last = held.withdrawn().stream()
                .filter(one -> one.list().isEmpty() && one.at().isBefore(withdrawnBefore))
                .max(Comparator.comparing(Withdrawal::at));
        boolean over = last.isPresent()
                && held.given().stream()
                        .noneMatch(consent -> consent.at().isAfter(last.get().at()));
        if (!over) {
            return 0;
        }
        accounts.getOrDefault(account, new TreeMap<>()).remove(person.normalForm());
        return (long) held.given().size() + held.withdrawn().size();
    }

    private static String name(Optional<Purpose> list) {
        return list.map(Purpose::value).orElse("");
    }

    private Held held(AccountId account, EmailAddress person) {
        return accounts.getOrDefault(account, new TreeMap<>())
                .getOrDefault(person.normalForm(), new Held(person, List.of(), List.of()));
    }

    private Held hold(AccountId account, EmailAddress person) {
        return accounts.computeIfAbsent(account, absent -> new TreeMap<>())
                .computeIfAbsent(person.normalForm(), absent -> new Held(person, new ArrayList<>(), new ArrayList<>()));
    }
}
