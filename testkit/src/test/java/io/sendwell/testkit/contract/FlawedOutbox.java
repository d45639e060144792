package io.sendwell.testkit.contract;

import io.sendwell.account.AccountId;
import io.sendwell.outbox.Appended;
import io.sendwell.outbox.Claim;
import io.sendwell.outbox.ClaimRequest;
import io.sendwell.outbox.ClaimRequest.Among;
import io.sendwell.outbox.ClaimToken;
import io.sendwell.outbox.Creation;
import io.sendwell.outbox.DueSending;
import io.sendwell.outbox.EntryId;
import io.sendwell.outbox.EntryQuery;
import io.sendwell.outbox.EntryResult;
import io.sendwell.outbox.EntryState;
import io.sendwell.outbox.InMemoryOutbox;
import io.sendwell.outbox.Lane;
import io.sendwell.outbox.NewEntry;
import io.sendwell.outbox.NewSending;
import io.sendwell.outbox.Octets;
import io.sendwell.outbox.Outbox;
import io.sendwell.outbox.OutboxEntry;
import io.sendwell.outbox.Progress;
import io.sendwell.outbox.Sending;
import io.sendwell.outbox.SendingId;
import io.sendwell.outbox.SendingQuery;
import io.sendwell.outbox.SendingState;
import io.sendwell.outbox.SendingSummary;
import io.sendwell.outbox.StoredEntry;
import io.sendwell.testkit.fixtures.Accounts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** An outbox as somebody might write it, right but for one flaw. */
final class FlawedOutbox implements Outbox {

    /** What somebody may get wrong, and the sentence of the contract that says so. */
    enum Flaw {
        NONE(""),
        REPEATS_MAKE_ANOTHER("a_request_that_is_repeated_makes_no_second_sending"),
        SEES_NO_CONFLICT("a_key_that_another_request_used_is_a_conflict_and_changes_nothing"),
        KEYS_IN_ANY_CASE("request_keys_are_compared_exactly"),
        ONE_KEY_FOR_ALL_ACCOUNTS("accounts_may_use_the_same_key"),
        TRIMS_TEXT("text_of_any_kind_is_kept_as_text"),
        REPLACES_CONTENT("content_that_is_there_stays_as_it_is"),
        APPENDS_TO_WHAT_IS_SEALED("only_an_open_sending_is_appended_to"),
        COUNTS_WHAT_WAS_THERE("entries_that_are_appended_again_change_nothing"),
        FORGETS_DUPLICATES("a_person_has_one_entry_in_a_sending_and_the_others_are_told_again_and_again"),
        SEALS_WITHOUT_COUNTING("a_sending_is_sealed_with_exactly_as_many_entries_as_it_has"),
        SEALS_ONCE("sealing_again_says_yes_whatever_became_of_the_sending"),
        SEALS_AGAIN_WITH_ANYTHING("total_and_start_never_change_after_sealing"),
        THE_PAST_IS_NOW("a_start_in_the_past_is_kept_as_it_is"),
        NODE_CLOCK("it_goes_by_the_stores_clock_though_the_machines_is_an_hour_off"),
        DUE_BEFORE_THE_START("a_sending_is_due_from_its_start_on_to_the_very_instant"),
        FORGETS_WHAT_HAS_BEGUN("a_sending_that_has_begun_goes_on_though_the_clock_is_put_back_before_its_start"),
        CLAIMS_BY_THE_START_ALONE("a_sending_that_has_begun_goes_on_though_the_clock_is_put_back_before_its_start"),
        FORGETS_WHAT_IS_CANCELLED("due_are_active_sendings_and_those_that_are_being_cancelled"),
        NEWEST_START_FIRST("of_each_account_the_oldest_starts_are_due_first"),
        OLDEST_START_OF_ANYBODY("every_account_has_its_first_sending_in_the_list_before_any_has_its_second"),
        CLAIMS_ONE_TOO_MANY("no_more_claims_are_made_than_ids_were_given"),
        CLAIMS_WITHOUT_A_LEASE("a_claimed_entry_is_not_given_to_a_second_worker"),
        BEFORE_BUT_NOT_AT_THE_END("a_claimed_entry_is_due_again_when_the_lease_ends_to_the_very_instant"),
        CLAIMS_ONLY_BEHIND_THE_LAST("claims_are_filled_with_what_came_due_again_at_a_place_that_was_passed_already"),
        FRESH_ONES_AMONG_AGAIN("among_those_that_came_due_again_there_is_no_fresh_one"),
        COUNTS_ATTEMPTS_LATER("a_claim_holds_what_was_asked_for"),
        LOOKS_THEN_CLAIMS("eight_claimers_get_every_entry_exactly_once"),
        DISPATCHES_A_PART("a_claim_is_dispatched_with_as_many_entries_as_it_has_or_not_at_all"),
        DISPATCHES_BY_ANY_EPOCH("a_token_that_proves_nothing_changes_nothing"),
        DISPATCHES_WHAT_IS_CANCELLED("nothing_is_dispatched_of_a_sending_that_is_paused_or_cancelled"),
        DISPATCHES_AFTER_THE_LEASE("a_claim_is_over_when_its_lease_ends_to_the_very_instant"),
        MARKS_NOTHING("a_dispatched_entry_is_never_claimed"),
        FORGETS_THE_NOTE("a_recovered_claim_has_the_note_of_its_dispatch"),
        KEEPS_AN_OLD_NOTE("a_note_is_of_its_own_claim_only"),
        EXTENDS_NOTHING("extending_lets_the_lease_end_later"),
        RELEASING_KEEPS_THE_ATTEMPT("released_entries_are_due_after_the_delay_and_the_attempt_does_not_count"),
        RELEASES_AT_ONCE("released_entries_are_due_after_the_delay_and_the_attempt_does_not_count"),
        COMPLETES_BY_ANY_EPOCH("a_holder_that_wakes_up_after_the_recovery_changes_nothing"),
        COUNTS_REPETITIONS("completing_again_applies_nothing_and_counts_nothing"),
        ALL_RESULTS_OR_NONE("a_result_that_does_not_apply_keeps_no_other_from_applying"),
        RETRIES_AT_ONCE("an_entry_is_not_claimed_before_its_delay_is_over"),
        FORGETS_THE_MEMO("an_entry_that_is_due_again_keeps_attempt_reason_and_memo"),
        DROPS_LATE_RESULTS("a_result_counts_after_the_lease_while_nobody_else_took_the_entry"),
        CUTS_REASONS("reasons_of_any_kind_are_kept_as_text"),
        CONFIRMS_NOTHING("a_dispatched_entry_that_is_confirmed_is_accepted_and_its_holder_changes_nothing_of_it"),
        CONFIRMS_WITHOUT_TAKING_IT_AWAY(
                "a_dispatched_entry_that_is_confirmed_is_accepted_and_its_holder_changes_nothing_of_it"),
        CONFIRMS_WHAT_IS_DISPATCHED_ONLY("an_entry_that_was_given_up_in_doubt_is_no_dead_letter_once_it_is_confirmed"),
        CONFIRMS_WHAT_FAILED("an_entry_in_any_other_state_is_not_confirmed"),
        CONFIRMS_TWICE("confirming_again_says_no_and_counts_nothing"),
        CONFIRMS_FOR_ANYBODY("an_account_confirms_its_own_entries_only"),
        CONFIRMS_WHAT_IS_ACTIVE("an_entry_of_a_sending_that_is_paused_or_being_cancelled_is_confirmed"),
        LOOKS_THEN_CONFIRMS("of_several_reports_on_an_entry_one_confirms_it"),
        RECOVERS_A_PART("a_claim_is_recovered_whole_under_its_id_and_the_next_epoch"),
        RECOVERS_IN_THE_SAME_EPOCH("a_claim_is_recovered_whole_under_its_id_and_the_next_epoch"),
        DOES_NOT_SETTLE("a_claim_is_left_alone_until_its_lease_has_ended_and_settled_to_the_very_instant"),
        RECOVERS_WHAT_IS_ACTIVE("a_claim_of_a_paused_or_cancelled_sending_is_recovered"),
        FINDS_FOR_ANYBODY("accounts_do_not_see_each_others_sendings_and_do_nothing_to_them"),
        LISTS_BY_TIME("the_greatest_id_is_listed_first_whatever_the_order_of_creation"),
        LISTS_BY_OFFSET("pages_neither_repeat_nor_miss_a_sending_while_new_ones_come"),
        LIMITS_BEFORE_FILTERING("sendings_are_listed_by_state_and_the_limit_counts_only_those"),
        SWEEPS_ALL_AT_ONCE("what_is_due_or_claimed_is_swept_in_steps_and_what_was_dispatched_goes_out"),
        DONE_WHEN_NOTHING_IS_DUE("a_sending_is_done_when_every_entry_has_ended"),
        DUE_WHILE_IT_WAITS("a_mail_that_waits_for_its_delay_or_under_a_lease_hides_no_other_of_its_account"),
        FORGETS_WHO_RESUMED("the_store_keeps_when_a_sending_was_last_resumed"),
        PAUSES_AGAIN("a_paused_sending_says_why_and_leaves_on_when_it_is_resumed"),
        PUTS_BACK_WHAT_WAS_ACCEPTED("nothing_else_is_put_back"),
        SAYS_NOTHING_OF_WHAT_IS_HELD("what_somebody_holds_is_not_erased_until_it_has_ended"),
        ERASES_FOR_ANYBODY("what_somebody_holds_is_not_erased_until_it_has_ended"),
        ERASES_ONLY_WHAT_HAS_ENDED("what_an_entry_says_of_its_person_is_erased_and_what_is_due_is_cancelled"),
        ERASES_THE_DATA_ALONE("what_an_entry_says_of_its_person_is_erased_and_what_is_due_is_cancelled"),
        KEEPS_THE_SUMMARY("with_its_last_entry_a_sending_loses_what_it_says_and_keeps_what_it_counts"),
        KEEPS_THE_CONTENT("with_its_last_entry_a_sending_loses_what_it_says_and_keeps_what_it_counts"),
        PUTS_BACK_WHAT_WAS_ERASED("what_was_erased_is_not_put_back"),
        SWEEPS_WHAT_WAS_ERASED("what_was_erased_is_not_swept_and_not_counted_twice"),
        GIVES_UP_AT_THE_TIME("what_was_left_open_is_cancelled_by_the_time_it_was_made"),
        GIVES_UP_WHAT_IS_SEALED("what_was_left_open_is_cancelled_by_the_time_it_was_made"),
        GIVES_UP_THE_NEWEST("of_what_was_left_open_the_oldest_is_cancelled_first_and_no_more_than_was_asked_for"),
        GIVES_UP_ALL_AT_ONCE("of_what_was_left_open_the_oldest_is_cancelled_first_and_no_more_than_was_asked_for"),
        ADDS_TO_WHAT_WAS_GIVEN_UP("nothing_is_added_to_what_was_cancelled_because_it_was_left_open"),
        KEEPS_WHAT_WAS_NEVER_SEALED("what_was_never_sealed_is_removed_as_soon_as_it_is_cancelled"),
        PRUNES_WHAT_IS_BEING_CANCELLED("what_was_never_sealed_is_removed_as_soon_as_it_is_cancelled"),
        PRUNES_WHAT_IS_OLD("what_has_not_finished_is_never_removed_however_old_it_is"),
        PRUNES_ALL_AT_ONCE("pruning_removes_no_more_in_one_step_than_it_was_told_to"),
        PRUNES_AT_THE_TIME("what_finished_before_a_time_is_removed_with_all_it_held"),
        FORGETS_FOR_ANYBODY("of_an_account_that_is_removed_what_has_finished_is_removed_in_steps"),
        FORGETS_WHAT_WAITS("of_an_account_that_is_removed_what_has_finished_is_removed_in_steps"),
        FORGETS_ALL_AT_ONCE("of_an_account_that_is_removed_what_has_finished_is_removed_in_steps"),
        LOOKS_THEN_CREATES("of_several_threads_that_use_one_request_key_one_creates"),
        READS_THEN_COUNTS("threads_that_complete_different_claims_are_all_counted"),
        LOOKS_THEN_RECOVERS("several_recoverers_get_every_claim_once_and_whole"),
        CLAIMS_WHAT_IS_DUE_LATER("whatever_the_order_of_calls_entries_stand_where_the_model_has_them");

        final String caughtBy;

        Flaw(String caughtBy) {
            this.caughtBy = caughtBy;
        }
    }

    private final Flaw flaw;
    private final InstantSource clock;
    private final InMemoryOutbox right;
    private final FirstTwo race = new FirstTwo();
    private final Map<ClaimToken, Claim> claims = new ConcurrentHashMap<>();
    private final Map<UUID, ClaimToken> newest = new ConcurrentHashMap<>();
    private Octets firstNote = Octets.none();
    private final Map<SendingId, AccountId> owners = new ConcurrentHashMap<>();
    private final Map<String, SendingId> keys = new ConcurrentHashMap<>();
    private final Map<SendingId, Octets> contents = new ConcurrentHashMap<>();
    private final Map<Integer, Optional<Claim>> recovered = new ConcurrentHashMap<>();
    private final AtomicInteger recoveries = new AtomicInteger();
    private volatile int accepted;
    private int listed;
    private int lastPlace = -1;
    private final Map<SendingId, SendingSummary> summaries = new ConcurrentHashMap<>();
    private final Map<EntryId, String> reasons = new ConcurrentHashMap<>();
    private int erased;

    FlawedOutbox(Flaw flaw, InstantSource clock) {
        this.flaw = flaw;
        this.clock = clock;
        this.right = new InMemoryOutbox(flaw == Flaw.NODE_CLOCK ? InstantSource.system() : clock);
    }

    private boolean has(Flaw wanted) {
        return flaw == wanted;
    }

    @Override
    public Instant now() {
        return right.now();
    }

    @Override
    public Creation create(NewSending sending) {
        owners.put(sending.id(), sending.account());
        String key = sending.requestKey();
        if (has(Flaw.LOOKS_THEN_CREATES)) {
            SendingId earlier = keys.get(key);
            race.await();
            keys.put(key, sending.id());
            return earlier == null
                    ? right.create(withKey(sending, key + sending.id()))
                    : new Creation.Repeated(earlier, SendingState.OPEN);
        }
        if (has(Flaw.ONE_KEY_FOR_ALL_ACCOUNTS)) {
            SendingId earlier = keys.putIfAbsent(key, sending.id());
            if (earlier != null) {
                return new Creation.Repeated(earlier, SendingState.OPEN);
            }
        }
        Creation creation = switch (flaw) {
            case KEYS_IN_ANY_CASE -> right.create(withKey(sending, key.toLowerCase(Locale.ROOT)));
            case TRIMS_TEXT ->
                right.create(new NewSending(
                        sending.id(),
                        sending.account(),
                        key,
                        sending.requestHash(),
                        sending.lane(),
                        new SendingSummary(
                                sending.summary().user().strip(),
                                sending.summary().subject(),
                                sending.summary().to(),
                                sending.summary().campaign())));
            default -> right.create(sending);
        };
        if (creation instanceof Creation.Repeated && has(Flaw.REPEATS_MAKE_ANOTHER)) {
            return right.create(withKey(sending, key + "#"));
        }
        if (creation instanceof Creation.Conflict conflict && has(Flaw.SEES_NO_CONFLICT)) {
            return new Creation.Repeated(conflict.id(), SendingState.OPEN);
        }
        return creation;
    }

    private static NewSending withKey(NewSending sending, String key) {
        return new NewSending(
                sending.id(), sending.account(), key, sending.requestHash(), sending.lane(), sending.summary());
    }

    @Override
    public boolean storeContent(SendingId sending, int piece, Octets octets) {
        contents.put(sending, octets);
        return right.storeContent(sending, piece, octets);
    }

    @Override
    public Optional<Octets> content(SendingId sending, int piece) {
        return has(Flaw.REPLACES_CONTENT) || has(Flaw.KEEPS_THE_CONTENT)
                ? Optional.ofNullable(contents.get(sending))
                : right.content(sending, piece);
    }

    @Override
    public Optional<Appended> append(SendingId sending, List<NewEntry> entries) {
        Optional<Appended> appended = right.append(sending, entries);
        return switch (flaw) {
            case APPENDS_TO_WHAT_IS_SEALED ->
                appended.isPresent() ? appended : Optional.of(new Appended(entries.size(), Set.of()));
            case COUNTS_WHAT_WAS_THERE -> Optional.of(new Appended(entries.size(), Set.of()));
            case FORGETS_DUPLICATES -> appended.map(answer -> answer.added() == 0 ? new Appended(0, Set.of()) : answer);
            default -> appended;
        };
    }

    @Override
    public boolean seal(SendingId sending, long total, Instant startAt) {
        Optional<Sending> before = right.find(owners.getOrDefault(sending, Accounts.ACME), sending);
        boolean open = before.map(found -> found.state() == SendingState.OPEN).orElse(false);
        return switch (flaw) {
            case SEALS_WITHOUT_COUNTING ->
                right.seal(
                        sending, before.map(found -> found.progress().total()).orElse(total), startAt);
            case SEALS_ONCE -> open && right.seal(sending, total, startAt);
            case SEALS_AGAIN_WITH_ANYTHING -> !open || right.seal(sending, total, startAt);
            case THE_PAST_IS_NOW -> right.seal(sending, total, startAt.isBefore(now()) ? now() : startAt);
            default -> right.seal(sending, total, startAt);
        };
    }

    @Override
    public List<DueSending> due(Lane lane, int perAccount, int limit) {
        return switch (flaw) {
            case DUE_BEFORE_THE_START ->
                right.list(SendingQuery.newest(Accounts.ACME, limit).in(Set.of(SendingState.ACTIVE))).stream()
                        .map(sending -> new DueSending(
                                sending.id(),
                                sending.account(),
                                sending.lane(),
                                sending.state(),
                                sending.startAt().orElseThrow(),
                                sending.progress().total()))
                        .toList();
            case DUE_WHILE_IT_WAITS ->
                right
                        .list(SendingQuery.newest(Accounts.ACME, 1_000)
                                .in(Set.of(SendingState.ACTIVE, SendingState.CANCELLING)))
                        .stream()
                        .filter(sending -> sending.lane() == lane
                                && !sending.startAt()
                                        .orElse(sending.createdAt())
                                        .isAfter(now()))
                        .sorted(Comparator.comparing(Sending::id))
                        .limit(perAccount)
                        .map(sending -> new DueSending(
                                sending.id(),
                                sending.account(),
                                lane,
                                sending.state(),
                                sending.startAt().orElse(sending.createdAt()),
                                sending.progress().total()))
                        .toList();
            case FORGETS_WHAT_HAS_BEGUN ->
                right.due(lane, perAccount, limit).stream()
                        .filter(sending -> sending.state() == SendingState.CANCELLING
                                || !sending.startAt().isAfter(now()))
                        .toList();
            case FORGETS_WHAT_IS_CANCELLED ->
                right.due(lane, perAccount, limit).stream()
                        .filter(sending -> sending.state() == SendingState.ACTIVE)
                        .toList();
            case NEWEST_START_FIRST ->
                right.due(lane, 1_000, 1_000).stream()
                        .sorted(Comparator.comparing(DueSending::startAt).reversed())
                        .limit(Math.min(limit, perAccount))
                        .toList();
            case OLDEST_START_OF_ANYBODY ->
                right.due(lane, perAccount, 1_000).stream()
                        .sorted(Comparator.comparing(DueSending::startAt))
                        .limit(limit)
                        .toList();
            default -> right.due(lane, perAccount, limit);
        };
    }

    @Override
    public List<Claim> claim(ClaimRequest request) {
        List<StoredEntry> seen = List.of();
        if (has(Flaw.LOOKS_THEN_CLAIMS)) {
            seen = right.entries(
                    Accounts.ACME, new EntryQuery(request.sending(), Set.of(EntryState.DUE), 0, request.size()));
            race.await();
        }
        if (has(Flaw.CLAIMS_BY_THE_START_ALONE) && startsLater(request.sending())) {
            return List.of();
        }
        List<Claim> made = right.claim(
                switch (flaw) {
                    case CLAIMS_ONE_TOO_MANY -> with(request, request.size() + 1, request.lease(), request.among());
                    case BEFORE_BUT_NOT_AT_THE_END ->
                        with(request, request.size(), request.lease().plusMillis(1), request.among());
                    case FRESH_ONES_AMONG_AGAIN -> with(request, request.size(), request.lease(), Among.ALL);
                    case CLAIMS_WHAT_IS_DUE_LATER ->
                        with(request, request.size(), request.lease().dividedBy(2), request.among());
                    default -> request;
                });
        if (has(Flaw.CLAIMS_ONLY_BEHIND_THE_LAST)) {
            made = behindTheLast(made);
        }
        for (Claim claim : made) {
            remember(claim);
            if (has(Flaw.CLAIMS_WITHOUT_A_LEASE)) {
                right.release(claim.token(), Duration.ZERO);
            }
        }
        if (has(Flaw.BEFORE_BUT_NOT_AT_THE_END) || has(Flaw.CLAIMS_WHAT_IS_DUE_LATER)) {
            return made.stream()
                    .map(claim ->
                            new Claim(claim.token(), claim.account(), now().plus(request.lease()), claim.entries()))
                    .toList();
        }
        if (has(Flaw.COUNTS_ATTEMPTS_LATER)) {
            return made.stream()
                    .map(claim -> withEntries(claim, attemptsBefore(claim)))
                    .toList();
        }
        if (has(Flaw.LOOKS_THEN_CLAIMS) && !made.isEmpty()) {
            List<OutboxEntry> looked = seen.stream()
                    .map(entry -> new OutboxEntry(entry.id(), 1, entry.data(), entry.memo()))
                    .toList();
            return List.of(withEntries(made.get(0), looked));
        }
        return made;
    }

    /** From the start again only when there is nothing behind the last place. */
    private List<Claim> behindTheLast(List<Claim> made) {
        List<Claim> behind = made.stream()
                .filter(claim -> claim.entries().get(0).id().ordinal() > lastPlace)
                .toList();
        List<Claim> kept = behind.isEmpty() ? made : behind;
        for (Claim claim : made) {
            if (!kept.contains(claim)) {
                right.release(claim.token(), Duration.ZERO);
            }
        }
        for (Claim claim : kept) {
            lastPlace = claim.entries().get(claim.entries().size() - 1).id().ordinal();
        }
        return kept;
    }

    private boolean startsLater(SendingId sending) {
        return right.find(owners.getOrDefault(sending, Accounts.ACME), sending)
                .flatMap(Sending::startAt)
                .filter(start -> start.isAfter(now()))
                .isPresent();
    }

    private static List<OutboxEntry> attemptsBefore(Claim claim) {
        return claim.entries().stream()
                .map(entry -> new OutboxEntry(entry.id(), entry.attempt() - 1, entry.data(), entry.memo()))
                .toList();
    }

    private static ClaimRequest with(ClaimRequest request, int size, Duration lease, Among among) {
        return new ClaimRequest(request.sending(), request.ids(), size, lease, among);
    }

    private static Claim withEntries(Claim claim, List<OutboxEntry> entries) {
        return claim.with(entries);
    }

    private void remember(Claim claim) {
        claims.put(claim.token(), claim);
        newest.put(claim.token().id(), claim.token());
    }

    private ClaimToken inTheNewestEpoch(ClaimToken token) {
        ClaimToken known = newest.getOrDefault(token.id(), token);
        return known.sending().equals(token.sending()) ? known : token;
    }

    private Octets oldest(Octets note) {
        if (firstNote.size() == 0) {
            firstNote = note;
        }
        return firstNote;
    }

    @Override
    public boolean dispatch(ClaimToken token, int size, Duration lease, Octets note) {
        Claim claim = claims.get(token);
        return switch (flaw) {
            case DISPATCHES_A_PART ->
                IntStream.rangeClosed(1, 100).anyMatch(any -> right.dispatch(token, any, lease, note));
            case DISPATCHES_BY_ANY_EPOCH -> right.dispatch(inTheNewestEpoch(token), size, lease, note);
            case DISPATCHES_WHAT_IS_CANCELLED ->
                right.dispatch(token, size, lease, note)
                        || right.find(Accounts.ACME, token.sending())
                                        .orElseThrow()
                                        .state()
                                == SendingState.CANCELLING;
            case DISPATCHES_AFTER_THE_LEASE ->
                right.dispatch(token, size, lease, note) || (claim != null && !now().isBefore(claim.leaseEnd()));
            case MARKS_NOTHING -> claim != null && claim.entries().size() == size;
            case FORGETS_THE_NOTE -> right.dispatch(token, size, lease);
            case KEEPS_AN_OLD_NOTE -> right.dispatch(token, size, lease, oldest(note));
            default -> right.dispatch(token, size, lease, note);
        };
    }

    @Override
    public boolean extend(ClaimToken token, Duration lease) {
        return has(Flaw.EXTENDS_NOTHING) ? claims.containsKey(token) : right.extend(token, lease);
    }

    @Override
    public int release(ClaimToken token, Duration delay) {
        if (has(Flaw.RELEASING_KEEPS_THE_ATTEMPT)) {
            return right.complete(OutboxStage.allAgain(claims.get(token), delay))
                    .size();
        }
        return right.release(token, has(Flaw.RELEASES_AT_ONCE) ? Duration.ZERO : delay);
    }

    @Override
    public Set<EntryId> complete(List<EntryResult> results) {
        List<EntryResult> given = new ArrayList<>();
        for (EntryResult result : results) {
            Claim claim = claims.get(result.token());
            if (has(Flaw.DROPS_LATE_RESULTS) && claim != null && !now().isBefore(claim.leaseEnd())) {
                continue;
            }
            given.add(new EntryResult(
                    result.entry(),
                    has(Flaw.COMPLETES_BY_ANY_EPOCH) ? inTheNewestEpoch(result.token()) : result.token(),
                    result.state(),
                    has(Flaw.RETRIES_AT_ONCE) ? Duration.ZERO : result.delay(),
                    result.code(),
                    has(Flaw.CUTS_REASONS) && result.text().length() > 255
                            ? result.text().substring(0, 255)
                            : result.text(),
                    has(Flaw.FORGETS_THE_MEMO) ? Octets.none() : result.memo()));
        }
        if (has(Flaw.ALL_RESULTS_OR_NONE) && given.stream().anyMatch(this::hasEnded)) {
            return Set.of();
        }
        int read = accepted;
        Set<EntryId> applied = right.complete(given);
        if (has(Flaw.READS_THEN_COUNTS)) {
            race.await();
        }
        accepted = read + (has(Flaw.COUNTS_REPETITIONS) ? given.size() : applied.size());
        return applied;
    }

    private boolean hasEnded(EntryResult result) {
        return right
                .entries(
                        Accounts.ACME,
                        EntryQuery.all(result.entry().sending(), result.entry().ordinal(), 1))
                .stream()
                .anyMatch(entry -> entry.state().isFinished());
    }

    @Override
    public boolean confirm(AccountId account, EntryId entry, String why) {
        EntryState before = state(account, entry);
        return switch (flaw) {
            case CONFIRMS_NOTHING -> false;
            case CONFIRMS_WITHOUT_TAKING_IT_AWAY -> before == EntryState.DISPATCHED;
            case CONFIRMS_WHAT_IS_DISPATCHED_ONLY ->
                before == EntryState.DISPATCHED && right.confirm(account, entry, why);
            case CONFIRMS_WHAT_FAILED -> before == EntryState.FAILED || right.confirm(account, entry, why);
            case CONFIRMS_TWICE -> before == EntryState.ACCEPTED || right.confirm(account, entry, why);
            case CONFIRMS_FOR_ANYBODY -> right.confirm(owners.getOrDefault(entry.sending(), account), entry, why);
            case CONFIRMS_WHAT_IS_ACTIVE ->
                right.find(account, entry.sending())
                                .map(Sending::state)
                                .filter(SendingState.ACTIVE::equals)
                                .isPresent()
                        && right.confirm(account, entry, why);
            case LOOKS_THEN_CONFIRMS -> {
                race.await();
                right.confirm(account, entry, why);
                yield before == EntryState.DISPATCHED;
            }
            default -> right.confirm(account, entry, why);
        };
    }

    /** DUE as well when there is no such entry. */
    private EntryState state(AccountId account, EntryId entry) {
        return right.entries(account, EntryQuery.all(entry.sending(), entry.ordinal(), 1)).stream()
                .filter(stored -> stored.id().equals(entry))
                .findFirst()
                .map(StoredEntry::state)
                .orElse(EntryState.DUE);
    }

    @Override
    public Optional<Claim> recover(Duration settle, Duration lease) {
        if (has(Flaw.LOOKS_THEN_RECOVERS)) {
            synchronized (recovered) {
                // The first claim goes to two, in one step with the look, so that a slow thread cannot miss it.
                if (recoveries.getAndIncrement() < 2) {
                    return recovered.computeIfAbsent(0, first -> right.recover(settle, lease));
                }
            }
            return right.recover(settle, lease);
        }
        Optional<Claim> claim = right.recover(has(Flaw.DOES_NOT_SETTLE) ? Duration.ZERO : settle, lease);
        claim.ifPresent(this::remember);
        return switch (flaw) {
            case RECOVERS_A_PART ->
                claim.map(whole -> withEntries(
                        whole, whole.entries().subList(0, (whole.entries().size() + 1) / 2)));
            case RECOVERS_IN_THE_SAME_EPOCH ->
                claim.map(whole -> new Claim(
                        new ClaimToken(whole.token().sending(), whole.token().id(), 1),
                        whole.account(),
                        whole.leaseEnd(),
                        whole.entries()));
            case RECOVERS_WHAT_IS_ACTIVE ->
                claim.filter(whole -> right.find(whole.account(), whole.token().sending())
                                .orElseThrow()
                                .state()
                        == SendingState.ACTIVE);
            default -> claim;
        };
    }

    @Override
    public int sweepCancelled(SendingId sending, int limit) {
        int swept = right.sweepCancelled(sending, has(Flaw.SWEEPS_ALL_AT_ONCE) ? Integer.MAX_VALUE : limit);
        return has(Flaw.SWEEPS_WHAT_WAS_ERASED) ? swept + erased : swept;
    }

    @Override
    public Optional<SendingState> settle(SendingId sending) {
        Optional<SendingState> settled = right.settle(sending);
        boolean nothingDue = right.entries(Accounts.ACME, new EntryQuery(sending, Set.of(EntryState.DUE), 0, 1))
                .isEmpty();
        return has(Flaw.DONE_WHEN_NOTHING_IS_DUE) && nothingDue ? Optional.of(SendingState.DONE) : settled;
    }

    @Override
    public Optional<Sending> find(AccountId account, SendingId id) {
        AccountId asked = has(Flaw.FINDS_FOR_ANYBODY) ? owners.getOrDefault(id, account) : account;
        boolean counts = has(Flaw.READS_THEN_COUNTS) || has(Flaw.COUNTS_REPETITIONS);
        return right.find(asked, id)
                .map(sending -> counts ? counted(sending) : sending)
                .map(sending ->
                        has(Flaw.FORGETS_WHO_RESUMED) ? with(sending, sending.summary(), Optional.empty()) : sending)
                .map(sending -> has(Flaw.KEEPS_THE_SUMMARY)
                        ? with(sending, summaries.getOrDefault(id, sending.summary()), sending.resumedAt())
                        : sending);
    }

    private static Sending with(Sending sending, SendingSummary summary, Optional<Instant> resumedAt) {
        return new Sending(
                sending.id(),
                sending.account(),
                sending.lane(),
                sending.state(),
                summary,
                sending.createdAt(),
                sending.startAt(),
                sending.pausedBecause(),
                resumedAt,
                sending.progress());
    }

    private Sending counted(Sending sending) {
        return new Sending(
                sending.id(),
                sending.account(),
                sending.lane(),
                sending.state(),
                sending.summary(),
                sending.createdAt(),
                sending.startAt(),
                sending.pausedBecause(),
                sending.resumedAt(),
                new Progress(sending.progress().total(), accepted, 0, 0, 0, 0));
    }

    @Override
    public List<Sending> list(SendingQuery query) {
        SendingQuery all = SendingQuery.newest(query.account(), 1_000);
        return switch (flaw) {
            case LISTS_BY_TIME ->
                right.list(all).stream()
                        .sorted(Comparator.comparing(Sending::createdAt).reversed())
                        .limit(query.limit())
                        .toList();
            case LISTS_BY_OFFSET -> {
                listed = query.before().isPresent() ? listed + query.limit() : 0;
                yield right.list(all).stream().skip(listed).limit(query.limit()).toList();
            }
            case LIMITS_BEFORE_FILTERING ->
                right.list(SendingQuery.newest(query.account(), query.limit())).stream()
                        .filter(sending -> query.states().contains(sending.state()))
                        .toList();
            default -> right.list(query);
        };
    }

    @Override
    public List<StoredEntry> entries(AccountId account, EntryQuery query) {
        List<StoredEntry> entries = right.entries(account, query);
        return has(Flaw.ERASES_THE_DATA_ALONE)
                ? entries.stream().map(this::withReason).toList()
                : entries;
    }

    private StoredEntry withReason(StoredEntry entry) {
        return new StoredEntry(
                entry.id(),
                entry.state(),
                entry.attempt(),
                entry.code(),
                reasons.getOrDefault(entry.id(), entry.text()),
                entry.data(),
                entry.memo());
    }

    @Override
    public Optional<SendingState> cancel(AccountId account, SendingId id) {
        return right.cancel(account, id);
    }

    @Override
    public Optional<SendingState> pause(AccountId account, SendingId id, String because) {
        if (has(Flaw.PAUSES_AGAIN)) {
            right.resume(account, id);
        }
        return right.pause(account, id, because);
    }

    @Override
    public Optional<SendingState> resume(AccountId account, SendingId id) {
        return right.resume(account, id);
    }

    @Override
    public int requeue(AccountId account, SendingId id, Collection<Integer> ordinals) {
        int put = right.requeue(account, id, ordinals);
        if (has(Flaw.PUTS_BACK_WHAT_WAS_ACCEPTED)) {
            put += right.entries(account, new EntryQuery(id, Set.of(EntryState.ACCEPTED), 0, 1_000))
                    .size();
        }
        return has(Flaw.PUTS_BACK_WHAT_WAS_ERASED) ? put + erased : put;
    }

    @Override
    public Set<Integer> erase(AccountId account, SendingId id, Collection<Integer> ordinals) {
        AccountId asked = has(Flaw.ERASES_FOR_ANYBODY) ? owners.getOrDefault(id, account) : account;
        right.find(asked, id).ifPresent(sending -> summaries.putIfAbsent(id, sending.summary()));
        List<StoredEntry> meant = right.entries(asked, EntryQuery.all(id, 0, 1_000)).stream()
                .filter(entry -> ordinals.contains(entry.id().ordinal()))
                .filter(entry -> entry.state().isFinished() || !has(Flaw.ERASES_ONLY_WHAT_HAS_ENDED))
                .toList();
        meant.forEach(entry -> reasons.putIfAbsent(entry.id(), entry.text()));
        erased += meant.size();
        Set<Integer> held = right.erase(
                asked, id, meant.stream().map(entry -> entry.id().ordinal()).toList());
        return has(Flaw.SAYS_NOTHING_OF_WHAT_IS_HELD) ? Set.of() : held;
    }

    @Override
    public int cancelLeftOpen(Instant createdBefore, int limit) {
        if (has(Flaw.ADDS_TO_WHAT_WAS_GIVEN_UP)) {
            return (int) right.list(SendingQuery.newest(Accounts.ACME, 1_000)).stream()
                    .filter(sending -> sending.state() == SendingState.OPEN)
                    .filter(sending -> sending.createdAt().isBefore(createdBefore))
                    .count();
        }
        if (has(Flaw.GIVES_UP_WHAT_IS_SEALED) || has(Flaw.GIVES_UP_THE_NEWEST)) {
            List<Sending> old = right.list(SendingQuery.newest(Accounts.ACME, 1_000)).stream()
                    .filter(sending -> sending.state() == SendingState.OPEN || has(Flaw.GIVES_UP_WHAT_IS_SEALED))
                    .filter(sending -> sending.createdAt().isBefore(createdBefore))
                    .limit(limit)
                    .toList();
            old.forEach(sending -> right.cancel(Accounts.ACME, sending.id()));
            return old.size();
        }
        return right.cancelLeftOpen(
                has(Flaw.GIVES_UP_AT_THE_TIME) ? createdBefore.plusMillis(1) : createdBefore,
                has(Flaw.GIVES_UP_ALL_AT_ONCE) ? Integer.MAX_VALUE : limit);
    }

    @Override
    public int prune(Instant finishedBefore, int limit) {
        if (has(Flaw.PRUNES_WHAT_IS_OLD)) {
            for (Sending sending : right.list(SendingQuery.newest(Accounts.ACME, 1_000))) {
                if (sending.createdAt().isBefore(finishedBefore)) {
                    right.cancel(Accounts.ACME, sending.id());
                    right.sweepCancelled(sending.id(), 1_000);
                    right.settle(sending.id());
                }
            }
            return right.prune(clock.instant().plusMillis(1), limit);
        }
        List<Sending> neverSealed = right.list(SendingQuery.newest(Accounts.ACME, 1_000)).stream()
                .filter(sending -> sending.startAt().isEmpty())
                .toList();
        if (has(Flaw.KEEPS_WHAT_WAS_NEVER_SEALED) && !neverSealed.isEmpty()) {
            return 0;
        }
        if (has(Flaw.PRUNES_WHAT_IS_BEING_CANCELLED)) {
            neverSealed.forEach(sending -> right.settle(sending.id()));
        }
        return right.prune(
                has(Flaw.PRUNES_AT_THE_TIME) ? finishedBefore.plusMillis(1) : finishedBefore,
                has(Flaw.PRUNES_ALL_AT_ONCE) ? Integer.MAX_VALUE : limit);
    }

    @Override
    public int forget(AccountId account, int limit) {
        if (has(Flaw.FORGETS_WHAT_WAITS)) {
            for (Sending sending : right.list(SendingQuery.newest(account, 1_000))) {
                right.cancel(account, sending.id());
                right.sweepCancelled(sending.id(), 1_000);
                right.settle(sending.id());
            }
        }
        return right.forget(
                has(Flaw.FORGETS_FOR_ANYBODY) ? Accounts.ACME : account,
                has(Flaw.FORGETS_ALL_AT_ONCE) ? Integer.MAX_VALUE : limit);
    }
}
