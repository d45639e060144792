package io.sendwell;

import io.sendwell.address.Mailbox;
import io.sendwell.outbox.EntryState;
import java.util.Optional;

/**
 * One mail of a sending that was given up: known not to have been taken, or in doubt.
 *
 * @param place its place in the sending, by which it is put back
 * @param recipient whom it was for; the first one in To of a mail to several. Empty when what is stored of it is damaged
 * @param about the application's reference of the person
 * @param state {@link EntryState#FAILED} or {@link EntryState#UNCERTAIN}; one in doubt may arrive twice when it is put back
 * @param attempt how many times it was tried
 * @param code names the reason for programs
 * @param text the reason for people, often the next hop's own words
 */
public record DeadLetter(
        int place,
        Optional<Mailbox> recipient,
        Optional<String> about,
        EntryState state,
        int attempt,
        String code,
        String text) {

    /** Names the reason, and the person as far as a log may. */
    @Override
    public String toString() {
        return recipient.map(mailbox -> mailbox.address().masked()).orElse("place " + place) + ": " + state + " "
                + code;
    }
}
