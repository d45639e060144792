package io.sendwell.testkit.contract;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.BlocklistEntry;
import io.sendwell.blocklist.BlocklistQuery;
import io.sendwell.blocklist.LiftedEntry;
import io.sendwell.blocklist.OperatorBlocklist;
import io.sendwell.blocklist.RowUndo;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A blocklist as somebody might write it, right but for one flaw. */
final class FlawedBlocklist implements OperatorBlocklist {

    /** What somebody may get wrong, and the sentence of the contract that says so. */
    enum Flaw {
        NONE(""),
        COMPARES_EXACTLY("addresses_are_compared_by_their_normal_form"),
        ANSWERS_UNDER_ITS_OWN_SPELLING("an_answer_stands_under_each_address_as_it_was_asked_for"),
        IGNORES_TAGS("an_address_with_a_tag_or_other_dots_is_another_address"),
        LOOKS_UP_BY_PATTERN("an_address_with_unusual_characters_is_found_and_finds_no_other"),
        IGNORES_SCOPE("an_entry_of_one_account_does_not_concern_another"),
        IGNORES_CASE_OF_ACCOUNTS("accounts_that_differ_in_case_are_two"),
        KEEPS_ONE_ENTRY_AN_ADDRESS("each_account_may_block_an_address_for_itself"),
        OWN_ENTRY_FIRST("an_entry_for_all_accounts_comes_before_an_older_one_of_the_account"),
        NEWEST_FIRST("the_older_entry_comes_before_the_newer_whichever_was_added_first"),
        FIRST_ADDED_FIRST("the_older_entry_comes_before_the_newer_whichever_was_added_first"),
        OVERWRITES("adding_an_entry_again_leaves_the_first_as_it_is"),
        REFUSES_DUPLICATES("threads_that_add_the_same_entry_at_the_same_time_all_succeed"),
        TRIMS_TEXT("text_of_any_kind_is_kept_as_text"),
        FORGETS_THE_SCOPE("an_entry_is_found_as_it_was_added"),
        ASKS_FOR_A_THOUSAND("thousands_of_addresses_are_asked_for_at_once"),
        LIFTS_ONE_ENTRY("lifting_takes_away_every_entry_of_the_address_and_says_which"),
        LIFTS_EVERYTHING("lifting_one_address_leaves_the_others_blocked"),
        LIFTS_EXACTLY("lifting_compares_addresses_by_their_normal_form"),
        RECORDS_WHAT_WAS_NOT_THERE("lifting_an_address_that_is_not_blocked_lifts_nothing_and_records_nothing"),
        NEEDS_NO_REASON("lifting_needs_a_reason_and_a_name"),
        LIFTS_BEFORE_IT_LOOKS("lifting_needs_a_reason_and_a_name"),
        DATES_BY_THE_ENTRY("a_lift_is_recorded_with_its_reason_its_author_and_its_time"),
        REMEMBERS_NOTHING("a_lift_is_recorded_with_its_reason_its_author_and_its_time"),
        NEVER_BLOCKS_AGAIN("an_address_that_was_lifted_can_be_blocked_again"),
        REMEMBERS_THE_LAST_LIFT("records_of_several_lifts_stand_oldest_first"),
        LATEST_LIFT_FIRST("records_of_several_lifts_stand_oldest_first"),
        TRIMS_REASONS("reasons_and_names_of_any_kind_are_kept_as_text"),
        LOOKS_THEN_ADDS("threads_that_add_the_same_entry_at_the_same_time_leave_one"),
        READS_THEN_LIFTS("an_entry_is_lifted_by_one_of_two_threads"),
        FORGETS_THE_ROW("an_entry_is_found_as_it_was_added"),
        FORGETS_THE_END("an_entry_is_found_as_it_was_added"),
        NEVER_ENDS("an_entry_with_an_end_holds_until_then_and_no_longer"),
        HOLDS_AT_ITS_END("an_entry_with_an_end_holds_until_then_and_no_longer"),
        PICKS_BEFORE_IT_LOOKS_AT_THE_END("an_entry_that_has_ended_hides_none_that_still_holds"),
        KEEPS_THE_FIRST_END("of_two_entries_the_one_that_holds_longer_stays_whichever_was_added_first"),
        TAKES_THE_LAST_END("of_two_entries_the_one_that_holds_longer_stays_whichever_was_added_first"),
        KEEPS_BOTH_ENDS("of_two_entries_the_one_that_holds_longer_stays_whichever_was_added_first"),
        TAKES_AN_EQUAL_END("of_two_entries_that_end_at_the_same_time_the_first_stays"),
        IGNORES_THE_EXTENT("an_entry_against_all_mail_comes_before_one_against_broadcasts"),
        LISTS_OLDEST_FIRST("the_list_is_read_page_by_page_the_latest_entry_first"),
        PAGES_BY_TIME_ALONE("the_list_is_read_page_by_page_the_latest_entry_first"),
        IGNORES_THE_LIMIT("the_list_is_read_page_by_page_the_latest_entry_first"),
        PAGES_BY_NUMBER("an_entry_that_is_added_while_pages_are_read_moves_none_of_them"),
        LISTS_FOR_ALL_ACCOUNTS("the_list_of_an_account_has_its_own_entries_alone"),
        LISTS_WHAT_HOLDS_FOR_AN_ACCOUNT("the_list_of_an_account_has_its_own_entries_alone"),
        HIDES_WHAT_HAS_ENDED("an_entry_that_has_ended_still_stands_in_the_list"),
        UNDOES_ONE_SCOPE("undoing_a_row_lifts_what_it_made_of_every_scope_and_records_it"),
        UNDOES_WITHOUT_A_RECORD("undoing_a_row_lifts_what_it_made_of_every_scope_and_records_it"),
        UNDOES_EVERY_REPORTER("undoing_a_row_leaves_what_other_rows_reporters_and_times_made"),
        UNDOES_EVERY_TIME("undoing_a_row_leaves_what_other_rows_reporters_and_times_made"),
        UNDOES_ROWS_OF_ANY_CASE("undoing_a_row_leaves_what_other_rows_reporters_and_times_made"),
        UNDOES_ROWS_BY_PATTERN("undoing_a_row_leaves_what_other_rows_reporters_and_times_made"),
        UNDOES_WHOLE_ADDRESSES("undoing_a_row_leaves_what_other_rows_reporters_and_times_made"),
        UNDOES_THE_LAST_MOMENT("undoing_a_row_leaves_what_other_rows_reporters_and_times_made"),
        UNDOES_ALL_AT_ONCE("undoing_goes_on_in_steps_until_nothing_is_left"),
        UNDOES_FOR_NO_REASON("undoing_needs_a_reason_a_name_and_a_limit"),
        UNDOES_ONCE("what_was_undone_can_be_blocked_and_undone_again"),
        READS_THEN_UNDOES("what_a_row_made_is_undone_by_one_of_two_threads");

        final String caughtBy;

        Flaw(String caughtBy) {
            this.caughtBy = caughtBy;
        }
    }

    private static final Comparator<BlocklistEntry> OLDEST_FIRST = Comparator.comparing(BlocklistEntry::since);

    private static final Comparator<BlocklistEntry> STRONGEST_FIRST =
            Comparator.comparing(entry -> entry.reason().extent());

    private static final Comparator<BlocklistEntry> WIDEST_FIRST =
            Comparator.comparing(entry -> entry.scope().isPresent());

    private final Flaw flaw;
    private final InstantSource clock;
    private final Meeting meeting;
    private final List<BlocklistEntry> entries = new CopyOnWriteArrayList<>();
    private final List<LiftedEntry> lifted = new CopyOnWriteArrayList<>();
    private int pageNumber;

    FlawedBlocklist(Flaw flaw, InstantSource clock) {
        this.flaw = flaw;
        this.clock = clock;
        this.meeting = Meeting.when(
                flaw == Flaw.LOOKS_THEN_ADDS || flaw == Flaw.READS_THEN_LIFTS || flaw == Flaw.READS_THEN_UNDOES);
    }

    @Override
    public Map<EmailAddress, BlocklistEntry> find(AccountId account, Collection<EmailAddress> addresses, Instant at) {
        Map<EmailAddress, BlocklistEntry> found = new LinkedHashMap<>();
        int asked = 0;
        for (EmailAddress address : addresses) {
            if (has(Flaw.ASKS_FOR_A_THOUSAND) && ++asked > 1000) {
                break;
            }
            entries.stream()
                    .filter(entry -> sameMailbox(entry.address(), address) && holdsFor(entry, account))
                    .filter(entry -> has(Flaw.PICKS_BEFORE_IT_LOOKS_AT_THE_END) || holdsAt(entry, at))
                    .min(precedence())
                    .filter(entry -> holdsAt(entry, at))
                    .ifPresent(entry ->
                            found.put(has(Flaw.ANSWERS_UNDER_ITS_OWN_SPELLING) ? entry.address() : address, entry));
        }
        return found;
    }

    @Override
    public void add(BlocklistEntry entry) {
        if (has(Flaw.NEVER_BLOCKS_AGAIN) && !lifted(entry.address()).isEmpty()) {
            return;
        }
        if (has(Flaw.LOOKS_THEN_ADDS)) {
            boolean known = entries.stream().anyMatch(other -> isSame(other, entry));
            meeting.await();
            if (!known) {
                entries.add(stored(entry));
            }
            return;
        }
        synchronized (this) {
            boolean known = entries.stream().anyMatch(other -> isSame(other, entry));
            if (known && has(Flaw.REFUSES_DUPLICATES)) {
                throw new IllegalStateException("unique constraint violated");
            }
            if (known && (has(Flaw.OVERWRITES) || holdsLonger(entry))) {
                entries.removeIf(other -> isSame(other, entry) && !has(Flaw.KEEPS_BOTH_ENDS));
                known = false;
            }
            if (!known) {
                entries.add(stored(entry));
            }
        }
    }

    @Override
    public List<BlocklistEntry> lift(EmailAddress address, String reason, String liftedBy) {
        if (has(Flaw.LIFTS_BEFORE_IT_LOOKS)) {
            entries.removeIf(entry -> sameMailbox(entry.address(), address));
        }
        if (!has(Flaw.NEEDS_NO_REASON) && (reason.isBlank() || liftedBy.isBlank())) {
            throw new IllegalArgumentException("Lifting needs a reason and a name.");
        }
        if (has(Flaw.READS_THEN_LIFTS)) {
            List<BlocklistEntry> gone = entriesToLift(address);
            meeting.await();
            return lift(gone, reason, liftedBy);
        }
        synchronized (this) {
            if (has(Flaw.RECORDS_WHAT_WAS_NOT_THERE) && entriesToLift(address).isEmpty()) {
                lifted.add(new LiftedEntry(
                        BlocklistEntry.manual(address, "", clock.instant()), reason, liftedBy, clock.instant()));
            }
            return lift(entriesToLift(address), reason, liftedBy);
        }
    }

    private boolean holdsLonger(BlocklistEntry entry) {
        return entries.stream().filter(other -> isSame(other, entry)).allMatch(other -> switch (flaw) {
            case KEEPS_THE_FIRST_END -> false;
            case TAKES_THE_LAST_END ->
                entry.until().isPresent() || other.until().isPresent();
            case TAKES_AN_EQUAL_END ->
                entry.holdsLongerThan(other) || (entry.until().isPresent() && !other.holdsLongerThan(entry));
            default -> entry.holdsLongerThan(other);
        });
    }

    @Override
    public List<BlocklistEntry> entries(BlocklistQuery query) {
        Comparator<BlocklistEntry> order = listOrder();
        List<BlocklistEntry> listed = entries.stream()
                .filter(entry -> isListed(entry, query.scope()))
                .filter(entry -> !has(Flaw.HIDES_WHAT_HAS_ENDED) || entry.holdsAt(clock.instant()))
                .sorted(order)
                .toList();
        if (has(Flaw.PAGES_BY_NUMBER)) {
            pageNumber = query.after().isEmpty() ? 0 : pageNumber + 1;
            return listed.stream()
                    .skip((long) pageNumber * query.limit())
                    .limit(query.limit())
                    .toList();
        }
        return listed.stream()
                .filter(entry -> query.after().isEmpty()
                        || order.compare(entry, query.after().get()) > 0)
                .limit(has(Flaw.IGNORES_THE_LIMIT) ? Long.MAX_VALUE : query.limit())
                .toList();
    }

    private boolean isListed(BlocklistEntry entry, Optional<AccountId> scope) {
        return scope.isEmpty()
                || switch (flaw) {
                    case LISTS_FOR_ALL_ACCOUNTS -> true;
                    case LISTS_WHAT_HOLDS_FOR_AN_ACCOUNT -> entry.holdsFor(scope.get());
                    default -> entry.scope().equals(scope);
                };
    }

    private Comparator<BlocklistEntry> listOrder() {
        Comparator<BlocklistEntry> byAddress =
                Comparator.comparing(entry -> entry.address().normalForm());
        return switch (flaw) {
            case LISTS_OLDEST_FIRST -> OLDEST_FIRST.thenComparing(byAddress);
            case PAGES_BY_TIME_ALONE -> OLDEST_FIRST.reversed();
            default -> OLDEST_FIRST.reversed().thenComparing(byAddress);
        };
    }

    @Override
    public List<BlocklistEntry> undo(RowUndo row, int limit, String reason, String liftedBy) {
        if (!has(Flaw.UNDOES_FOR_NO_REASON)) {
            LiftedEntry.requireDecision(reason, liftedBy);
        }
        if (limit < 1) {
            throw new IllegalArgumentException("Undoing needs a limit.");
        }
        List<BlocklistEntry> gone = entriesToUndo(row, limit);
        if (has(Flaw.READS_THEN_UNDOES)) {
            meeting.await();
            return lift(gone, reason, liftedBy);
        }
        synchronized (this) {
            gone = entriesToUndo(row, limit);
            if (has(Flaw.UNDOES_WITHOUT_A_RECORD)) {
                entries.removeAll(gone);
                return gone;
            }
            return lift(gone, reason, liftedBy);
        }
    }

    private List<BlocklistEntry> entriesToUndo(RowUndo row, int limit) {
        return entries.stream()
                .filter(entry -> isUndone(row, entry))
                .filter(entry ->
                        !has(Flaw.UNDOES_ONCE) || lifted(entry.address()).isEmpty())
                .limit(has(Flaw.UNDOES_ALL_AT_ONCE) ? Long.MAX_VALUE : limit)
                .toList();
    }

    private boolean isUndone(RowUndo row, BlocklistEntry entry) {
        RowUndo read = switch (flaw) {
            case UNDOES_EVERY_REPORTER -> new RowUndo(row.row(), entry.source(), row.from(), row.to());
            case UNDOES_EVERY_TIME -> new RowUndo(row.row(), row.source(), Instant.MIN, Instant.MAX);
            case UNDOES_THE_LAST_MOMENT ->
                new RowUndo(row.row(), row.source(), row.from(), row.to().plusMillis(1));
            case UNDOES_ROWS_OF_ANY_CASE ->
                entry.row().equalsIgnoreCase(row.row())
                        ? new RowUndo(entry.row(), row.source(), row.from(), row.to())
                        : row;
            case UNDOES_ROWS_BY_PATTERN ->
                entry.row().startsWith(row.row()) ? new RowUndo(entry.row(), row.source(), row.from(), row.to()) : row;
            default -> row;
        };
        return switch (flaw) {
            case UNDOES_ONE_SCOPE -> read.made(entry) && entry.scope().isEmpty();
            case UNDOES_WHOLE_ADDRESSES ->
                entries.stream().anyMatch(other -> sameMailbox(other.address(), entry.address()) && read.made(other));
            default -> read.made(entry);
        };
    }

    private boolean holdsAt(BlocklistEntry entry, Instant at) {
        return switch (flaw) {
            case NEVER_ENDS -> true;
            case HOLDS_AT_ITS_END ->
                entry.holdsAt(at) || entry.until().orElseThrow().equals(at);
            default -> entry.holdsAt(at);
        };
    }

    private List<BlocklistEntry> entriesToLift(EmailAddress address) {
        return entries.stream()
                .filter(entry -> has(Flaw.LIFTS_EXACTLY)
                        ? entry.address().equals(address)
                        : sameMailbox(entry.address(), address))
                .limit(has(Flaw.LIFTS_ONE_ENTRY) ? 1 : Long.MAX_VALUE)
                .toList();
    }

    private List<BlocklistEntry> lift(List<BlocklistEntry> gone, String reason, String liftedBy) {
        if (has(Flaw.REMEMBERS_THE_LAST_LIFT)) {
            lifted.clear();
        }
        for (BlocklistEntry entry : gone) {
            if (!has(Flaw.REMEMBERS_NOTHING)) {
                lifted.add(new LiftedEntry(
                        entry,
                        has(Flaw.TRIMS_REASONS) ? reason.strip() : reason,
                        liftedBy,
                        has(Flaw.DATES_BY_THE_ENTRY) ? entry.since() : clock.instant()));
            }
        }
        entries.removeAll(has(Flaw.LIFTS_EVERYTHING) ? List.copyOf(entries) : gone);
        return gone;
    }

    @Override
    public List<LiftedEntry> lifted(EmailAddress address) {
        List<LiftedEntry> records = new ArrayList<>(lifted);
        if (has(Flaw.LATEST_LIFT_FIRST)) {
            records.sort(Comparator.comparing(LiftedEntry::at).reversed());
        }
        records.removeIf(record -> !sameMailbox(record.entry().address(), address));
        return records;
    }

    private boolean has(Flaw wanted) {
        return flaw == wanted;
    }

    private boolean sameMailbox(EmailAddress stored, EmailAddress asked) {
        return switch (flaw) {
            case COMPARES_EXACTLY -> stored.equals(asked);
            case IGNORES_TAGS -> withoutTag(stored).equals(withoutTag(asked));
            case LOOKS_UP_BY_PATTERN ->
                asked.normalForm()
                        .matches(stored.normalForm()
                                .replace(".", "\\.")
                                .replace("*", ".*")
                                .replace('_', '.'));
            default -> stored.normalForm().equals(asked.normalForm());
        };
    }

    private static String withoutTag(EmailAddress address) {
        return address.normalForm().replaceAll("\\+[^@]*", "");
    }

    private boolean holdsFor(BlocklistEntry entry, AccountId account) {
        return switch (flaw) {
            case IGNORES_SCOPE -> true;
            case IGNORES_CASE_OF_ACCOUNTS ->
                entry.scope()
                        .map(scope -> scope.value().equalsIgnoreCase(account.value()))
                        .orElse(true);
            default -> entry.holdsFor(account);
        };
    }

    private Comparator<BlocklistEntry> precedence() {
        return switch (flaw) {
            case OWN_ENTRY_FIRST ->
                STRONGEST_FIRST.thenComparing(WIDEST_FIRST.reversed()).thenComparing(OLDEST_FIRST);
            case NEWEST_FIRST -> STRONGEST_FIRST.thenComparing(WIDEST_FIRST).thenComparing(OLDEST_FIRST.reversed());
            case FIRST_ADDED_FIRST -> STRONGEST_FIRST.thenComparing(WIDEST_FIRST);
            case IGNORES_THE_EXTENT -> WIDEST_FIRST.thenComparing(OLDEST_FIRST);
            default -> STRONGEST_FIRST.thenComparing(WIDEST_FIRST).thenComparing(OLDEST_FIRST);
        };
    }

    private boolean isSame(BlocklistEntry one, BlocklistEntry other) {
        boolean sameMailbox = one.address().normalForm().equals(other.address().normalForm());
        return has(Flaw.KEEPS_ONE_ENTRY_AN_ADDRESS)
                ? sameMailbox
                : sameMailbox && one.scope().equals(other.scope()) && one.reason() == other.reason();
    }

    private BlocklistEntry stored(BlocklistEntry entry) {
        return new BlocklistEntry(
                entry.address(),
                entry.reason(),
                has(Flaw.FORGETS_THE_SCOPE) ? Optional.empty() : entry.scope(),
                has(Flaw.FORGETS_THE_ROW) ? "" : entry.row(),
                entry.code(),
                has(Flaw.TRIMS_TEXT) ? entry.text().strip() : entry.text(),
                entry.source(),
                entry.since(),
                has(Flaw.FORGETS_THE_END) ? Optional.empty() : entry.until());
    }
}
