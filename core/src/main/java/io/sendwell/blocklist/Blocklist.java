package io.sendwell.blocklist;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import java.util.Collection;
import java.util.Map;

/**
 * Whom not to write to: read before every sending, on every route.
 *
 * <p>The application implements it on its own database ({@code BlocklistContract} in the testkit proves that it did
 * so) or takes {@link InMemoryBlocklist}. There is no method to remove an entry, on purpose: see {@link
 * OperatorBlocklist}. Implementations are shared by threads.
 *
 * <p>Texts are kept character by character, empty ones and blanks at the end among them, and times to the millisecond
 * or finer.
 */
public interface Blocklist {

    /**
     * Which of these addresses the account must not write to.
     *
     * <p>Addresses are compared by {@link EmailAddress#normalForm()}. Where several entries hold for one address, one
     * for all accounts comes before one for this account, and the older before the newer.
     *
     * @param addresses any number of them; an implementation asks its store in as few calls as it can
     * @return an entry for each blocked address, under the address as it was asked for; empty when none is blocked
     * @throws BlocklistException when the store is out of reach; nothing may be sent then
     */
    Map<EmailAddress, BlocklistEntry> find(AccountId account, Collection<EmailAddress> addresses);

    /**
     * Adds an entry. If one for the same address, scope and reason is there already, that one stays as it is, also
     * when two threads add it at the same time.
     *
     * <p>When this method returns, the entry survives the end of this process.
     *
     * @throws BlocklistException when the store is out of reach; the caller tries again
     */
    void add(BlocklistEntry entry);
}
