package io.sendwell.consent;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.message.Purpose;
import java.time.Instant;
import java.util.Optional;

/**
 * That one person takes consent back. It ends what was given until then, that moment among it; what is given later holds.
 *
 * @param account for whose broadcasts
 * @param person who; compared by {@link EmailAddress#normalForm()}
 * @param list for which of them; empty for all
 * @param at when
 * @param source how it became known, for people
 */
public record Withdrawal(AccountId account, EmailAddress person, Optional<Purpose> list, Instant at, String source) {

    /** Whether it ends a consent for mails of this list. */
    public boolean ends(ConsentRecord consent, Optional<Purpose> mailsOf) {
        return (list.isEmpty() || list.equals(mailsOf)) && !consent.at().isAfter(at);
    }

    /** In a sentence, without the person. */
    public String explain() {
        return "At " + at + " withdrawn for "
                + list.map(purpose -> "broadcasts of the list " + purpose).orElse("all broadcasts")
                + (source.isEmpty() ? "" : ": " + source) + ".";
    }
}
