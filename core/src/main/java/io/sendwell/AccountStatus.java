package io.sendwell;

import io.sendwell.account.AccountRecord;
import io.sendwell.account.AccountState;
import io.sendwell.account.ProviderAccount;
import io.sendwell.account.StateChange;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/**
 * How an account stands, for people.
 *
 * @param account what is recorded of it
 * @param overview its figures, and how late they may be
 * @param title its name and when it was made, such as {@code YourCompany_12345 (Created 11-02-2015)}
 */
public record AccountStatus(AccountRecord account, AccountOverview overview, String title) {

    static AccountStatus of(AccountRecord account, AccountOverview overview, ZoneId zone, DateTimeFormatter date) {
        Instant created = account.provider().map(ProviderAccount::createdAt).orElse(account.createdAt());
        String name = account.provider().map(ProviderAccount::name).orElseGet(account::providerName);
        return new AccountStatus(account, overview, name + " (Created " + date.format(created.atZone(zone)) + ")");
    }

    /** {@code OK}, or in which other state it is, by whom and why. */
    public String standing() {
        AccountState state = account.state();
        if (state == AccountState.ENABLED) {
            return "OK";
        }
        return state + account.lastChange().map(AccountStatus::decided).orElse("");
    }

    private static String decided(StateChange change) {
        return " since " + change.at() + ", by " + change.by()
                + (change.reason().isBlank() ? "" : ": " + change.reason());
    }

    /** All of it in one line. */
    public String explain() {
        return title + ". " + standing() + ". " + overview.explain();
    }
}
