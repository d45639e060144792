package io.sendwell.signing;

import io.sendwell.account.AccountId;
import io.sendwell.address.DomainName;
import java.util.List;
import java.util.Optional;

/**
 * The signing keys of the operator and of all accounts.
 *
 * <p>The application implements it on its own database ({@code SigningKeyStoreContract} in the testkit proves that it did so)
 * or takes {@link InMemorySigningKeyStore}. It holds private keys: encrypt them at rest, and let nothing else read them.
 * Implementations are shared by threads.
 *
 * <p>A key is known by its account, its signing domain and its selector together; two accounts may each have a key of one
 * name. Accounts are compared exactly, with regard to case; domains by {@link DomainName#ascii()}. Private keys are kept
 * character by character, line ends included, and times to the millisecond or finer.
 */
public interface SigningKeyStore {

    /**
     * The keys of one account for one signing domain, in the order of their selectors, character by character. Domains above
     * and below it are others.
     *
     * @param account empty for the operator's own keys, and only for those
     * @throws SigningException when the store is out of reach
     */
    List<SigningKey> find(Optional<AccountId> account, DomainName signingDomain);

    /**
     * Every key: what a node loads to sign with. In no order.
     *
     * @throws SigningException when the store is out of reach
     */
    List<SigningKey> all();

    /**
     * Stores a key with a version greater by one, if {@link SigningKey#version()} is the version that the store has, 0 for
     * one that it has not. Of two threads that save the same version, one does.
     *
     * <p>When this method returns, what it saved survives the end of this process.
     *
     * @return the key as it is stored now; empty when somebody else changed or removed it meanwhile, and nothing was saved
     * @throws SigningException when the store is out of reach; read again to learn whether it was saved
     */
    Optional<SigningKey> save(SigningKey key);

    /**
     * Removes a key for good, if the store has it in this very version.
     *
     * @return whether it was removed
     * @throws SigningException when the store is out of reach
     */
    boolean remove(SigningKey key);
}
