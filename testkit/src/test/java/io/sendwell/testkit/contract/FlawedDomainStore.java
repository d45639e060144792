package io.sendwell.testkit.contract;

import io.sendwell.account.AccountId;
import io.sendwell.address.DomainName;
import io.sendwell.domain.DomainRegistration;
import io.sendwell.domain.DomainState;
import io.sendwell.domain.DomainStore;
import io.sendwell.domain.DomainVerdict;
import io.sendwell.domain.RecordedCheck;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A store of domains that gets one thing wrong, as an application's own table might. */
final class FlawedDomainStore implements DomainStore {

    /** What somebody may get wrong, and the sentence of the contract that says so. */
    enum Flaw {
        NONE(""),
        FINDS_FOR_ANYBODY("what_nobody_began_is_not_found"),
        LISTS_EVERY_ACCOUNT("what_nobody_began_is_not_found"),
        LISTS_EVERY_DOMAIN("what_nobody_began_is_not_found"),
        COUNTS_NO_VERSIONS("a_registration_is_found_as_it_was_saved_and_one_version_on"),
        INSERTS_ONLY("a_registration_is_found_as_it_was_saved_and_one_version_on"),
        WHOLE_SECONDS("a_registration_is_found_as_it_was_saved_and_one_version_on"),
        FORGETS_THE_BOUNCE_DOMAIN("a_registration_is_found_as_it_was_saved_and_one_version_on"),
        KEEPS_THE_FIRST_CHALLENGE("a_registration_is_found_as_it_was_saved_and_one_version_on"),
        KEEPS_WHAT_IS_SET_TO_NOTHING("what_was_known_can_be_unknown_again"),
        KNOWS_NO_EXPIRY("every_state_and_every_verdict_is_kept"),
        UNKNOWN_IS_FAILED("every_state_and_every_verdict_is_kept"),
        JOINS_FINDINGS_BY_COMMAS("text_of_any_kind_is_kept_as_text"),
        TRIMS_LINES("text_of_any_kind_is_kept_as_text"),
        IN_ORDER_OF_SAVING("the_domains_of_an_account_stand_in_order_and_are_its_own"),
        ACCOUNTS_IN_ANY_CASE("the_domains_of_an_account_stand_in_order_and_are_its_own"),
        ACCOUNTS_AS_IN_A_DICTIONARY("the_accounts_of_a_domain_stand_in_order_without_its_neighbours"),
        DOMAINS_BY_SUFFIX("the_accounts_of_a_domain_stand_in_order_without_its_neighbours"),
        STORES_U_LABELS("a_domain_is_found_in_either_of_its_spellings"),
        LAST_WRITE_WINS("an_old_version_is_not_saved_over_a_newer_one"),
        REFUSES_OLDER_VERSIONS_ONLY("an_old_version_is_not_saved_over_a_newer_one"),
        INSERTS_ANY_VERSION("a_version_of_a_domain_that_the_store_never_had_is_not_saved"),
        VERIFIES_FOR_EVERYBODY("a_domain_is_verified_for_one_account_only"),
        GRACE_IS_NOT_VERIFIED("a_domain_is_verified_for_one_account_only"),
        CHECKS_UPDATES_ONLY("a_new_registration_cannot_take_a_verified_domain_either"),
        ONE_ACCOUNT_A_DOMAIN("accounts_may_try_to_prove_one_domain_beside_each_other"),
        ONCE_VERIFIED_FOR_EVER("what_one_account_loses_another_can_have"),
        VERIFIED_ONCE_PER_ROW("an_account_may_save_its_verified_domain_again_and_verify_others"),
        BEFORE_BUT_NOT_AT("what_is_due_comes_earliest_first_and_to_the_very_instant"),
        DUE_LATEST_FIRST("what_is_due_comes_earliest_first_and_to_the_very_instant"),
        DUE_WITHOUT_A_TIME("what_is_due_comes_earliest_first_and_to_the_very_instant"),
        LIMITS_BEFORE_SORTING("no_more_than_the_limit_are_due_and_those_are_the_earliest"),
        NO_LIMIT("no_more_than_the_limit_are_due_and_those_are_the_earliest"),
        DUE_IN_ANY_ORDER("of_one_instant_the_order_is_that_of_domain_and_account"),
        DUE_ONCE("what_is_due_stays_due_until_it_is_saved_with_a_later_time"),
        A_HUNDRED_ROWS("hundreds_of_domains_are_kept_and_found"),
        READS_THEN_WRITES("of_two_threads_that_save_the_same_version_one_does"),
        LOOKS_THEN_VERIFIES("of_two_accounts_that_verify_a_domain_at_the_same_time_one_does");

        final String caughtBy;

        Flaw(String caughtBy) {
            this.caughtBy = caughtBy;
        }
    }

    private record Key(String account, String domain) {}

    private final Flaw flaw;
    private final Meeting meeting;
    private final Map<Key, DomainRegistration> rows = new LinkedHashMap<>();
    private final Map<String, AccountId> everVerified = new LinkedHashMap<>();

    FlawedDomainStore(Flaw flaw) {
        this.flaw = flaw;
        this.meeting = Meeting.when(flaw == Flaw.READS_THEN_WRITES || flaw == Flaw.LOOKS_THEN_VERIFIES);
    }

    @Override
    public synchronized Optional<DomainRegistration> find(AccountId account, DomainName domain) {
        if (has(Flaw.FINDS_FOR_ANYBODY)) {
            return rows.values().stream()
                    .filter(row -> row.domain().equals(domain))
                    .findFirst();
        }
        return Optional.ofNullable(rows.get(key(account, domain)));
    }

    @Override
    public synchronized List<DomainRegistration> ofAccount(AccountId account) {
        Predicate<DomainRegistration> asked = switch (flaw) {
            case LISTS_EVERY_ACCOUNT -> row -> true;
            case ACCOUNTS_IN_ANY_CASE -> row -> row.account().value().equalsIgnoreCase(account.value());
            default -> row -> row.account().equals(account);
        };
        Stream<DomainRegistration> found = rows.values().stream().filter(asked);
        found = has(Flaw.IN_ORDER_OF_SAVING) ? found : found.sorted(order());
        return found.limit(has(Flaw.A_HUNDRED_ROWS) ? 100 : Long.MAX_VALUE).toList();
    }

    @Override
    public synchronized List<DomainRegistration> ofDomain(DomainName domain) {
        Predicate<DomainRegistration> asked = switch (flaw) {
            case LISTS_EVERY_DOMAIN -> row -> true;
            case DOMAINS_BY_SUFFIX -> row -> row.domain().isSameOrSubdomainOf(domain);
            default -> row -> row.domain().equals(domain);
        };
        return rows.values().stream().filter(asked).sorted(order()).toList();
    }

    private Comparator<DomainRegistration> order() {
        Comparator<DomainRegistration> byDomain =
                Comparator.comparing(row -> row.domain().ascii());
        return has(Flaw.ACCOUNTS_AS_IN_A_DICTIONARY)
                ? byDomain.thenComparing(row -> row.account().value(), String.CASE_INSENSITIVE_ORDER)
                : byDomain.thenComparing(DomainRegistration::account);
    }

    @Override
    public Saved save(DomainRegistration registration) {
        if (has(Flaw.READS_THEN_WRITES)) {
            boolean changed = isChanged(registration);
            if (registration.domain().ascii().startsWith("d")) {
                meeting.await();
            }
            return changed ? Saved.CHANGED_MEANWHILE : write(registration);
        }
        if (has(Flaw.LOOKS_THEN_VERIFIES) && registration.state().isVerified()) {
            boolean held = isHeld(registration);
            meeting.await();
            return held ? Saved.VERIFIED_BY_ANOTHER_ACCOUNT : write(registration);
        }
        return saveAtOnce(registration);
    }

    private synchronized Saved saveAtOnce(DomainRegistration registration) {
        if (isChanged(registration)) {
            return Saved.CHANGED_MEANWHILE;
        }
        return isHeld(registration) ? Saved.VERIFIED_BY_ANOTHER_ACCOUNT : write(registration);
    }

    private synchronized boolean isChanged(DomainRegistration registration) {
        DomainRegistration row = rows.get(key(registration.account(), registration.domain()));
        long stored = row == null ? 0 : row.version();
        return switch (flaw) {
            case LAST_WRITE_WINS, COUNTS_NO_VERSIONS -> false;
            case REFUSES_OLDER_VERSIONS_ONLY -> registration.version() < stored;
            case INSERTS_ANY_VERSION -> row != null && registration.version() != stored;
            case INSERTS_ONLY -> row != null;
            default -> registration.version() != stored;
        };
    }

    private synchronized boolean isHeld(DomainRegistration registration) {
        Stream<DomainRegistration> ofOthers = rows.values().stream()
                .filter(row -> row.domain().equals(registration.domain())
                        && !row.account().equals(registration.account()));
        boolean wants = registration.state().isVerified();
        boolean isNew = !rows.containsKey(key(registration.account(), registration.domain()));
        return switch (flaw) {
            case VERIFIES_FOR_EVERYBODY -> false;
            case GRACE_IS_NOT_VERIFIED -> wants && ofOthers.anyMatch(row -> row.state() == DomainState.ACTIVE);
            case CHECKS_UPDATES_ONLY ->
                !isNew && wants && ofOthers.anyMatch(row -> row.state().isVerified());
            case ONE_ACCOUNT_A_DOMAIN -> ofOthers.findAny().isPresent();
            case ONCE_VERIFIED_FOR_EVER ->
                wants
                        && !everVerified
                                .getOrDefault(registration.domain().ascii(), registration.account())
                                .equals(registration.account());
            case VERIFIED_ONCE_PER_ROW ->
                wants && rows.values().stream().anyMatch(row -> row.state().isVerified());
            default -> wants && ofOthers.anyMatch(row -> row.state().isVerified());
        };
    }

    private synchronized Saved write(DomainRegistration registration) {
        Key key = key(registration.account(), registration.domain());
        if (registration.state().isVerified()) {
            everVerified.putIfAbsent(registration.domain().ascii(), registration.account());
        }
        long version = has(Flaw.COUNTS_NO_VERSIONS) ? registration.version() : registration.version() + 1;
        DomainRegistration row = stored(registration, Optional.ofNullable(rows.get(key)));
        String name = registration.domain().unicode();
        rows.put(has(Flaw.STORES_U_LABELS) ? new Key(key.account(), name) : key, row.withVersion(version));
        return Saved.SAVED;
    }

    private DomainRegistration stored(DomainRegistration given, Optional<DomainRegistration> before) {
        DomainRegistration.Change change = given.change();
        Optional<RecordedCheck> check = given.lastCheck();
        switch (flaw) {
            case WHOLE_SECONDS ->
                change.begunAt(Instant.ofEpochSecond(given.begunAt().getEpochSecond()));
            case FORGETS_THE_BOUNCE_DOMAIN -> change.bounceDomain(Optional.empty());
            case KEEPS_THE_FIRST_CHALLENGE -> before.ifPresent(row -> change.challenge(row.challenge()));
            case KEEPS_WHAT_IS_SET_TO_NOTHING ->
                change.failingSince(given.failingSince().or(() -> before.flatMap(DomainRegistration::failingSince)));
            case KNOWS_NO_EXPIRY ->
                change.state(given.state() == DomainState.EXPIRED ? DomainState.PENDING : given.state());
            case UNKNOWN_IS_FAILED ->
                check.filter(made -> made.verdict() == DomainVerdict.UNKNOWN)
                        .ifPresent(made -> change.lastCheck(
                                new RecordedCheck(made.at(), DomainVerdict.FAILED, made.line(), made.findings())));
            case TRIMS_LINES ->
                check.ifPresent(made -> change.lastCheck(
                        new RecordedCheck(made.at(), made.verdict(), made.line().strip(), made.findings())));
            case JOINS_FINDINGS_BY_COMMAS ->
                check.ifPresent(made -> change.lastCheck(new RecordedCheck(
                        made.at(),
                        made.verdict(),
                        made.line(),
                        List.of(String.join(",", made.findings()).split(",")))));
            default -> {
                return given;
            }
        }
        return change.done();
    }

    @Override
    public synchronized List<DomainRegistration> due(Instant until, int limit) {
        Stream<DomainRegistration> due = rows.values().stream().filter(row -> isDue(row, until));
        if (has(Flaw.LIMITS_BEFORE_SORTING)) {
            due = due.limit(limit);
        }
        Comparator<DomainRegistration> byTime =
                Comparator.comparing(row -> row.nextCheckAt().orElse(Instant.MIN));
        List<DomainRegistration> found = due.sorted(
                        switch (flaw) {
                            case DUE_LATEST_FIRST -> byTime.reversed().thenComparing(order());
                            case DUE_IN_ANY_ORDER -> byTime;
                            default -> byTime.thenComparing(order());
                        })
                .limit(has(Flaw.NO_LIMIT) ? Long.MAX_VALUE : limit)
                .toList();
        if (has(Flaw.DUE_ONCE)) {
            found.forEach(row -> rows.put(
                    key(row.account(), row.domain()),
                    row.change().nextCheckAt(Optional.empty()).done()));
        }
        return found;
    }

    private boolean isDue(DomainRegistration row, Instant until) {
        return row.nextCheckAt()
                .map(time -> has(Flaw.BEFORE_BUT_NOT_AT) ? time.isBefore(until) : !time.isAfter(until))
                .orElse(has(Flaw.DUE_WITHOUT_A_TIME));
    }

    private Key key(AccountId account, DomainName domain) {
        return new Key(account.value(), domain.ascii());
    }

    private boolean has(Flaw wanted) {
        return flaw == wanted;
    }
}
