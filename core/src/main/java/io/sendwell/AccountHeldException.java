package io.sendwell;

import io.sendwell.account.SendwellException;
import io.sendwell.check.Finding;

/**
 * The mail of this account does not leave now, because the account is not enabled, or was suspended or removed, or it is mass mail and
 * the guard holds it. What is scheduled
 * stays as it is, and leaves when the account is enabled or resumed; what a removed account had scheduled is being cancelled.
 */
public final class AccountHeldException extends SendwellException {

    private static final long serialVersionUID = 1L;

    private final String code;

    AccountHeldException(Finding why) {
        super(why.explain(), null);
        code = why.code();
    }

    /** {@code ACCOUNT_NOT_ENABLED}, {@code ACCOUNT_SUSPENDED}, {@code ACCOUNT_DISABLED}, {@code BOUNCES_TOO_MANY} or {@code COMPLAINTS_TOO_MANY}. */
    public String code() {
        return code;
    }
}
