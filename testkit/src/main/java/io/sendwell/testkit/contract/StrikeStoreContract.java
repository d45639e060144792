package io.sendwell.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.RowUndo;
import io.sendwell.event.Bounce;
import io.sendwell.event.BounceKind;
import io.sendwell.event.Strike;
import io.sendwell.event.StrikeStore;
import io.sendwell.testkit.fixtures.HostileTexts;
import io.sendwell.testkit.fixtures.Mailboxes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link StrikeStore} keeps. */
public interface StrikeStoreContract {

    /** A time to the millisecond, which every store keeps. */
    Instant NOON = Instant.parse("2026-11-21T12:00:00.125Z");

    /** A row that turned out wrong, for two days. */
    RowUndo WRONG = new RowUndo("B31", "mailjet", NOON.minus(Duration.ofDays(1)), NOON.plus(Duration.ofDays(1)));

    /** Makes a store with nothing in it; it is asked for one in each test. */
    StrikeStore newStrikeStore();

    /**
     * Opens a store once more, as another process would, so that it can be seen that strikes survive.
     *
     * @return empty, unless overridden, for a store that lives in this process alone; what survives is skipped then
     */
    default Optional<? extends StrikeStore> reopen(StrikeStore store) {
        return Optional.empty();
    }

    /**
     * Whom {@link StrikeStore#undo} names for an address: itself. Override it for a store that keeps something else in place of
     * addresses, such as {@link io.sendwell.event.KeyedStrikeStore}.
     */
    default EmailAddress named(EmailAddress address) {
        return address;
    }

    /** What is kept of what a server said: all of it. Override it for a store that leaves addresses out. */
    default String kept(String text) {
        return text;
    }

    @Test
    default void an_address_without_strikes_is_not_found() {
        StrikeStore store = newStrikeStore();
        store.add(Mailboxes.GONE.address(), strike(0));

        assertEquals(Map.of(), store.find(List.of(Mailboxes.GRACE.address())));
        assertEquals(Map.of(), store.find(List.of()));
    }

    @Test
    default void strikes_are_found_as_they_were_added_the_oldest_first() {
        StrikeStore store = newStrikeStore();
        List<Strike> strikes = new ArrayList<>();
        for (BounceKind kind : BounceKind.values()) {
            strikes.add(new Strike(
                    NOON.plusSeconds(strikes.size()), "smtp", new Bounce(kind, "B28", "450 4.2.1", "Try again later")));
        }
        List<Strike> newestFirst = new ArrayList<>(strikes);
        Collections.reverse(newestFirst);
        newestFirst.forEach(strike -> store.add(Mailboxes.GONE.address(), strike));

        assertEquals(Map.of(Mailboxes.GONE.address(), strikes), store.find(List.of(Mailboxes.GONE.address())));
    }

    @Test
    default void strikes_stand_under_each_address_as_it_was_asked_for() {
        StrikeStore store = newStrikeStore();
        store.add(EmailAddress.parse("Gone@bücher.example"), strike(0));
        store.add(EmailAddress.parse("gone+news@bücher.example"), strike(1));
        EmailAddress lower = EmailAddress.parse("gone@xn--bcher-kva.example");
        EmailAddress upper = EmailAddress.parse("GONE@bücher.example");

        assertEquals(Map.of(lower, List.of(strike(0)), upper, List.of(strike(0))), store.find(List.of(lower, upper)));
    }

    @Test
    default void thousands_of_addresses_are_asked_for_at_once() {
        StrikeStore store = newStrikeStore();
        EmailAddress last = EmailAddress.parse("person2999@example.net");
        store.add(last, strike(0));
        List<EmailAddress> asked = IntStream.range(0, 3000)
                .mapToObj(number -> EmailAddress.parse("person" + number + "@example.net"))
                .toList();

        assertEquals(Map.of(last, List.of(strike(0))), store.find(asked));
    }

    @Test
    default void a_strike_that_is_reported_again_counts_once_and_stays_as_it_was() {
        StrikeStore store = newStrikeStore();
        store.add(Mailboxes.GONE.address(), strike(0));
        store.add(
                EmailAddress.parse("GONE@customer.example"),
                new Strike(NOON, "mailjet", new Bounce(BounceKind.UNCLEAR, "B31", "550", "said in other words")));

        assertEquals(List.of(strike(0)), against(store, Mailboxes.GONE.address()));
    }

    @Test
    default void strikes_of_another_time_reporter_or_row_are_others() {
        StrikeStore store = newStrikeStore();
        List<Strike> strikes = List.of(
                strike(0),
                new Strike(NOON, "smtp", strike(0).bounce()),
                new Strike(NOON, "mailjet", new Bounce(BounceKind.UNCLEAR, "B30", "550", "")),
                new Strike(NOON.plusMillis(1), "mailjet", strike(0).bounce()));
        strikes.forEach(strike -> store.add(Mailboxes.GONE.address(), strike));

        List<Strike> counted = against(store, Mailboxes.GONE.address());
        assertEquals(strikes.size(), counted.size());
        assertEquals(Set.copyOf(strikes), Set.copyOf(counted));
    }

    @Test
    default void what_bounced_until_an_address_was_cleared_counts_no_more() {
        StrikeStore store = newStrikeStore();
        for (int day = 0; day < 3; day++) {
            store.add(Mailboxes.GONE.address(), strike(day));
            store.add(Mailboxes.GRACE.address(), strike(day));
        }
        store.clear(
                Map.of(EmailAddress.parse("GONE@customer.example"), strike(1).at()));

        assertEquals(List.of(strike(2)), against(store, Mailboxes.GONE.address()));
        assertEquals(3, against(store, Mailboxes.GRACE.address()).size(), "strikes of an address that was not cleared");
    }

    @Test
    default void what_had_bounced_before_a_clearance_does_not_count_when_it_is_reported_later() {
        StrikeStore store = newStrikeStore();
        store.clear(Map.of(Mailboxes.GONE.address(), strike(1).at()));
        for (int day = 0; day < 3; day++) {
            store.add(Mailboxes.GONE.address(), strike(day));
        }

        assertEquals(List.of(strike(2)), against(store, Mailboxes.GONE.address()));
    }

    @Test
    default void a_clearance_is_never_taken_back_by_an_earlier_one() {
        StrikeStore store = newStrikeStore();
        store.clear(Map.of(Mailboxes.GONE.address(), strike(1).at()));
        store.clear(Map.of(Mailboxes.GONE.address(), strike(0).at()));
        store.add(Mailboxes.GONE.address(), strike(1));

        assertEquals(List.of(), against(store, Mailboxes.GONE.address()));
    }

    @Test
    default void many_addresses_are_cleared_at_once_each_until_its_own_time() {
        StrikeStore store = newStrikeStore();
        store.add(Mailboxes.GONE.address(), strike(0));
        store.add(Mailboxes.GRACE.address(), strike(1));
        store.add(Mailboxes.ALAN.address(), strike(1));

        store.clear(Map.of(
                Mailboxes.GONE.address(), strike(0).at(),
                Mailboxes.GRACE.address(), strike(0).at(),
                Mailboxes.ALAN.address(), strike(2).at()));
        store.clear(Map.of());

        assertEquals(
                Map.of(Mailboxes.GRACE.address(), List.of(strike(1))),
                store.find(List.of(Mailboxes.GONE.address(), Mailboxes.GRACE.address(), Mailboxes.ALAN.address())));
    }

    @Test
    default void undoing_a_row_drops_what_it_made_and_says_of_whom() {
        StrikeStore store = newStrikeStore();
        store.add(Mailboxes.GONE.address(), strikeAt(WRONG.from()));
        store.add(Mailboxes.GONE.address(), strike(0));
        store.add(Mailboxes.GRACE.address(), strikeAt(WRONG.to().minusMillis(1)));

        List<EmailAddress> dropped = store.undo(WRONG, 10);

        assertEquals(
                sorted(List.of(
                        named(Mailboxes.GONE.address()),
                        named(Mailboxes.GONE.address()),
                        named(Mailboxes.GRACE.address()))),
                sorted(dropped));
        assertEquals(Map.of(), store.find(List.of(Mailboxes.GONE.address(), Mailboxes.GRACE.address())));
        assertEquals(List.of(), store.undo(WRONG, 10), "undone again");
    }

    @Test
    default void undoing_a_row_leaves_what_other_rows_reporters_and_times_made() {
        StrikeStore store = newStrikeStore();
        Bounce wrong = strike(0).bounce();
        Set<Strike> others = Set.of(
                new Strike(NOON, "smtp", wrong),
                new Strike(NOON, "mailjet", new Bounce(BounceKind.UNCLEAR, "B3", "550", "")),
                new Strike(NOON, "mailjet", new Bounce(BounceKind.UNCLEAR, "b31", "550", "")),
                strikeAt(WRONG.from().minusMillis(1)),
                strikeAt(WRONG.to()));
        others.forEach(strike -> store.add(Mailboxes.GONE.address(), strike));
        store.add(Mailboxes.GONE.address(), strike(0));

        assertEquals(1, store.undo(WRONG, 10).size());
        assertEquals(others, Set.copyOf(against(store, Mailboxes.GONE.address())));
    }

    @Test
    default void undoing_goes_on_in_steps_until_nothing_is_left() {
        StrikeStore store = newStrikeStore();
        for (int number = 0; number < 25; number++) {
            store.add(EmailAddress.parse("person" + number % 7 + "@example.net"), strikeAt(NOON.plusSeconds(number)));
        }

        List<Integer> steps = new ArrayList<>();
        for (int step = 0; step < 4; step++) {
            steps.add(store.undo(WRONG, 10).size());
        }
        assertEquals(List.of(10, 10, 5, 0), steps);
        assertThrows(IllegalArgumentException.class, () -> store.undo(WRONG, 0));
    }

    @Test
    default void text_of_any_kind_is_kept_as_text() {
        StrikeStore store = newStrikeStore();
        List<Strike> strikes = new ArrayList<>();
        for (String text : HostileTexts.all()) {
            String word = text.length() > 200 ? "B28" : text;
            strikes.add(
                    new Strike(NOON.plusSeconds(strikes.size()), word, new Bounce(BounceKind.SOFT, word, text, text)));
        }
        strikes.forEach(strike -> store.add(Mailboxes.GONE.address(), strike));

        assertEquals(strikes.stream().map(this::kept).toList(), against(store, Mailboxes.GONE.address()));
    }

    private Strike kept(Strike strike) {
        Bounce said = strike.bounce();
        return new Strike(
                strike.at(),
                strike.source(),
                new Bounce(said.kind(), said.row(), kept(said.code()), kept(said.text())));
    }

    private static List<EmailAddress> sorted(List<EmailAddress> addresses) {
        return addresses.stream()
                .sorted(Comparator.comparing(EmailAddress::normalForm))
                .toList();
    }

    @Test
    default void whatever_order_reports_come_in_and_however_often_the_same_is_kept() {
        Random random = new Random(41);
        List<Instant> clearances = List.of(strike(3).at(), strike(5).at().plusSeconds(1));
        for (int round = 0; round < 20; round++) {
            StrikeStore store = newStrikeStore();
            List<Runnable> reports = new ArrayList<>();
            for (int time = 0; time < 2; time++) {
                IntStream.range(0, 9)
                        .forEach(day -> reports.add(() -> store.add(Mailboxes.GONE.address(), strike(day))));
                clearances.forEach(at -> reports.add(() -> store.clear(Map.of(Mailboxes.GONE.address(), at))));
            }
            Collections.shuffle(reports, random);
            reports.forEach(Runnable::run);

            assertEquals(
                    List.of(strike(6), strike(7), strike(8)),
                    against(store, Mailboxes.GONE.address()),
                    "round " + round);
        }
    }

    @Test
    default void threads_that_add_clear_find_and_undo_at_the_same_time_keep_what_one_alone_would() {
        StrikeStore store = newStrikeStore();
        List<EmailAddress> addresses = IntStream.range(0, 10)
                .mapToObj(number -> EmailAddress.parse("person" + number + "@example.net"))
                .toList();
        Instant cleared = strike(4).at();
        Map<EmailAddress, Instant> clearance = new HashMap<>();
        addresses.forEach(address -> clearance.put(address, cleared));
        RowUndo another = new RowUndo("B30", "mailjet", Instant.EPOCH, NOON.plus(Duration.ofDays(99)));
        Together.run(List.of(1, 2, 3, 4).stream()
                .map(seed -> (Callable<Boolean>) () -> {
                    List<Runnable> work = new ArrayList<>();
                    for (EmailAddress address : addresses) {
                        IntStream.range(0, 8).forEach(day -> work.add(() -> store.add(address, strike(day))));
                    }
                    work.add(() -> store.clear(clearance));
                    work.add(() -> store.undo(another, 10));
                    work.add(() -> store.find(addresses));
                    Collections.shuffle(work, new Random(seed));
                    work.forEach(Runnable::run);
                    return true;
                })
                .toList());

        Map<EmailAddress, List<Strike>> found = store.find(addresses);
        assertEquals(new HashSet<>(addresses), found.keySet());
        found.forEach((address, strikes) ->
                assertEquals(List.of(strike(5), strike(6), strike(7)), strikes, address.toString()));
    }

    @Test
    default void each_strike_is_dropped_by_one_of_two_threads() {
        StrikeStore store = newStrikeStore();
        for (int round = 0; round < 20; round++) {
            store.add(EmailAddress.parse("person" + round + "@example.net"), strike(0));
            Callable<List<EmailAddress>> undo = () -> store.undo(WRONG, 10);

            int dropped = Together.run(List.of(undo, undo)).stream()
                    .mapToInt(List::size)
                    .sum();
            assertEquals(1, dropped, "strikes that both threads together dropped");
        }
    }

    @Test
    default void strikes_and_clearances_survive_the_process_that_made_them() {
        StrikeStore store = newStrikeStore();
        store.add(Mailboxes.GONE.address(), strike(2));
        store.clear(Map.of(Mailboxes.GONE.address(), strike(1).at()));
        Optional<? extends StrikeStore> reopened = reopen(store);
        if (reopened.isEmpty()) {
            abort("This store cannot be opened a second time: reopen(...) is not overridden.");
        }

        StrikeStore second = reopened.get();
        assertTrue(second != store, "reopen(...) gives another instance");
        second.add(Mailboxes.GONE.address(), strike(1));
        assertEquals(List.of(strike(2)), against(second, Mailboxes.GONE.address()));
    }

    private static List<Strike> against(StrikeStore store, EmailAddress address) {
        return store.find(List.of(address)).getOrDefault(address, List.of());
    }

    private static Strike strike(int day) {
        return strikeAt(NOON.plus(Duration.ofDays(day)));
    }

    private static Strike strikeAt(Instant at) {
        return new Strike(at, "mailjet", new Bounce(BounceKind.UNCLEAR, "B31", "550", "Refused"));
    }
}
