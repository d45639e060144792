package io.sendwell.blocklist;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
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

    /** Which entry comes first where several hold for one address; see {@link #find}. */
    Comparator<BlocklistEntry> STRONGEST_FIRST = Comparator.comparing(
                    (BlocklistEntry entry) -> entry.reason().extent())
            .thenComparing(entry -> entry.scope().isPresent())
            .thenComparing(BlocklistEntry::since);

    /**
     * Which of these addresses the account must not write to at a time. Entries that end at this time or earlier hold no more.
     *
     * <p>Addresses are compared by {@link EmailAddress#normalForm()}. Where several entries hold for one address, one
     * against all mail comes before one against {@linkplain BlockReason.Extent#BROADCASTS broadcasts}, then one for all
     * accounts before one for this account, and then the older before the newer.
     *
     * @param addresses any number of them; an implementation asks its store in as few calls as it can
     * @param at when they would be written to, which may lie ahead
     * @return an entry for each blocked address, under the address as it was asked for; empty when none is blocked
     * @throws BlocklistException when the store is out of reach; nothing may be sent then
     */
    Map<EmailAddress, BlocklistEntry> find(AccountId account, Collection<EmailAddress> addresses, Instant at);

    /**
     * A page of the list, the latest entry first, and entries of one time by {@linkplain EmailAddress#normalForm() address}. An
     * entry that has ended stands in it until it is lifted or replaced.
     *
     * @return no more than the query's limit; empty when there is nothing after its place
     * @throws BlocklistException when the store is out of reach
     */
    List<BlocklistEntry> entries(BlocklistQuery query);

    /**
     * Adds an entry. If one for the same address, scope and reason is there already, the one that holds longer stays, and of
     * two that hold equally long the first, as it is; also when two threads add at the same time.
     *
     * <p>When this method returns, the entry survives the end of this process.
     *
     * @throws BlocklistException when the store is out of reach; the caller tries again
     */
    void add(BlocklistEntry entry);
}
