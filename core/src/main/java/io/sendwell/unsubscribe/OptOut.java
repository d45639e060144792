package io.sendwell.unsubscribe;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.message.Purpose;
import java.time.Instant;
import java.util.Optional;

/**
 * That one person wants no more broadcasts of an account.
 *
 * @param account whose broadcasts
 * @param person who; compared by {@link EmailAddress#normalForm()}
 * @param list the purpose of the broadcasts; empty for all of them
 * @param source how it became known, such as {@code one-click}, {@code page}, {@code mail}, {@code mailjet} or {@code manual}
 * @param at when the person said so
 * @param evidence what shows it, in words; empty when there is nothing to show
 */
public record OptOut(
        AccountId account, EmailAddress person, Optional<Purpose> list, String source, Instant at, String evidence) {

    /** The same without evidence. */
    public OptOut withoutEvidence() {
        return new OptOut(account, person, list, source, at, "");
    }

    /** Whether it keeps mails of this list back. */
    public boolean holdsFor(Optional<Purpose> mailsOf) {
        return list.isEmpty() || list.equals(mailsOf);
    }

    /** In a sentence, without the person. */
    public String explain() {
        return "Since " + at + " no more "
                + list.map(purpose -> "broadcasts of the list " + purpose).orElse("broadcasts") + " (" + source + ")"
                + (evidence.isEmpty() ? "." : ": " + evidence);
    }
}
