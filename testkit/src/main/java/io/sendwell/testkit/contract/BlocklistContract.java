package io.sendwell.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.BlockReason;
import io.sendwell.blocklist.Blocklist;
import io.sendwell.blocklist.BlocklistEntry;
import io.sendwell.testkit.fixtures.Accounts;
import io.sendwell.testkit.fixtures.HostileTexts;
import io.sendwell.testkit.fixtures.Mailboxes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Blocklist} keeps. A list that the operator also lifts entries from is proven by {@link
 * OperatorBlocklistContract}, which includes this one.
 */
public interface BlocklistContract {

    /** A time to the millisecond, which every store keeps. */
    Instant SINCE = Instant.parse("2026-11-21T09:15:30.125Z");

    /** Makes a list with nothing on it; it is asked for one in each test. */
    Blocklist newBlocklist();

    /**
     * Opens the store of a list once more, as another process would, so that it can be seen that entries survive.
     *
     * @return empty, unless overridden, for a list that lives in this process alone; what survives is skipped then
     */
    default Optional<? extends Blocklist> reopen(Blocklist blocklist) {
        return Optional.empty();
    }

    @Test
    default void an_address_that_nobody_blocked_is_not_found() {
        Blocklist blocklist = newBlocklist();
        blocklist.add(hardBounce(Mailboxes.GONE.address()));

        assertEquals(Map.of(), blocklist.find(Accounts.ACME, List.of(Mailboxes.GRACE.address())));
    }

    @Test
    default void asking_for_no_address_finds_none() {
        Blocklist blocklist = newBlocklist();
        blocklist.add(hardBounce(Mailboxes.GONE.address()));

        assertEquals(Map.of(), blocklist.find(Accounts.ACME, List.of()));
    }

    @Test
    default void an_entry_is_found_as_it_was_added() {
        Blocklist blocklist = newBlocklist();
        List<BlocklistEntry> entries = new ArrayList<>();
        for (BlockReason reason : BlockReason.values()) {
            EmailAddress address = EmailAddress.parse(reason.name().toLowerCase(Locale.ROOT) + "@customer.example");
            entries.add(new BlocklistEntry(
                    address, reason, Optional.empty(), "550 5.1.1", "User unknown", "mailjet", SINCE));
        }
        entries.add(hardBounce(Mailboxes.YUKI.address()).onlyFor(Accounts.ACME));
        entries.forEach(blocklist::add);

        for (BlocklistEntry entry : entries) {
            assertEquals(Map.of(entry.address(), entry), blocklist.find(Accounts.ACME, List.of(entry.address())));
        }
    }

    @Test
    default void addresses_are_compared_by_their_normal_form() {
        Blocklist blocklist = newBlocklist();
        BlocklistEntry ascii = hardBounce(EmailAddress.parse("Gone.INFO@Customer.Example"));
        BlocklistEntry beyondAscii = hardBounce(EmailAddress.parse("JØRGEN@bücher.example"));
        blocklist.add(ascii);
        blocklist.add(beyondAscii);

        EmailAddress lower = EmailAddress.parse("gone.info@customer.example");
        EmailAddress aLabels = EmailAddress.parse("jørgen@xn--bcher-kva.example");
        assertEquals(
                Map.of(lower, ascii, aLabels, beyondAscii), blocklist.find(Accounts.ACME, List.of(lower, aLabels)));
    }

    @Test
    default void an_answer_stands_under_each_address_as_it_was_asked_for() {
        Blocklist blocklist = newBlocklist();
        BlocklistEntry entry = hardBounce(Mailboxes.GONE.address());
        blocklist.add(entry);
        EmailAddress lower = EmailAddress.parse("gone@customer.example");
        EmailAddress upper = EmailAddress.parse("GONE@customer.example");

        assertEquals(Map.of(lower, entry, upper, entry), blocklist.find(Accounts.ACME, List.of(upper, lower, upper)));
    }

    @Test
    default void an_address_with_a_tag_or_other_dots_is_another_address() {
        Blocklist blocklist = newBlocklist();
        blocklist.add(hardBounce(EmailAddress.parse("grace.hopper@example.net")));

        assertEquals(
                Map.of(),
                blocklist.find(
                        Accounts.ACME,
                        List.of(
                                EmailAddress.parse("grace.hopper+news@example.net"),
                                EmailAddress.parse("gracehopper@example.net"),
                                EmailAddress.parse("grace_hopper@example.net"),
                                EmailAddress.parse("grace.hopper@mail.example.net"))));
    }

    @Test
    default void an_entry_without_scope_holds_for_every_account() {
        Blocklist blocklist = newBlocklist();
        blocklist.add(hardBounce(Mailboxes.GONE.address()));

        for (AccountId account : List.of(Accounts.ACME, Accounts.GLOBEX)) {
            assertEquals(
                    Set.of(Mailboxes.GONE.address()),
                    blocklist.find(account, List.of(Mailboxes.GONE.address())).keySet());
        }
    }

    @Test
    default void an_entry_of_one_account_does_not_concern_another() {
        Blocklist blocklist = newBlocklist();
        BlocklistEntry entry = hardBounce(Mailboxes.GONE.address()).onlyFor(Accounts.ACME);
        blocklist.add(entry);

        assertEquals(
                Map.of(Mailboxes.GONE.address(), entry),
                blocklist.find(Accounts.ACME, List.of(Mailboxes.GONE.address())));
        assertEquals(Map.of(), blocklist.find(Accounts.GLOBEX, List.of(Mailboxes.GONE.address())));
    }

    @Test
    default void accounts_that_differ_in_case_are_two() {
        Blocklist blocklist = newBlocklist();
        blocklist.add(hardBounce(Mailboxes.GONE.address()).onlyFor(Accounts.ACME));

        assertEquals(Map.of(), blocklist.find(AccountId.of("ACME"), List.of(Mailboxes.GONE.address())));
    }

    @Test
    default void each_account_may_block_an_address_for_itself() {
        Blocklist blocklist = newBlocklist();
        BlocklistEntry acme = hardBounce(Mailboxes.GONE.address()).onlyFor(Accounts.ACME);
        BlocklistEntry globex = hardBounce(Mailboxes.GONE.address()).onlyFor(Accounts.GLOBEX);
        blocklist.add(acme);
        blocklist.add(globex);

        List<EmailAddress> asked = List.of(Mailboxes.GONE.address());
        assertEquals(Map.of(Mailboxes.GONE.address(), acme), blocklist.find(Accounts.ACME, asked));
        assertEquals(Map.of(Mailboxes.GONE.address(), globex), blocklist.find(Accounts.GLOBEX, asked));
    }

    @Test
    default void an_entry_for_all_accounts_comes_before_an_older_one_of_the_account() {
        Blocklist blocklist = newBlocklist();
        BlocklistEntry narrow = entry(BlockReason.UNSUBSCRIBED, SINCE.minus(Duration.ofDays(30)))
                .onlyFor(Accounts.ACME);
        BlocklistEntry wide = entry(BlockReason.HARD_BOUNCE, SINCE);
        blocklist.add(narrow);
        blocklist.add(wide);

        assertEquals(
                Map.of(Mailboxes.GONE.address(), wide),
                blocklist.find(Accounts.ACME, List.of(Mailboxes.GONE.address())));
    }

    @Test
    default void the_older_entry_comes_before_the_newer_whichever_was_added_first() {
        BlocklistEntry older = entry(BlockReason.MANUAL, SINCE);
        BlocklistEntry newer = entry(BlockReason.HARD_BOUNCE, SINCE.plusMillis(1));
        for (List<BlocklistEntry> order : List.of(List.of(older, newer), List.of(newer, older))) {
            Blocklist blocklist = newBlocklist();
            order.forEach(blocklist::add);

            assertEquals(
                    Map.of(Mailboxes.GONE.address(), older),
                    blocklist.find(Accounts.ACME, List.of(Mailboxes.GONE.address())));
        }
    }

    @Test
    default void adding_an_entry_again_leaves_the_first_as_it_is() {
        Blocklist blocklist = newBlocklist();
        BlocklistEntry first = hardBounce(Mailboxes.GONE.address());
        blocklist.add(first);
        blocklist.add(BlocklistEntry.hardBounce(
                EmailAddress.parse("GONE@customer.example"), "554 5.7.1", "Go away", "smtp", SINCE.minusSeconds(60)));

        assertEquals(
                Map.of(Mailboxes.GONE.address(), first),
                blocklist.find(Accounts.ACME, List.of(Mailboxes.GONE.address())));
    }

    @Test
    default void text_of_any_kind_is_kept_as_text() {
        Blocklist blocklist = newBlocklist();
        List<BlocklistEntry> entries = new ArrayList<>();
        for (String text : HostileTexts.all()) {
            EmailAddress address = EmailAddress.parse("person" + entries.size() + "@example.net");
            String code = text.length() > 200 ? "550" : text;
            BlocklistEntry entry =
                    new BlocklistEntry(address, BlockReason.MANUAL, Optional.empty(), code, text, code, SINCE);
            blocklist.add(entry);
            entries.add(entry);
        }

        for (BlocklistEntry entry : entries) {
            assertEquals(Map.of(entry.address(), entry), blocklist.find(Accounts.ACME, List.of(entry.address())));
        }
    }

    @Test
    default void an_address_with_unusual_characters_is_found_and_finds_no_other() {
        Blocklist blocklist = newBlocklist();
        BlocklistEntry entry = hardBounce(EmailAddress.parse("o'brien_*@example.net"));
        blocklist.add(entry);

        assertEquals(
                Map.of(entry.address(), entry),
                blocklist.find(Accounts.ACME, List.of(entry.address(), EmailAddress.parse("o'brien-x@example.net"))));
    }

    @Test
    default void thousands_of_addresses_are_asked_for_at_once() {
        Blocklist blocklist = newBlocklist();
        BlocklistEntry last = hardBounce(EmailAddress.parse("person2999@example.net"));
        blocklist.add(last);
        List<EmailAddress> asked = IntStream.range(0, 3000)
                .mapToObj(number -> EmailAddress.parse("person" + number + "@example.net"))
                .toList();

        assertEquals(Map.of(last.address(), last), blocklist.find(Accounts.ACME, asked));
    }

    @Test
    default void threads_that_add_the_same_entry_at_the_same_time_all_succeed() {
        Blocklist blocklist = newBlocklist();
        for (int round = 0; round < 20; round++) {
            BlocklistEntry entry = hardBounce(EmailAddress.parse("person" + round + "@example.net"));
            Callable<Boolean> add = () -> {
                blocklist.add(entry);
                return blocklist.find(Accounts.ACME, List.of(entry.address())).containsKey(entry.address());
            };

            assertEquals(List.of(true, true), Together.run(List.of(add, add)), "found by the thread that added it");
        }
    }

    @Test
    default void entries_that_threads_add_at_the_same_time_are_all_kept() {
        Blocklist blocklist = newBlocklist();
        List<EmailAddress> addresses = IntStream.range(0, 40)
                .mapToObj(number -> EmailAddress.parse("person" + number + "@example.net"))
                .toList();
        Together.run(List.of(0, 1, 2, 3).stream()
                .map(thread -> (Callable<Boolean>) () -> {
                    addresses.subList(thread * 10, thread * 10 + 10).forEach(one -> blocklist.add(hardBounce(one)));
                    return true;
                })
                .toList());

        assertEquals(
                Set.copyOf(addresses), blocklist.find(Accounts.ACME, addresses).keySet());
    }

    @Test
    default void an_entry_survives_the_process_that_added_it() {
        Blocklist blocklist = newBlocklist();
        BlocklistEntry entry = hardBounce(Mailboxes.GONE.address()).onlyFor(Accounts.ACME);
        blocklist.add(entry);
        Optional<? extends Blocklist> reopened = reopen(blocklist);
        if (reopened.isEmpty()) {
            abort("This blocklist cannot be opened a second time: reopen(...) is not overridden.");
        }

        assertTrue(reopened.get() != blocklist, "reopen(...) gives another instance");
        assertEquals(Map.of(entry.address(), entry), reopened.get().find(Accounts.ACME, List.of(entry.address())));
    }

    private static BlocklistEntry hardBounce(EmailAddress address) {
        return BlocklistEntry.hardBounce(address, "550 5.1.1", "User unknown", "mailjet", SINCE);
    }

    private static BlocklistEntry entry(BlockReason reason, Instant since) {
        return new BlocklistEntry(Mailboxes.GONE.address(), reason, Optional.empty(), "", "", "application", since);
    }
}
