package io.sendwell.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sendwell.account.AccountId;
import io.sendwell.outbox.Claim;
import io.sendwell.outbox.ClaimRequest;
import io.sendwell.outbox.ClaimRequest.Among;
import io.sendwell.outbox.ClaimToken;
import io.sendwell.outbox.DueSending;
import io.sendwell.outbox.EntryId;
import io.sendwell.outbox.EntryResult;
import io.sendwell.outbox.EntryState;
import io.sendwell.outbox.Lane;
import io.sendwell.outbox.NewSending;
import io.sendwell.outbox.Octets;
import io.sendwell.outbox.OutboxEntry;
import io.sendwell.outbox.SendingId;
import io.sendwell.outbox.SendingState;
import io.sendwell.testkit.fixtures.Accounts;
import io.sendwell.testkit.fixtures.Sendings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What an outbox keeps of what is due, and of who gets it. Part of {@link OutboxContract}. */
public interface OutboxClaimContract extends OutboxUnderTest {

    @Test
    default void a_sending_is_due_from_its_start_on_to_the_very_instant() {
        OutboxStage stage = OutboxStage.of(this);
        NewSending sending = stage.next(Accounts.ACME, Lane.BROADCAST);
        Instant startAt = OutboxStage.BEGIN.plus(Duration.ofMinutes(10));
        stage.active(sending, 3, startAt);

        stage.clock.setTo(startAt.minus(OutboxStage.TICK));
        assertEquals(List.of(), stage.outbox.due(Lane.BROADCAST, 10, 10));
        assertEquals(List.of(), stage.claims(sending.id(), 1, 10, Among.ALL));

        stage.clock.setTo(startAt);
        assertEquals(
                List.of(new DueSending(sending.id(), Accounts.ACME, Lane.BROADCAST, SendingState.ACTIVE, startAt, 3)),
                stage.outbox.due(Lane.BROADCAST, 10, 10));
        assertEquals(List.of(0, 1, 2), stage.claimable(sending.id(), Among.ALL));
    }

    @Test
    default void a_sending_that_has_begun_goes_on_though_the_clock_is_put_back_before_its_start() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId begun = stage.active(4);
        SendingId untouched = stage.active(4);
        Claim claim = stage.claim(begun, 1);
        stage.clock.setTo(OutboxStage.BEGIN.minus(Duration.ofHours(2)));

        assertEquals(List.of(begun), dueBroadcasts(stage), "not the one of which nothing was claimed");
        assertEquals(List.of(1, 2), OutboxStage.places(stage.claim(begun, 2)));
        assertEquals(List.of(), stage.claims(untouched, 1, 2, Among.ALL));
        assertTrue(stage.outbox.dispatch(claim.token(), 1, OutboxStage.LEASE), "its holder goes on");
        assertEquals(
                1,
                stage.outbox
                        .complete(OutboxStage.allAgain(claim, Duration.ofSeconds(5)))
                        .size());

        stage.outbox.pause(Accounts.ACME, begun, "a reason");
        assertEquals(List.of(), dueBroadcasts(stage));
        stage.outbox.resume(Accounts.ACME, begun);
        assertEquals(List.of(begun), dueBroadcasts(stage), "resumed");
        stage.clock.advance(Duration.ofSeconds(5));
        assertEquals(
                List.of(3, 0), List.of(onlyPlace(stage, begun), onlyPlace(stage, begun)), "a delay by the new clock");
        stage.clock.setTo(OutboxStage.BEGIN);
        assertEquals(List.of(begun, untouched), dueBroadcasts(stage), "the clock has caught up");
    }

    private static int onlyPlace(OutboxStage stage, SendingId sending) {
        return OutboxStage.only(stage.claim(sending, 1)).ordinal();
    }

    private static List<SendingId> dueBroadcasts(OutboxStage stage) {
        return stage.otherNode().due(Lane.BROADCAST, 10, 10).stream()
                .map(DueSending::id)
                .toList();
    }

    @Test
    default void each_lane_has_its_own_sendings() {
        OutboxStage stage = OutboxStage.of(this);
        for (Lane lane : Lane.values()) {
            stage.active(stage.next(Accounts.ACME, lane), 1, OutboxStage.BEGIN);
        }
        for (Lane lane : Lane.values()) {
            assertEquals(
                    List.of(lane),
                    stage.outbox.due(lane, 10, 10).stream()
                            .map(DueSending::lane)
                            .toList());
        }
    }

    @Test
    default void due_are_active_sendings_and_those_that_are_being_cancelled() {
        for (SendingState state : SendingState.values()) {
            OutboxStage stage = OutboxStage.of(this);
            SendingId sending = stage.in(state);

            boolean due = state == SendingState.ACTIVE || state == SendingState.CANCELLING;
            assertEquals(
                    due
                            ? List.of(
                                    new DueSending(sending, Accounts.ACME, Lane.BROADCAST, state, OutboxStage.BEGIN, 1))
                            : List.of(),
                    stage.outbox.due(Lane.BROADCAST, 10, 10),
                    state.name());
        }
    }

    @Test
    default void what_is_being_cancelled_is_due_although_it_has_not_started_or_was_never_sealed() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId open = stage.open(2);
        Instant later = OutboxStage.BEGIN.plus(Duration.ofDays(1));
        SendingId waiting = stage.active(stage.next(Accounts.ACME, Lane.BROADCAST), 1, later);
        stage.outbox.cancel(Accounts.ACME, open);
        stage.outbox.cancel(Accounts.ACME, waiting);

        assertEquals(
                List.of(
                        new DueSending(
                                open, Accounts.ACME, Lane.BROADCAST, SendingState.CANCELLING, OutboxStage.BEGIN, 2),
                        new DueSending(waiting, Accounts.ACME, Lane.BROADCAST, SendingState.CANCELLING, later, 1)),
                stage.outbox.due(Lane.BROADCAST, 10, 10));
    }

    @Test
    default void of_each_account_the_oldest_starts_are_due_first() {
        OutboxStage stage = OutboxStage.of(this);
        for (int minutes : new int[] {3, 1, 4, 2, 5}) {
            stage.active(
                    stage.next(Accounts.ACME, Lane.BROADCAST), 1, OutboxStage.BEGIN.minus(Duration.ofMinutes(minutes)));
        }

        assertEquals(List.of(5, 3, 1), numbers(stage.outbox.due(Lane.BROADCAST, 3, 10)));
        assertEquals(List.of(5, 3), numbers(stage.outbox.due(Lane.BROADCAST, 10, 2)));
        assertEquals(List.of(5, 3, 1, 4, 2), numbers(stage.outbox.due(Lane.BROADCAST, 10, 10)));
    }

    @Test
    default void every_account_has_its_first_sending_in_the_list_before_any_has_its_second() {
        OutboxStage stage = OutboxStage.of(this);
        List<AccountId> accounts = List.of(AccountId.of("a"), AccountId.of("b"), AccountId.of("c"));
        for (int account = 0; account < 3; account++) {
            for (int sending = 0; sending < 20; sending++) {
                // The first account has been waiting for hours when the others come.
                stage.active(
                        stage.next(accounts.get(account), Lane.BROADCAST),
                        1,
                        OutboxStage.BEGIN.minus(Duration.ofMinutes(1_000 - account * 100L - sending)));
            }
        }
        List<DueSending> due = stage.outbox.due(Lane.BROADCAST, 3, 100);

        for (int round = 0; round < 3; round++) {
            assertEquals(
                    accounts,
                    due.subList(round * 3, round * 3 + 3).stream()
                            .map(DueSending::account)
                            .sorted()
                            .toList(),
                    "round " + round);
        }
        assertEquals(9, due.size(), "three of each account");
        assertEquals(
                accounts,
                stage.outbox.due(Lane.BROADCAST, 20, 3).stream()
                        .map(DueSending::account)
                        .sorted()
                        .toList());
    }

    @Test
    default void a_mail_that_waits_for_its_delay_or_under_a_lease_hides_no_other_of_its_account() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId delayed = individual(stage);
        SendingId claimed = individual(stage);
        SendingId dispatched = individual(stage);
        SendingId fresh = individual(stage);
        stage.outbox.release(stage.claim(delayed, 1).token(), Duration.ofMinutes(10));
        stage.claim(claimed, 1);
        stage.dispatched(dispatched, 1);

        assertEquals(List.of(fresh), dueIndividual(stage, 1));
        assertEquals(List.of(fresh), dueIndividual(stage, 10));

        stage.clock.advance(OutboxStage.LEASE);
        assertEquals(List.of(claimed, dispatched, fresh), dueIndividual(stage, 10), "the leases have ended");
        stage.clock.setTo(OutboxStage.BEGIN.plus(Duration.ofMinutes(10)).minus(OutboxStage.TICK));
        assertEquals(List.of(claimed, dispatched, fresh), dueIndividual(stage, 10), "to the very instant");
        stage.clock.advance(OutboxStage.TICK);
        assertEquals(List.of(delayed, claimed, dispatched, fresh), dueIndividual(stage, 10));
    }

    @Test
    default void a_mail_that_has_ended_is_due_until_its_sending_is_settled() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId ended = individual(stage);
        Claim claim = stage.dispatched(ended, 1);
        stage.outbox.complete(List.of(EntryResult.ended(
                claim.entries().get(0).id(), claim.token(), EntryState.ACCEPTED, "", "", Octets.none())));

        assertEquals(List.of(ended), dueIndividual(stage, 10));
        stage.outbox.settle(ended);
        assertEquals(List.of(), dueIndividual(stage, 10));
    }

    @Test
    default void a_broadcast_is_due_although_all_of_it_waits() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(2);
        stage.claim(sending, 2);

        assertEquals(1, stage.outbox.due(Lane.BROADCAST, 10, 10).size());
    }

    private static SendingId individual(OutboxStage stage) {
        NewSending mail = stage.next(Accounts.ACME, Lane.INDIVIDUAL);
        stage.active(mail, 1, OutboxStage.BEGIN);
        return mail.id();
    }

    private static List<SendingId> dueIndividual(OutboxStage stage, int perAccount) {
        return stage.outbox.due(Lane.INDIVIDUAL, perAccount, 10).stream()
                .map(DueSending::id)
                .toList();
    }

    @Test
    default void nothing_is_claimed_of_a_sending_that_is_not_active() {
        OutboxStage stage = OutboxStage.of(this);
        for (SendingState state : EnumSet.complementOf(EnumSet.of(SendingState.ACTIVE))) {
            SendingId sending = stage.in(state);
            assertEquals(List.of(), stage.claims(sending, 1, 10, Among.ALL), state.name());
            assertEquals(List.of(), stage.claims(sending, 1, 10, Among.AGAIN), state.name());
        }
        assertEquals(List.of(), stage.claims(Sendings.id(999), 1, 10, Among.ALL), "no such sending");
    }

    @Test
    default void a_claim_holds_what_was_asked_for() {
        OutboxStage stage = OutboxStage.of(this);
        NewSending sending = stage.next(Accounts.GLOBEX, Lane.SMALL);
        stage.active(sending, 5, OutboxStage.BEGIN);
        UUID id = UUID.fromString("7d9f2a4e-1b1c-4d7e-9d4e-0a1b2c3d4e5f");

        List<Claim> claims =
                stage.outbox.claim(new ClaimRequest(sending.id(), List.of(id), 2, Duration.ofSeconds(90), Among.ALL));

        assertEquals(
                List.of(new Claim(
                        new ClaimToken(sending.id(), id, 1),
                        Accounts.GLOBEX,
                        OutboxStage.BEGIN.plusSeconds(90),
                        List.of(
                                new OutboxEntry(new EntryId(sending.id(), 0), 1, Sendings.data(0), Octets.none()),
                                new OutboxEntry(new EntryId(sending.id(), 1), 1, Sendings.data(1), Octets.none())))),
                claims);
    }

    @Test
    default void a_claimed_entry_is_seen_as_claimed() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(3);
        stage.claim(sending, 2);

        assertEquals(List.of(EntryState.CLAIMED, EntryState.CLAIMED, EntryState.DUE), stage.states(sending));
        assertEquals(1, stage.entry(sending, 0).attempt());
        assertEquals(0, stage.entry(sending, 2).attempt());
    }

    @Test
    default void claims_are_filled_one_after_another_by_ascending_place() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(120);
        ClaimRequest request = OutboxStage.request(sending, 4, 50, Among.ALL);

        List<Claim> claims = stage.outbox.claim(request);

        assertEquals(
                List.of(range(0, 50), range(50, 100), range(100, 120)),
                claims.stream().map(OutboxStage::places).toList());
        assertEquals(
                request.ids().subList(0, 3),
                claims.stream().map(claim -> claim.token().id()).toList());
    }

    @Test
    default void no_more_claims_are_made_than_ids_were_given() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(100);

        assertEquals(
                List.of(range(0, 7), range(7, 14)),
                stage.claims(sending, 2, 7, Among.ALL).stream()
                        .map(OutboxStage::places)
                        .toList());
        assertEquals(
                List.of(List.of(14)),
                stage.claims(sending, 1, 1, Among.ALL).stream()
                        .map(OutboxStage::places)
                        .toList());
    }

    @Test
    default void a_claimed_entry_is_not_given_to_a_second_worker() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(5);
        stage.claim(sending, 3);

        assertEquals(List.of(3, 4), stage.claimable(sending, Among.ALL));
        assertEquals(List.of(), stage.claimable(sending, Among.ALL));
    }

    @Test
    default void a_claimed_entry_is_due_again_when_the_lease_ends_to_the_very_instant() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(2);
        Claim first = stage.claim(sending, 2);

        stage.clock.setTo(first.leaseEnd().minus(OutboxStage.TICK));
        assertEquals(List.of(), stage.claims(sending, 1, 2, Among.ALL));

        stage.clock.setTo(first.leaseEnd());
        Claim second = stage.claim(sending, 2);
        assertEquals(List.of(0, 1), OutboxStage.places(second));
        assertEquals(List.of(2, 2), OutboxStage.attempts(second));
        assertEquals(1, second.token().epoch());
        assertEquals(first.leaseEnd().plus(OutboxStage.LEASE), second.leaseEnd());
    }

    @Test
    default void fresh_entries_go_first_and_then_those_that_came_due_again_earliest_first() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(6);
        Claim claim = stage.claim(sending, 4);
        dueAgain(stage, claim, 0, Duration.ofSeconds(3));
        dueAgain(stage, claim, 1, Duration.ofSeconds(1));
        dueAgain(stage, claim, 2, Duration.ofSeconds(2));
        // Place 3 stays under its lease, which ends last.
        stage.clock.setTo(claim.leaseEnd());

        assertEquals(
                List.of(List.of(4), List.of(5), List.of(1), List.of(2), List.of(0), List.of(3)),
                stage.claims(sending, 10, 1, Among.ALL).stream()
                        .map(OutboxStage::places)
                        .toList());
    }

    @Test
    default void among_those_that_came_due_again_there_is_no_fresh_one() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(10);
        Claim retried = stage.claim(sending, 1);
        Claim released = stage.claim(sending, 1);
        Claim forgotten = stage.claim(sending, 1);
        Claim failed = stage.claim(sending, 1);
        stage.outbox.complete(OutboxStage.allAgain(retried, Duration.ofSeconds(20)));
        stage.outbox.release(released.token(), Duration.ofSeconds(10));
        stage.outbox.complete(OutboxStage.allEnded(failed, EntryState.FAILED));
        stage.clock.setTo(forgotten.leaseEnd().plus(OutboxStage.TICK));
        assertEquals(1, stage.outbox.requeue(Accounts.ACME, sending, List.of(3)), "put back by hand");

        assertEquals(
                List.of(List.of(1), List.of(0), List.of(2), List.of(3)),
                stage.claims(sending, 10, 1, Among.AGAIN).stream()
                        .map(OutboxStage::places)
                        .toList());
        assertEquals(List.of(), stage.claims(sending, 10, 1, Among.AGAIN));
        assertEquals(range(4, 10), stage.claimable(sending, Among.ALL));
    }

    @Test
    default void a_claim_is_filled_up_with_what_came_due_again() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(5);
        stage.outbox.complete(OutboxStage.allAgain(stage.claim(sending, 3), Duration.ofSeconds(1)));
        stage.clock.advance(Duration.ofSeconds(1));

        assertEquals(
                List.of(List.of(0, 1, 3, 4), List.of(2)),
                stage.claims(sending, 3, 4, Among.ALL).stream()
                        .map(OutboxStage::places)
                        .toList());
    }

    @Test
    default void claims_are_filled_with_what_came_due_again_at_a_place_that_was_passed_already() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(4);
        Claim claim = stage.claim(sending, 4);
        dueAgain(stage, claim, 1, Duration.ZERO);
        dueAgain(stage, claim, 3, Duration.ZERO);
        assertEquals(1, stage.claims(sending, 1, 1, Among.ALL).size(), "one of the two, at the instant it came due");
        dueAgain(stage, claim, 0, Duration.ZERO);

        assertEquals(2, stage.claims(sending, 2, 1, Among.ALL).size(), "the other one, and the one that came last");
    }

    @Test
    default void entries_stand_in_a_claim_by_place_whichever_came_due_first() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(3);
        Claim claim = stage.claim(sending, 3);
        dueAgain(stage, claim, 2, Duration.ofSeconds(1));
        dueAgain(stage, claim, 0, Duration.ofSeconds(2));
        dueAgain(stage, claim, 1, Duration.ofSeconds(3));
        stage.clock.advance(Duration.ofSeconds(3));

        assertEquals(
                List.of(List.of(0, 2), List.of(1)),
                stage.claims(sending, 2, 2, Among.AGAIN).stream()
                        .map(OutboxStage::places)
                        .toList());
    }

    @Test
    default void an_entry_is_not_claimed_before_its_delay_is_over() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(1);
        stage.outbox.complete(OutboxStage.allAgain(stage.claim(sending, 1), Duration.ofMinutes(5)));

        stage.clock.setTo(OutboxStage.BEGIN.plus(Duration.ofMinutes(5)).minus(OutboxStage.TICK));
        assertEquals(List.of(), stage.claims(sending, 1, 1, Among.ALL));
        assertEquals(List.of(), stage.claims(sending, 1, 1, Among.AGAIN));
        stage.clock.advance(OutboxStage.TICK);
        assertEquals(List.of(0), stage.claimable(sending, Among.AGAIN));
    }

    @Test
    default void sendings_do_not_get_each_others_entries() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId first = stage.active(3);
        SendingId second = stage.active(2);

        Claim claim = stage.claim(second, 10);

        assertTrue(
                claim.entries().stream().allMatch(entry -> entry.id().sending().equals(second)), () -> "of " + claim);
        assertEquals(List.of(0, 1), OutboxStage.places(claim));
        assertEquals(List.of(0, 1, 2), stage.claimable(first, Among.ALL));
    }

    /** Hours between the store's clock and the machine's make no difference: the same calls get the same answers. */
    @Test
    default void it_goes_by_the_stores_clock_though_the_machines_is_an_hour_off() {
        Instant machine = Instant.ofEpochSecond(Instant.now().getEpochSecond());
        List<List<List<Integer>>> told = new ArrayList<>();
        for (Duration ahead : List.of(Duration.ofHours(-1), Duration.ofHours(1))) {
            OutboxStage stage = OutboxStage.at(this, machine.plus(ahead));
            SendingId sending = stage.active(
                    stage.next(Accounts.ACME, Lane.BROADCAST),
                    4,
                    machine.plus(ahead).plusSeconds(60));
            List<List<Integer>> transcript = new ArrayList<>();
            for (int minute = 0; minute < 6; minute++) {
                transcript.add(List.of(stage.outbox.due(Lane.BROADCAST, 9, 9).size()));
                List<Claim> claims = stage.claims(sending, 1, 2, Among.ALL);
                claims.forEach(claim -> transcript.add(OutboxStage.places(claim)));
                if (minute == 2) {
                    claims.forEach(claim -> stage.outbox.release(claim.token(), Duration.ofSeconds(90)));
                }
                if (minute == 4) {
                    claims.forEach(claim -> stage.outbox.dispatch(claim.token(), 2, OutboxStage.LEASE));
                }
                stage.outbox
                        .recover(Duration.ofSeconds(30), OutboxStage.LEASE)
                        .ifPresent(claim -> transcript.add(OutboxStage.places(claim)));
                stage.clock.advance(OutboxStage.LEASE);
            }
            stage.clock.advance(OutboxStage.LEASE);
            stage.outbox
                    .recover(Duration.ofSeconds(30), OutboxStage.LEASE)
                    .ifPresent(claim -> transcript.add(OutboxStage.places(claim)));
            told.add(transcript);
        }

        List<List<Integer>> expected = List.of(
                List.of(0), // not started
                List.of(1),
                List.of(0, 1), // fresh, and forgotten
                List.of(1),
                List.of(2, 3), // fresh, and released for 90 s
                List.of(1),
                List.of(0, 1), // the lease has ended; forgotten again
                List.of(1),
                List.of(2, 3), // dispatched for a minute
                List.of(1),
                List.of(0, 1),
                List.of(2, 3)); // recovered
        assertEquals(List.of(expected, expected), told);
    }

    private static void dueAgain(OutboxStage stage, Claim claim, int place, Duration delay) {
        stage.outbox.complete(List.of(OutboxStage.allAgain(claim, delay).get(place)));
    }

    private static List<Integer> numbers(List<DueSending> due) {
        return due.stream().map(sending -> Sendings.numberOf(sending.id())).toList();
    }

    private static List<Integer> range(int first, int end) {
        return IntStream.range(first, end).boxed().toList();
    }
}
