package io.sendwell.testkit.contract;

import io.sendwell.account.AccountId;
import io.sendwell.account.AccountRecord;
import io.sendwell.account.AccountState;
import io.sendwell.account.AccountStore;
import io.sendwell.account.ProviderAccount;
import io.sendwell.account.RulesAcceptance;
import io.sendwell.account.StateChange;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A store of accounts as somebody might write it, right but for one flaw. */
final class FlawedAccountStore implements AccountStore {

    /** What somebody may get wrong, and the sentence of the contract that says so. */
    enum Flaw {
        NONE(""),
        FINDS_IN_ANY_CASE("an_account_that_nobody_registered_is_not_found"),
        COUNTS_NO_VERSIONS("an_account_is_found_as_it_was_saved_and_one_version_on"),
        KEEPS_SECONDS("an_account_is_found_as_it_was_saved_and_one_version_on"),
        KEEPS_ONE_ACCEPTANCE("an_account_is_found_as_it_was_saved_and_one_version_on"),
        FORGETS_THE_REASON("an_account_is_found_as_it_was_saved_and_one_version_on"),
        SPEAKS_ENGLISH_ONLY("an_account_is_found_as_it_was_saved_and_one_version_on"),
        KEEPS_THE_PROVIDER("a_second_life_keeps_evidence_and_nothing_of_the_provider"),
        KEEPS_THE_LIFE("a_second_life_keeps_evidence_and_nothing_of_the_provider"),
        DISABLING_IS_DISABLED("every_state_is_kept"),
        TRIMS_NAMES("text_of_any_kind_is_kept_as_text"),
        LAST_WRITE_WINS("an_old_version_is_not_saved_over_a_newer_one"),
        REFUSES_OLDER_VERSIONS_ONLY("an_old_version_is_not_saved_over_a_newer_one"),
        INSERTS_ANY_VERSION("an_old_version_is_not_saved_over_a_newer_one"),
        AS_IN_A_DICTIONARY("accounts_are_listed_by_their_ids_page_by_page"),
        PAGES_REPEAT_THE_LAST("accounts_are_listed_by_their_ids_page_by_page"),
        NO_LIMIT("accounts_are_listed_by_their_ids_page_by_page"),
        A_HUNDRED_ROWS("hundreds_of_accounts_are_kept"),
        READS_THEN_WRITES("of_two_threads_that_save_the_same_version_one_does");

        final String caughtBy;

        Flaw(String caughtBy) {
            this.caughtBy = caughtBy;
        }
    }

    private final Flaw flaw;
    private final Meeting meeting;
    private final Map<AccountId, AccountRecord> rows = new LinkedHashMap<>();

    FlawedAccountStore(Flaw flaw) {
        this.flaw = flaw;
        this.meeting = Meeting.when(flaw == Flaw.READS_THEN_WRITES);
    }

    private boolean has(Flaw wanted) {
        return flaw == wanted;
    }

    @Override
    public synchronized Optional<AccountRecord> find(AccountId account) {
        return rows.values().stream()
                .filter(row -> has(Flaw.FINDS_IN_ANY_CASE)
                        ? row.id().value().equalsIgnoreCase(account.value())
                        : row.id().equals(account))
                .findFirst();
    }

    @Override
    public synchronized List<AccountRecord> list(Optional<AccountId> after, int limit) {
        Comparator<AccountRecord> order = has(Flaw.AS_IN_A_DICTIONARY)
                ? Comparator.comparing(row -> row.id().value(), String.CASE_INSENSITIVE_ORDER)
                : Comparator.comparing(AccountRecord::id);
        int least = has(Flaw.PAGES_REPEAT_THE_LAST) ? 0 : 1;
        long most = has(Flaw.A_HUNDRED_ROWS) ? 100 : has(Flaw.NO_LIMIT) ? Long.MAX_VALUE : limit;
        return rows.values().stream()
                .filter(row ->
                        after.map(last -> row.id().compareTo(last) >= least).orElse(true))
                .sorted(order)
                .limit(most)
                .toList();
    }

    @Override
    public boolean save(AccountRecord account) {
        if (has(Flaw.READS_THEN_WRITES)) {
            boolean changed = isChanged(account);
            meeting.await();
            return !changed && write(account);
        }
        synchronized (this) {
            return !isChanged(account) && write(account);
        }
    }

    private synchronized boolean isChanged(AccountRecord account) {
        AccountRecord row = rows.get(account.id());
        long stored = row == null ? 0 : row.version();
        return switch (flaw) {
            case LAST_WRITE_WINS, COUNTS_NO_VERSIONS -> false;
            case REFUSES_OLDER_VERSIONS_ONLY -> account.version() < stored;
            case INSERTS_ANY_VERSION -> row != null && account.version() != stored;
            default -> account.version() != stored;
        };
    }

    private synchronized boolean write(AccountRecord account) {
        long version = has(Flaw.COUNTS_NO_VERSIONS) ? account.version() : account.version() + 1;
        rows.put(
                account.id(),
                stored(account, Optional.ofNullable(rows.get(account.id()))).withVersion(version));
        return true;
    }

    private AccountRecord stored(AccountRecord given, Optional<AccountRecord> before) {
        Instant createdAt = has(Flaw.KEEPS_SECONDS)
                ? Instant.ofEpochSecond(given.createdAt().getEpochSecond())
                : given.createdAt();
        List<RulesAcceptance> acceptances = given.acceptances().stream()
                .limit(has(Flaw.KEEPS_ONE_ACCEPTANCE) ? 1 : Long.MAX_VALUE)
                .toList();
        Optional<StateChange> change = given.lastChange()
                .map(made -> has(Flaw.FORGETS_THE_REASON) ? new StateChange(made.at(), made.by(), "") : made);
        Optional<ProviderAccount> provider = has(Flaw.KEEPS_THE_PROVIDER)
                ? given.provider().or(() -> before.flatMap(AccountRecord::provider))
                : given.provider();
        AccountState state = has(Flaw.DISABLING_IS_DISABLED) && given.state() == AccountState.DISABLING
                ? AccountState.DISABLED
                : given.state();
        return new AccountRecord(
                given.id(),
                has(Flaw.KEEPS_THE_LIFE) ? before.map(AccountRecord::life).orElse(given.life()) : given.life(),
                has(Flaw.TRIMS_NAMES) ? given.displayName().strip() : given.displayName(),
                createdAt,
                state,
                change,
                acceptances,
                provider,
                has(Flaw.SPEAKS_ENGLISH_ONLY) ? Locale.ENGLISH : given.language(),
                given.version());
    }
}
