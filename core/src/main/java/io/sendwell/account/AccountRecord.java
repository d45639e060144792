package io.sendwell.account;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One account and its life so far. Immutable; a change makes a new one, which {@link AccountStore#save} takes if nobody else
 * changed it meanwhile.
 *
 * @param id whose it is
 * @param life which account of this id it is, counted from 1: who was removed may come back as a new one
 * @param displayName how people know the customer; any text
 * @param createdAt when this life began
 * @param state where it stands
 * @param lastChange what brought it there; empty until the state changes for the first time
 * @param acceptances of the rules, oldest first, those of earlier lives among them: they are evidence
 * @param provider its account at the ESP; empty before it is enabled, and where there is none to be had
 * @param language of the ESP's dashboard: that of the person who enabled the account
 * @param version counts the changes; 0 for one that was never saved
 */
public record AccountRecord(
        AccountId id,
        int life,
        String displayName,
        Instant createdAt,
        AccountState state,
        Optional<StateChange> lastChange,
        List<RulesAcceptance> acceptances,
        Optional<ProviderAccount> provider,
        Locale language,
        long version) {

    public AccountRecord {
        if (life < 1 || version < 0) {
            throw new IllegalArgumentException(
                    "Lives are counted from 1 and versions from 0; found " + life + " and " + version + ".");
        }
        acceptances = List.copyOf(acceptances);
    }

    /** An account that is not enabled yet. */
    public static AccountRecord registered(AccountId id, String displayName, Instant at) {
        return new AccountRecord(
                id,
                1,
                displayName,
                at,
                AccountState.NOT_ENABLED,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Locale.ENGLISH,
                0);
    }

    /** A new account of the same id, after this one was removed. */
    public AccountRecord registeredAgain(String name, Instant at) {
        return new AccountRecord(
                id,
                life + 1,
                name,
                at,
                AccountState.NOT_ENABLED,
                Optional.empty(),
                acceptances,
                Optional.empty(),
                Locale.ENGLISH,
                version);
    }

    /**
     * Under which name the ESP has it. A second life has another one, so that nothing of the first comes back; no id has a blank,
     * so it is nobody else's.
     */
    public String providerName() {
        return life == 1 ? id.value() : id.value() + " (" + life + ")";
    }

    /** The acceptance of this version of the rules in this life; empty when nobody accepted it. */
    public Optional<RulesAcceptance> acceptance(String rulesVersion) {
        return acceptances.stream()
                .filter(one ->
                        one.rulesVersion().equals(rulesVersion) && !one.at().isBefore(createdAt))
                .findFirst();
    }

    /** The same account after somebody accepted rules. */
    public AccountRecord accepted(RulesAcceptance acceptance) {
        List<RulesAcceptance> all = new ArrayList<>(acceptances);
        all.add(acceptance);
        return new AccountRecord(id, life, displayName, createdAt, state, lastChange, all, provider, language, version);
    }

    /** The same account with what it has at the ESP, and the dashboard's language. */
    public AccountRecord with(Optional<ProviderAccount> opened, Locale dashboard) {
        return new AccountRecord(
                id, life, displayName, createdAt, state, lastChange, acceptances, opened, dashboard, version);
    }

    /** The same account in another state. */
    public AccountRecord in(AccountState next, StateChange change) {
        return new AccountRecord(
                id, life, displayName, createdAt, next, Optional.of(change), acceptances, provider, language, version);
    }

    /** The same account as a store has it after so many changes. */
    public AccountRecord withVersion(long value) {
        return new AccountRecord(
                id, life, displayName, createdAt, state, lastChange, acceptances, provider, language, value);
    }
}
