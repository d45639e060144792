package io.sendwell.guard;

import io.sendwell.account.AccountId;
import java.util.List;
import java.util.Optional;

/**
 * What the guard holds, and who let it go.
 *
 * <p>The application implements it on its own database ({@code GuardStoreContract} in the testkit proves that it did so) or takes {@link
 * InMemoryGuardStore}. Implementations are shared by threads and by nodes. Accounts and campaigns are compared exactly, with regard to
 * case; texts are kept character by character, and times to the millisecond or finer.
 */
public interface GuardStore {

    /**
     * What is kept of a scope.
     *
     * @return empty when nothing is
     * @throws GuardStoreException when the store is out of reach; no mass mail may leave then
     */
    Optional<GuardRecord> find(GuardScope scope);

    /**
     * Stores a record with a version greater by one, if {@link GuardRecord#version()} is the version that the store has, 0 for a scope
     * that it has not. Of two threads or nodes that save the same version, one does. When this method returns, what it saved survives the
     * end of this process.
     *
     * @return false when somebody else saved it first: read it again; nothing was changed
     * @throws GuardStoreException when the store is out of reach; read again to learn whether it was saved
     */
    boolean save(GuardRecord record);

    /**
     * What is {@linkplain GuardRecord#held() held} now, the latest first.
     *
     * @param limit how many at the most; 1 or more
     * @throws GuardStoreException when the store is out of reach
     */
    List<GuardRecord> held(int limit);

    /**
     * Forgets the campaigns of an account that is removed. What was decided about the account itself stays: a new one of its id is held as
     * the old one was.
     *
     * @return how many campaigns were forgotten
     * @throws GuardStoreException when the store is out of reach; call it again
     */
    int forgetCampaigns(AccountId account);
}
