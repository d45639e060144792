package io.sendwell.testkit.contract;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.BlocklistEntry;
import io.sendwell.blocklist.LiftedEntry;
import io.sendwell.blocklist.OperatorBlocklist;
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
        READS_THEN_LIFTS("an_entry_is_lifted_by_one_of_two_threads");

        final String caughtBy;

        Flaw(String caughtBy) {
            this.caughtBy = caughtBy;
        }
    }

    private static final Comparator<BlocklistEntry> OLDEST_FIRST = Comparator.comparing(BlocklistEntry::since);

    private static final Comparator<BlocklistEntry> WIDEST_FIRST =
            Comparator.comparing(entry -> entry.scope().isPresent());

    private final Flaw flaw;
    private final InstantSource clock;
    private final Meeting meeting;
    private final List<BlocklistEntry> entries = new CopyOnWriteArrayList<>();
    private final List<LiftedEntry> lifted = new CopyOnWriteArrayList<>();

    FlawedBlocklist(Flaw flaw, InstantSource clock) {
        this.flaw = flaw;
        this.clock = clock;
        this.meeting = Meeting.when(flaw == Flaw.LOOKS_THEN_ADDS || flaw == Flaw.READS_THEN_LIFTS);
    }

    @Override
    public Map<EmailAddress, BlocklistEntry> find(AccountId account, Collection<EmailAddress> addresses) {
        Map<EmailAddress, BlocklistEntry> found = new LinkedHashMap<>();
        int asked = 0;
        for (EmailAddress address : addresses) {
            if (has(Flaw.ASKS_FOR_A_THOUSAND) && ++asked > 1000) {
                break;
            }
            entries.stream()
                    .filter(entry -> sameMailbox(entry.address(), address) && holdsFor(entry, account))
                    .min(precedence())
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
            if (known && has(Flaw.OVERWRITES)) {
                entries.removeIf(other -> isSame(other, entry));
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
            case OWN_ENTRY_FIRST -> WIDEST_FIRST.reversed().thenComparing(OLDEST_FIRST);
            case NEWEST_FIRST -> WIDEST_FIRST.thenComparing(OLDEST_FIRST.reversed());
            case FIRST_ADDED_FIRST -> WIDEST_FIRST;
            default -> WIDEST_FIRST.thenComparing(OLDEST_FIRST);
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
                entry.code(),
                has(Flaw.TRIMS_TEXT) ? entry.text().strip() : entry.text(),
                entry.source(),
                entry.since());
    }
}
