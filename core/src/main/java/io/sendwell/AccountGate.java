package io.sendwell;

import io.sendwell.account.AccountId;
import io.sendwell.account.AccountRecord;
import io.sendwell.account.AccountStore;
import io.sendwell.account.StateChange;
import io.sendwell.check.Finding;
import io.sendwell.check.MailRule;
import java.util.Optional;

/** Whether an account's mail leaves now. Where the application keeps no accounts, all of it does. Threads share it. */
final class AccountGate {

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
            case NOT_ENABLED -> Optional.of(unknown(account.id()));
            case SUSPENDED -> Optional.of(suspended(account));
            case DISABLING, DISABLED -> Optional.of(disabled(account));
        };
    }

    static Finding unknown(AccountId account) {
        return Finding.fail(MailRule.ACCOUNT_NOT_ENABLED).with("account", account);
    }

    static Finding suspended(AccountRecord account) {
        return Finding.fail(MailRule.ACCOUNT_SUSPENDED)
                .with("account", account.id())
                .with("reason", account.lastChange().map(StateChange::reason).orElse(""));
    }

    static Finding disabled(AccountRecord account) {
        return Finding.fail(MailRule.ACCOUNT_DISABLED).with("account", account.id());
    }
}
