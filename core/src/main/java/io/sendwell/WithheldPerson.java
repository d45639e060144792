package io.sendwell;

import io.sendwell.address.Mailbox;
import java.util.Optional;

/**
 * Somebody of a broadcast's audience who gets no mail, as it was found when the broadcast was scheduled.
 *
 * @param mailbox who
 * @param about the application's reference of the person
 * @param code names the reason for programs, such as {@code MERGE_VALUE_MISSING} or {@code RECIPIENTS_BLOCKED}
 * @param reason the reason for people
 */
public record WithheldPerson(Mailbox mailbox, Optional<String> about, String code, String reason) {

    /** Names the reason, and the person as far as a log may. */
    @Override
    public String toString() {
        return mailbox.address().masked() + ": " + code;
    }
}
