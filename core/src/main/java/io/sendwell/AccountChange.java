package io.sendwell;

import io.sendwell.account.AccountRecord;
import io.sendwell.check.Finding;

/** What became of the wish to change an account. */
public sealed interface AccountChange {

    /**
     * It is so now, or was so before.
     *
     * @param account as it stands now
     */
    record Done(AccountRecord account) implements AccountChange {}

    /**
     * It was not done, and nothing was changed.
     *
     * @param why code, what was found, what was expected and what to do
     */
    record Refused(Finding why) implements AccountChange {}

    /**
     * The account as it stands now.
     *
     * @throws IllegalStateException when the change was refused; the text says why
     */
    default AccountRecord account() {
        if (this instanceof Done done) {
            return done.account();
        }
        throw new IllegalStateException(((Refused) this).why().explain());
    }
}
