package io.sendwell;

import io.sendwell.account.AccountRecord;
import io.sendwell.internal.text.Digests;
import io.sendwell.log.Totals;

/**
 * What removing an account would destroy, to be shown to the person who asks for it, and the token by which that person confirms
 * it. The token is no secret: it says that somebody saw this of the account as it is.
 *
 * @param account which
 * @param totals its figures, which are forgotten
 * @param scheduled how many sendings wait, are paused or are leaving, and are cancelled
 * @param token for {@link AccountDesk#disable}; of no use any more once the account changed
 */
public record RemovalRequest(AccountRecord account, Totals totals, long scheduled, String token) {

    private static final int TOKEN_DIGITS = 16;

    static String token(AccountRecord account) {
        return Digests.sha256Hex("remove " + account.id() + " life " + account.life() + " version " + account.version())
                .substring(0, TOKEN_DIGITS);
    }

    /** All of it in sentences. */
    public String explain() {
        return "Removing account " + account.id() + " cancels " + scheduled
                + " scheduled sendings and forgets for good the" + " record of " + totals.processed()
                + " mails, with their events, campaigns and figures.";
    }
}
