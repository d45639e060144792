package io.sendwell;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.message.Purpose;
import io.sendwell.unsubscribe.EndedOptOut;
import io.sendwell.unsubscribe.OptIn;
import io.sendwell.unsubscribe.OptOut;
import io.sendwell.unsubscribe.OptOutList;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Who wants no more broadcasts of one account. From {@link SendingAccount#optOuts()}; threads may share it.
 *
 * <p>Every method throws a {@link io.sendwell.account.SendwellException} when the store is out of reach.
 */
public final class AccountOptOuts {

    private final AccountId account;
    private final OptOutList optOuts;
    private final InstantSource clock;

    AccountOptOuts(AccountId account, OptOutList optOuts, InstantSource clock) {
        this.account = account;
        this.optOuts = optOuts;
        this.clock = clock;
    }

    /** What a person wants no more of, that of all lists first. */
    public List<OptOut> of(EmailAddress person) {
        return optOuts.of(account, person);
    }

    /**
     * Who wants no more of this account's broadcasts, a page at a time, by address; to be shown, or exported.
     *
     * @param after the last one of the page before; empty for the first page
     * @param limit how many at the most; 1 or more
     * @throws IllegalArgumentException when the limit is below 1
     */
    public List<OptOut> page(Optional<OptOut> after, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("A page has 1 opt-out or more; asked for " + limit + ".");
        }
        return optOuts.page(account, after, limit);
    }

    /** What a person had opted out of and came back to, in the order in which it ended. */
    public List<EndedOptOut> ended(EmailAddress person) {
        return optOuts.ended(account, person);
    }

    /**
     * Notes that a person said it otherwise than by a link: on the telephone, in an answer, to another system.
     *
     * @param list the purpose of the broadcasts; empty for all of them
     * @param evidence where and how, in words
     */
    public void add(EmailAddress person, Optional<Purpose> list, String evidence) {
        optOuts.add(new OptOut(account, person, list, "manual", clock.instant(), evidence));
    }

    /**
     * Ends an opt-out after the person agreed anew, and keeps a record.
     *
     * @param list the purpose of the broadcasts; empty for an opt-out of all of them, which is ended by nothing else
     * @param reason where and when the person agreed; not blank
     * @param by who decided it; not blank
     * @return what held until now; empty when there was none
     * @throws IllegalArgumentException when reason or name is blank; nothing is ended then
     */
    public Optional<OptOut> end(EmailAddress person, Optional<Purpose> list, String reason, String by) {
        return optOuts.end(account, person, list, new OptIn(clock.instant(), by, reason));
    }
}
