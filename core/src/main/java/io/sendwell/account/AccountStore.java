package io.sendwell.account;

import java.util.List;
import java.util.Optional;

/**
 * The accounts, and how far each has come in its life.
 *
 * <p>The application implements it on its own database ({@code AccountStoreContract} in the testkit proves that it did so) or
 * takes {@link InMemoryAccountStore}. Implementations are shared by threads and by nodes. Accounts are compared exactly, with
 * regard to case; texts are kept character by character, and times to the millisecond or finer.
 */
public interface AccountStore {

    /**
     * One account.
     *
     * @return empty when it was never registered
     * @throws AccountStoreException when the store is out of reach; nothing may be sent then
     */
    Optional<AccountRecord> find(AccountId account);

    /**
     * Accounts in the order of their ids, character by character.
     *
     * @param after only those behind this one; empty for the first page
     * @param limit how many at the most; 1 or more
     * @throws AccountStoreException when the store is out of reach
     */
    List<AccountRecord> list(Optional<AccountId> after, int limit);

    /**
     * Stores an account with a version greater by one, if {@link AccountRecord#version()} is the version that the store has, 0 for
     * one that it has not. Of two threads or nodes that save the same version, one does. When this method returns, what it saved
     * survives the end of this process.
     *
     * @return false when somebody else saved it first: read it again; nothing was changed
     * @throws AccountStoreException when the store is out of reach; read again to learn whether it was saved
     */
    boolean save(AccountRecord account);
}
