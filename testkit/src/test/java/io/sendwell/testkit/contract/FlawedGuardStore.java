package io.sendwell.testkit.contract;

import io.sendwell.account.AccountId;
import io.sendwell.guard.GuardDecision;
import io.sendwell.guard.GuardMark;
import io.sendwell.guard.GuardRecord;
import io.sendwell.guard.GuardScope;
import io.sendwell.guard.GuardStore;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A store of the guard as somebody might write it, right but for one flaw. */
final class FlawedGuardStore implements GuardStore {

    /** What somebody may get wrong, and the sentence of the contract that says so. */
    enum Flaw {
        NONE(""),
        SCOPES_IN_ANY_CASE("each_scope_has_a_record_of_its_own"),
        SCOPES_BY_CAMPAIGN("each_scope_has_a_record_of_its_own"),
        COUNTS_NO_VERSIONS("a_record_is_found_as_it_was_saved_and_one_version_on"),
        KEEPS_SECONDS("a_record_is_found_as_it_was_saved_and_one_version_on"),
        KEEPS_ONE_MARK("a_record_is_found_as_it_was_saved_and_one_version_on"),
        TRIMS_REASONS("text_of_any_kind_is_kept_as_text"),
        KEEPS_THE_LAST_HUNDRED("hundreds_of_decisions_are_kept"),
        LAST_WRITE_WINS("an_old_version_is_not_saved_over_a_newer_one"),
        INSERTS_ANY_VERSION("an_old_version_is_not_saved_over_a_newer_one"),
        LISTS_WHAT_WAS_HELD("what_is_held_is_listed_the_latest_first_until_it_is_released"),
        LISTS_THE_OLDEST_FIRST("what_is_held_is_listed_the_latest_first_until_it_is_released"),
        NO_LIMIT("what_is_held_is_listed_the_latest_first_until_it_is_released"),
        FORGETS_THE_ACCOUNT("of_an_account_that_is_removed_campaigns_are_forgotten_and_what_was_decided_of_it_is_not"),
        FORGETS_EVERY_CAMPAIGN(
                "of_an_account_that_is_removed_campaigns_are_forgotten_and_what_was_decided_of_it_is_not"),
        READS_THEN_WRITES("of_two_threads_that_save_the_same_version_one_does");

        final String caughtBy;

        Flaw(String caughtBy) {
            this.caughtBy = caughtBy;
        }
    }

    private final Flaw flaw;
    private final Meeting meeting;
    private final Map<String, GuardRecord> rows = new LinkedHashMap<>();

    FlawedGuardStore(Flaw flaw) {
        this.flaw = flaw;
        this.meeting = Meeting.when(flaw == Flaw.READS_THEN_WRITES);
    }

    private boolean has(Flaw wanted) {
        return flaw == wanted;
    }

    private String key(GuardScope scope) {
        String account = has(Flaw.SCOPES_BY_CAMPAIGN) && scope.campaign().isPresent() ? "" : "" + scope.account();
        String key = account + "/" + scope.campaign();
        return has(Flaw.SCOPES_IN_ANY_CASE) ? key.toLowerCase(Locale.ROOT) : key;
    }

    @Override
    public synchronized Optional<GuardRecord> find(GuardScope scope) {
        return Optional.ofNullable(rows.get(key(scope)));
    }

    @Override
    public boolean save(GuardRecord record) {
        if (has(Flaw.READS_THEN_WRITES)) {
            boolean changed = isChanged(record);
            meeting.await();
            return !changed && write(record);
        }
        synchronized (this) {
            return !isChanged(record) && write(record);
        }
    }

    private synchronized boolean isChanged(GuardRecord record) {
        GuardRecord row = rows.get(key(record.scope()));
        long stored = row == null ? 0 : row.version();
        return switch (flaw) {
            case LAST_WRITE_WINS, COUNTS_NO_VERSIONS -> false;
            case INSERTS_ANY_VERSION -> row != null && record.version() != stored;
            default -> record.version() != stored;
        };
    }

    private synchronized boolean write(GuardRecord record) {
        long version = has(Flaw.COUNTS_NO_VERSIONS) ? record.version() : record.version() + 1;
        rows.put(key(record.scope()), stored(record).withVersion(version));
        return true;
    }

    private GuardRecord stored(GuardRecord record) {
        List<GuardMark> marks = new ArrayList<>(record.marks());
        List<GuardDecision> decisions = new ArrayList<>(record.decisions());
        switch (flaw) {
            case KEEPS_SECONDS ->
                marks.replaceAll(mark -> new GuardMark(mark.at().truncatedTo(ChronoUnit.SECONDS), mark.counts()));
            case KEEPS_ONE_MARK ->
                marks.subList(Math.min(1, marks.size()), marks.size()).clear();
            case KEEPS_THE_LAST_HUNDRED ->
                decisions.subList(0, Math.max(0, decisions.size() - 100)).clear();
            case TRIMS_REASONS ->
                decisions.replaceAll(decision -> decision instanceof GuardDecision.Released released
                        ? new GuardDecision.Released(
                                released.at(), released.by(), released.reason().strip())
                        : decision);
            default -> {}
        }
        return new GuardRecord(record.scope(), marks, decisions, record.version());
    }

    @Override
    public synchronized List<GuardRecord> held(int limit) {
        Comparator<GuardRecord> latestFirst = Comparator.comparing(
                        (GuardRecord record) -> record.decisions().get(0).at())
                .reversed();
        return rows.values().stream()
                .filter(record -> has(Flaw.LISTS_WHAT_WAS_HELD)
                        ? record.decisions().stream().anyMatch(GuardDecision.Held.class::isInstance)
                        : record.held().isPresent())
                .sorted(has(Flaw.LISTS_THE_OLDEST_FIRST) ? latestFirst.reversed() : latestFirst)
                .limit(has(Flaw.NO_LIMIT) ? Long.MAX_VALUE : limit)
                .toList();
    }

    @Override
    public synchronized int forgetCampaigns(AccountId account) {
        int before = rows.size();
        rows.values().removeIf(record -> {
            boolean its = record.scope().account().filter(account::equals).isPresent();
            boolean isCampaign = record.scope().campaign().isPresent();
            return switch (flaw) {
                case FORGETS_THE_ACCOUNT -> its;
                case FORGETS_EVERY_CAMPAIGN -> isCampaign;
                default -> its && isCampaign;
            };
        });
        return before - rows.size();
    }
}
