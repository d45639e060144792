package io.sendwell.consent;

import io.sendwell.address.EmailAddress;
import java.util.List;

/**
 * Everything that is held about one person's consent to the broadcasts of one account, to be shown to the person, to an authority or
 * to a court.
 *
 * @param person whose it is
 * @param given what was agreed to, oldest first
 * @param withdrawn what was taken back, oldest first
 */
public record ConsentEvidence(EmailAddress person, List<ConsentRecord> given, List<Withdrawal> withdrawn) {

    public ConsentEvidence {
        given = List.copyOf(given);
        withdrawn = List.copyOf(withdrawn);
    }

    /** Whether there is nothing. */
    public boolean isEmpty() {
        return given.isEmpty() && withdrawn.isEmpty();
    }

    /** All of it in lines of text. */
    public String explain() {
        StringBuilder text = new StringBuilder("Consent of " + person + ":\n");
        given.forEach(one -> text.append(one.explain()).append('\n'));
        withdrawn.forEach(one -> text.append(one.explain()).append('\n'));
        if (isEmpty()) {
            text.append("Nothing is recorded.\n");
        }
        return text.toString();
    }
}
