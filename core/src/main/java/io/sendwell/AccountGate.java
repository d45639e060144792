package io.sendwell;

import io.sendwell.account.AccountId;
import io.sendwell.account.AccountRecord;
import io.sendwell.account.AccountStore;
import io.sendwell.account.StateChange;
import io.sendwell.check.Finding;
import java.util.Optional;

/** Whether an account's mail leaves now. Where the application keeps no accounts, all of it does. Threads share it. */
final class AccountGate {

    private static final String RULE = "rules are accepted before sending; an infringement suspends";

    private final Optional<AccountStore> store;

    AccountGate(Optional<AccountStore> store) {
        this.store = store;
    }

    /** Why nothing of this account leaves; empty when it may. */
    Optional<Finding> refusal(AccountId account) {
        return store.flatMap(accounts -> {
            Optional<AccountRecord> found = accounts.find(account);
            return found.isEmpty() ? Optional.of(unknown(account)) : of(found.get());
        });
    }

    /** @throws AccountHeldException when nothing of this account leaves now */
    void requireOpen(AccountId account) {
        refusal(account).ifPresent(why -> {
            throw new AccountHeldException(why);
        });
    }

    /** Why nothing leaves of an account that stands like this; empty when it may. */
    static Optional<Finding> of(AccountRecord account) {
        return switch (account.state()) {
            case ENABLED -> Optional.empty();
            case NOT_ENABLED -> Optional.of(notEnabled("Account " + account.id() + " is not enabled yet."));
            case SUSPENDED -> Optional.of(suspended(account));
            case DISABLING, DISABLED -> Optional.of(disabled(account));
        };
    }

    static Finding unknown(AccountId account) {
        return notEnabled("Account " + account + " was never registered.");
    }

    private static Finding notEnabled(String seen) {
        return Finding.mustFail(
                "ACCOUNT_NOT_ENABLED",
                seen,
                "An account whose rules were accepted and that was enabled.",
                "Call accounts().register(...), accept(...) and enable(...).",
                RULE);
    }

    static Finding suspended(AccountRecord account) {
        return Finding.mustFail(
                "ACCOUNT_SUSPENDED",
                "Account " + account.id() + " is suspended" + because(account),
                "An account that may send.",
                "Only the operator resumes it, by accounts().resume(...). What is scheduled waits until then.",
                RULE);
    }

    static Finding disabled(AccountRecord account) {
        return Finding.mustFail(
                "ACCOUNT_DISABLED",
                "Account " + account.id() + " was removed" + because(account),
                "An account that exists.",
                "Register a new one under its id, accept the rules and enable it.",
                "who is removed sends no more");
    }

    private static String because(AccountRecord account) {
        return account.lastChange()
                        .map(StateChange::reason)
                        .filter(reason -> !reason.isBlank())
                        .map(reason -> ": " + reason)
                        .orElse("")
                + ".";
    }
}
