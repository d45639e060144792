package io.sendwell.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sendwell.outbox.Claim;
import io.sendwell.outbox.EntryId;
import io.sendwell.outbox.EntryResult;
import io.sendwell.outbox.EntryState;
import io.sendwell.outbox.Octets;
import io.sendwell.outbox.Progress;
import io.sendwell.outbox.SendingId;
import io.sendwell.outbox.SendingState;
import io.sendwell.outbox.StoredEntry;
import io.sendwell.testkit.fixtures.Accounts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What an outbox keeps when it is learned from a report that a next hop has an entry. Part of {@link OutboxContract}. */
public interface OutboxProofContract extends OutboxUnderTest {

    /** What a mail was reported to be. */
    String WHY = "It was reported as DELIVERED.";

    @Test
    default void a_dispatched_entry_that_is_confirmed_is_accepted_and_its_holder_changes_nothing_of_it() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(3);
        Claim claim = stage.dispatched(sending, 3);

        assertTrue(stage.outbox.confirm(Accounts.ACME, new EntryId(sending, 1), WHY));

        assertEquals(List.of(EntryState.DISPATCHED, EntryState.ACCEPTED, EntryState.DISPATCHED), stage.states(sending));
        assertEquals(new Progress(3, 1, 0, 0, 0, 0), stage.progress(sending));
        assertTrue(stage.outbox.extend(claim.token(), OutboxStage.LEASE), "the rest of the claim is held");
        assertEquals(OutboxStage.ids(sending, 0, 2), stage.outbox.complete(OutboxStage.allAgain(claim, Duration.ZERO)));
        assertEquals(List.of(EntryState.DUE, EntryState.ACCEPTED, EntryState.DUE), stage.states(sending));
        assertEquals(new Progress(3, 1, 0, 0, 0, 0), stage.progress(sending));
    }

    @Test
    default void what_is_left_of_a_claim_is_recovered_without_what_was_confirmed() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(3);
        Claim claim = stage.dispatched(sending, 2);
        Claim whole = stage.dispatched(sending, 1);
        stage.outbox.confirm(Accounts.ACME, new EntryId(sending, 0), WHY);
        stage.outbox.confirm(Accounts.ACME, OutboxStage.only(whole), WHY);
        stage.clock.advance(OutboxStage.LEASE);

        Claim recovered = stage.outbox.recover(Duration.ZERO, OutboxStage.LEASE).orElseThrow();
        assertEquals(claim.token().id(), recovered.token().id());
        assertEquals(List.of(1), OutboxStage.places(recovered));
        assertEquals(Optional.empty(), stage.outbox.recover(Duration.ZERO, OutboxStage.LEASE), "nothing is left");
    }

    @Test
    default void an_entry_that_was_given_up_in_doubt_is_no_dead_letter_once_it_is_confirmed() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(2);
        Claim claim = stage.dispatched(sending, 2);
        Octets memo = Octets.of(new byte[] {1, 2, 3});
        stage.outbox.complete(claim.entries().stream()
                .map(entry -> EntryResult.ended(
                        entry.id(), claim.token(), EntryState.UNCERTAIN, "a code", "No answer.", memo))
                .toList());
        assertEquals(Optional.of(SendingState.DONE), stage.outbox.settle(sending));

        assertTrue(stage.outbox.confirm(Accounts.ACME, new EntryId(sending, 0), WHY));

        StoredEntry confirmed = stage.entry(sending, 0);
        assertEquals(EntryState.ACCEPTED, confirmed.state());
        assertEquals("", confirmed.code());
        assertEquals(WHY, confirmed.text());
        assertEquals(memo, confirmed.memo());
        assertEquals(new Progress(2, 1, 0, 0, 0, 1), stage.progress(sending));
        assertEquals(1, stage.outbox.requeue(Accounts.ACME, sending, List.of(0, 1)), "put back");
        assertEquals(new Progress(2, 1, 0, 0, 0, 0), stage.progress(sending));
    }

    @Test
    default void an_entry_in_any_other_state_is_not_confirmed() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId due = stage.active(1);
        SendingId again = stage.active(1);
        stage.outbox.complete(OutboxStage.allAgain(stage.dispatched(again, 1), Duration.ofMinutes(5)));
        SendingId claimed = stage.active(1);
        stage.claim(claimed, 1);
        SendingId cancelled = stage.in(SendingState.CANCELLED);
        for (SendingId sending : List.of(due, again, claimed, cancelled)) {
            assertConfirmsNothing(stage, sending);
        }
        for (EntryState end : Set.of(EntryState.ACCEPTED, EntryState.FAILED, EntryState.WITHHELD)) {
            SendingId sending = stage.active(1);
            stage.outbox.complete(OutboxStage.allEnded(stage.dispatched(sending, 1), end));
            assertConfirmsNothing(stage, sending);
        }
    }

    private static void assertConfirmsNothing(OutboxStage stage, SendingId sending) {
        StoredEntry before = stage.entry(sending, 0);
        Progress progress = stage.progress(sending);
        assertFalse(
                stage.outbox.confirm(Accounts.ACME, new EntryId(sending, 0), WHY),
                () -> "confirmed, though it was " + before.state());
        assertEquals(before, stage.entry(sending, 0));
        assertEquals(progress, stage.progress(sending));
    }

    @Test
    default void confirming_again_says_no_and_counts_nothing() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(1);
        stage.dispatched(sending, 1);

        assertTrue(stage.outbox.confirm(Accounts.ACME, new EntryId(sending, 0), WHY));
        assertFalse(stage.outbox.confirm(Accounts.ACME, new EntryId(sending, 0), WHY));
        assertEquals(new Progress(1, 1, 0, 0, 0, 0), stage.progress(sending));
        assertEquals(Optional.of(SendingState.DONE), stage.outbox.settle(sending));
    }

    @Test
    default void an_account_confirms_its_own_entries_only() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(1);
        stage.dispatched(sending, 1);

        assertFalse(stage.outbox.confirm(Accounts.GLOBEX, new EntryId(sending, 0), WHY), "of another account");
        assertFalse(stage.outbox.confirm(Accounts.ACME, new EntryId(sending, 1), WHY), "no such place");
        assertFalse(
                stage.outbox.confirm(Accounts.ACME, new EntryId(SendingId.parse(OutboxStage.NOBODYS), 0), WHY),
                "no such sending");
        assertEquals(List.of(EntryState.DISPATCHED), stage.states(sending));
    }

    @Test
    default void an_entry_of_a_sending_that_is_paused_or_being_cancelled_is_confirmed() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId paused = stage.active(1);
        SendingId cancelled = stage.active(1);
        stage.dispatched(paused, 1);
        stage.dispatched(cancelled, 1);
        stage.outbox.pause(Accounts.ACME, paused, "a reason");
        stage.outbox.cancel(Accounts.ACME, cancelled);

        assertTrue(stage.outbox.confirm(Accounts.ACME, new EntryId(paused, 0), WHY));
        assertTrue(stage.outbox.confirm(Accounts.ACME, new EntryId(cancelled, 0), WHY));
        assertEquals(Optional.of(SendingState.CANCELLED), stage.outbox.settle(cancelled));
        assertEquals(new Progress(1, 1, 0, 0, 0, 0), stage.progress(cancelled));
    }
}
