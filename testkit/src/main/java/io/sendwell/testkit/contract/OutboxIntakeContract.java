package io.sendwell.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sendwell.account.AccountId;
import io.sendwell.outbox.Appended;
import io.sendwell.outbox.Claim;
import io.sendwell.outbox.Creation;
import io.sendwell.outbox.EntryId;
import io.sendwell.outbox.EntryState;
import io.sendwell.outbox.Lane;
import io.sendwell.outbox.NewEntry;
import io.sendwell.outbox.NewSending;
import io.sendwell.outbox.Octets;
import io.sendwell.outbox.OutboxIntake;
import io.sendwell.outbox.Progress;
import io.sendwell.outbox.Sending;
import io.sendwell.outbox.SendingId;
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
import org.junit.jupiter.api.Test;

/** What an outbox keeps of {@link OutboxIntake}. Part of {@link OutboxContract}. */
public interface OutboxIntakeContract extends OutboxUnderTest {

    @Test
    default void now_is_what_the_stores_clock_shows() {
        OutboxStage stage = OutboxStage.of(this);

        assertEquals(OutboxStage.BEGIN, stage.outbox.now());
        stage.clock.advance(Duration.ofDays(90).plusMillis(1));
        assertEquals(stage.clock.instant(), stage.outbox.now());
    }

    @Test
    default void a_sending_is_found_as_it_was_created() {
        OutboxStage stage = OutboxStage.of(this);
        for (Lane lane : Lane.values()) {
            NewSending created = stage.next(Accounts.ACME, lane);
            assertEquals(new Creation.Created(), stage.outbox.create(created));
            assertEquals(
                    new Sending(
                            created.id(),
                            Accounts.ACME,
                            lane,
                            SendingState.OPEN,
                            created.summary(),
                            stage.clock.instant(),
                            Optional.empty(),
                            "",
                            Optional.empty(),
                            Progress.of(0)),
                    stage.find(created.id()));
            stage.clock.advance(OutboxStage.TICK);
        }
    }

    @Test
    default void a_request_that_is_repeated_makes_no_second_sending() {
        OutboxStage stage = OutboxStage.of(this);
        NewSending first = stage.next(Accounts.ACME, Lane.BROADCAST);
        NewSending again = withRequest(stage.next(Accounts.ACME, Lane.SMALL), first.requestKey(), first.requestHash());
        stage.open(first, 1);
        Sending before = stage.find(first.id());
        stage.clock.advance(OutboxStage.LEASE);

        for (NewSending repeated : List.of(again, first)) {
            assertEquals(new Creation.Repeated(first.id(), SendingState.OPEN), stage.outbox.create(repeated));
        }
        assertEquals(Optional.empty(), stage.outbox.find(Accounts.ACME, again.id()));
        assertEquals(before, stage.find(first.id()));
    }

    @Test
    default void a_request_that_is_repeated_is_told_how_far_its_sending_has_come() {
        OutboxStage stage = OutboxStage.of(this);
        int number = 0;
        for (SendingState state : SendingState.values()) {
            SendingId id = stage.in(state);
            number++;

            assertEquals(
                    new Creation.Repeated(id, state),
                    stage.outbox.create(withRequest(
                            stage.next(Accounts.ACME, Lane.BROADCAST), "request " + number, "digest " + number)));
            number++;
        }
    }

    @Test
    default void a_key_that_another_request_used_is_a_conflict_and_changes_nothing() {
        OutboxStage stage = OutboxStage.of(this);
        NewSending first = stage.next(Accounts.ACME, Lane.BROADCAST);
        NewSending other = withRequest(stage.next(Accounts.ACME, Lane.BROADCAST), first.requestKey(), "another digest");
        stage.open(first, 1);
        Sending before = stage.find(first.id());

        assertEquals(new Creation.Conflict(first.id()), stage.outbox.create(other));
        assertEquals(Optional.empty(), stage.outbox.find(Accounts.ACME, other.id()));
        assertEquals(before, stage.find(first.id()));
    }

    @Test
    default void request_keys_are_compared_exactly() {
        OutboxStage stage = OutboxStage.of(this);
        List<String> keys = new ArrayList<>(
                List.of("key", "KEY", "key ", " key", "k\u00e9y", "ke\u0301y", "k".repeat(200), "k".repeat(199)));
        HostileTexts.all().stream()
                .filter(text -> !text.isEmpty() && text.length() <= 200)
                .forEach(keys::add);
        List<SendingId> made = new ArrayList<>();
        for (String key : keys) {
            NewSending sending = withRequest(stage.next(Accounts.ACME, Lane.INDIVIDUAL), key, "digest");
            assertEquals(new Creation.Created(), stage.outbox.create(sending), () -> "the key '" + key + "'");
            made.add(sending.id());
        }
        for (int number = 0; number < keys.size(); number++) {
            assertEquals(
                    new Creation.Repeated(made.get(number), SendingState.OPEN),
                    stage.outbox.create(
                            withRequest(stage.next(Accounts.ACME, Lane.INDIVIDUAL), keys.get(number), "digest")));
        }
    }

    @Test
    default void accounts_may_use_the_same_key() {
        OutboxStage stage = OutboxStage.of(this);
        for (AccountId account : List.of(Accounts.ACME, Accounts.GLOBEX, AccountId.of("ACME"))) {
            assertEquals(
                    new Creation.Created(),
                    stage.outbox.create(withRequest(stage.next(account, Lane.BROADCAST), "key", "digest")),
                    account.value());
        }
    }

    @Test
    default void text_of_any_kind_is_kept_as_text() {
        OutboxStage stage = OutboxStage.of(this);
        List<NewSending> created = new ArrayList<>();
        for (String text : HostileTexts.all()) {
            NewSending plain = stage.next(Accounts.ACME, Lane.BROADCAST);
            NewSending hostile = new NewSending(
                    plain.id(),
                    plain.account(),
                    plain.requestKey(),
                    plain.requestHash(),
                    plain.lane(),
                    new SendingSummary(text, text, text, plain.summary().campaign()));
            stage.outbox.create(hostile);
            created.add(hostile);
        }

        assertEquals(
                created.stream().map(NewSending::summary).toList(),
                created.stream()
                        .map(sending -> stage.find(sending.id()).summary())
                        .toList());
    }

    @Test
    default void content_is_kept_octet_by_octet() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.open(0);
        byte[] large = new byte[262_144];
        for (int at = 0; at < large.length; at++) {
            large[at] = (byte) (at * 31 + at / 256);
        }

        assertTrue(stage.outbox.storeContent(sending, 0, Octets.of(large)));
        assertTrue(stage.outbox.storeContent(sending, 7, Octets.none()));
        assertEquals(Optional.of(Octets.of(large)), stage.outbox.content(sending, 0));
        assertEquals(Optional.of(Octets.none()), stage.outbox.content(sending, 7));
        assertEquals(Optional.empty(), stage.outbox.content(sending, 1));
        assertEquals(Optional.empty(), stage.outbox.content(stage.open(0), 0), "content of another sending");
        assertEquals(Optional.empty(), stage.outbox.content(Sendings.id(999), 0), "content of no sending");
    }

    @Test
    default void content_that_is_there_stays_as_it_is() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.open(0);
        stage.outbox.storeContent(sending, 0, Sendings.data(1));

        assertTrue(stage.outbox.storeContent(sending, 0, Sendings.data(2)), "stored again");
        assertEquals(Optional.of(Sendings.data(1)), stage.outbox.content(sending, 0));
    }

    @Test
    default void content_is_stored_while_the_sending_is_open_and_can_be_read_for_ever() {
        OutboxStage stage = OutboxStage.of(this);
        for (SendingState state : EnumSet.complementOf(EnumSet.of(SendingState.OPEN))) {
            SendingId sending = stage.in(state);
            assertFalse(stage.outbox.storeContent(sending, 0, Sendings.data(1)), state.name());
            assertEquals(Optional.empty(), stage.outbox.content(sending, 0));
        }
        assertFalse(stage.outbox.storeContent(Sendings.id(999), 0, Sendings.data(1)), "no such sending");

        SendingId sealed = stage.open(1);
        stage.outbox.storeContent(sealed, 0, Sendings.data(1));
        stage.outbox.seal(sealed, 1, stage.clock.instant());
        assertEquals(Optional.of(Sendings.data(1)), stage.outbox.content(sealed, 0));
    }

    @Test
    default void entries_are_kept_as_they_were_appended() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.open(0);
        byte[] large = new byte[NewEntry.MAX_DATA];
        for (int at = 0; at < large.length; at++) {
            large[at] = (byte) (at * 7 + at / 256);
        }
        List<NewEntry> entries = List.of(
                Sendings.entry(0),
                new NewEntry(1, "p".repeat(32), Octets.none()),
                new NewEntry(5, "o\u0308 👩", Octets.of(large)),
                Sendings.entry(Integer.MAX_VALUE));

        assertEquals(Optional.of(new Appended(4, Set.of())), stage.outbox.append(sending, entries));
        assertEquals(4, stage.progress(sending).total(), "the total of an open sending is what was appended so far");
        assertEquals(
                entries.stream()
                        .map(entry -> new StoredEntry(
                                new EntryId(sending, entry.ordinal()),
                                EntryState.DUE,
                                0,
                                "",
                                "",
                                entry.data(),
                                Octets.none()))
                        .toList(),
                stage.entries(sending));
    }

    @Test
    default void five_thousand_entries_are_appended_in_one_step() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.open(0);

        assertEquals(
                Optional.of(new Appended(5_000, Set.of())), stage.outbox.append(sending, Sendings.entries(0, 5_000)));
        assertEquals(5_000, stage.progress(sending).total());
    }

    @Test
    default void entries_that_are_appended_again_change_nothing() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.open(10);
        List<StoredEntry> before = stage.entries(sending);

        assertEquals(Optional.of(new Appended(0, Set.of())), stage.outbox.append(sending, Sendings.entries(0, 10)));
        assertEquals(
                Optional.of(new Appended(0, Set.of())),
                stage.outbox.append(sending, List.of(new NewEntry(3, "somebody else", Sendings.data(99)))),
                "a place that is taken");
        assertEquals(before, stage.entries(sending));
        assertEquals(
                Optional.of(new Appended(5, Set.of())),
                stage.outbox.append(sending, Sendings.entries(5, 15)),
                "five of ten are new");
        assertEquals(15, stage.progress(sending).total());
    }

    @Test
    default void a_person_has_one_entry_in_a_sending_and_the_others_are_told_again_and_again() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.open(0);
        List<NewEntry> first = List.of(person(0, "a"), person(1, "b"), person(2, "a"), person(3, "b"), person(4, "a"));
        List<NewEntry> second = List.of(person(5, "c"), person(6, "b"), person(7, "c"));

        assertEquals(Optional.of(new Appended(2, Set.of(2, 3, 4))), stage.outbox.append(sending, first));
        assertEquals(Optional.of(new Appended(1, Set.of(6, 7))), stage.outbox.append(sending, second));
        assertEquals(Optional.of(new Appended(0, Set.of(2, 3, 4))), stage.outbox.append(sending, first), "repeated");
        assertEquals(Optional.of(new Appended(0, Set.of(6, 7))), stage.outbox.append(sending, second), "repeated");
        assertEquals(
                List.of(0, 1, 5),
                stage.entries(sending).stream()
                        .map(entry -> entry.id().ordinal())
                        .toList());
        assertEquals(3, stage.progress(sending).total());
    }

    @Test
    default void persons_are_compared_exactly_and_within_their_sending() {
        OutboxStage stage = OutboxStage.of(this);
        List<NewEntry> entries =
                List.of(person(0, "ab"), person(1, "AB"), person(2, "ab "), person(3, "\u00e9"), person(4, "e\u0301"));

        for (int round = 0; round < 2; round++) {
            assertEquals(Optional.of(new Appended(5, Set.of())), stage.outbox.append(stage.open(0), entries));
        }
    }

    @Test
    default void appending_nothing_adds_nothing() {
        OutboxStage stage = OutboxStage.of(this);

        assertEquals(Optional.of(new Appended(0, Set.of())), stage.outbox.append(stage.open(3), List.of()));
    }

    @Test
    default void only_an_open_sending_is_appended_to() {
        OutboxStage stage = OutboxStage.of(this);
        for (SendingState state : EnumSet.complementOf(EnumSet.of(SendingState.OPEN))) {
            SendingId sending = stage.in(state);
            List<StoredEntry> before = stage.entries(sending);

            assertEquals(Optional.empty(), stage.outbox.append(sending, Sendings.entries(0, 3)), state.name());
            assertEquals(before, stage.entries(sending), state.name());
        }
        assertEquals(Optional.empty(), stage.outbox.append(Sendings.id(999), Sendings.entries(0, 3)));
    }

    @Test
    default void a_sending_is_sealed_with_exactly_as_many_entries_as_it_has() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.open(3);
        Instant startAt = OutboxStage.BEGIN.plusSeconds(600);

        assertFalse(stage.outbox.seal(sending, 2, startAt), "one too few");
        assertFalse(stage.outbox.seal(sending, 4, startAt), "one too many");
        assertEquals(SendingState.OPEN, stage.find(sending).state());
        assertEquals(Optional.empty(), stage.find(sending).startAt());
        assertTrue(stage.outbox.seal(sending, 3, startAt));
        assertEquals(SendingState.ACTIVE, stage.find(sending).state());
        assertEquals(Optional.of(startAt), stage.find(sending).startAt());
        assertEquals(Progress.of(3), stage.progress(sending));
        assertFalse(stage.outbox.seal(Sendings.id(999), 0, startAt), "no such sending");
    }

    @Test
    default void a_start_in_the_past_is_kept_as_it_is() {
        OutboxStage stage = OutboxStage.of(this);
        Instant yesterday = OutboxStage.BEGIN.minus(Duration.ofDays(1));
        SendingId sending = stage.active(stage.next(Accounts.ACME, Lane.BROADCAST), 1, yesterday);

        assertEquals(Optional.of(yesterday), stage.find(sending).startAt());
        assertTrue(stage.outbox.seal(sending, 1, yesterday), "sealed again");
        assertEquals(1, stage.claim(sending, 1).entries().size());
    }

    @Test
    default void sealing_again_says_yes_whatever_became_of_the_sending() {
        OutboxStage stage = OutboxStage.of(this);
        for (SendingState state : EnumSet.complementOf(EnumSet.of(SendingState.OPEN))) {
            SendingId sending = stage.in(state);

            assertTrue(stage.outbox.seal(sending, 1, OutboxStage.BEGIN), state.name());
            assertEquals(state, stage.find(sending).state());
        }
    }

    @Test
    default void total_and_start_never_change_after_sealing() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.active(3);
        Sending sealed = stage.find(sending);

        assertFalse(stage.outbox.seal(sending, 2, OutboxStage.BEGIN), "another total");
        assertFalse(stage.outbox.seal(sending, 3, OutboxStage.BEGIN.plusMillis(1)), "another start");
        assertEquals(sealed, stage.find(sending));
    }

    @Test
    default void a_sending_that_was_cancelled_while_open_is_never_sealed() {
        OutboxStage stage = OutboxStage.of(this);
        SendingId sending = stage.open(3);

        assertEquals(Optional.of(SendingState.CANCELLING), stage.outbox.cancel(Accounts.ACME, sending));
        assertFalse(stage.outbox.seal(sending, 3, OutboxStage.BEGIN));
        assertEquals(Progress.of(3), stage.progress(sending));
        assertEquals(SendingState.CANCELLING, stage.find(sending).state());
        assertEquals(Optional.empty(), stage.find(sending).startAt());
    }

    @Test
    default void the_entries_of_a_sending_leave_with_the_data_they_were_appended_with() {
        OutboxStage stage = OutboxStage.of(this);
        Claim claim = stage.claim(stage.active(3), 3);

        assertEquals(
                List.of(Sendings.data(0), Sendings.data(1), Sendings.data(2)),
                claim.entries().stream().map(entry -> entry.data()).toList());
    }

    private static NewSending withRequest(NewSending sending, String key, String hash) {
        return new NewSending(sending.id(), sending.account(), key, hash, sending.lane(), sending.summary());
    }

    private static NewEntry person(int ordinal, String person) {
        return new NewEntry(ordinal, person, Sendings.data(ordinal));
    }
}
