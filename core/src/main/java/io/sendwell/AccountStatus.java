package io.sendwell;

import io.sendwell.account.AccountRecord;
import io.sendwell.account.AccountState;
import io.sendwell.account.ProviderAccount;
import io.sendwell.account.ProviderStanding;
import io.sendwell.account.StateChange;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * How an account stands, for people.
 *
 * @param account what is recorded of it
 * @param overview its figures, and how late they may be
 * @param provider what the ESP says of it; empty where it is not enabled, or has no account of its own there
 * @param guard whether mass mail of it is held
 * @param title its name and when it was made, such as {@code YourCompany_12345 (Created 11-02-2015)}
 */
public record AccountStatus(
        AccountRecord account,
        AccountOverview overview,
        Optional<ProviderStanding> provider,
        GuardReport guard,
        String title) {

    static AccountStatus of(
            AccountRecord account,
            AccountOverview overview,
            Optional<ProviderStanding> provider,
            GuardReport guard,
            ZoneId zone,
            DateTimeFormatter date) {
        Instant created = account.provider().map(ProviderAccount::createdAt).orElse(account.createdAt());
        String name = account.provider().map(ProviderAccount::name).orElseGet(account::providerName);
        return new AccountStatus(
                account, overview, provider, guard, name + " (Created " + date.format(created.atZone(zone)) + ")");
    }

    /** {@code OK} and what of it is held, or that the ESP stopped it or does not say, or in which other state it is, by whom and why. */
    public String standing() {
        AccountState state = account.state();
        if (state == AccountState.ENABLED) {
            String standing = provider.map(AccountStatus::words).orElse("OK");
            return guard.held()
                    .map(why -> standing + ". Mass mail is held: " + why.seen())
                    .orElse(standing);
        }
        return state + account.lastChange().map(AccountStatus::decided).orElse("");
    }

    private static String words(ProviderStanding standing) {
        if (standing instanceof ProviderStanding.Stopped stopped) {
            return "STOPPED BY THE ESP: " + stopped.why();
        }
        return standing instanceof ProviderStanding.Unknown unknown
                ? "OK here; the ESP does not say: " + unknown.why()
                : "OK";
    }

    private static String decided(StateChange change) {
        return " since " + change.at() + ", by " + change.by()
                + (change.reason().isBlank() ? "" : ": " + change.reason());
    }

    /** All of it in one line. */
    public String explain() {
        String standing = standing();
        return title + ". " + standing + (standing.endsWith(".") ? " " : ". ") + overview.explain();
    }
}
