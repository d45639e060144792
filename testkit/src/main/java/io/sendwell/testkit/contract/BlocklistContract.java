package io.sendwell.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.BlockReason;
import io.sendwell.blocklist.Blocklist;
import io.sendwell.blocklist.BlocklistEntry;
import io.sendwell.blocklist.BlocklistQuery;
import io.sendwell.testkit.fixtures.Accounts;
import io.sendwell.testkit.fixtures.HostileTexts;
import io.sendwell.testkit.fixtures.Mailboxes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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

    /**
     * How an entry stands in the list, where nobody asked for its address: as it was added. Override it for a list that keeps something
     * else in place of addresses, such as {@link io.sendwell.blocklist.KeyedBlocklist}: whose an entry is cannot be said there.
     */
    default BlocklistEntry listed(BlocklistEntry entry) {
        return entry;
    }

    /**
     * How an entry is given to somebody who asks for this address: as it was added. Override it for a list that keeps no addresses: it
     * knows the one that it is asked for, and not in which other way that was written.
     */
    default BlocklistEntry found(BlocklistEntry entry, EmailAddress askedFor) {
        return entry;
    }

    @Test
    default void an_address_that_nobody_blocked_is_not_found() {
        Blocklist blocklist = newBlocklist();
        blocklist.add(hardBounce(Mailboxes.GONE.address()));

        assertEquals(Map.of(), blocklist.find(Accounts.ACME, List.of(Mailboxes.GRACE.address()), SINCE));
    }

    @Test
    default void asking_for_no_address_finds_none() {
        Blocklist blocklist = newBlocklist();
        blocklist.add(hardBounce(Mailboxes.GONE.address()));

        assertEquals(Map.of(), blocklist.find(Accounts.ACME, List.of(), SINCE));
    }

    @Test
    default void an_entry_is_found_as_it_was_added() {
        Blocklist blocklist = newBlocklist();
        List<BlocklistEntry> entries = new ArrayList<>();
        for (BlockReason reason : BlockReason.values()) {
            EmailAddress address = EmailAddress.parse(reason.name().toLowerCase(Locale.ROOT) + "@customer.example");
            entries.add(BlocklistEntry.of(address, reason, "mailjet", SINCE)
                    .row("B9")
                    .said("550 5.1.1", "User unknown"));
        }
        entries.add(hardBounce(Mailboxes.YUKI.address()).onlyFor(Accounts.ACME));
        entries.add(hardBounce(Mailboxes.GRACE.address()).until(SINCE.plusMillis(1)));
        entries.forEach(blocklist::add);

        for (BlocklistEntry entry : entries) {
            assertEquals(
                    Map.of(entry.address(), entry), blocklist.find(Accounts.ACME, List.of(entry.address()), SINCE));
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
                Map.of(lower, found(ascii, lower), aLabels, found(beyondAscii, aLabels)),
                blocklist.find(Accounts.ACME, List.of(lower, aLabels), SINCE));
    }

    @Test
    default void an_answer_stands_under_each_address_as_it_was_asked_for() {
        Blocklist blocklist = newBlocklist();
        BlocklistEntry entry = hardBounce(Mailboxes.GONE.address());
        blocklist.add(entry);
        EmailAddress lower = EmailAddress.parse("gone@customer.example");
        EmailAddress upper = EmailAddress.parse("GONE@customer.example");

        assertEquals(
                Map.of(lower, found(entry, lower), upper, found(entry, upper)),
                blocklist.find(Accounts.ACME, List.of(upper, lower, upper), SINCE));
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
                                EmailAddress.parse("grace.hopper@mail.example.net")),
                        SINCE));
    }

    @Test
    default void an_entry_without_scope_holds_for_every_account() {
        Blocklist blocklist = newBlocklist();
        blocklist.add(hardBounce(Mailboxes.GONE.address()));

        for (AccountId account : List.of(Accounts.ACME, Accounts.GLOBEX)) {
            assertEquals(
                    Set.of(Mailboxes.GONE.address()),
                    blocklist
                            .find(account, List.of(Mailboxes.GONE.address()), SINCE)
                            .keySet());
        }
    }

    @Test
    default void an_entry_of_one_account_does_not_concern_another() {
        Blocklist blocklist = newBlocklist();
        BlocklistEntry entry = hardBounce(Mailboxes.GONE.address()).onlyFor(Accounts.ACME);
        blocklist.add(entry);

        assertEquals(
                Map.of(Mailboxes.GONE.address(), entry),
                blocklist.find(Accounts.ACME, List.of(Mailboxes.GONE.address()), SINCE));
        assertEquals(Map.of(), blocklist.find(Accounts.GLOBEX, List.of(Mailboxes.GONE.address()), SINCE));
    }

    @Test
    default void accounts_that_differ_in_case_are_two() {
        Blocklist blocklist = newBlocklist();
        blocklist.add(hardBounce(Mailboxes.GONE.address()).onlyFor(Accounts.ACME));

        assertEquals(Map.of(), blocklist.find(AccountId.of("ACME"), List.of(Mailboxes.GONE.address()), SINCE));
    }

    @Test
    default void each_account_may_block_an_address_for_itself() {
        Blocklist blocklist = newBlocklist();
        BlocklistEntry acme = hardBounce(Mailboxes.GONE.address()).onlyFor(Accounts.ACME);
        BlocklistEntry globex = hardBounce(Mailboxes.GONE.address()).onlyFor(Accounts.GLOBEX);
        blocklist.add(acme);
        blocklist.add(globex);

        List<EmailAddress> asked = List.of(Mailboxes.GONE.address());
        assertEquals(Map.of(Mailboxes.GONE.address(), acme), blocklist.find(Accounts.ACME, asked, SINCE));
        assertEquals(Map.of(Mailboxes.GONE.address(), globex), blocklist.find(Accounts.GLOBEX, asked, SINCE));
    }

    @Test
    default void an_entry_for_all_accounts_comes_before_an_older_one_of_the_account() {
        Blocklist blocklist = newBlocklist();
        BlocklistEntry narrow =
                entry(BlockReason.COMPLAINT, SINCE.minus(Duration.ofDays(30))).onlyFor(Accounts.ACME);
        BlocklistEntry wide = entry(BlockReason.HARD_BOUNCE, SINCE);
        blocklist.add(narrow);
        blocklist.add(wide);

        assertEquals(
                Map.of(Mailboxes.GONE.address(), wide),
                blocklist.find(Accounts.ACME, List.of(Mailboxes.GONE.address()), SINCE));
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
                    blocklist.find(Accounts.ACME, List.of(Mailboxes.GONE.address()), SINCE));
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
                blocklist.find(Accounts.ACME, List.of(Mailboxes.GONE.address()), SINCE));
    }

    @Test
    default void an_entry_with_an_end_holds_until_then_and_no_longer() {
        Blocklist blocklist = newBlocklist();
        Instant end = SINCE.plus(Duration.ofDays(30));
        BlocklistEntry entry = hardBounce(Mailboxes.GONE.address()).until(end);
        blocklist.add(entry);

        List<EmailAddress> asked = List.of(Mailboxes.GONE.address());
        assertEquals(Map.of(Mailboxes.GONE.address(), entry), blocklist.find(Accounts.ACME, asked, end.minusMillis(1)));
        assertEquals(Map.of(), blocklist.find(Accounts.ACME, asked, end), "at its end");
        assertEquals(Map.of(), blocklist.find(Accounts.ACME, asked, end.plus(Duration.ofDays(1))), "later");
    }

    @Test
    default void an_entry_that_has_ended_hides_none_that_still_holds() {
        Blocklist blocklist = newBlocklist();
        Instant end = SINCE.plus(Duration.ofDays(30));
        blocklist.add(entry(BlockReason.SUPPRESSED_BY_PROVIDER, SINCE).until(end));
        BlocklistEntry holding =
                entry(BlockReason.MANUAL, SINCE.plusSeconds(60)).onlyFor(Accounts.ACME);
        blocklist.add(holding);

        assertEquals(
                Map.of(Mailboxes.GONE.address(), holding),
                blocklist.find(Accounts.ACME, List.of(Mailboxes.GONE.address()), end));
    }

    @Test
    default void of_two_entries_the_one_that_holds_longer_stays_whichever_was_added_first() {
        BlocklistEntry shorter = entry(BlockReason.SUPPRESSED_BY_PROVIDER, SINCE)
                .said("", "preblocked")
                .until(SINCE.plusSeconds(60));
        BlocklistEntry longer =
                entry(BlockReason.SUPPRESSED_BY_PROVIDER, SINCE.plusSeconds(1)).until(SINCE.plusSeconds(61));
        BlocklistEntry forGood = entry(BlockReason.SUPPRESSED_BY_PROVIDER, SINCE.plusSeconds(2));
        for (List<BlocklistEntry> pair : List.of(List.of(shorter, longer), List.of(longer, forGood))) {
            for (List<BlocklistEntry> order : List.of(pair, List.of(pair.get(1), pair.get(0)))) {
                Blocklist blocklist = newBlocklist();
                order.forEach(blocklist::add);

                assertEquals(
                        Map.of(Mailboxes.GONE.address(), pair.get(1)),
                        blocklist.find(Accounts.ACME, List.of(Mailboxes.GONE.address()), SINCE));
                assertEquals(List.of(listed(pair.get(1))), blocklist.entries(BlocklistQuery.latest(10)));
            }
        }
    }

    @Test
    default void of_two_entries_that_end_at_the_same_time_the_first_stays() {
        Blocklist blocklist = newBlocklist();
        BlocklistEntry first = entry(BlockReason.SUPPRESSED_BY_PROVIDER, SINCE).until(SINCE.plusSeconds(60));
        blocklist.add(first);
        blocklist.add(first.said("", "said again"));

        assertEquals(
                Map.of(Mailboxes.GONE.address(), first),
                blocklist.find(Accounts.ACME, List.of(Mailboxes.GONE.address()), SINCE));
    }

    @Test
    default void an_entry_against_all_mail_comes_before_one_against_broadcasts() {
        Blocklist blocklist = newBlocklist();
        blocklist.add(entry(BlockReason.UNSUBSCRIBED, SINCE.minusSeconds(60)));
        BlocklistEntry allMail = entry(BlockReason.COMPLAINT, SINCE).onlyFor(Accounts.ACME);
        blocklist.add(allMail);

        assertEquals(
                Map.of(Mailboxes.GONE.address(), allMail),
                blocklist.find(Accounts.ACME, List.of(Mailboxes.GONE.address()), SINCE));
    }

    @Test
    default void the_list_is_read_page_by_page_the_latest_entry_first() {
        Blocklist blocklist = newBlocklist();
        List<BlocklistEntry> latestFirst = new ArrayList<>();
        for (int number = 0; number < 7; number++) {
            // Three of one time, so that a page ends among them.
            BlocklistEntry entry = entry(EmailAddress.parse("person" + number + "@example.net"), number / 3);
            latestFirst.add(entry);
        }
        for (int number = latestFirst.size() - 1; number >= 0; number--) {
            blocklist.add(latestFirst.get(number));
        }

        List<BlocklistEntry> read = new ArrayList<>();
        BlocklistQuery query = BlocklistQuery.latest(2);
        List<BlocklistEntry> page = blocklist.entries(query);
        while (!page.isEmpty()) {
            assertTrue(page.size() <= 2, "no more than the limit on a page");
            read.addAll(page);
            page = blocklist.entries(query.after(page.get(page.size() - 1)));
        }
        assertEquals(
                latestFirst.stream()
                        .map(this::listed)
                        .sorted(Comparator.comparing(BlocklistEntry::since)
                                .reversed()
                                .thenComparing(entry -> entry.address().normalForm()))
                        .toList(),
                read);
    }

    @Test
    default void an_entry_that_is_added_while_pages_are_read_moves_none_of_them() {
        Blocklist blocklist = newBlocklist();
        BlocklistEntry first = entry(EmailAddress.parse("first@example.net"), 0);
        BlocklistEntry second = entry(EmailAddress.parse("second@example.net"), 1);
        blocklist.add(first);
        blocklist.add(second);
        BlocklistQuery query = BlocklistQuery.latest(1);
        assertEquals(List.of(listed(first)), blocklist.entries(query));

        blocklist.add(entry(BlockReason.MANUAL, SINCE.plusSeconds(60)));

        assertEquals(List.of(listed(second)), blocklist.entries(query.after(listed(first))));
        assertEquals(List.of(), blocklist.entries(query.after(listed(second))));
    }

    @Test
    default void the_list_of_an_account_has_its_own_entries_alone() {
        Blocklist blocklist = newBlocklist();
        BlocklistEntry own = hardBounce(Mailboxes.GRACE.address()).onlyFor(Accounts.ACME);
        blocklist.add(own);
        blocklist.add(hardBounce(Mailboxes.GONE.address()));
        blocklist.add(hardBounce(Mailboxes.ALAN.address()).onlyFor(Accounts.GLOBEX));

        assertEquals(
                List.of(listed(own)),
                blocklist.entries(BlocklistQuery.latest(10).of(Accounts.ACME)));
        assertEquals(3, blocklist.entries(BlocklistQuery.latest(10)).size(), "entries of the whole list");
    }

    @Test
    default void an_entry_that_has_ended_still_stands_in_the_list() {
        Blocklist blocklist = newBlocklist();
        BlocklistEntry ended = hardBounce(Mailboxes.GONE.address()).until(SINCE.minusSeconds(1));
        blocklist.add(ended);

        assertEquals(List.of(listed(ended)), blocklist.entries(BlocklistQuery.latest(10)));
    }

    @Test
    default void text_of_any_kind_is_kept_as_text() {
        Blocklist blocklist = newBlocklist();
        List<BlocklistEntry> entries = new ArrayList<>();
        for (String text : HostileTexts.all()) {
            EmailAddress address = EmailAddress.parse("person" + entries.size() + "@example.net");
            String code = text.length() > 200 ? "550" : text;
            BlocklistEntry entry = BlocklistEntry.of(address, BlockReason.MANUAL, code, SINCE)
                    .row(code)
                    .said(code, text);
            blocklist.add(entry);
            entries.add(entry);
        }

        for (BlocklistEntry entry : entries) {
            assertEquals(
                    Map.of(entry.address(), found(entry, entry.address())),
                    blocklist.find(Accounts.ACME, List.of(entry.address()), SINCE));
        }
    }

    @Test
    default void an_address_with_unusual_characters_is_found_and_finds_no_other() {
        Blocklist blocklist = newBlocklist();
        BlocklistEntry entry = hardBounce(EmailAddress.parse("o'brien_*@example.net"));
        blocklist.add(entry);

        assertEquals(
                Map.of(entry.address(), entry),
                blocklist.find(
                        Accounts.ACME, List.of(entry.address(), EmailAddress.parse("o'brien-x@example.net")), SINCE));
    }

    @Test
    default void thousands_of_addresses_are_asked_for_at_once() {
        Blocklist blocklist = newBlocklist();
        BlocklistEntry last = hardBounce(EmailAddress.parse("person2999@example.net"));
        blocklist.add(last);
        List<EmailAddress> asked = IntStream.range(0, 3000)
                .mapToObj(number -> EmailAddress.parse("person" + number + "@example.net"))
                .toList();

        assertEquals(Map.of(last.address(), last), blocklist.find(Accounts.ACME, asked, SINCE));
    }

    @Test
    default void threads_that_add_the_same_entry_at_the_same_time_all_succeed() {
        Blocklist blocklist = newBlocklist();
        for (int round = 0; round < 20; round++) {
            BlocklistEntry entry = hardBounce(EmailAddress.parse("person" + round + "@example.net"));
            Callable<Boolean> add = () -> {
                blocklist.add(entry);
                return blocklist
                        .find(Accounts.ACME, List.of(entry.address()), SINCE)
                        .containsKey(entry.address());
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
                Set.copyOf(addresses),
                blocklist.find(Accounts.ACME, addresses, SINCE).keySet());
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
        assertEquals(
                Map.of(entry.address(), entry), reopened.get().find(Accounts.ACME, List.of(entry.address()), SINCE));
    }

    private static BlocklistEntry hardBounce(EmailAddress address) {
        return BlocklistEntry.hardBounce(address, "550 5.1.1", "User unknown", "mailjet", SINCE);
    }

    private static BlocklistEntry entry(EmailAddress address, int minutesBefore) {
        return BlocklistEntry.of(address, BlockReason.MANUAL, "manual", SINCE.minusSeconds(60L * minutesBefore));
    }

    private static BlocklistEntry entry(BlockReason reason, Instant since) {
        return BlocklistEntry.of(Mailboxes.GONE.address(), reason, "application", since);
    }
}
