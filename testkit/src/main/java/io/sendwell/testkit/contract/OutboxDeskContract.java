package io.sendwell.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import io.sendwell.account.AccountId;
import io.sendwell.outbox.Claim;
import io.sendwell.outbox.ClaimRequest.Among;
import io.sendwell.outbox.Creation;
import io.sendwell.outbox.EntryQuery;
import io.sendwell.outbox.EntryResult;
import io.sendwell.outbox.EntryState;
import io.sendwell.outbox.Lane;
import io.sendwell.outbox.NewSending;
import io.sendwell.outbox.Octets;
import io.sendwell.outbox.Outbox;
import io.sendwell.outbox.OutboxDesk;
import io.sendwell.outbox.Progress;
import io.sendwell.outbox.Sending;
import io.sendwell.outbox.SendingId;
import io.sendwell.outbox.SendingQuery;
import io.sendwell.outbox.SendingState;
import io.sendwell.outbox.SendingSummary;
import io.sendwell.outbox.StoredEntry;
import io.sendwell.testkit.fixtures.Accounts;
import io.sendwell.testkit.fixtures.HostileTexts;
import io.sendwell.testkit.fixtures.Sendings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What an outbox keeps of {@link OutboxDesk}. Part of {@link OutboxContract}. */
public interface OutboxDeskContract extends OutboxUnderTest {

    @Test
    default void accounts_do_not_see_each_others_sendings_and_do_nothing_to_them() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId paused = stage.in(SendingState.PAUSED);
        SendingId sending = stage.active(2);
        stage.outbox.complete(OutboxStage.allEnded(stage.claim(sending, 1), EntryState.FAILED));
        Sending before = stage.find(sending);
        for (AccountId stranger : List.of(Accounts.GLOBEX, AccountId.of("ACME"))) {
            assertEquals(Optional.empty(), stage.outbox.find(stranger, sending));
            assertEquals(List.of(), stage.outbox.list(SendingQuery.newest(stranger, 10)));
            assertEquals(List.of(), stage.outbox.entries(stranger, EntryQuery.all(sending, 0, 10)));
            assertEquals(Optional.empty(), stage.outbox.cancel(stranger, sending));
            assertEquals(Optional.empty(), stage.outbox.pause(stranger, sending, "a reason"));
            assertEquals(Optional.empty(), stage.outbox.resume(stranger, paused));
            assertEquals(0, stage.outbox.requeue(stranger, sending, List.of(0)));
        }
        assertEquals(before, stage.find(sending));
        assertEquals(SendingState.PAUSED, stage.find(paused).state());
        assertEquals(EntryState.FAILED, stage.entry(sending, 0).state());
    }

    @Test
    default void of_a_sending_that_nobody_made_nothing_is_known() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId unknown = Sendings.id(999);
        stage.active(1);

        assertEquals(Optional.empty(), stage.outbox.find(Accounts.ACME, unknown));
        assertEquals(List.of(), stage.outbox.entries(Accounts.ACME, EntryQuery.all(unknown, 0, 10)));
        assertEquals(Optional.empty(), stage.outbox.cancel(Accounts.ACME, unknown));
        assertEquals(Optional.empty(), stage.outbox.pause(Accounts.ACME, unknown, "a reason"));
        assertEquals(Optional.empty(), stage.outbox.resume(Accounts.ACME, unknown));
        assertEquals(0, stage.outbox.requeue(Accounts.ACME, unknown, List.of(0)));
        assertEquals(0, stage.outbox.sweepCancelled(unknown, 10));
        assertEquals(Optional.empty(), stage.outbox.settle(unknown));
    }

    @Test
    default void the_greatest_id_is_listed_first_whatever_the_order_of_creation() {
        OutboxStage stage = OutboxStage.of(this);
        for (int number : new int[] {3, 200, 1, 70_000, 4}) {
            stage.outbox.create(Sendings.broadcast(number));
            stage.clock.advance(OutboxStage.TICK);
        }
        stage.outbox.create(Sendings.broadcast(5, Accounts.GLOBEX));

        assertEquals(List.of(70_000, 200, 4, 3, 1), listed(stage, SendingQuery.newest(Accounts.ACME, 10)));
        assertEquals(List.of(70_000, 200), listed(stage, SendingQuery.newest(Accounts.ACME, 2)));
        assertEquals(
                List.of(3, 1),
                listed(stage, SendingQuery.newest(Accounts.ACME, 10).before(Sendings.id(4))));
        assertEquals(
                stage.find(Sendings.id(200)),
                stage.outbox.list(SendingQuery.newest(Accounts.ACME, 2)).get(1));
    }

    @Test
    default void sendings_are_listed_by_state_and_the_limit_counts_only_those() {
        OutboxStage stage = OutboxStage.of(this);
        List<SendingState> made = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
            for (SendingState state : SendingState.values()) {
                stage.in(state);
                made.add(0, state);
            }
        }
        for (Set<SendingState> wanted : List.of(
                Set.of(SendingState.DONE),
                Set.of(SendingState.OPEN, SendingState.CANCELLING, SendingState.PAUSED),
                EnumSet.allOf(SendingState.class),
                Set.<SendingState>of())) {
            List<SendingState> expected = made.stream().filter(wanted::contains).toList();
            assertEquals(
                    expected,
                    stage.outbox.list(SendingQuery.newest(Accounts.ACME, 100).in(wanted)).stream()
                            .map(Sending::state)
                            .toList());
        }
        assertEquals(
                1,
                stage.outbox
                        .list(SendingQuery.newest(Accounts.ACME, 1).in(Set.of(SendingState.OPEN)))
                        .size());
    }

    @Test
    default void pages_neither_repeat_nor_miss_a_sending_while_new_ones_come() {
        OutboxStage stage = OutboxStage.of(this);
        for (int number = 1; number <= 25; number++) {
            stage.outbox.create(Sendings.broadcast(number));
        }
        List<Integer> seen = new ArrayList<>();
        SendingQuery page = SendingQuery.newest(Accounts.ACME, 10);
        for (int round = 0; round < 3; round++) {
            List<Integer> numbers = listed(stage, page);
            seen.addAll(numbers);
            stage.outbox.create(Sendings.broadcast(100 + round));
            page = page.before(Sendings.id(numbers.get(numbers.size() - 1)));
        }

        assertEquals(
                IntStream.rangeClosed(1, 25).map(number -> 26 - number).boxed().toList(), seen);
        assertEquals(List.of(), listed(stage, page));
    }

    @Test
    default void entries_are_listed_by_place_from_a_place_on_and_by_state() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(20);
        Claim claim = stage.claim(sending, 10);
        List<EntryResult> results = new ArrayList<>();
        results.addAll(OutboxStage.allEnded(claim, EntryState.FAILED).subList(2, 4));
        results.addAll(OutboxStage.allEnded(claim, EntryState.UNCERTAIN).subList(4, 5));
        results.addAll(OutboxStage.allEnded(claim, EntryState.ACCEPTED).subList(5, 10));
        stage.outbox.complete(results);

        assertEquals(List.of(7, 8, 9), places(stage, EntryQuery.all(sending, 7, 3)));
        assertEquals(List.of(18, 19), places(stage, EntryQuery.all(sending, 18, 100)));
        assertEquals(List.of(), places(stage, EntryQuery.all(sending, 20, 100)));
        assertEquals(List.of(2, 3, 4), places(stage, EntryQuery.deadLetters(sending, 0, 100)));
        assertEquals(List.of(3, 4), places(stage, EntryQuery.deadLetters(sending, 3, 100)));
        assertEquals(List.of(2), places(stage, EntryQuery.deadLetters(sending, 0, 1)));
        assertEquals(List.of(0, 1), places(stage, new EntryQuery(sending, Set.of(EntryState.CLAIMED), 0, 100)));
        assertEquals(List.of(), places(stage, new EntryQuery(sending, Set.of(), 0, 100)));
    }

    @Test
    default void a_sending_that_has_not_finished_is_cancelled_and_cancelling_again_changes_nothing() {
        for (SendingState state : SendingState.values()) {
            OutboxStage stage = OutboxStage.of(this);
            SendingId sending = stage.in(state);
            SendingState expected = state.isFinished() ? state : SendingState.CANCELLING;

            assertEquals(Optional.of(expected), stage.outbox.cancel(Accounts.ACME, sending), state.name());
            assertEquals(Optional.of(expected), stage.outbox.cancel(Accounts.ACME, sending), state.name());
            assertEquals(expected, stage.find(sending).state());
            assertEquals("", stage.find(sending).pausedBecause());
            assertEquals(
                    Optional.of(expected),
                    stage.outbox.pause(Accounts.ACME, sending, "a reason"),
                    "what is cancelled or finished is not paused");
            assertEquals(Optional.of(expected), stage.outbox.resume(Accounts.ACME, sending), "nor resumed");
        }
    }

    @Test
    default void what_is_due_or_claimed_is_swept_in_steps_and_what_was_dispatched_goes_out() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(10);
        Claim dispatched = stage.dispatched(sending, 2);
        Claim claimed = stage.claim(sending, 2);
        stage.outbox.complete(OutboxStage.allEnded(stage.claim(sending, 1), EntryState.ACCEPTED));
        stage.outbox.complete(OutboxStage.allAgain(stage.claim(sending, 1), Duration.ofHours(1)));
        stage.outbox.cancel(Accounts.ACME, sending);

        assertEquals(4, stage.outbox.sweepCancelled(sending, 4));
        assertEquals(new Progress(10, 1, 0, 0, 4, 0), stage.progress(sending));
        assertEquals(3, stage.outbox.sweepCancelled(sending, 4));
        assertEquals(0, stage.outbox.sweepCancelled(sending, 4));
        assertEquals(new Progress(10, 1, 0, 0, 7, 0), stage.progress(sending));
        assertEquals(Optional.of(SendingState.CANCELLING), stage.outbox.settle(sending), "two are dispatched");

        assertEquals(0, stage.outbox.release(claimed.token(), Duration.ZERO), "its holder learns it");
        assertFalse(stage.outbox.extend(claimed.token(), OutboxStage.LEASE));
        assertEquals(Set.of(), stage.outbox.complete(OutboxStage.allEnded(claimed, EntryState.ACCEPTED)));
        stage.outbox.complete(OutboxStage.allEnded(dispatched, EntryState.ACCEPTED));
        assertEquals(new Progress(10, 3, 0, 0, 7, 0), stage.progress(sending));
        assertEquals(Optional.of(SendingState.CANCELLED), stage.outbox.settle(sending));
        assertEquals(
                7,
                stage.states(sending).stream()
                        .filter(state -> state == EntryState.CANCELLED)
                        .count());
    }

    @Test
    default void what_is_not_being_cancelled_is_not_swept() {
        OutboxStage stage = OutboxStage.of(this);
        for (SendingState state : EnumSet.complementOf(EnumSet.of(SendingState.CANCELLING))) {
            SendingId sending = stage.in(state);
            List<StoredEntry> before = stage.entries(sending);

            assertEquals(0, stage.outbox.sweepCancelled(sending, 10), state.name());
            assertEquals(before, stage.entries(sending));
        }
    }

    @Test
    default void a_sending_is_done_when_every_entry_has_ended() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(4);
        List<EntryState> ends =
                List.of(EntryState.ACCEPTED, EntryState.FAILED, EntryState.WITHHELD, EntryState.UNCERTAIN);
        assertEquals(Optional.of(SendingState.ACTIVE), stage.outbox.settle(sending), "all are due");
        for (EntryState end : ends) {
            Claim claim = stage.claim(sending, 1);
            assertEquals(Optional.of(SendingState.ACTIVE), stage.outbox.settle(sending), "one is claimed");
            stage.outbox.dispatch(claim.token(), 1, OutboxStage.LEASE);
            assertEquals(Optional.of(SendingState.ACTIVE), stage.outbox.settle(sending), "one is dispatched");
            stage.outbox.complete(OutboxStage.allAgain(claim, Duration.ZERO));
            assertEquals(Optional.of(SendingState.ACTIVE), stage.outbox.settle(sending), "one is due again");
            Claim again = stage.claims(sending, 1, 1, Among.AGAIN).get(0);
            stage.outbox.complete(OutboxStage.allEnded(again, end));
        }

        assertEquals(Optional.of(SendingState.DONE), stage.outbox.settle(sending));
        assertEquals(Optional.of(SendingState.DONE), stage.outbox.settle(sending), "again");
        assertEquals(SendingState.DONE, stage.find(sending).state());
        assertEquals(List.of(), stage.outbox.due(Lane.BROADCAST, 10, 10));
    }

    @Test
    default void a_sending_that_is_open_or_paused_does_not_settle() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId open = stage.open(0);
        SendingId paused = stage.active(1);
        Claim claim = stage.dispatched(paused, 1);
        stage.outbox.pause(Accounts.ACME, paused, "a reason");
        stage.outbox.complete(OutboxStage.allEnded(claim, EntryState.ACCEPTED));

        assertEquals(Optional.of(SendingState.OPEN), stage.outbox.settle(open));
        assertEquals(Optional.of(SendingState.PAUSED), stage.outbox.settle(paused));
        stage.outbox.resume(Accounts.ACME, paused);
        assertEquals(Optional.of(SendingState.DONE), stage.outbox.settle(paused));
    }

    @Test
    default void a_sending_without_entries_settles_at_once() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sealed = stage.active(0);
        SendingId cancelled = stage.open(0);
        stage.outbox.cancel(Accounts.ACME, cancelled);

        assertEquals(Optional.of(SendingState.DONE), stage.outbox.settle(sealed));
        assertEquals(Optional.of(SendingState.CANCELLED), stage.outbox.settle(cancelled));
    }

    @Test
    default void a_paused_sending_says_why_and_leaves_on_when_it_is_resumed() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(2);
        Claim claim = stage.claim(sending, 1);

        assertEquals(Optional.of(SendingState.PAUSED), stage.outbox.pause(Accounts.ACME, sending, "Too many failed."));
        assertEquals("Too many failed.", stage.find(sending).pausedBecause());
        assertEquals(Optional.of(SendingState.PAUSED), stage.outbox.pause(Accounts.ACME, sending, "Another reason."));
        assertEquals("Too many failed.", stage.find(sending).pausedBecause(), "what was paused already stays so");
        assertEquals(List.of(), stage.claims(sending, 1, 10, Among.ALL));

        assertEquals(Optional.of(SendingState.ACTIVE), stage.outbox.resume(Accounts.ACME, sending));
        assertEquals("", stage.find(sending).pausedBecause());
        assertEquals(Optional.of(SendingState.ACTIVE), stage.outbox.resume(Accounts.ACME, sending), "again");
        assertTrue(stage.outbox.dispatch(claim.token(), 1, OutboxStage.LEASE), "a claim outlives a pause");
        assertEquals(List.of(1), stage.claimable(sending, Among.ALL));
    }

    @Test
    default void the_store_keeps_when_a_sending_was_last_resumed() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(1);
        stage.outbox.resume(Accounts.ACME, sending);
        assertEquals(Optional.empty(), stage.find(sending).resumedAt(), "it was active all the time");

        stage.outbox.pause(Accounts.ACME, sending, "Too many failed.");
        assertEquals(Optional.empty(), stage.find(sending).resumedAt(), "it was only paused");
        stage.clock.advance(Duration.ofHours(1));
        Instant resumed = stage.clock.instant();
        stage.outbox.resume(Accounts.ACME, sending);
        assertEquals(Optional.of(resumed), stage.find(sending).resumedAt());

        stage.clock.advance(Duration.ofHours(1));
        stage.outbox.resume(Accounts.ACME, sending);
        stage.outbox.pause(Accounts.ACME, sending, "Another reason.");
        assertEquals(Optional.of(resumed), stage.find(sending).resumedAt(), "until it is resumed again");
    }

    @Test
    default void only_an_active_sending_is_paused() {
        OutboxStage stage = OutboxStage.of(this);
        for (SendingState state : EnumSet.complementOf(EnumSet.of(SendingState.ACTIVE, SendingState.PAUSED))) {
            SendingId sending = stage.in(state);

            assertEquals(Optional.of(state), stage.outbox.pause(Accounts.ACME, sending, "a reason"));
            assertEquals("", stage.find(sending).pausedBecause());
            assertEquals(Optional.of(state), stage.outbox.resume(Accounts.ACME, sending));
        }
    }

    @Test
    default void reasons_of_a_pause_are_kept_as_text() {
        OutboxStage stage = OutboxStage.of(this);
        List<String> reasons =
                HostileTexts.all().stream().filter(text -> text.length() <= 500).toList();
        List<String> kept = new ArrayList<>();
        for (String reason : reasons) {
            SendingId sending = stage.active(1);
            stage.outbox.pause(Accounts.ACME, sending, reason);
            kept.add(stage.find(sending).pausedBecause());
        }

        assertEquals(reasons, kept);
    }

    @Test
    default void what_failed_or_is_in_doubt_is_put_back_with_a_fresh_account_of_attempts() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(3);
        Claim claim = stage.dispatched(sending, 3);
        List<EntryState> ends = List.of(EntryState.FAILED, EntryState.UNCERTAIN, EntryState.ACCEPTED);
        for (int place = 0; place < 3; place++) {
            stage.outbox.complete(List.of(EntryResult.ended(
                    claim.entries().get(place).id(),
                    claim.token(),
                    ends.get(place),
                    "code",
                    "text",
                    Sendings.data(50 + place))));
        }
        assertEquals(Optional.of(SendingState.DONE), stage.outbox.settle(sending));

        assertEquals(2, stage.outbox.requeue(Accounts.ACME, sending, List.of(0, 1, 2, 999)));
        assertEquals(SendingState.ACTIVE, stage.find(sending).state());
        assertEquals(new Progress(3, 1, 0, 0, 0, 0), stage.progress(sending));
        assertEquals(List.of(EntryState.DUE, EntryState.DUE, EntryState.ACCEPTED), stage.states(sending));
        assertEquals(
                new StoredEntry(
                        claim.entries().get(1).id(),
                        EntryState.DUE,
                        0,
                        "code",
                        "text",
                        Sendings.data(1),
                        Sendings.data(51)),
                stage.entry(sending, 1));
        assertEquals(0, stage.outbox.requeue(Accounts.ACME, sending, List.of(0, 1, 2)), "again");

        Claim anew = stage.claim(sending, 3);
        assertEquals(List.of(0, 1), OutboxStage.places(anew));
        assertEquals(List.of(1, 1), OutboxStage.attempts(anew));
        assertEquals(Sendings.data(51), anew.entries().get(1).memo());
        assertEquals(
                Set.of(),
                stage.outbox.complete(OutboxStage.allEnded(claim, EntryState.FAILED)),
                "the holder of before has no say");
        stage.outbox.complete(OutboxStage.allEnded(anew, EntryState.ACCEPTED));
        assertEquals(Optional.of(SendingState.DONE), stage.outbox.settle(sending));
        assertEquals(new Progress(3, 3, 0, 0, 0, 0), stage.progress(sending));
    }

    @Test
    default void nothing_else_is_put_back() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(5);
        stage.outbox.complete(OutboxStage.allEnded(stage.claim(sending, 1), EntryState.ACCEPTED));
        stage.outbox.complete(OutboxStage.allEnded(stage.claim(sending, 1), EntryState.WITHHELD));
        stage.dispatched(sending, 1);
        stage.claim(sending, 1);
        List<StoredEntry> before = stage.entries(sending);
        assertEquals(0, stage.outbox.requeue(Accounts.ACME, sending, List.of(0, 1, 2, 3, 4)));
        assertEquals(0, stage.outbox.requeue(Accounts.ACME, sending, List.of()));
        assertEquals(before, stage.entries(sending));

        SendingId cancelled = stage.active(2);
        stage.outbox.complete(OutboxStage.allEnded(stage.claim(cancelled, 1), EntryState.FAILED));
        stage.outbox.cancel(Accounts.ACME, cancelled);
        assertEquals(0, stage.outbox.requeue(Accounts.ACME, cancelled, List.of(0, 1)), "it is being cancelled");
        stage.outbox.sweepCancelled(cancelled, 10);
        stage.outbox.settle(cancelled);
        assertEquals(0, stage.outbox.requeue(Accounts.ACME, cancelled, List.of(0, 1)), "it was cancelled");
        assertEquals(new Progress(2, 0, 1, 0, 1, 0), stage.progress(cancelled));
    }

    @Test
    default void what_is_put_back_in_a_paused_sending_waits() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(2);
        stage.outbox.complete(OutboxStage.allEnded(stage.claim(sending, 1), EntryState.FAILED));
        stage.outbox.pause(Accounts.ACME, sending, "a reason");

        assertEquals(1, stage.outbox.requeue(Accounts.ACME, sending, List.of(0)));
        assertEquals(SendingState.PAUSED, stage.find(sending).state());
        assertEquals(List.of(), stage.claims(sending, 1, 10, Among.ALL));
    }

    @Test
    default void what_an_entry_says_of_its_person_is_erased_and_what_is_due_is_cancelled() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(4);
        Claim claim = stage.claim(sending, 2);
        stage.outbox.complete(List.of(
                EntryResult.ended(
                        claim.entries().get(0).id(),
                        claim.token(),
                        EntryState.ACCEPTED,
                        "code",
                        "reader0@example.net took it",
                        Sendings.data(50)),
                EntryResult.again(
                        claim.entries().get(1).id(), claim.token(), Duration.ZERO, "code", "text", Sendings.data(51))));

        assertEquals(Set.of(), stage.outbox.erase(Accounts.ACME, sending, List.of(0, 1, 2, 999)));

        List<EntryState> states =
                List.of(EntryState.ACCEPTED, EntryState.CANCELLED, EntryState.CANCELLED, EntryState.DUE);
        assertEquals(states, stage.states(sending));
        assertEquals(new Progress(4, 1, 0, 0, 2, 0), stage.progress(sending));
        for (int place : new int[] {0, 1, 2}) {
            StoredEntry erased = stage.entry(sending, place);
            assertEquals(Octets.none(), erased.data());
            assertEquals(Octets.none(), erased.memo());
            assertEquals("", erased.code() + erased.text());
        }
        assertEquals(Sendings.data(3), stage.entry(sending, 3).data());
        assertEquals(Set.of(), stage.outbox.erase(Accounts.ACME, sending, List.of(0, 1, 2)), "again");
        assertEquals(Set.of(), stage.outbox.erase(Accounts.ACME, sending, List.of()), "nothing");
        assertEquals(new Progress(4, 1, 0, 0, 2, 0), stage.progress(sending));

        Claim rest = stage.claim(sending, 10);
        assertEquals(List.of(3), OutboxStage.places(rest), "nobody claims what was erased");
        stage.outbox.complete(OutboxStage.allEnded(rest, EntryState.ACCEPTED));
        assertEquals(Optional.of(SendingState.DONE), stage.outbox.settle(sending));
    }

    @Test
    default void what_somebody_holds_is_not_erased_until_it_has_ended() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(3);
        Claim dispatched = stage.dispatched(sending, 1);
        Claim claimed = stage.claim(sending, 1);
        SendingId open = stage.open(2);
        List<StoredEntry> before = stage.entries(sending);

        assertEquals(Set.of(0, 1), stage.outbox.erase(Accounts.ACME, sending, List.of(0, 1)));
        assertEquals(Set.of(0), stage.outbox.erase(Accounts.ACME, open, List.of(0, 7)), "it is still being made");
        assertEquals(before, stage.entries(sending));
        assertEquals(Sendings.data(0), stage.entry(open, 0).data());
        stage.outbox.erase(Accounts.GLOBEX, sending, List.of(2));
        assertEquals(before, stage.entries(sending), "by another account");

        stage.outbox.complete(OutboxStage.allEnded(dispatched, EntryState.ACCEPTED));
        stage.outbox.release(claimed.token(), Duration.ofHours(1));
        assertEquals(Set.of(), stage.outbox.erase(Accounts.ACME, sending, List.of(0, 1)));
        assertEquals(List.of(EntryState.ACCEPTED, EntryState.CANCELLED, EntryState.DUE), stage.states(sending));
    }

    @Test
    default void with_its_last_entry_a_sending_loses_what_it_says_and_keeps_what_it_counts() {
        OutboxStage stage = OutboxStage.of(this);
        NewSending request = stage.next(Accounts.ACME, Lane.INDIVIDUAL);
        stage.open(request, 2);
        stage.outbox.storeContent(request.id(), 0, Sendings.data(1));
        stage.outbox.seal(request.id(), 2, stage.clock.instant());
        stage.outbox.pause(Accounts.ACME, request.id(), "a reason");

        stage.outbox.erase(Accounts.ACME, request.id(), List.of(0));
        assertEquals(Optional.of(Sendings.data(1)), stage.outbox.content(request.id(), 0));
        assertEquals(request.summary(), stage.find(request.id()).summary());

        stage.outbox.erase(Accounts.ACME, request.id(), List.of(1));
        assertEquals(Optional.empty(), stage.outbox.content(request.id(), 0));
        SendingSummary left = stage.find(request.id()).summary();
        assertEquals(
                new SendingSummary(
                        request.summary().user(), "", "", request.summary().campaign()),
                left);
        assertEquals(new Progress(2, 0, 0, 0, 2, 0), stage.progress(request.id()));
        stage.outbox.resume(Accounts.ACME, request.id());
        assertEquals(Optional.of(SendingState.DONE), stage.outbox.settle(request.id()));
    }

    @Test
    default void what_was_erased_is_not_put_back() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(2);
        stage.outbox.complete(OutboxStage.allEnded(stage.claim(sending, 2), EntryState.FAILED));
        stage.outbox.erase(Accounts.ACME, sending, List.of(0));

        assertEquals(1, stage.outbox.requeue(Accounts.ACME, sending, List.of(0, 1)));
        assertEquals(List.of(EntryState.FAILED, EntryState.DUE), stage.states(sending));
    }

    @Test
    default void what_was_erased_is_not_swept_and_not_counted_twice() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(3);
        stage.outbox.erase(Accounts.ACME, sending, List.of(1));
        stage.outbox.cancel(Accounts.ACME, sending);

        assertEquals(2, stage.outbox.sweepCancelled(sending, 10));
        assertEquals(new Progress(3, 0, 0, 0, 3, 0), stage.progress(sending));
        assertEquals(Optional.of(SendingState.CANCELLED), stage.outbox.settle(sending));
    }

    @Test
    default void what_finished_before_a_time_is_removed_with_all_it_held() {
        OutboxStage stage = OutboxStage.of(this);
        NewSending request = stage.next(Accounts.ACME, Lane.BROADCAST);
        stage.open(request, 2);
        stage.outbox.storeContent(request.id(), 0, Sendings.data(1));
        stage.outbox.seal(request.id(), 2, OutboxStage.BEGIN);
        stage.outbox.complete(OutboxStage.allEnded(stage.claim(request.id(), 2), EntryState.ACCEPTED));
        stage.outbox.settle(request.id());
        SendingId cancelled = stage.in(SendingState.CANCELLED);
        stage.clock.advance(OutboxStage.TICK);
        SendingId later = stage.in(SendingState.DONE);

        assertEquals(0, stage.outbox.prune(OutboxStage.BEGIN, 100), "none is older");
        assertEquals(5, stage.outbox.prune(stage.clock.instant(), 100));
        assertEquals(0, stage.outbox.prune(stage.clock.instant(), 100));

        assertEquals(Optional.empty(), stage.outbox.find(Accounts.ACME, request.id()));
        assertEquals(Optional.empty(), stage.outbox.find(Accounts.ACME, cancelled));
        assertEquals(List.of(), stage.outbox.entries(Accounts.ACME, EntryQuery.all(request.id(), 0, 10)));
        assertEquals(Optional.empty(), stage.outbox.content(request.id(), 0));
        assertEquals(
                List.of(later),
                stage.outbox.list(SendingQuery.newest(Accounts.ACME, 10)).stream()
                        .map(Sending::id)
                        .toList());
        assertEquals(new Creation.Created(), stage.outbox.create(request), "its key is free");
    }

    @Test
    default void what_has_not_finished_is_never_removed_however_old_it_is() {
        OutboxStage stage = OutboxStage.of(this);
        List<SendingId> unfinished = List.of(
                stage.open(1),
                stage.in(SendingState.ACTIVE),
                stage.in(SendingState.PAUSED),
                stage.in(SendingState.CANCELLING));
        SendingId put = stage.active(1);
        stage.outbox.complete(OutboxStage.allEnded(stage.claim(put, 1), EntryState.FAILED));
        stage.outbox.settle(put);
        stage.outbox.requeue(Accounts.ACME, put, List.of(0));
        stage.clock.advance(Duration.ofDays(3_000));

        assertEquals(0, stage.outbox.prune(stage.clock.instant(), 100));
        for (SendingId id : unfinished) {
            assertEquals(1, stage.entries(id).size());
        }
        assertEquals(1, stage.entries(put).size(), "done once, but active again");
    }

    @Test
    default void what_was_left_open_is_cancelled_by_the_time_it_was_made() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId early = stage.open(2);
        SendingId sealed = stage.active(1);
        SendingId paused = stage.in(SendingState.PAUSED);
        stage.clock.advance(OutboxStage.TICK);
        SendingId late = stage.open(2);

        assertEquals(0, stage.outbox.cancelLeftOpen(OutboxStage.BEGIN, 10), "none is older");
        assertEquals(1, stage.outbox.cancelLeftOpen(stage.clock.instant(), 10));
        assertEquals(0, stage.outbox.cancelLeftOpen(stage.clock.instant(), 10), "the second time");

        assertEquals(SendingState.CANCELLING, stage.find(early).state());
        assertEquals(SendingState.ACTIVE, stage.find(sealed).state());
        assertEquals(SendingState.PAUSED, stage.find(paused).state());
        assertEquals(SendingState.OPEN, stage.find(late).state());
        assertEquals(2, stage.outbox.sweepCancelled(early, 10));
        assertEquals(Optional.of(SendingState.CANCELLED), stage.outbox.settle(early));
    }

    @Test
    default void of_what_was_left_open_the_oldest_is_cancelled_first_and_no_more_than_was_asked_for() {
        OutboxStage stage = OutboxStage.of(this);
        List<SendingId> byAge = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            byAge.add(stage.open(1));
            stage.clock.advance(OutboxStage.TICK);
        }

        assertEquals(2, stage.outbox.cancelLeftOpen(stage.clock.instant(), 2));

        assertEquals(
                List.of(SendingState.CANCELLING, SendingState.CANCELLING, SendingState.OPEN),
                byAge.stream().map(id -> stage.find(id).state()).toList());
    }

    @Test
    default void nothing_is_added_to_what_was_cancelled_because_it_was_left_open() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.open(10);
        stage.clock.advance(OutboxStage.TICK);
        assertEquals(1, stage.outbox.cancelLeftOpen(stage.clock.instant(), 10));

        assertEquals(Optional.empty(), stage.outbox.append(sending, Sendings.entries(0, 11)));
        assertFalse(stage.outbox.seal(sending, 10, OutboxStage.BEGIN));
        assertFalse(stage.outbox.storeContent(sending, 0, Sendings.data(1)));
        assertEquals(10, stage.entries(sending).size());
    }

    @Test
    default void what_was_never_sealed_is_removed_as_soon_as_it_is_cancelled() {
        OutboxStage stage = OutboxStage.of(this);
        NewSending request = stage.next(Accounts.ACME, Lane.BROADCAST);
        stage.open(request, 2);
        stage.outbox.storeContent(request.id(), 0, Sendings.data(1));
        SendingId sealed = stage.in(SendingState.CANCELLED);
        stage.outbox.cancel(Accounts.ACME, request.id());
        stage.outbox.sweepCancelled(request.id(), 10);
        assertEquals(0, stage.outbox.prune(OutboxStage.BEGIN, 100), "it is being cancelled");
        stage.outbox.settle(request.id());

        assertEquals(3, stage.outbox.prune(OutboxStage.BEGIN, 100));
        assertEquals(Optional.empty(), stage.outbox.find(Accounts.ACME, request.id()));
        assertEquals(Optional.empty(), stage.outbox.content(request.id(), 0));
        assertEquals(SendingState.CANCELLED, stage.find(sealed).state());
        assertEquals(new Creation.Created(), stage.outbox.create(request), "its key is free");
    }

    @Test
    default void pruning_removes_no_more_in_one_step_than_it_was_told_to() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(20);
        stage.outbox.complete(OutboxStage.allEnded(stage.claim(sending, 20), EntryState.ACCEPTED));
        stage.outbox.settle(sending);
        stage.clock.advance(OutboxStage.TICK);
        int before = 20;
        int steps = 0;
        while (stage.outbox.prune(stage.clock.instant(), 6) > 0) {
            int left = stage.entries(sending).size();
            assertTrue(before - left <= 6, before + " entries, and " + left + " after one step");
            before = left;
            steps++;
            assertTrue(steps <= 20, "a step that removes something");
        }

        assertEquals(Optional.empty(), stage.outbox.find(Accounts.ACME, sending));
        assertEquals(0, before);
    }

    @Test
    default void of_an_account_that_is_removed_what_has_finished_is_removed_in_steps() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId cancelled = stage.in(SendingState.CANCELLED);
        SendingId waiting = stage.in(SendingState.ACTIVE);
        SendingId done = stage.active(20);
        stage.outbox.complete(OutboxStage.allEnded(stage.claim(done, 20), EntryState.ACCEPTED));
        stage.outbox.settle(done);

        assertEquals(0, stage.outbox.forget(Accounts.GLOBEX, 6), "of another account");
        int removed = 0;
        int step = stage.outbox.forget(Accounts.ACME, 6);
        while (step > 0) {
            assertTrue(step <= 6, step + " in one step");
            removed += step;
            step = stage.outbox.forget(Accounts.ACME, 6);
        }

        assertEquals(23, removed, "21 entries, and 2 sendings");
        assertEquals(Optional.empty(), stage.outbox.find(Accounts.ACME, done));
        assertEquals(Optional.empty(), stage.outbox.find(Accounts.ACME, cancelled));
        assertEquals(1, stage.entries(waiting).size(), "what has not finished");
        assertEquals(
                List.of(waiting),
                stage.outbox.list(SendingQuery.newest(Accounts.ACME, 10)).stream()
                        .map(Sending::id)
                        .toList());
    }

    @Test
    default void everything_survives_the_process_that_wrote_it() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.open(3);
        stage.outbox.storeContent(sending, 0, Sendings.data(1));
        stage.outbox.seal(sending, 3, OutboxStage.BEGIN);
        Claim dispatched = stage.dispatched(sending, 1);
        Claim claimed = stage.claim(sending, 1);
        SendingId paused = stage.in(SendingState.PAUSED);
        Optional<? extends Outbox> reopened = reopen(stage.outbox, stage.clock);
        if (reopened.isEmpty()) {
            abort("This outbox cannot be opened a second time: reopen(...) is not overridden.");
        }
        Outbox second = reopened.get();

        assertEquals(Optional.of(stage.find(sending)), second.find(Accounts.ACME, sending));
        assertEquals(Optional.of(stage.find(paused)), second.find(Accounts.ACME, paused));
        assertEquals(stage.entries(sending), second.entries(Accounts.ACME, EntryQuery.all(sending, 0, 10)));
        assertEquals(Optional.of(Sendings.data(1)), second.content(sending, 0));
        stage.clock.advance(OutboxStage.TICK);
        assertTrue(second.dispatch(claimed.token(), 1, OutboxStage.LEASE), "the claim is kept");
        stage.clock.setTo(dispatched.leaseEnd());
        assertEquals(
                Optional.of(dispatched.entries()),
                second.recover(Duration.ZERO, OutboxStage.LEASE).map(Claim::entries));
    }

    private static List<Integer> listed(OutboxStage stage, SendingQuery query) {
        return stage.outbox.list(query).stream()
                .map(sending -> Sendings.numberOf(sending.id()))
                .toList();
    }

    private static List<Integer> places(OutboxStage stage, EntryQuery query) {
        return stage.outbox.entries(Accounts.ACME, query).stream()
                .map(entry -> entry.id().ordinal())
                .toList();
    }
}
