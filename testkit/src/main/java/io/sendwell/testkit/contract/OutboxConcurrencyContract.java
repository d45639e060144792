package io.sendwell.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sendwell.outbox.Appended;
import io.sendwell.outbox.Claim;
import io.sendwell.outbox.ClaimRequest.Among;
import io.sendwell.outbox.Creation;
import io.sendwell.outbox.EntryId;
import io.sendwell.outbox.EntryState;
import io.sendwell.outbox.Lane;
import io.sendwell.outbox.NewEntry;
import io.sendwell.outbox.NewSending;
import io.sendwell.outbox.Outbox;
import io.sendwell.outbox.OutboxEntry;
import io.sendwell.outbox.Progress;
import io.sendwell.outbox.SendingId;
import io.sendwell.outbox.SendingState;
import io.sendwell.testkit.fixtures.Accounts;
import io.sendwell.testkit.fixtures.Sendings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Outbox} keeps when threads and nodes ask at once. Half of the threads use what {@link #reopen} gives, if
 * it gives something: a second node on the same database.
 *
 * <p>The system property {@code sendwell.contract.steps} says how many random steps are taken; 3,000 when it is not set.
 */
public interface OutboxConcurrencyContract extends OutboxUnderTest {

    /** How often a race is run. */
    int ROUNDS = 20;

    @Test
    default void eight_claimers_get_every_entry_exactly_once() {
        for (int size : new int[] {50, 7, 1}) {
            OutboxStage stage = OutboxStage.of(this);
            Outbox other = stage.otherNode();
            int total = 10_000;
            int count = Math.max(1, 200 / size);
            SendingId sending = stage.active(total);
            List<Callable<List<Claim>>> claimers = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                Outbox node = thread % 2 == 0 ? stage.outbox : other;
                claimers.add(() -> {
                    List<Claim> mine = new ArrayList<>();
                    List<Claim> claims;
                    do {
                        claims = node.claim(OutboxStage.request(sending, count, size, Among.ALL));
                        assertTrue(claims.size() <= count, "no more claims than asked for");
                        mine.addAll(claims);
                    } while (!claims.isEmpty() && mine.size() <= total);
                    return mine;
                });
            }
            List<Claim> claims = new ArrayList<>();
            Together.run(claimers).forEach(claims::addAll);
            claims.addAll(stage.claims(sending, 1, total, Among.ALL));
            List<Integer> places = claims.stream()
                    .flatMap(claim -> OutboxStage.places(claim).stream())
                    .sorted()
                    .toList();

            assertEquals(IntStream.range(0, total).boxed().toList(), places, "claims of " + size);
            assertTrue(claims.stream().allMatch(claim -> claim.entries().size() <= size), "no claim is too large");
        }
    }

    /**
     * One thread takes steps at random, and a model in Java says after each what was allowed. Every build takes the same ones;
     * the system property {@code sendwell.contract.seed} takes others, or those of the seed that a failure names, and {@code
     * sendwell.contract.steps} more of them.
     */
    @Test
    default void whatever_the_order_of_calls_entries_stand_where_the_model_has_them() {
        long seed = Long.getLong("sendwell.contract.seed", 20_261_122L);
        int steps = Integer.getInteger("sendwell.contract.steps", 3_000);
        for (int walk = 0; walk * 500 < steps; walk++) {
            OutboxWalk taken = new OutboxWalk(OutboxStage.of(this), seed + walk);
            for (int step = 0; step < 500; step++) {
                taken.step();
            }
        }
    }

    @Test
    default void nothing_is_dispatched_after_a_cancellation_has_returned() {
        for (int round = 0; round < ROUNDS; round++) {
            OutboxStage stage = OutboxStage.of(this);
            SendingId sending = stage.active(120);
            int accepted = dispatchersAgainst(
                    stage, sending, () -> stage.outbox.cancel(Accounts.ACME, sending), SendingState.CANCELLING);
            int swept = 0;
            for (int step = stage.outbox.sweepCancelled(sending, 50);
                    step > 0 && swept <= 120;
                    step = stage.outbox.sweepCancelled(sending, 50)) {
                swept += step;
            }

            assertEquals(120, accepted + swept, "entries that left, and entries that were swept");
            assertEquals(new Progress(120, accepted, 0, 0, swept, 0), stage.progress(sending));
            assertEquals(Optional.of(SendingState.CANCELLED), stage.outbox.settle(sending));
        }
    }

    @Test
    default void nothing_is_dispatched_after_a_pause_has_returned() {
        for (int round = 0; round < ROUNDS; round++) {
            OutboxStage stage = OutboxStage.of(this);
            SendingId sending = stage.active(120);
            int accepted = dispatchersAgainst(
                    stage, sending, () -> stage.outbox.pause(Accounts.ACME, sending, "a reason"), SendingState.PAUSED);

            assertEquals(new Progress(120, accepted, 0, 0, 0, 0), stage.progress(sending));
        }
    }

    @Test
    default void several_recoverers_get_every_claim_once_and_whole() {
        OutboxStage stage = OutboxStage.of(this);
        Outbox other = stage.otherNode();
        SendingId sending = stage.active(600);
        Set<List<Integer>> dispatched = new HashSet<>();
        for (Claim claim : stage.claims(sending, 200, 3, Among.ALL)) {
            assertTrue(stage.outbox.dispatch(claim.token(), 3, OutboxStage.LEASE));
            dispatched.add(OutboxStage.places(claim));
        }
        stage.clock.advance(OutboxStage.LEASE);
        List<Callable<List<Claim>>> recoverers = new ArrayList<>();
        for (Outbox node : List.of(stage.outbox, other)) {
            for (int thread = 0; thread < 2; thread++) {
                recoverers.add(() -> {
                    List<Claim> mine = new ArrayList<>();
                    for (Optional<Claim> next = node.recover(Duration.ZERO, OutboxStage.LEASE);
                            next.isPresent() && mine.size() <= 200;
                            next = node.recover(Duration.ZERO, OutboxStage.LEASE)) {
                        mine.add(next.get());
                    }
                    return mine;
                });
            }
        }
        List<Claim> recovered = new ArrayList<>();
        Together.run(recoverers).forEach(recovered::addAll);
        for (Optional<Claim> next = stage.outbox.recover(Duration.ZERO, OutboxStage.LEASE);
                next.isPresent() && recovered.size() <= 800;
                next = stage.outbox.recover(Duration.ZERO, OutboxStage.LEASE)) {
            recovered.add(next.get());
        }

        assertEquals(200, recovered.size(), "claims, each to one of the threads");
        Set<List<Integer>> whole = new HashSet<>();
        recovered.forEach(claim -> whole.add(OutboxStage.places(claim)));
        assertEquals(dispatched, whole);
    }

    @Test
    default void of_a_late_holder_and_a_recoverer_one_completes_each_entry() {
        for (int round = 0; round < ROUNDS; round++) {
            OutboxStage stage = OutboxStage.of(this);
            Outbox other = stage.otherNode();
            SendingId sending = stage.active(20);
            Claim claim = stage.dispatched(sending, 20);
            stage.clock.setTo(claim.leaseEnd());
            List<Set<EntryId>> applied = Together.run(List.of(
                    () -> stage.outbox.complete(OutboxStage.allEnded(claim, EntryState.ACCEPTED)),
                    () -> other.recover(Duration.ZERO, OutboxStage.LEASE)
                            .map(recovered -> other.complete(OutboxStage.allEnded(recovered, EntryState.FAILED)))
                            .orElse(Set.of())));

            assertEquals(20, applied.get(0).size() + applied.get(1).size(), "entries, each completed once");
            assertEquals(
                    new Progress(20, applied.get(0).size(), applied.get(1).size(), 0, 0, 0), stage.progress(sending));
        }
    }

    @Test
    default void a_result_that_two_threads_complete_counts_once() {
        for (int round = 0; round < ROUNDS; round++) {
            OutboxStage stage = OutboxStage.of(this);
            Outbox other = stage.otherNode();
            SendingId sending = stage.active(10);
            Claim claim = stage.dispatched(sending, 10);
            List<Set<EntryId>> applied = Together.run(List.of(
                    () -> stage.outbox.complete(OutboxStage.allEnded(claim, EntryState.ACCEPTED)),
                    () -> other.complete(OutboxStage.allEnded(claim, EntryState.ACCEPTED))));

            assertEquals(10, applied.get(0).size() + applied.get(1).size());
            assertEquals(new Progress(10, 10, 0, 0, 0, 0), stage.progress(sending));
        }
    }

    @Test
    default void of_a_holder_and_a_report_one_ends_each_entry() {
        for (int round = 0; round < ROUNDS; round++) {
            OutboxStage stage = OutboxStage.of(this);
            Outbox other = stage.otherNode();
            SendingId sending = stage.active(20);
            Claim claim = stage.dispatched(sending, 20);
            List<Set<EntryId>> ended = Together.run(List.of(
                    () -> stage.outbox.complete(OutboxStage.allEnded(claim, EntryState.FAILED)),
                    () -> confirmed(other, claim)));

            assertEquals(20, ended.get(0).size() + ended.get(1).size(), "entries, each ended once");
            assertEquals(new Progress(20, ended.get(1).size(), ended.get(0).size(), 0, 0, 0), stage.progress(sending));
        }
    }

    @Test
    default void a_report_counts_though_a_recoverer_gives_the_entry_up_in_doubt() {
        for (int round = 0; round < ROUNDS; round++) {
            OutboxStage stage = OutboxStage.of(this);
            Outbox other = stage.otherNode();
            SendingId sending = stage.active(20);
            Claim claim = stage.dispatched(sending, 20);
            stage.clock.setTo(claim.leaseEnd());
            List<Set<EntryId>> ended = Together.run(List.of(
                    () -> stage.outbox
                            .recover(Duration.ZERO, OutboxStage.LEASE)
                            .map(recovered ->
                                    stage.outbox.complete(OutboxStage.allEnded(recovered, EntryState.UNCERTAIN)))
                            .orElse(Set.of()),
                    () -> confirmed(other, claim)));

            assertEquals(20, ended.get(1).size(), "entries, each confirmed before or after it was given up");
            assertEquals(new Progress(20, 20, 0, 0, 0, 0), stage.progress(sending));
        }
    }

    @Test
    default void of_several_reports_on_an_entry_one_confirms_it() {
        for (int round = 0; round < ROUNDS; round++) {
            OutboxStage stage = OutboxStage.of(this);
            Outbox other = stage.otherNode();
            SendingId sending = stage.active(10);
            Claim claim = stage.dispatched(sending, 10);
            List<Set<EntryId>> ended =
                    Together.run(List.of(() -> confirmed(stage.outbox, claim), () -> confirmed(other, claim)));

            assertEquals(10, ended.get(0).size() + ended.get(1).size());
            assertEquals(new Progress(10, 10, 0, 0, 0, 0), stage.progress(sending));
        }
    }

    private static Set<EntryId> confirmed(Outbox outbox, Claim claim) {
        Set<EntryId> confirmed = new HashSet<>();
        for (OutboxEntry entry : claim.entries()) {
            if (outbox.confirm(Accounts.ACME, entry.id(), "It was reported as DELIVERED.")) {
                confirmed.add(entry.id());
            }
        }
        return confirmed;
    }

    @Test
    default void threads_that_complete_different_claims_are_all_counted() {
        OutboxStage stage = OutboxStage.of(this);
        Outbox other = stage.otherNode();
        SendingId sending = stage.active(400);
        List<Claim> claims = stage.claims(sending, 80, 5, Among.ALL);
        List<Callable<Integer>> holders = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            Outbox node = thread % 2 == 0 ? stage.outbox : other;
            List<Claim> mine = claims.subList(thread * 20, thread * 20 + 20);
            holders.add(() -> mine.stream()
                    .mapToInt(claim -> node.complete(OutboxStage.allEnded(claim, EntryState.ACCEPTED))
                            .size())
                    .sum());
        }

        assertEquals(List.of(100, 100, 100, 100), Together.run(holders));
        assertEquals(new Progress(400, 400, 0, 0, 0, 0), stage.progress(sending));
    }

    @Test
    default void of_several_threads_that_use_one_request_key_one_creates() {
        for (int round = 0; round < ROUNDS; round++) {
            OutboxStage stage = OutboxStage.of(this);
            Outbox other = stage.otherNode();
            List<Callable<Creation>> works = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                NewSending own = stage.next(Accounts.ACME, Lane.BROADCAST);
                NewSending same = new NewSending(own.id(), own.account(), "key", "digest", own.lane(), own.summary());
                Outbox node = thread % 2 == 0 ? stage.outbox : other;
                works.add(() -> node.create(same));
            }
            List<Creation> creations = Together.run(works);

            int creator = creations.indexOf(new Creation.Created());
            assertTrue(creator >= 0, () -> "one creates: " + creations);
            Set<Creation> others = new HashSet<>(creations);
            others.remove(new Creation.Created());
            assertEquals(
                    Set.of(new Creation.Repeated(Sendings.id(creator + 1), SendingState.OPEN)),
                    others,
                    "the others are told its id");
            assertEquals(
                    3,
                    creations.stream()
                            .filter(Creation.Repeated.class::isInstance)
                            .count());
        }
    }

    @Test
    default void of_several_threads_that_append_one_person_one_does() {
        for (int round = 0; round < ROUNDS; round++) {
            OutboxStage stage = OutboxStage.of(this);
            Outbox other = stage.otherNode();
            SendingId sending = stage.open(0);
            List<Callable<Optional<Appended>>> works = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                int first = thread * 50;
                Outbox node = thread % 2 == 0 ? stage.outbox : other;
                List<NewEntry> entries = IntStream.range(0, 50)
                        .mapToObj(person ->
                                new NewEntry(first + person, "person " + person, Sendings.data(first + person)))
                        .toList();
                works.add(() -> node.append(sending, entries));
            }
            int added = 0;
            int duplicates = 0;
            for (Optional<Appended> appended : Together.run(works)) {
                added += appended.orElseThrow().added();
                duplicates += appended.orElseThrow().duplicates().size();
            }

            assertEquals(50, added, "persons");
            assertEquals(150, duplicates);
            assertEquals(50, stage.entries(sending).size());
        }
    }

    @Test
    default void a_total_is_that_of_the_entries_whoever_seals_appends_or_cancels_first() {
        for (int round = 0; round < ROUNDS; round++) {
            OutboxStage stage = OutboxStage.of(this);
            Outbox other = stage.otherNode();
            SendingId sending = stage.open(10);
            boolean cancels = round % 2 == 0;
            AtomicInteger added = new AtomicInteger();
            AtomicBoolean sealed = new AtomicBoolean();
            Together.run(List.<Callable<Boolean>>of(
                    () -> {
                        sealed.set(stage.outbox.seal(sending, 10, OutboxStage.BEGIN));
                        return true;
                    },
                    () -> {
                        other.append(sending, Sendings.entries(10, 20))
                                .ifPresent(appended -> added.set(appended.added()));
                        return true;
                    },
                    () -> cancels && stage.outbox.cancel(Accounts.ACME, sending).isPresent()));

            assertEquals(10 + added.get(), stage.entries(sending).size(), "entries");
            assertEquals(10 + added.get(), stage.progress(sending).total(), "total");
            assertFalse(sealed.get() && added.get() > 0, "sealed with ten, and ten more appended");
        }
    }

    @Test
    default void what_is_put_back_while_the_sending_settles_is_not_left_behind() {
        for (int round = 0; round < ROUNDS; round++) {
            OutboxStage stage = OutboxStage.of(this);
            Outbox other = stage.otherNode();
            SendingId sending = stage.active(1);
            stage.outbox.complete(OutboxStage.allEnded(stage.claim(sending, 1), EntryState.FAILED));
            List<Integer> put = Together.run(List.of(
                    () -> {
                        stage.outbox.settle(sending);
                        return 0;
                    },
                    () -> other.requeue(Accounts.ACME, sending, List.of(0)),
                    () -> stage.outbox.requeue(Accounts.ACME, sending, List.of(0))));

            assertEquals(1, put.get(1) + put.get(2), "put back once");
            assertEquals(SendingState.ACTIVE, stage.find(sending).state());
            assertEquals(Progress.of(1), stage.progress(sending));
            assertEquals(List.of(0), stage.claimable(sending, Among.ALL));
        }
    }

    /**
     * Four threads dispatch what they can until somebody stops it.
     *
     * @return how many entries were accepted
     */
    private static int dispatchersAgainst(
            OutboxStage stage, SendingId sending, Callable<Optional<SendingState>> stop, SendingState expected) {
        Outbox other = stage.otherNode();
        AtomicBoolean stopped = new AtomicBoolean();
        AtomicInteger accepted = new AtomicInteger();
        List<Callable<Boolean>> works = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            Outbox node = thread % 2 == 0 ? stage.outbox : other;
            works.add(() -> {
                for (int turn = 0; turn < 120; turn++) {
                    List<Claim> claims = node.claim(OutboxStage.request(sending, 1, 3, Among.ALL));
                    if (claims.isEmpty()) {
                        break;
                    }
                    Claim claim = claims.get(0);
                    boolean late = stopped.get();
                    boolean dispatched =
                            node.dispatch(claim.token(), claim.entries().size(), OutboxStage.LEASE);
                    assertFalse(late && dispatched, "dispatched after it was stopped");
                    if (dispatched) {
                        accepted.addAndGet(node.complete(OutboxStage.allEnded(claim, EntryState.ACCEPTED))
                                .size());
                    }
                }
                return true;
            });
        }
        works.add(() -> {
            while (accepted.get() < 15 && !Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
            assertEquals(Optional.of(expected), stop.call());
            stopped.set(true);
            return true;
        });
        Together.run(works);
        return accepted.get();
    }
}
