package io.sendwell.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sendwell.outbox.Claim;
import io.sendwell.outbox.ClaimRequest.Among;
import io.sendwell.outbox.ClaimToken;
import io.sendwell.outbox.EntryId;
import io.sendwell.outbox.EntryResult;
import io.sendwell.outbox.EntryState;
import io.sendwell.outbox.Octets;
import io.sendwell.outbox.Progress;
import io.sendwell.outbox.SendingId;
import io.sendwell.outbox.SendingState;
import io.sendwell.outbox.StoredEntry;
import io.sendwell.testkit.fixtures.Accounts;
import io.sendwell.testkit.fixtures.HostileTexts;
import io.sendwell.testkit.fixtures.Sendings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What an outbox keeps of a claim in its holder's hands. Part of {@link OutboxContract}. */
public interface OutboxDispatchContract extends OutboxUnderTest {

    @Test
    default void a_claim_is_dispatched_whole() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(4);
        Claim claim = stage.claim(sending, 3);

        assertTrue(stage.outbox.dispatch(claim.token(), 3, OutboxStage.LEASE));
        assertEquals(
                List.of(EntryState.DISPATCHED, EntryState.DISPATCHED, EntryState.DISPATCHED, EntryState.DUE),
                stage.states(sending));
    }

    @Test
    default void a_claim_is_dispatched_with_as_many_entries_as_it_has_or_not_at_all() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(3);
        Claim claim = stage.claim(sending, 3);

        for (int wrong : new int[] {2, 4, 0}) {
            assertFalse(stage.outbox.dispatch(claim.token(), wrong, OutboxStage.LEASE), wrong + " of three");
            assertEquals(List.of(EntryState.CLAIMED, EntryState.CLAIMED, EntryState.CLAIMED), stage.states(sending));
        }
        assertTrue(stage.outbox.dispatch(claim.token(), 3, OutboxStage.LEASE), "nothing was changed before");
    }

    @Test
    default void what_is_left_of_a_claim_is_dispatched() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(3);
        Claim claim = stage.claim(sending, 3);
        stage.outbox.complete(
                List.of(OutboxStage.allEnded(claim, EntryState.WITHHELD).get(1)));

        assertFalse(stage.outbox.dispatch(claim.token(), 3, OutboxStage.LEASE), "one was withheld");
        assertTrue(stage.outbox.dispatch(claim.token(), 2, OutboxStage.LEASE));
        assertEquals(List.of(EntryState.DISPATCHED, EntryState.WITHHELD, EntryState.DISPATCHED), stage.states(sending));
    }

    @Test
    default void a_claim_that_is_partly_somebody_elses_is_not_dispatched() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(3);
        Claim first = stage.claim(sending, 3);
        stage.clock.setTo(first.leaseEnd());
        Claim second = stage.claim(sending, 1);

        assertFalse(stage.outbox.dispatch(first.token(), 3, OutboxStage.LEASE));
        assertFalse(stage.outbox.dispatch(first.token(), 2, OutboxStage.LEASE));
        assertTrue(stage.outbox.dispatch(second.token(), 1, OutboxStage.LEASE));
    }

    @Test
    default void a_claim_is_over_when_its_lease_ends_to_the_very_instant() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(2);
        Claim early = stage.claim(sending, 1);
        Claim late = stage.claim(sending, 1);

        stage.clock.setTo(early.leaseEnd().minus(OutboxStage.TICK));
        assertTrue(stage.outbox.dispatch(early.token(), 1, OutboxStage.LEASE));
        stage.clock.setTo(late.leaseEnd());
        assertFalse(stage.outbox.dispatch(late.token(), 1, OutboxStage.LEASE));
        assertFalse(stage.outbox.extend(late.token(), OutboxStage.LEASE));
        assertEquals(0, stage.outbox.release(late.token(), Duration.ZERO));
        assertEquals(EntryState.CLAIMED, stage.entry(sending, 1).state());
    }

    @Test
    default void a_token_that_proves_nothing_changes_nothing() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(2);
        SendingId other = stage.active(2);
        Claim claim = stage.claim(sending, 2);
        Claim dispatched = stage.dispatched(other, 2);
        List<StoredEntry> before = stage.entries(sending);
        List<StoredEntry> beforeOther = stage.entries(other);
        for (Claim held : List.of(claim, dispatched)) {
            SendingId of = held.token().sending();
            UUID id = held.token().id();
            for (ClaimToken wrong : List.of(
                    new ClaimToken(of, UUID.randomUUID(), 1),
                    new ClaimToken(of, id, 2),
                    new ClaimToken(of, id, 0),
                    new ClaimToken(of.equals(sending) ? other : sending, id, 1))) {
                assertFalse(stage.outbox.dispatch(wrong, 2, OutboxStage.LEASE), () -> "dispatched by " + wrong);
                assertFalse(stage.outbox.extend(wrong, OutboxStage.LEASE), () -> "extended by " + wrong);
                assertEquals(0, stage.outbox.release(wrong, Duration.ZERO), () -> "released by " + wrong);
                assertEquals(
                        Set.of(),
                        stage.outbox.complete(List.of(EntryResult.ended(
                                held.entries().get(0).id(), wrong, EntryState.ACCEPTED, "", "", Octets.none()))),
                        () -> "completed by " + wrong);
            }
        }
        assertEquals(before, stage.entries(sending));
        assertEquals(beforeOther, stage.entries(other));
        assertEquals(Progress.of(2), stage.progress(sending));
        assertEquals(Progress.of(2), stage.progress(other));
    }

    @Test
    default void nothing_is_dispatched_of_a_sending_that_is_paused_or_cancelled() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(2);
        Claim claim = stage.claim(sending, 2);

        stage.outbox.pause(Accounts.ACME, sending, "a reason");
        assertFalse(stage.outbox.dispatch(claim.token(), 2, OutboxStage.LEASE), "paused");
        stage.outbox.resume(Accounts.ACME, sending);
        stage.outbox.cancel(Accounts.ACME, sending);
        assertFalse(stage.outbox.dispatch(claim.token(), 2, OutboxStage.LEASE), "cancelled");
        assertEquals(List.of(EntryState.CLAIMED, EntryState.CLAIMED), stage.states(sending));
    }

    @Test
    default void a_claim_is_dispatched_once() {
        OutboxStage stage = OutboxStage.of(this);
        Claim claim = stage.dispatched(stage.active(2), 2);

        assertFalse(stage.outbox.dispatch(claim.token(), 2, OutboxStage.LEASE));
    }

    @Test
    default void a_dispatched_entry_is_never_claimed() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(3);
        Claim claim = stage.dispatched(sending, 2);
        stage.clock.setTo(claim.leaseEnd().plus(Duration.ofDays(2)));

        assertEquals(List.of(), stage.claims(sending, 1, 10, Among.AGAIN));
        assertEquals(List.of(2), stage.claimable(sending, Among.ALL));
    }

    @Test
    default void extending_lets_the_lease_end_later() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(2);
        Claim claim = stage.claim(sending, 2);
        stage.clock.setTo(claim.leaseEnd().minus(OutboxStage.TICK));

        assertTrue(stage.outbox.extend(claim.token(), OutboxStage.LEASE));
        stage.clock.advance(OutboxStage.LEASE.minus(OutboxStage.TICK));
        assertEquals(List.of(), stage.claims(sending, 1, 2, Among.ALL));
        assertTrue(stage.outbox.dispatch(claim.token(), 2, OutboxStage.LEASE), "by the same token");
    }

    @Test
    default void an_extended_lease_ends_too() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(1);
        Claim claim = stage.claim(sending, 1);
        stage.outbox.extend(claim.token(), OutboxStage.LEASE.multipliedBy(2));
        stage.clock.advance(OutboxStage.LEASE.multipliedBy(2));

        assertFalse(stage.outbox.extend(claim.token(), OutboxStage.LEASE));
        assertEquals(List.of(0), stage.claimable(sending, Among.ALL));
    }

    @Test
    default void a_claim_of_which_nothing_is_left_is_over() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(2);
        Claim completed = stage.claim(sending, 1);
        stage.outbox.complete(OutboxStage.allEnded(completed, EntryState.WITHHELD));
        Claim released = stage.claim(sending, 1);
        stage.outbox.release(released.token(), Duration.ZERO);

        for (Claim claim : List.of(completed, released)) {
            assertFalse(stage.outbox.extend(claim.token(), OutboxStage.LEASE));
            assertFalse(stage.outbox.dispatch(claim.token(), 0, OutboxStage.LEASE));
            assertFalse(stage.outbox.dispatch(claim.token(), 1, OutboxStage.LEASE));
            assertEquals(0, stage.outbox.release(claim.token(), Duration.ZERO));
        }
    }

    @Test
    default void released_entries_are_due_after_the_delay_and_the_attempt_does_not_count() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(2);
        Claim claim = stage.claim(sending, 2);

        assertEquals(2, stage.outbox.release(claim.token(), Duration.ofSeconds(30)));
        assertEquals(List.of(EntryState.DUE, EntryState.DUE), stage.states(sending));
        assertEquals(0, stage.entry(sending, 0).attempt());
        stage.clock.advance(Duration.ofSeconds(30).minus(OutboxStage.TICK));
        assertEquals(List.of(), stage.claims(sending, 1, 2, Among.ALL));
        stage.clock.advance(OutboxStage.TICK);
        assertEquals(List.of(1, 1), OutboxStage.attempts(stage.claim(sending, 2)));
    }

    @Test
    default void what_is_left_of_a_claim_is_released() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(3);
        Claim claim = stage.claim(sending, 3);
        stage.outbox.complete(
                List.of(OutboxStage.allEnded(claim, EntryState.WITHHELD).get(0)));

        assertEquals(2, stage.outbox.release(claim.token(), Duration.ZERO));
        assertEquals(0, stage.outbox.release(claim.token(), Duration.ZERO), "again");
        assertEquals(List.of(EntryState.WITHHELD, EntryState.DUE, EntryState.DUE), stage.states(sending));
        assertEquals(List.of(1, 2), stage.claimable(sending, Among.ALL));
    }

    @Test
    default void dispatched_entries_are_not_released() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(2);
        Claim claim = stage.dispatched(sending, 2);

        assertEquals(0, stage.outbox.release(claim.token(), Duration.ZERO));
        assertEquals(List.of(EntryState.DISPATCHED, EntryState.DISPATCHED), stage.states(sending));
        assertEquals(List.of(), stage.claims(sending, 1, 2, Among.ALL));
    }

    @Test
    default void every_end_is_kept_with_its_reason_and_counted() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(5);
        List<EntryState> ends =
                List.of(EntryState.ACCEPTED, EntryState.FAILED, EntryState.WITHHELD, EntryState.UNCERTAIN);
        Claim claim = stage.dispatched(sending, 4);
        List<EntryResult> results = new ArrayList<>();
        List<StoredEntry> expected = new ArrayList<>();
        for (int place = 0; place < ends.size(); place++) {
            EntryState end = ends.get(place);
            EntryId id = new EntryId(sending, place);
            Octets memo = Sendings.data(100 + place);
            results.add(EntryResult.ended(id, claim.token(), end, "code " + place, "because of " + place, memo));
            expected.add(
                    new StoredEntry(id, end, 1, "code " + place, "because of " + place, Sendings.data(place), memo));
        }

        assertEquals(OutboxStage.ids(sending, 0, 1, 2, 3), stage.outbox.complete(results));
        assertEquals(expected, stage.entries(sending).subList(0, 4));
        assertEquals(new Progress(5, 1, 1, 1, 0, 1), stage.progress(sending));
        assertEquals(EntryState.DUE, stage.entry(sending, 4).state());
    }

    @Test
    default void completing_again_applies_nothing_and_counts_nothing() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(3);
        Claim claim = stage.dispatched(sending, 3);
        stage.outbox.complete(OutboxStage.allEnded(claim, EntryState.ACCEPTED));
        List<StoredEntry> before = stage.entries(sending);

        assertEquals(Set.of(), stage.outbox.complete(OutboxStage.allEnded(claim, EntryState.ACCEPTED)));
        assertEquals(Set.of(), stage.outbox.complete(OutboxStage.allEnded(claim, EntryState.FAILED)));
        assertEquals(Set.of(), stage.outbox.complete(OutboxStage.allAgain(claim, Duration.ZERO)));
        assertEquals(before, stage.entries(sending));
        assertEquals(new Progress(3, 3, 0, 0, 0, 0), stage.progress(sending));
    }

    @Test
    default void a_result_that_does_not_apply_keeps_no_other_from_applying() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(4);
        Claim claim = stage.dispatched(sending, 3);
        List<EntryResult> results = OutboxStage.allEnded(claim, EntryState.ACCEPTED);
        stage.outbox.complete(List.of(results.get(1)));
        List<EntryResult> mixed = new ArrayList<>(results);
        mixed.add(
                EntryResult.ended(new EntryId(sending, 3), claim.token(), EntryState.ACCEPTED, "", "", Octets.none()));
        mixed.add(EntryResult.ended(
                new EntryId(sending, 999), claim.token(), EntryState.ACCEPTED, "", "", Octets.none()));

        assertEquals(OutboxStage.ids(sending, 0, 2), stage.outbox.complete(mixed));
        assertEquals(new Progress(4, 3, 0, 0, 0, 0), stage.progress(sending));
    }

    @Test
    default void results_of_many_claims_and_sendings_are_completed_at_once() {
        OutboxStage stage = OutboxStage.of(this);
        List<SendingId> sendings = List.of(stage.active(400), stage.active(400), stage.active(200));
        List<EntryResult> results = new ArrayList<>();
        for (SendingId sending : sendings) {
            stage.claims(sending, 8, 50, Among.ALL)
                    .forEach(claim -> results.addAll(OutboxStage.allEnded(claim, EntryState.ACCEPTED)));
        }
        Set<EntryId> expected = new HashSet<>();
        results.forEach(result -> expected.add(result.entry()));

        assertEquals(1_000, expected.size());
        assertEquals(expected, stage.outbox.complete(results));
        assertEquals(new Progress(400, 400, 0, 0, 0, 0), stage.progress(sendings.get(0)));
        assertEquals(new Progress(400, 400, 0, 0, 0, 0), stage.progress(sendings.get(1)));
        assertEquals(new Progress(200, 200, 0, 0, 0, 0), stage.progress(sendings.get(2)));
        assertEquals(Set.of(), stage.outbox.complete(List.of()), "nothing to complete");
    }

    @Test
    default void a_result_counts_after_the_lease_while_nobody_else_took_the_entry() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(3);
        Claim claimed = stage.claim(sending, 1);
        Claim dispatched = stage.dispatched(sending, 1);
        Claim taken = stage.claim(sending, 1);
        stage.clock.advance(OutboxStage.LEASE.multipliedBy(3));

        assertEquals(
                OutboxStage.ids(sending, 0), stage.outbox.complete(OutboxStage.allEnded(claimed, EntryState.WITHHELD)));
        assertEquals(
                OutboxStage.ids(sending, 1),
                stage.outbox.complete(OutboxStage.allEnded(dispatched, EntryState.ACCEPTED)));
        stage.claim(sending, 1);
        assertEquals(Set.of(), stage.outbox.complete(OutboxStage.allEnded(taken, EntryState.FAILED)));
        assertEquals(EntryState.CLAIMED, stage.entry(sending, 2).state());
        assertEquals(new Progress(3, 1, 0, 1, 0, 0), stage.progress(sending));
    }

    @Test
    default void an_entry_that_is_due_again_keeps_attempt_reason_and_memo() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(1);
        Claim claim = stage.dispatched(sending, 1);
        EntryId entry = OutboxStage.only(claim);
        Octets memo = Sendings.data(77);

        assertEquals(
                Set.of(entry),
                stage.outbox.complete(List.of(EntryResult.again(
                        entry, claim.token(), Duration.ofMinutes(1), "450 4.2.1", "Greylisted", memo))));
        assertEquals(
                new StoredEntry(entry, EntryState.DUE, 1, "450 4.2.1", "Greylisted", Sendings.data(0), memo),
                stage.entry(sending, 0));
        assertEquals(Progress.of(1), stage.progress(sending));
        stage.clock.advance(Duration.ofMinutes(1));
        Claim second = stage.claim(sending, 1);
        assertEquals(2, second.entries().get(0).attempt());
        assertEquals(memo, second.entries().get(0).memo());
    }

    @Test
    default void a_memo_replaces_the_one_before_also_with_nothing() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(1);
        for (Octets memo : List.of(Sendings.data(1), Sendings.data(2), Octets.none())) {
            Claim claim = stage.claim(sending, 1);
            stage.outbox.complete(
                    List.of(EntryResult.again(OutboxStage.only(claim), claim.token(), Duration.ZERO, "", "", memo)));
            assertEquals(memo, stage.entry(sending, 0).memo());
        }
    }

    @Test
    default void reasons_of_any_kind_are_kept_as_text() {
        OutboxStage stage = OutboxStage.of(this);
        List<String> texts = new ArrayList<>(HostileTexts.all());
        texts.add("x".repeat(1_000));
        texts.add("👩".repeat(500));
        SendingId sending = stage.active(texts.size());
        Claim claim = stage.claim(sending, texts.size());
        List<EntryResult> results = new ArrayList<>();
        for (int place = 0; place < texts.size(); place++) {
            results.add(EntryResult.ended(
                    new EntryId(sending, place),
                    claim.token(),
                    EntryState.FAILED,
                    texts.get(place),
                    texts.get(place),
                    Octets.none()));
        }
        stage.outbox.complete(results);

        assertEquals(
                results.stream().map(EntryResult::code).toList(),
                stage.entries(sending).stream().map(StoredEntry::code).toList());
        assertEquals(
                results.stream().map(EntryResult::text).toList(),
                stage.entries(sending).stream().map(StoredEntry::text).toList());
    }

    @Test
    default void what_was_dispatched_before_a_cancellation_or_a_pause_is_completed() {
        OutboxStage stage = OutboxStage.of(this);
        for (SendingState state : List.of(SendingState.PAUSED, SendingState.CANCELLING)) {
            SendingId sending = stage.active(2);
            Claim accepted = stage.dispatched(sending, 1);
            Claim again = stage.dispatched(sending, 1);
            if (state == SendingState.PAUSED) {
                stage.outbox.pause(Accounts.ACME, sending, "a reason");
            } else {
                stage.outbox.cancel(Accounts.ACME, sending);
            }

            assertTrue(stage.outbox.extend(accepted.token(), OutboxStage.LEASE), state.name());
            assertEquals(
                    OutboxStage.ids(sending, 0),
                    stage.outbox.complete(OutboxStage.allEnded(accepted, EntryState.ACCEPTED)));
            assertEquals(
                    OutboxStage.ids(sending, 1), stage.outbox.complete(OutboxStage.allAgain(again, Duration.ZERO)));
            assertEquals(List.of(EntryState.ACCEPTED, EntryState.DUE), stage.states(sending));
            assertEquals(new Progress(2, 1, 0, 0, 0, 0), stage.progress(sending));
        }
    }
}
