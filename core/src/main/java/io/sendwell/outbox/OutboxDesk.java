package io.sendwell.outbox;

import io.sendwell.account.AccountId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What people see of the outbox, and what they may do: look, pause, cancel, try again, tidy up. Part of {@link Outbox}. */
public interface OutboxDesk {

    /**
     * One sending of an account.
     *
     * @return empty when the account has none of this id
     * @throws OutboxException when the store is out of reach
     */
    Optional<Sending> find(AccountId account, SendingId id);

    /**
     * Sendings of one account, the greatest id first ({@link SendingId#compareTo}).
     *
     * @throws OutboxException when the store is out of reach
     */
    List<Sending> list(SendingQuery query);

    /**
     * Entries of a sending, by ascending place.
     *
     * @return empty when the account has no such sending
     * @throws OutboxException when the store is out of reach
     */
    List<StoredEntry> entries(AccountId account, EntryQuery query);

    /**
     * Cancels a sending that has not finished, also one that is open still, or paused. When this method returns, no {@link OutboxLedger#dispatch} of it succeeds
     * any more; what was dispatched before goes out. Its entries are swept afterwards, by whichever worker. Cancelling again
     * changes nothing.
     *
     * @return the state it is in now; empty when the account has no such sending
     * @throws OutboxException when the store is out of reach
     */
    Optional<SendingState> cancel(AccountId account, SendingId id);

    /**
     * Keeps an active sending from being claimed and dispatched. What was dispatched before goes out. A sending that is not
     * active stays as it is.
     *
     * @param because why, for people; at most 500 characters
     * @return the state it is in now; empty when the account has no such sending
     * @throws OutboxException when the store is out of reach
     */
    Optional<SendingState> pause(AccountId account, SendingId id, String because);

    /**
     * Makes a paused sending active again, and notes when. One that is not paused stays as it is.
     *
     * @return the state it is in now; empty when the account has no such sending
     * @throws OutboxException when the store is out of reach
     */
    Optional<SendingState> resume(AccountId account, SendingId id);

    /**
     * Makes entries due again at once that failed or were given up in doubt, with no attempt counted, and with the memo and
     * the reason they had; they leave the sending's progress. A sending that was done is active again. Those of a cancelled
     * sending, those without data, which were {@linkplain #erase erased}, and entries in other states, stay as they are.
     *
     * @param ordinals their places; at most 5,000
     * @return how many are due again
     * @throws OutboxException when the store is out of reach
     */
    int requeue(AccountId account, SendingId id, Collection<Integer> ordinals);

    /**
     * Forgets whom entries are for and what they say, because a person asked for it: data, memo, and the reason of their last
     * completion are empty afterwards, and nobody can tell from what is left who it was. Entries that were due are cancelled,
     * in whichever state their sending is; finished ones keep their state. When no entry of the sending has data any more, its
     * content is forgotten too, and so are subject and recipient in its {@link SendingSummary}.
     *
     * <p>Entries that somebody holds, claimed or dispatched, and all those of a sending that is still open, stay as they are.
     * Erasing again changes nothing.
     *
     * @param ordinals their places; at most 5,000
     * @return the places of those that stay as they are and exist: to be erased when they have come to an end
     * @throws OutboxException when the store is out of reach
     */
    Set<Integer> erase(AccountId account, SendingId id, Collection<Integer> ordinals);

    /**
     * Removes finished sendings of an account that is removed, with all they hold, in a step of bounded size. Those that have not
     * finished stay.
     *
     * @param limit how many entries in one step at the most; 1 or more
     * @return how many entries and sendings were removed; 0 when nothing of it is left that has finished
     * @throws OutboxException when the store is out of reach; call it again
     */
    int forget(AccountId account, int limit);

    /**
     * {@linkplain #cancel Cancels} sendings that were left open, whosever they are, the oldest first: nobody goes on with
     * them, and what other stores know of them is to be forgotten before they are {@linkplain OutboxLedger#settle settled}.
     *
     * @param createdBefore only those that were created before this, by the store's clock
     * @param limit how many in one step at the most
     * @return how many; 0 when none is left
     * @throws OutboxException when the store is out of reach
     */
    int cancelLeftOpen(Instant createdBefore, int limit);

    /**
     * Removes finished sendings with all they hold. Those that were cancelled before they were sealed go at once, whenever
     * that was: nobody saw them, and whoever made them may want their key again.
     *
     * @param finishedBefore only those that finished before this, by the store's clock
     * @param limit how many entries in one step at the most
     * @return how many entries and sendings were removed; 0 when nothing is left to remove
     * @throws OutboxException when the store is out of reach
     */
    int prune(Instant finishedBefore, int limit);
}
