package io.sendwell;

import io.sendwell.account.AccountRecord;
import io.sendwell.check.Finding;

/** What became of the wish to remove an account. */
public sealed interface AccountRemoval {

    /**
     * It was removed. The operator's blocklist, what bounced, and evidence of acceptance and of consent stay: they protect people
     * to whom nobody may write again, and prove what was agreed.
     *
     * @param account as it stands now
     * @param cancelled how many mails that were scheduled do not leave any more
     * @param messages how many messages of the log were forgotten
     * @param events how many rows of the event log were forgotten, those of figures and campaigns among them
     */
    record Removed(AccountRecord account, long cancelled, long messages, long events) implements AccountRemoval {}

    /**
     * It sends nothing any more, and mail of it is in a worker's hands at this moment. Its history stays until that has ended:
     * remove it again in a few minutes.
     *
     * @param account as it stands now
     * @param cancelled how many mails that were scheduled do not leave any more
     * @param leaving how many sendings have mails that are leaving
     */
    record Leaving(AccountRecord account, long cancelled, int leaving) implements AccountRemoval {}

    /**
     * It was not confirmed, and nothing was changed.
     *
     * @param why {@code ACCOUNT_NOT_ENABLED} when it is not known, {@code REMOVAL_NOT_CONFIRMED} otherwise
     */
    record Refused(Finding why) implements AccountRemoval {}
}
