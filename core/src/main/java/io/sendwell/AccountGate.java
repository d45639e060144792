package io.sendwell;

import io.sendwell.account.AccountId;
import io.sendwell.account.AccountRecord;
import io.sendwell.account.AccountStore;
import io.sendwell.account.StateChange;
import io.sendwell.check.Finding;
import io.sendwell.check.MailRule;
import io.sendwell.message.CampaignName;
import io.sendwell.message.Mail;
import io.sendwell.message.MessageClass;
import java.util.List;
import java.util.Optional;

/**
 * Whether an account's mail leaves now: by its state, where the application keeps accounts, and mass mail by what the {@link Guard} says.
 * Threads share it.
 */
final class AccountGate {

    private final Optional<AccountStore> store;

    private final Guard guard;

    AccountGate(Optional<AccountStore> store, Guard guard) {
        this.store = store;
        this.guard = guard;
    }

    /** Why nothing of this class leaves, whatever its campaign; empty when it may. */
    Optional<Finding> hold(AccountId account, MessageClass messageClass) {
        return refusal(account).or(() -> messageClass == MessageClass.MASS ? guard.hold(account) : Optional.empty());
    }

    /** Why this mail, or this template's mails, do not leave; empty when they may. */
    Optional<Finding> refusal(AccountId account, Mail mail, CampaignName campaign) {
        return refusal(account).or(() -> hold(account, mail, campaign));
    }

    /** Why the guard holds this mail; empty when it does not, or the mail is no mass mail. */
    Optional<Finding> hold(AccountId account, Mail mail, CampaignName campaign) {
        return mail.messageClass() == MessageClass.MASS
                ? guard.hold(account, campaign).or(() -> guard.hold(account))
                : Optional.empty();
    }

    /**
     * Requires that mass mail leaves now.
     *
     * @throws CampaignHeldException when the guard holds a campaign of these
     * @throws AccountHeldException when the guard holds all mass mail of the account
     */
    void requireFree(AccountId account, List<Copy> copies) {
        List<CampaignName> campaigns = copies.stream()
                .filter(copy -> copy.prepared().mail().messageClass() == MessageClass.MASS)
                .map(Copy::campaign)
                .distinct()
                .toList();
        for (CampaignName campaign : campaigns) {
            guard.hold(account, campaign).ifPresent(why -> {
                throw new CampaignHeldException(why);
            });
            guard.hold(account).ifPresent(why -> {
                throw new AccountHeldException(why);
            });
        }
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
