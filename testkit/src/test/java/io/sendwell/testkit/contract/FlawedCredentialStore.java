package io.sendwell.testkit.contract;

import io.sendwell.credential.CredentialName;
import io.sendwell.credential.CredentialStore;
import io.sendwell.credential.SealedCredential;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A store of logins as somebody might write it, right but for one flaw. */
final class FlawedCredentialStore implements CredentialStore {

    /** What somebody may get wrong, and the sentence of the contract that says so. */
    enum Flaw {
        NONE(""),
        FINDS_IN_ANY_CASE("a_login_is_found_under_its_name_and_no_other"),
        FINDS_BY_TRANSPORT("a_login_is_found_under_its_name_and_no_other"),
        ONE_PER_ACCOUNT("each_account_has_its_own_for_each_transport"),
        TRIMS_USERS("text_of_any_kind_is_kept_as_text"),
        SHORT_COLUMN("text_of_any_kind_is_kept_as_text"),
        LAST_WRITE_WINS("a_login_takes_the_place_of_the_one_that_was_read_alone"),
        INSERTS_INSTEAD_OF_NOTHING("a_login_takes_the_place_of_the_one_that_was_read_alone"),
        COMPARES_SECRETS_ALONE("a_login_takes_the_place_of_the_one_that_was_read_alone"),
        KEEPS_THE_USER("the_user_is_saved_with_the_secret"),
        REMOVES_THE_ACCOUNT("what_is_removed_is_gone_and_nothing_else"),
        ALWAYS_REMOVED_ONE("what_is_removed_is_gone_and_nothing_else"),
        MARKS_AS_REMOVED("what_is_removed_is_gone_and_nothing_else"),
        AS_IN_A_DICTIONARY("logins_are_listed_by_their_names_page_by_page"),
        PAGES_BY_ACCOUNT("logins_are_listed_by_their_names_page_by_page"),
        PAGES_REPEAT_THE_LAST("logins_are_listed_by_their_names_page_by_page"),
        A_HUNDRED_ROWS("hundreds_of_logins_are_kept"),
        READS_THEN_WRITES("of_two_threads_that_save_in_the_place_of_the_same_one_does");

        final String caughtBy;

        Flaw(String caughtBy) {
            this.caughtBy = caughtBy;
        }
    }

    private static final String REMOVED = "removed";

    private final Flaw flaw;
    private final Meeting meeting;
    private final Map<CredentialName, SealedCredential> rows = new LinkedHashMap<>();

    FlawedCredentialStore(Flaw flaw) {
        this.flaw = flaw;
        this.meeting = Meeting.when(flaw == Flaw.READS_THEN_WRITES);
    }

    private boolean has(Flaw wanted) {
        return flaw == wanted;
    }

    @Override
    public synchronized Optional<SealedCredential> find(CredentialName name) {
        return rows.values().stream()
                .filter(row -> matches(row.name(), name))
                .filter(row -> !row.sealed().equals(REMOVED))
                .findFirst();
    }

    private boolean matches(CredentialName row, CredentialName name) {
        return switch (flaw) {
            case FINDS_IN_ANY_CASE -> row.toString().equalsIgnoreCase(name.toString());
            case FINDS_BY_TRANSPORT -> row.transport().equals(name.transport());
            case ONE_PER_ACCOUNT -> row.account().equals(name.account());
            default -> row.equals(name);
        };
    }

    @Override
    public boolean save(SealedCredential credential, Optional<SealedCredential> instead) {
        if (has(Flaw.READS_THEN_WRITES)) {
            boolean changed = isChanged(credential, instead);
            meeting.await();
            return !changed && write(credential);
        }
        synchronized (this) {
            return !isChanged(credential, instead) && write(credential);
        }
    }

    private synchronized boolean isChanged(SealedCredential credential, Optional<SealedCredential> instead) {
        Optional<SealedCredential> row = Optional.ofNullable(rows.get(credential.name()));
        return switch (flaw) {
            case LAST_WRITE_WINS -> false;
            case INSERTS_INSTEAD_OF_NOTHING -> row.isPresent() && !row.equals(instead);
            case COMPARES_SECRETS_ALONE ->
                !row.map(SealedCredential::sealed).equals(instead.map(SealedCredential::sealed));
            case TRIMS_USERS, SHORT_COLUMN, KEEPS_THE_USER -> row.isPresent() != instead.isPresent();
            default -> !row.equals(instead);
        };
    }

    private synchronized boolean write(SealedCredential given) {
        String user = has(Flaw.TRIMS_USERS)
                ? given.user().strip()
                : has(Flaw.KEEPS_THE_USER) && rows.containsKey(given.name())
                        ? rows.get(given.name()).user()
                        : given.user();
        String sealed = has(Flaw.SHORT_COLUMN)
                ? given.sealed().substring(0, Math.min(255, given.sealed().length()))
                : given.sealed();
        rows.put(given.name(), new SealedCredential(given.name(), user, sealed));
        return true;
    }

    @Override
    public synchronized boolean remove(CredentialName name) {
        if (has(Flaw.REMOVES_THE_ACCOUNT)) {
            return rows.keySet().removeIf(row -> row.account().equals(name.account()));
        }
        if (has(Flaw.MARKS_AS_REMOVED)) {
            return find(name).isPresent() && write(new SealedCredential(name, "", REMOVED));
        }
        return rows.remove(name) != null || has(Flaw.ALWAYS_REMOVED_ONE);
    }

    @Override
    public synchronized List<SealedCredential> list(Optional<CredentialName> after, int limit) {
        Comparator<SealedCredential> order = has(Flaw.AS_IN_A_DICTIONARY)
                ? Comparator.comparing(
                        row -> row.name().account() + "\n" + row.name().transport(), String.CASE_INSENSITIVE_ORDER)
                : Comparator.comparing(SealedCredential::name);
        int least = has(Flaw.PAGES_REPEAT_THE_LAST) ? 0 : 1;
        return rows.values().stream()
                .filter(row -> !row.sealed().equals(REMOVED))
                .filter(row -> after.map(last -> has(Flaw.PAGES_BY_ACCOUNT)
                                ? row.name().account().compareTo(last.account()) >= least
                                : row.name().compareTo(last) >= least)
                        .orElse(true))
                .sorted(order)
                .limit(has(Flaw.A_HUNDRED_ROWS) ? 100 : limit)
                .toList();
    }
}
