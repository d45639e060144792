package io.sendwell.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.BlockReason;
import io.sendwell.blocklist.Blocklist;
import io.sendwell.blocklist.BlocklistEntry;
import io.sendwell.blocklist.BlocklistQuery;
import io.sendwell.blocklist.LiftedEntry;
import io.sendwell.blocklist.OperatorBlocklist;
import io.sendwell.blocklist.RowUndo;
import io.sendwell.testkit.VirtualClock;
import io.sendwell.testkit.fixtures.Accounts;
import io.sendwell.testkit.fixtures.HostileTexts;
import io.sendwell.testkit.fixtures.Mailboxes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every {@link OperatorBlocklist} keeps: the {@link BlocklistContract}, and lifting.
 *
 * <pre>{@code
 * class JdbcBlocklistTest implements OperatorBlocklistContract {
 *     @Override
 *     public OperatorBlocklist newOperatorBlocklist(InstantSource clock) {
 *         database.clear();
 *         return new JdbcBlocklist(database.dataSource(), clock);
 *     }
 * }
 * }</pre>
 */
public interface OperatorBlocklistContract extends BlocklistContract {

    /** A row that turned out wrong, for two days. */
    RowUndo WRONG = new RowUndo("B9", "mailjet", SINCE.minus(Duration.ofDays(1)), SINCE.plus(Duration.ofDays(1)));

    /**
     * Makes a list with nothing on it; it is asked for one in each test.
     *
     * @param clock dates what is lifted
     */
    OperatorBlocklist newOperatorBlocklist(InstantSource clock);

    /** What is kept of a reason: all of it. Override it for a list that leaves addresses out. */
    default String kept(String reason) {
        return reason;
    }

    @Override
    default OperatorBlocklist newBlocklist() {
        return newOperatorBlocklist(VirtualClock.at(SINCE));
    }

    @Override
    default Optional<? extends OperatorBlocklist> reopen(Blocklist blocklist) {
        return Optional.empty();
    }

    @Test
    default void lifting_takes_away_every_entry_of_the_address_and_says_which() {
        OperatorBlocklist blocklist = newBlocklist();
        Set<BlocklistEntry> entries = Set.of(
                entry(BlockReason.HARD_BOUNCE),
                entry(BlockReason.COMPLAINT),
                entry(BlockReason.HARD_BOUNCE).onlyFor(Accounts.ACME),
                entry(BlockReason.HARD_BOUNCE).onlyFor(Accounts.GLOBEX));
        entries.forEach(blocklist::add);

        List<BlocklistEntry> lifted = blocklist.lift(Mailboxes.GONE.address(), "new mailbox", "Rosa");

        assertEquals(entries.size(), lifted.size());
        assertEquals(entries, Set.copyOf(lifted));
        assertEquals(Map.of(), blocklist.find(Accounts.ACME, List.of(Mailboxes.GONE.address()), SINCE));
        assertEquals(Map.of(), blocklist.find(Accounts.GLOBEX, List.of(Mailboxes.GONE.address()), SINCE));
    }

    @Test
    default void lifting_one_address_leaves_the_others_blocked() {
        OperatorBlocklist blocklist = newBlocklist();
        blocklist.add(entry(BlockReason.HARD_BOUNCE));
        BlocklistEntry other = BlocklistEntry.manual(Mailboxes.ALAN.address(), "asked on the phone", SINCE);
        blocklist.add(other);

        blocklist.lift(Mailboxes.GONE.address(), "new mailbox", "Rosa");

        assertEquals(Map.of(other.address(), other), blocklist.find(Accounts.ACME, List.of(other.address()), SINCE));
    }

    @Test
    default void lifting_compares_addresses_by_their_normal_form() {
        OperatorBlocklist blocklist = newBlocklist();
        BlocklistEntry entry = entry(BlockReason.HARD_BOUNCE);
        blocklist.add(entry);
        EmailAddress upper = EmailAddress.parse("GONE@Customer.Example");

        assertEquals(List.of(found(entry, upper)), blocklist.lift(upper, "new mailbox", "Rosa"));
        assertEquals(1, blocklist.lifted(upper).size(), "records under the address in capitals");
        assertEquals(1, blocklist.lifted(Mailboxes.GONE.address()).size(), "records under the address as added");
    }

    @Test
    default void lifting_an_address_that_is_not_blocked_lifts_nothing_and_records_nothing() {
        OperatorBlocklist blocklist = newBlocklist();

        assertEquals(List.of(), blocklist.lift(Mailboxes.GRACE.address(), "just in case", "Rosa"));
        assertEquals(List.of(), blocklist.lifted(Mailboxes.GRACE.address()));
    }

    @Test
    default void lifting_needs_a_reason_and_a_name() {
        OperatorBlocklist blocklist = newBlocklist();
        BlocklistEntry entry = entry(BlockReason.HARD_BOUNCE);
        blocklist.add(entry);

        for (String blank : List.of("", " ", "\t\n")) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> blocklist.lift(entry.address(), blank, "Rosa"),
                    "a blank reason");
            assertThrows(
                    IllegalArgumentException.class,
                    () -> blocklist.lift(entry.address(), "new mailbox", blank),
                    "a blank name");
        }
        assertEquals(Map.of(entry.address(), entry), blocklist.find(Accounts.ACME, List.of(entry.address()), SINCE));
        assertEquals(List.of(), blocklist.lifted(entry.address()), "records of what was refused");
    }

    @Test
    default void a_lift_is_recorded_with_its_reason_its_author_and_its_time() {
        VirtualClock clock = VirtualClock.at(SINCE);
        OperatorBlocklist blocklist = newOperatorBlocklist(clock);
        BlocklistEntry entry = entry(BlockReason.HARD_BOUNCE).onlyFor(Accounts.ACME);
        blocklist.add(entry);
        clock.advance(Duration.ofDays(3));

        blocklist.lift(entry.address(), "new mailbox", "Rosa");

        assertEquals(
                List.of(new LiftedEntry(entry, "new mailbox", "Rosa", clock.instant())),
                blocklist.lifted(entry.address()));
    }

    @Test
    default void an_address_that_was_lifted_can_be_blocked_again() {
        OperatorBlocklist blocklist = newBlocklist();
        blocklist.add(entry(BlockReason.HARD_BOUNCE));
        blocklist.lift(Mailboxes.GONE.address(), "new mailbox", "Rosa");
        BlocklistEntry again = BlocklistEntry.hardBounce(
                Mailboxes.GONE.address(), "550 5.1.1", "Still unknown", "smtp", SINCE.plusSeconds(60));
        blocklist.add(again);

        assertEquals(Map.of(again.address(), again), blocklist.find(Accounts.ACME, List.of(again.address()), SINCE));
        assertEquals(1, blocklist.lifted(again.address()).size(), "records of the first time");
    }

    @Test
    default void records_of_several_lifts_stand_oldest_first() {
        VirtualClock clock = VirtualClock.at(SINCE);
        OperatorBlocklist blocklist = newOperatorBlocklist(clock);
        List<String> reasons = List.of("typing error", "new mailbox", "asked for it");
        for (String reason : reasons) {
            blocklist.add(entry(BlockReason.HARD_BOUNCE));
            blocklist.lift(Mailboxes.GONE.address(), reason, "Rosa");
            clock.advance(Duration.ofDays(1));
        }

        assertEquals(
                reasons,
                blocklist.lifted(Mailboxes.GONE.address()).stream()
                        .map(LiftedEntry::reason)
                        .toList());
        assertEquals(List.of(), blocklist.lifted(Mailboxes.GRACE.address()), "records of another address");
    }

    @Test
    default void reasons_and_names_of_any_kind_are_kept_as_text() {
        OperatorBlocklist blocklist = newBlocklist();
        List<String> reasons =
                HostileTexts.all().stream().filter(text -> !text.isBlank()).toList();
        List<String> kept = new ArrayList<>();
        for (String reason : reasons) {
            EmailAddress address = EmailAddress.parse("person" + kept.size() + "@example.net");
            blocklist.add(BlocklistEntry.manual(address, "", SINCE));
            blocklist.lift(address, reason, reason.length() > 200 ? "Rosa" : reason);
            blocklist.lifted(address).forEach(record -> kept.add(record.reason()));
        }

        assertEquals(reasons.stream().map(this::kept).toList(), kept);
    }

    @Test
    default void threads_that_add_the_same_entry_at_the_same_time_leave_one() {
        OperatorBlocklist blocklist = newBlocklist();
        for (int round = 0; round < 20; round++) {
            EmailAddress address = EmailAddress.parse("person" + round + "@example.net");
            Callable<Boolean> add = () -> {
                blocklist.add(BlocklistEntry.manual(address, "asked on the phone", SINCE));
                return true;
            };
            Together.run(List.of(add, add));

            assertEquals(1, blocklist.lift(address, "new mailbox", "Rosa").size(), "entries of one address");
        }
    }

    @Test
    default void an_entry_is_lifted_by_one_of_two_threads() {
        OperatorBlocklist blocklist = newBlocklist();
        for (int round = 0; round < 20; round++) {
            EmailAddress address = EmailAddress.parse("person" + round + "@example.net");
            blocklist.add(BlocklistEntry.manual(address, "asked on the phone", SINCE));
            Callable<List<BlocklistEntry>> lift = () -> blocklist.lift(address, "new mailbox", "Rosa");

            int lifted = Together.run(List.of(lift, lift)).stream()
                    .mapToInt(List::size)
                    .sum();

            assertEquals(1, lifted, "entries that both threads together lifted");
            assertEquals(1, blocklist.lifted(address).size(), "records of it");
        }
    }

    @Test
    default void undoing_a_row_lifts_what_it_made_of_every_scope_and_records_it() {
        VirtualClock clock = VirtualClock.at(SINCE);
        OperatorBlocklist blocklist = newOperatorBlocklist(clock);
        Set<BlocklistEntry> made = Set.of(
                entry(BlockReason.HARD_BOUNCE),
                entry(BlockReason.SUPPRESSED_BY_PROVIDER).until(SINCE.plusSeconds(60)),
                entry(BlockReason.HARD_BOUNCE).onlyFor(Accounts.ACME),
                byRow("grace", "B9", "mailjet", SINCE));
        made.forEach(blocklist::add);
        clock.advance(Duration.ofDays(3));

        List<BlocklistEntry> undone = blocklist.undo(WRONG, 10, "row B9 was wrong", "Rosa");

        assertEquals(made.size(), undone.size(), "entries that were lifted");
        assertEquals(listed(made), Set.copyOf(undone));
        assertEquals(Set.of(), whole(blocklist));
        for (BlocklistEntry entry : made) {
            assertTrue(
                    blocklist
                            .lifted(entry.address())
                            .contains(new LiftedEntry(entry, "row B9 was wrong", "Rosa", clock.instant())),
                    "a record of " + entry);
        }
    }

    @Test
    default void undoing_a_row_leaves_what_other_rows_reporters_and_times_made() {
        OperatorBlocklist blocklist = newBlocklist();
        BlocklistEntry first = byRow("first", "B9", "mailjet", WRONG.from());
        BlocklistEntry last = byRow("last", "B9", "mailjet", WRONG.to().minusMillis(1));
        Set<BlocklistEntry> others = Set.of(
                byRow("first", "B9", "mailjet", WRONG.from())
                        .onlyFor(Accounts.ACME)
                        .row("B20"),
                byRow("lower", "b9", "mailjet", SINCE),
                byRow("longer", "B91", "mailjet", SINCE),
                byRow("smtp", "B9", "smtp", SINCE),
                byRow("before", "B9", "mailjet", WRONG.from().minusMillis(1)),
                byRow("after", "B9", "mailjet", WRONG.to()),
                byRow("manual", "", "mailjet", SINCE));
        others.forEach(blocklist::add);
        blocklist.add(first);
        blocklist.add(last);

        assertEquals(listed(Set.of(first, last)), Set.copyOf(blocklist.undo(WRONG, 10, "row B9 was wrong", "Rosa")));
        assertEquals(listed(others), whole(blocklist));
        assertEquals(1, blocklist.lifted(first.address()).size(), "records of an address that stays blocked");
    }

    @Test
    default void undoing_goes_on_in_steps_until_nothing_is_left() {
        OperatorBlocklist blocklist = newBlocklist();
        for (int number = 0; number < 25; number++) {
            blocklist.add(byRow("person" + number, "B9", "mailjet", SINCE));
        }

        List<Integer> steps = new ArrayList<>();
        for (int step = 0; step < 4; step++) {
            steps.add(blocklist.undo(WRONG, 10, "row B9 was wrong", "Rosa").size());
        }
        assertEquals(List.of(10, 10, 5, 0), steps);
        assertEquals(Set.of(), whole(blocklist));
    }

    @Test
    default void undoing_needs_a_reason_a_name_and_a_limit() {
        OperatorBlocklist blocklist = newBlocklist();
        BlocklistEntry entry = entry(BlockReason.HARD_BOUNCE);
        blocklist.add(entry);

        assertThrows(IllegalArgumentException.class, () -> blocklist.undo(WRONG, 10, " ", "Rosa"), "no reason");
        assertThrows(IllegalArgumentException.class, () -> blocklist.undo(WRONG, 10, "wrong", ""), "no name");
        assertThrows(IllegalArgumentException.class, () -> blocklist.undo(WRONG, 0, "wrong", "Rosa"), "no limit");
        assertEquals(listed(Set.of(entry)), whole(blocklist));
        assertEquals(List.of(), blocklist.lifted(entry.address()), "records of what was refused");
    }

    @Test
    default void what_was_undone_can_be_blocked_and_undone_again() {
        OperatorBlocklist blocklist = newBlocklist();
        BlocklistEntry entry = entry(BlockReason.HARD_BOUNCE);
        for (int time = 1; time <= 2; time++) {
            blocklist.add(entry);
            assertEquals(listed(Set.of(entry)), whole(blocklist));
            assertEquals(List.of(listed(entry)), blocklist.undo(WRONG, 10, "row B9 was wrong", "Rosa"));
            assertEquals(time, blocklist.lifted(entry.address()).size(), "records");
        }
    }

    @Test
    default void what_a_row_made_is_undone_by_one_of_two_threads() {
        OperatorBlocklist blocklist = newBlocklist();
        for (int round = 0; round < 20; round++) {
            BlocklistEntry entry = byRow("person" + round, "B9", "mailjet", SINCE);
            blocklist.add(entry);
            Callable<List<BlocklistEntry>> undo = () -> blocklist.undo(WRONG, 10, "row B9 was wrong", "Rosa");

            int undone = Together.run(List.of(undo, undo)).stream()
                    .mapToInt(List::size)
                    .sum();

            assertEquals(1, undone, "entries that both threads together lifted");
            assertEquals(1, blocklist.lifted(entry.address()).size(), "records of it");
        }
    }

    @Test
    default void threads_that_add_find_and_undo_at_the_same_time_lift_each_entry_once() {
        OperatorBlocklist blocklist = newBlocklist();
        List<BlocklistEntry> entries = IntStream.range(0, 100)
                .mapToObj(number -> byRow("person" + number, "B9", "mailjet", SINCE))
                .toList();
        List<EmailAddress> addresses =
                entries.stream().map(BlocklistEntry::address).toList();
        int undone = Together.run(List.of(0, 1, 2, 3).stream()
                        .map(thread -> (Callable<Integer>) () -> {
                            int own = 0;
                            for (int number = thread; number < entries.size(); number += 4) {
                                blocklist.add(entries.get(number));
                                blocklist.find(Accounts.ACME, addresses, SINCE);
                                own += number % 3 == 0
                                        ? blocklist
                                                .undo(WRONG, 10, "row B9 was wrong", "Rosa")
                                                .size()
                                        : 0;
                            }
                            return own;
                        })
                        .toList())
                .stream()
                .mapToInt(Integer::intValue)
                .sum();
        List<BlocklistEntry> rest = blocklist.undo(WRONG, 1_000, "row B9 was wrong", "Rosa");

        assertEquals(entries.size(), undone + rest.size(), "entries that were lifted by anybody");
        for (EmailAddress address : addresses) {
            assertEquals(1, blocklist.lifted(address).size(), "records of " + address);
        }
        assertEquals(Set.of(), whole(blocklist));
    }

    @Test
    default void the_record_of_a_lift_survives_the_process_that_wrote_it() {
        OperatorBlocklist blocklist = newBlocklist();
        blocklist.add(entry(BlockReason.HARD_BOUNCE));
        blocklist.lift(Mailboxes.GONE.address(), "new mailbox", "Rosa");
        Optional<? extends OperatorBlocklist> reopened = reopen(blocklist);
        if (reopened.isEmpty()) {
            abort("This blocklist cannot be opened a second time: reopen(...) is not overridden.");
        }

        OperatorBlocklist second = reopened.get();
        assertEquals(Map.of(), second.find(Accounts.ACME, List.of(Mailboxes.GONE.address()), SINCE));
        assertEquals(
                List.of(new LiftedEntry(entry(BlockReason.HARD_BOUNCE), "new mailbox", "Rosa", SINCE)),
                second.lifted(Mailboxes.GONE.address()));
    }

    private static BlocklistEntry entry(BlockReason reason) {
        return BlocklistEntry.of(Mailboxes.GONE.address(), reason, "mailjet", SINCE)
                .row("B9")
                .said("550 5.1.1", "User unknown");
    }

    private static BlocklistEntry byRow(String person, String row, String source, Instant since) {
        return BlocklistEntry.hardBounce(EmailAddress.parse(person + "@example.net"), "550", "", source, since)
                .row(row);
    }

    private Set<BlocklistEntry> listed(Set<BlocklistEntry> entries) {
        return entries.stream().map(this::listed).collect(Collectors.toSet());
    }

    private static Set<BlocklistEntry> whole(OperatorBlocklist blocklist) {
        return Set.copyOf(blocklist.entries(BlocklistQuery.latest(1_000)));
    }
}
