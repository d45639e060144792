package io.sendwell.unsubscribe;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.message.Purpose;
import java.time.Instant;
import java.util.Optional;

/**
 * What a link to unsubscribe says to whoever can open its seal.
 *
 * @param account whose list it is
 * @param person who leaves it
 * @param list the purpose of the mails of the list; empty for all broadcasts of the account
 * @param expires from then on it does nothing any more, to the day; empty when it works for ever
 */
public record UnsubscribeToken(
        AccountId account, EmailAddress person, Optional<Purpose> list, Optional<Instant> expires) {

    /** The same for all broadcasts of the account. */
    UnsubscribeToken forAllLists() {
        return new UnsubscribeToken(account, person, Optional.empty(), expires);
    }

    /** The person masked. */
    @Override
    public String toString() {
        return "UnsubscribeToken[" + account + ", " + person.masked() + ", "
                + list.map(Purpose::value).orElse("all lists") + "]";
    }
}
