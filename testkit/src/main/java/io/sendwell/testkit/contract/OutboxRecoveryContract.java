package io.sendwell.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sendwell.outbox.Claim;
import io.sendwell.outbox.ClaimRequest.Among;
import io.sendwell.outbox.ClaimToken;
import io.sendwell.outbox.EntryQuery;
import io.sendwell.outbox.EntryState;
import io.sendwell.outbox.Lane;
import io.sendwell.outbox.Octets;
import io.sendwell.outbox.Progress;
import io.sendwell.outbox.SendingId;
import io.sendwell.testkit.fixtures.Accounts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What an outbox keeps of claims whose holder has fallen silent. Part of {@link OutboxContract}. */
public interface OutboxRecoveryContract extends OutboxUnderTest {

    /** How long the recoveries of this contract wait after a lease's end, unless a test says otherwise. */
    Duration SETTLE = Duration.ofSeconds(20);

    @Test
    default void a_claim_is_recovered_whole_under_its_id_and_the_next_epoch() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(stage.next(Accounts.GLOBEX, Lane.BROADCAST), 60, OutboxStage.BEGIN);
        Claim claim = stage.dispatched(sending, 50);
        stage.clock.setTo(claim.leaseEnd().plus(SETTLE));

        Claim recovered = stage.outbox.recover(SETTLE, Duration.ofSeconds(90)).orElseThrow();

        assertEquals(
                new Claim(
                        new ClaimToken(sending, claim.token().id(), 2),
                        Accounts.GLOBEX,
                        stage.clock.instant().plusSeconds(90),
                        claim.entries()),
                recovered);
        assertTrue(recovered.isRecovered());
        assertEquals(
                50,
                stage.outbox.entries(Accounts.GLOBEX, EntryQuery.all(sending, 0, 100)).stream()
                        .filter(entry -> entry.state() == EntryState.DISPATCHED)
                        .count(),
                "entries that stay dispatched");
    }

    @Test
    default void a_recovered_claim_has_the_note_of_its_dispatch() {
        OutboxStage stage = OutboxStage.of(this);
        Claim claim = stage.claim(stage.active(3), 3);
        byte[] octets = new byte[Claim.MAX_NOTE];
        new Random(7).nextBytes(octets);
        assertEquals(Octets.none(), claim.note(), "before it is dispatched");

        assertTrue(stage.outbox.dispatch(claim.token(), 3, OutboxStage.LEASE, Octets.of(octets)));
        stage.outbox.complete(OutboxStage.allEnded(claim, EntryState.ACCEPTED).subList(0, 1));
        stage.clock.advance(OutboxStage.LEASE);
        Claim recovered = stage.outbox.recover(Duration.ZERO, OutboxStage.LEASE).orElseThrow();
        assertEquals(2, recovered.entries().size());
        assertEquals(Octets.of(octets), recovered.note());

        stage.clock.advance(OutboxStage.LEASE);
        assertEquals(
                Octets.of(octets),
                stage.outbox
                        .recover(Duration.ZERO, OutboxStage.LEASE)
                        .orElseThrow()
                        .note(),
                "recovered a second time");
    }

    @Test
    default void a_note_is_of_its_own_claim_only() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(1);
        Claim first = stage.claim(sending, 1);
        assertTrue(stage.outbox.dispatch(first.token(), 1, OutboxStage.LEASE, Octets.of(new byte[] {1, 2, 3})));
        stage.outbox.complete(OutboxStage.allAgain(first, Duration.ZERO));

        Claim second = stage.claim(sending, 1);
        assertEquals(Octets.none(), second.note(), "not dispatched");
        assertTrue(stage.outbox.dispatch(second.token(), 1, OutboxStage.LEASE, Octets.none()));
        stage.clock.advance(OutboxStage.LEASE);
        assertEquals(
                Octets.none(),
                stage.outbox
                        .recover(Duration.ZERO, OutboxStage.LEASE)
                        .orElseThrow()
                        .note(),
                "dispatched with nothing to note");
    }

    @Test
    default void a_claim_is_left_alone_until_its_lease_has_ended_and_settled_to_the_very_instant() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(2);
        Claim claim = stage.claim(sending, 2);
        stage.clock.advance(Duration.ofSeconds(10));
        stage.outbox.dispatch(claim.token(), 2, OutboxStage.LEASE);
        stage.clock.advance(OutboxStage.LEASE.minus(OutboxStage.TICK));
        assertEquals(Optional.empty(), stage.outbox.recover(Duration.ZERO, OutboxStage.LEASE), "under its lease");

        stage.clock.advance(SETTLE);
        assertEquals(Optional.empty(), stage.outbox.recover(SETTLE, OutboxStage.LEASE), "not settled");
        stage.clock.advance(OutboxStage.TICK);
        assertTrue(stage.outbox.recover(SETTLE, OutboxStage.LEASE).isPresent());
    }

    @Test
    default void an_extended_claim_is_left_alone_for_longer() {
        OutboxStage stage = OutboxStage.of(this);
        Claim claim = stage.dispatched(stage.active(2), 2);
        stage.clock.setTo(claim.leaseEnd().minus(OutboxStage.TICK));

        assertTrue(stage.outbox.extend(claim.token(), OutboxStage.LEASE));
        stage.clock.advance(OutboxStage.LEASE.minus(OutboxStage.TICK));
        assertEquals(Optional.empty(), stage.outbox.recover(Duration.ZERO, OutboxStage.LEASE));
        stage.clock.advance(OutboxStage.TICK);
        assertTrue(stage.outbox.recover(Duration.ZERO, OutboxStage.LEASE).isPresent());
    }

    @Test
    default void a_claim_that_was_not_dispatched_is_not_recovered() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(2);
        Claim claim = stage.claim(sending, 2);
        stage.clock.setTo(claim.leaseEnd().plus(Duration.ofDays(1)));

        assertEquals(Optional.empty(), stage.outbox.recover(Duration.ZERO, OutboxStage.LEASE));
        assertEquals(List.of(0, 1), stage.claimable(sending, Among.ALL), "it is claimed again");
    }

    @Test
    default void what_is_left_of_a_claim_is_recovered() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(4);
        Claim claim = stage.dispatched(sending, 4);
        stage.outbox.complete(
                List.of(OutboxStage.allEnded(claim, EntryState.ACCEPTED).get(1)));
        stage.outbox.complete(List.of(OutboxStage.allAgain(claim, Duration.ZERO).get(2)));
        stage.clock.setTo(claim.leaseEnd());

        assertEquals(
                Optional.of(List.of(0, 3)),
                stage.outbox.recover(Duration.ZERO, OutboxStage.LEASE).map(OutboxStage::places));
        assertEquals(Optional.empty(), stage.outbox.recover(Duration.ZERO, OutboxStage.LEASE), "nothing is left");
    }

    @Test
    default void a_claim_of_a_paused_or_cancelled_sending_is_recovered() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId paused = stage.active(1);
        SendingId cancelled = stage.active(1);
        stage.dispatched(paused, 1);
        stage.dispatched(cancelled, 1);
        stage.outbox.pause(Accounts.ACME, paused, "a reason");
        stage.outbox.cancel(Accounts.ACME, cancelled);
        stage.clock.advance(OutboxStage.LEASE);

        Set<SendingId> recovered = new HashSet<>();
        for (int round = 0; round < 2; round++) {
            stage.outbox
                    .recover(Duration.ZERO, OutboxStage.LEASE)
                    .ifPresent(claim -> recovered.add(claim.token().sending()));
        }
        assertEquals(Set.of(paused, cancelled), recovered);
    }

    @Test
    default void the_claim_that_has_waited_longest_is_recovered_first_and_each_once() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId first = stage.active(3);
        SendingId second = stage.active(3);
        List<Claim> waiting = new ArrayList<>();
        for (int number = 0; number < 6; number++) {
            waiting.add(stage.dispatched(number % 2 == 0 ? second : first, 1));
            stage.clock.advance(OutboxStage.TICK);
        }
        stage.clock.advance(OutboxStage.LEASE);

        List<ClaimToken> recovered = new ArrayList<>();
        for (Optional<Claim> next = stage.outbox.recover(Duration.ZERO, OutboxStage.LEASE);
                next.isPresent() && recovered.size() < 10;
                next = stage.outbox.recover(Duration.ZERO, OutboxStage.LEASE)) {
            recovered.add(next.get().token());
        }
        assertEquals(
                waiting.stream()
                        .map(claim -> new ClaimToken(
                                claim.token().sending(), claim.token().id(), 2))
                        .toList(),
                recovered);
    }

    @Test
    default void a_recovered_claim_whose_holder_falls_silent_too_is_recovered_again() {
        OutboxStage stage = OutboxStage.of(this);
        Claim claim = stage.dispatched(stage.active(3), 3);
        stage.clock.setTo(claim.leaseEnd());
        for (int epoch = 2; epoch < 6; epoch++) {
            Claim recovered =
                    stage.outbox.recover(Duration.ZERO, OutboxStage.LEASE).orElseThrow();
            assertEquals(epoch, recovered.token().epoch());
            assertEquals(claim.entries(), recovered.entries(), "the same entries with the same attempts");
            assertEquals(Optional.empty(), stage.outbox.recover(Duration.ZERO, OutboxStage.LEASE), "at once");
            stage.clock.setTo(recovered.leaseEnd());
        }
    }

    @Test
    default void a_holder_that_wakes_up_after_the_recovery_changes_nothing() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(2);
        Claim asleep = stage.dispatched(sending, 2);
        stage.clock.setTo(asleep.leaseEnd());
        Claim recovered = stage.outbox.recover(Duration.ZERO, OutboxStage.LEASE).orElseThrow();

        assertFalse(stage.outbox.extend(asleep.token(), OutboxStage.LEASE));
        assertFalse(stage.outbox.dispatch(asleep.token(), 2, OutboxStage.LEASE));
        assertEquals(0, stage.outbox.release(asleep.token(), Duration.ZERO));
        assertEquals(Set.of(), stage.outbox.complete(OutboxStage.allEnded(asleep, EntryState.FAILED)));
        assertEquals(Progress.of(2), stage.progress(sending));
        assertEquals(
                OutboxStage.ids(sending, 0, 1),
                stage.outbox.complete(OutboxStage.allEnded(recovered, EntryState.ACCEPTED)));
        assertEquals(Set.of(), stage.outbox.complete(OutboxStage.allEnded(asleep, EntryState.ACCEPTED)));
        assertEquals(new Progress(2, 2, 0, 0, 0, 0), stage.progress(sending));
    }

    @Test
    default void a_recovered_claim_is_extended_and_completed_but_not_dispatched_again() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(2);
        stage.dispatched(sending, 2);
        stage.clock.advance(OutboxStage.LEASE);
        Claim recovered = stage.outbox.recover(Duration.ZERO, OutboxStage.LEASE).orElseThrow();

        assertFalse(stage.outbox.dispatch(recovered.token(), 2, OutboxStage.LEASE), "dispatched already");
        assertTrue(stage.outbox.extend(recovered.token(), OutboxStage.LEASE.multipliedBy(5)));
        stage.clock.advance(OutboxStage.LEASE.multipliedBy(4));
        assertEquals(Optional.empty(), stage.outbox.recover(Duration.ZERO, OutboxStage.LEASE), "extended");
        assertEquals(
                OutboxStage.ids(sending, 0, 1),
                stage.outbox.complete(OutboxStage.allEnded(recovered, EntryState.UNCERTAIN)));
        assertEquals(new Progress(2, 0, 0, 0, 0, 2), stage.progress(sending));
    }

    @Test
    default void what_a_recovery_found_unsent_is_claimed_anew() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(2);
        Claim claim = stage.dispatched(sending, 2);
        stage.clock.setTo(claim.leaseEnd());
        Claim recovered = stage.outbox.recover(Duration.ZERO, OutboxStage.LEASE).orElseThrow();
        stage.outbox.complete(OutboxStage.allAgain(recovered, Duration.ZERO));

        Claim anew = stage.claim(sending, 2);
        assertEquals(1, anew.token().epoch());
        assertEquals(List.of(2, 2), OutboxStage.attempts(anew));
        assertEquals(Set.of(), stage.outbox.complete(OutboxStage.allEnded(recovered, EntryState.ACCEPTED)));
        assertTrue(stage.outbox.dispatch(anew.token(), 2, OutboxStage.LEASE));
    }
}
