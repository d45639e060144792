package io.sendwell.event;

import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.RowUndo;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The bounces of each address that say little alone, until something clears them. They hold for all accounts; what they come to,
 * {@link Escalation} says each time anew, so that late reports and rows that turned out wrong leave nothing behind.
 *
 * <p>The application implements it on its own database ({@code StrikeStoreContract} in the testkit proves that it did so) or
 * takes {@link InMemoryStrikeStore}. What is kept of an address does not depend on the order in which reports come, or on how
 * often: the strikes that are later than its last clearance. Addresses are compared by {@link EmailAddress#normalForm()}, times
 * are kept to the millisecond or finer. Threads share it.
 */
public interface StrikeStore {

    /**
     * What counts against these addresses.
     *
     * @param addresses any number of them; an implementation asks its store in as few calls as it can
     * @return strikes of each address that has any, oldest first, under the address as it was asked for
     * @throws StrikeStoreException when the store is out of reach; nothing may be sent then
     */
    Map<EmailAddress, List<Strike>> find(Collection<EmailAddress> addresses);

    /**
     * Adds a strike, unless {@linkplain Strike#isSame the same one} is there or the address was cleared at its time or later.
     * When this method returns, it survives the end of this process.
     *
     * @throws StrikeStoreException when the store is out of reach; the caller tries again
     */
    void add(EmailAddress address, Strike strike);

    /**
     * Clears addresses, each until a time: what bounced until then, that moment among it, counts no more, whether it is known
     * already or reported later. An address that was cleared until later stays so.
     *
     * @throws StrikeStoreException when the store is out of reach; the caller tries again
     */
    void clear(Map<EmailAddress, Instant> until);

    /**
     * Drops strikes that a wrong row made. There may be millions: who wants them all dropped asks again until nothing is left, and
     * may stop and go on at any time. Of two threads that undo the same, each strike is dropped by one.
     *
     * @param limit how many at most, 1 or more
     * @return whom each of them was counted against; empty when none was left
     * @throws IllegalArgumentException when the limit is below 1
     * @throws StrikeStoreException when the store is out of reach; nothing is dropped then
     */
    List<EmailAddress> undo(RowUndo row, int limit);
}
