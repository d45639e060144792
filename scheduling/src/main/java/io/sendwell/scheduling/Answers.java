package io.sendwell.scheduling;

import io.sendwell.Release;
import io.sendwell.account.AccountId;
import io.sendwell.outbox.EntryId;
import io.sendwell.outbox.EntryQuery;
import io.sendwell.outbox.EntryResult;
import io.sendwell.outbox.EntryState;
import io.sendwell.outbox.Outbox;
import io.sendwell.outbox.StoredEntry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Brings answers into the outbox. An answer that the store did not take is kept and tried again until the store says whether it
 * was applied: while the process lives, none is lost. The logs have it first, so that an entry which has ended is missing in
 * none of them. Nothing is claimed while the store is away or many wait, so they stay
 * few. Threads share it.
 *
 * <p>The answers of one claim are recorded together, right away. To collect those of several claims would leave more in doubt
 * when the process dies, which only a next hop that recognises repetitions makes up for.
 */
final class Answers {

    private record Waiting(AccountId account, List<EntryResult> results) {}

    /** As many as some dozens of claims have; what is more would only be memory, and double when the process dies. */
    private static final int MOST_WAITING = 1_000;

    private final Outbox outbox;
    private final Release release;
    private final StoreWatch store;
    private final Events events;
    private final Deque<Waiting> waiting = new ArrayDeque<>();

    /** @param release has the logs */
    Answers(Outbox outbox, Release release, StoreWatch store, Events events) {
        this.outbox = outbox;
        this.release = release;
        this.store = store;
        this.events = events;
    }

    /**
     * Records results of one claim.
     *
     * @return those that were applied; none when the store is away, which is tried again later
     */
    List<EntryResult> record(AccountId account, List<EntryResult> results) {
        if (results.isEmpty()) {
            return List.of();
        }
        return complete(account, results)
                .map(applied -> {
                    results.forEach(result -> tell(account, result, applied.contains(result.entry())));
                    return results.stream()
                            .filter(result -> applied.contains(result.entry()))
                            .toList();
                })
                .orElseGet(List::of);
    }

    /** Tries again what the store did not take, until it is away again or nothing is left. */
    void tryAgain() {
        while (!store.isAway() && tryNext()) {
            // As long as there are some.
        }
    }

    /** Tries each once more, though the store may be away: the last time. */
    void tryLast() {
        int left;
        synchronized (this) {
            left = waiting.size();
        }
        while (left-- > 0 && tryNext()) {
            // What fails again stands behind the others.
        }
    }

    private boolean tryNext() {
        Waiting next;
        synchronized (this) {
            next = waiting.pollFirst();
        }
        if (next == null) {
            return false;
        }
        complete(next.account(), next.results())
                .ifPresent(applied -> next.results()
                        .forEach(result -> tell(
                                next.account(),
                                result,
                                applied.contains(result.entry()) || standsAlready(next.account(), result))));
        return true;
    }

    // Whatever the store throws, the answer must not be lost.
    private Optional<Set<EntryId>> complete(AccountId account, List<EntryResult> results) {
        try {
            release.record(results.stream().map(EntryResult::entry).toList());
            release.givenUp(
                    account,
                    results.stream()
                            .filter(result -> result.code().equals(Judge.EXHAUSTED))
                            .map(EntryResult::entry)
                            .toList());
            Set<EntryId> applied = outbox.complete(results);
            store.answered();
            return Optional.of(applied);
        } catch (RuntimeException e) {
            keep(new Waiting(account, results));
            store.failed(e);
            return Optional.empty();
        } catch (Error e) {
            keep(new Waiting(account, results));
            throw e;
        }
    }

    private synchronized void keep(Waiting answers) {
        waiting.addLast(answers);
    }

    // The store may have applied it the first time, and only its answer was lost.
    private boolean standsAlready(AccountId account, EntryResult result) {
        return stored(account, result.entry())
                .filter(entry -> entry.state() == result.state()
                        && entry.code().equals(result.code())
                        && !Release.wasProven(entry))
                .isPresent();
    }

    private Optional<StoredEntry> stored(AccountId account, EntryId id) {
        try {
            return outbox.entries(account, EntryQuery.all(id.sending(), id.ordinal(), 1)).stream()
                    .filter(entry -> entry.id().equals(id))
                    .findFirst();
        } catch (RuntimeException e) {
            store.failed(e);
            return Optional.empty();
        }
    }

    private void tell(AccountId account, EntryResult result, boolean applied) {
        events.tell(applied ? new WorkerEvent.Completed(account, result) : late(account, result));
    }

    // A refusal of what was reported is no mere overtaking.
    private WorkerEvent late(AccountId account, EntryResult result) {
        boolean overtaken = result.state() != EntryState.FAILED
                && stored(account, result.entry()).filter(Release::wasProven).isPresent();
        return overtaken ? new WorkerEvent.Overtaken(account, result) : new WorkerEvent.Fenced(account, result);
    }

    /** Whether so many wait that no more are to be collected: the store takes everything else, and no answers. */
    boolean areTooMany() {
        return waiting() >= MOST_WAITING;
    }

    /** How many answers the store has not taken yet. */
    synchronized int waiting() {
        return waiting.stream().mapToInt(one -> one.results().size()).sum();
    }
}
