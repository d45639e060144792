package io.sendwell.domain;

import io.sendwell.account.AccountId;
import io.sendwell.address.DomainName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The domains of all accounts.
 *
 * <p>The application implements it on its own database ({@code DomainStoreContract} in the testkit proves that it did so)
 * or takes {@link InMemoryDomainStore}. Implementations are shared by threads.
 *
 * <p>A registration is known by its account and its domain together. Accounts are compared exactly, with regard to case;
 * domains by {@link DomainName#ascii()}. Texts are kept character by character, and times to the millisecond or finer.
 */
public interface DomainStore {

    /**
     * One domain of one account.
     *
     * @return empty when the account never began with it
     * @throws DomainStoreException when the store is out of reach
     */
    Optional<DomainRegistration> find(AccountId account, DomainName domain);

    /**
     * Every domain of one account, in the order of {@link DomainName#ascii()}, character by character.
     *
     * @throws DomainStoreException when the store is out of reach
     */
    List<DomainRegistration> ofAccount(AccountId account);

    /**
     * The registrations of one domain by whichever accounts, in the order of the accounts' names, character by character.
     * Domains above and below it are others.
     *
     * @throws DomainStoreException when the store is out of reach
     */
    List<DomainRegistration> ofDomain(DomainName domain);

    /**
     * Stores a registration with a version greater by one, if {@link DomainRegistration#version()} is the version that the
     * store has, 0 for one that it has not. Of two threads that save the same version, one does.
     *
     * <p>A domain is verified ({@link DomainState#isVerified()}) for one account at a time, also when two save it at the
     * same time: whoever proves it second is told, and what it had stays as it was. A database keeps that by an index over the
     * domain that is unique among rows of those states.
     *
     * <p>When this method returns, what it saved survives the end of this process.
     *
     * @throws DomainStoreException when the store is out of reach; read again to learn whether it was saved
     */
    Saved save(DomainRegistration registration);

    /**
     * What is due: registrations whose {@link DomainRegistration#nextCheckAt()} is not after this instant, earliest first, those
     * of one instant in the order of domain and account. They stay due until they are saved with a later one.
     *
     * @param limit how many at the most; 1 or more
     * @throws DomainStoreException when the store is out of reach
     */
    List<DomainRegistration> due(Instant until, int limit);

    /** What became of a registration that was to be saved. */
    enum Saved {
        /** It is stored. */
        SAVED,
        /** Somebody else saved it first: read it again. Nothing was changed. */
        CHANGED_MEANWHILE,
        /** The domain is verified for another account. Nothing was changed. */
        VERIFIED_BY_ANOTHER_ACCOUNT
    }
}
