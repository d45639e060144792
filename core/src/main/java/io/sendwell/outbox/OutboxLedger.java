package io.sendwell.outbox;

import io.sendwell.account.AccountId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How entries leave the outbox. Part of {@link Outbox}.
 *
 * <pre>
 *         claim                dispatch                 complete
 *   DUE ─────────► CLAIMED ─────────────► DISPATCHED ─────────────► ACCEPTED, FAILED, UNCERTAIN … or DUE again
 *    ▲  ◄─────────────┘ release,            │      ▲                  confirm: ACCEPTED, by whoever can prove it
 *    │                  or the lease ends   └──────┘ recover: the lease ended, another worker asks what became of it
 * </pre>
 *
 * <p>Every write names a {@link ClaimToken}. When somebody else holds the entries meanwhile, it changes nothing and says
 * so. Times are the store's; a lease ends at {@link Claim#leaseEnd()}, and from that instant on the claim is over.
 *
 * <p>When the store's clock is put back, what has begun goes on, and who holds a claim keeps it. What waited for the end of a
 * delay, and what is under the lease of a holder that died, waits longer by as much as the clock was put back: given out
 * earlier, a dispatched claim might be sent twice.
 */
public interface OutboxLedger {

    /**
     * Sendings of one lane that are active and have started, or are being cancelled. Each account has its oldest start
     * first; with many accounts in the lane, all of them have their first ones in the list before any has its second.
     *
     * <p>A sending has started when its start has come. Once an entry of it was claimed it has started for good, though the
     * store's clock is put back to before the start.
     *
     * <p>An active sending of one entry is passed over while that entry waits for its delay's end or is under a lease, claimed or
     * dispatched: however many mails of an account wait to be tried again, they hide none that was scheduled since.
     *
     * @param perAccount how many of each account at the most
     * @param limit how many in all at the most
     * @throws OutboxException when the store is out of reach
     */
    List<DueSending> due(Lane lane, int perAccount, int limit);

    /**
     * Claims entries of an active sending that has started, as {@link #due} understands it: those that are due, and claimed
     * ones whose lease has ended. Dispatched ones never. An entry is in one claim only, however many workers ask at once, and
     * its attempt goes up. What a claim holds stands in it by ascending place, in whichever order it came due.
     *
     * @return at most as many claims as ids were given, each filled before the next is begun; empty when nothing is due
     * @throws OutboxException when the store is out of reach; what was claimed then is due again when the lease ends
     */
    List<Claim> claim(ClaimRequest request);

    /**
     * Marks what is left of a claim as dispatched, right before the point of no return: all entries or none, and once. A
     * claim that was {@linkplain #recover recovered} is dispatched already; its holder calls {@link #extend}.
     *
     * @param size how many entries the holder is about to send: those of the claim less those it completed already
     * @param lease how long the dispatch may take, from the store's now on
     * @param note kept in the same step as {@link Claim#note()}, for whoever recovers the claim; some hundred octets as a rule,
     *     {@link Claim#MAX_NOTE} at the most
     * @return true when they may be sent; false when the claim is over or was dispatched before, the sending is paused or
     *     cancelled, or the number differs: then nothing was changed, and nothing may be sent
     * @throws OutboxException when the store is out of reach; nothing may be sent then
     */
    boolean dispatch(ClaimToken token, int size, Duration lease, Octets note);

    /** Dispatches as {@link #dispatch(ClaimToken, int, Duration, Octets)} does, with nothing to note. */
    default boolean dispatch(ClaimToken token, int size, Duration lease) {
        return dispatch(token, size, lease, Octets.none());
    }

    /**
     * Lets the lease of a claim end later, dispatched or not, paused or cancelled meanwhile. The token stays the same.
     *
     * @param lease from the store's now on
     * @return false when the claim is over
     * @throws OutboxException when the store is out of reach
     */
    boolean extend(ClaimToken token, Duration lease);

    /**
     * Gives claimed entries back that were provably not sent. They are due after the delay, and the attempt does not count.
     *
     * @return how many; 0 when the claim is over. Dispatched entries stay as they are.
     * @throws OutboxException when the store is out of reach
     */
    int release(ClaimToken token, Duration delay);

    /**
     * Records what became of entries, each if its token still holds it, claimed or dispatched; also after the lease's end
     * while nobody else took the entry, since what a holder knows is worth more than that it was late. The sending's
     * progress changes in the same step by exactly what was applied.
     *
     * @param results of any number of claims and sendings; each entry once
     * @return the entries for which it was applied; for the others somebody else holds the entry, or it has ended
     * @throws OutboxException when the store is out of reach; repeat it
     */
    Set<EntryId> complete(List<EntryResult> results);

    /**
     * Records that a next hop has an entry after all, as was learned from something else than its answer: a report on the mail,
     * say, which nobody makes of a mail that was not taken. It applies to an entry that is dispatched, whoever holds it, and to one
     * that was given up in doubt. It is accepted then, and keeps its memo; the sending's progress changes in the same step. Who
     * held it learns that from the next write, which changes nothing of it.
     *
     * <p>No token is needed, and so an entry in any other state stays as it is: of one that was never dispatched, or that is due
     * again, this proves nothing that the store could check.
     *
     * @param why what it was learned from, for people; kept as the entry's text
     * @return whether it is accepted by this call; false also when the account has no such entry
     * @throws OutboxException when the store is out of reach; repeat it
     */
    boolean confirm(AccountId account, EntryId entry, String why);

    /**
     * Takes over one claim that was dispatched and not completed before its lease ended: whole, with the same entries in the
     * same order less those that were completed, with its note, under the same id and the next epoch. Also of a sending that is paused or
     * cancelled meanwhile. The entries stay dispatched, and their attempts do not go up.
     *
     * @param settle how long after the lease's end to leave it alone, so that reports can come in
     * @param lease from the store's now on
     * @return the claim that has waited longest; empty when there is none. Of several workers one gets it.
     * @throws OutboxException when the store is out of reach
     */
    Optional<Claim> recover(Duration settle, Duration lease);

    /**
     * Turns entries of a sending that is being cancelled from due or claimed to cancelled, at most so many in one step. The
     * holder of a claim among them learns it from its next write.
     *
     * @return how many
     * @throws OutboxException when the store is out of reach
     */
    int sweepCancelled(SendingId sending, int limit);

    /**
     * Makes an active sending done, and a sending that is being cancelled cancelled, if all its entries have ended. One that
     * is open or paused stays so.
     *
     * @return the state it is in now; empty when it is not known
     * @throws OutboxException when the store is out of reach
     */
    Optional<SendingState> settle(SendingId sending);
}
