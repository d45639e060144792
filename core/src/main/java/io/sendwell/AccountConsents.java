package io.sendwell;

import io.sendwell.account.AccountId;
import io.sendwell.account.ConfigurationException;
import io.sendwell.address.EmailAddress;
import io.sendwell.consent.ConsentEvidence;
import io.sendwell.consent.ConsentRecord;
import io.sendwell.consent.ConsentStore;
import io.sendwell.consent.Withdrawal;
import io.sendwell.message.Purpose;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who agreed to the broadcasts of one account: to record it, to take it back and to prove it. From {@link
 * SendingAccount#consents()}; threads may share it. Every method throws a {@link io.sendwell.consent.ConsentStoreException} when the
 * store is out of reach.
 *
 * <pre>{@code
 * account.consents().add(ConsentRecord.given(account.id(), person, now)
 *     .by("form", "https://acme.example/newsletter, 192.0.2.7")
 *     .wording("2026-10", "Yes, send me the monthly newsletter."));
 * }</pre>
 *
 * <p>A later opt-out keeps broadcasts back whatever stands here; whoever comes back gives a new consent, which is added here, and has
 * the opt-out ended.
 */
public final class AccountConsents {

    private static final int PAGE = 500;
    private static final int AT_ONCE = 1_000;

    private final AccountId account;
    private final ConsentStore store;
    private final InstantSource clock;

    AccountConsents(AccountId account, Optional<ConsentStore> store, InstantSource clock) {
        this.account = account;
        this.store = store.orElseThrow(
                () -> new ConfigurationException(
                        "There is no store of consents. Hand one in by consentStore(...); InMemoryConsentStore does for a first try."));
        this.clock = clock;
    }

    /**
     * Records a consent. The same one again changes nothing, but for the confirmation that it had not before.
     *
     * @throws IllegalArgumentException when it is of another account, or was given in the future
     */
    public void add(ConsentRecord consent) {
        store.add(List.of(required(consent)));
    }

    /**
     * Records many consents, 1,000 at a time, as {@link #add} does. When it breaks off, the same call does the rest.
     *
     * @throws IllegalArgumentException as {@link #add}; what came before may have been recorded
     */
    public void addAll(Iterable<ConsentRecord> consents) {
        List<ConsentRecord> some = new ArrayList<>();
        for (ConsentRecord consent : consents) {
            some.add(required(consent));
            if (some.size() == AT_ONCE) {
                store.add(some);
                some.clear();
            }
        }
        store.add(some);
    }

    private ConsentRecord required(ConsentRecord consent) {
        if (!consent.account().equals(account)) {
            throw new IllegalArgumentException(
                    "A consent to account " + consent.account() + " cannot be recorded by account " + account + ".");
        }
        if (consent.at().isAfter(clock.instant())) {
            throw new IllegalArgumentException("A consent of " + consent.at() + " was not given yet.");
        }
        return consent;
    }

    /**
     * Records that a person takes consent back, from now on.
     *
     * @param list for broadcasts of which purpose; empty for all
     * @param source how it became known, for people
     */
    public void withdraw(EmailAddress person, Optional<Purpose> list, String source) {
        store.withdraw(new Withdrawal(account, person, list, clock.instant(), source));
    }

    /** The consent of a person to mails of a list, if it holds now; see {@link ConsentStore#find}. */
    public Optional<ConsentRecord> find(EmailAddress person, Optional<Purpose> list) {
        return Optional.ofNullable(store.find(account, list, List.of(person)).get(person));
    }

    /** Everything that is held of one person. */
    public ConsentEvidence evidence(EmailAddress person) {
        return store.evidence(account, person);
    }

    /** Everything that is held of everybody, in the order of their addresses, read page by page. */
    public Stream<ConsentEvidence> evidence() {
        return Stream.iterate(
                        store.persons(account, "", PAGE),
                        page -> !page.isEmpty(),
                        page -> store.persons(account, page.get(page.size() - 1).normalForm(), PAGE))
                .flatMap(List::stream)
                .map(person -> store.evidence(account, person));
    }
}
