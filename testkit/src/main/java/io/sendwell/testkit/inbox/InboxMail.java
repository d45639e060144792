package io.sendwell.testkit.inbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** A mail that the page shows, whatever road it took. */
interface InboxMail {

    /** Names it in URLs: letters, digits and hyphens. */
    String id();

    /** The line in the list. */
    Line line();

    /** What it says and carries; read when it is asked for. */
    MailContent content();

    /** Its octets as they came. */
    Source source();

    /** Adds what only this road knows. */
    void tell(ObjectNode json);

    /**
     * A line of the list.
     *
     * @param road {@code esp}, {@code smtp} or {@code preview}
     * @param account whose mail it is; empty when the road does not say
     * @param size octets, as far as the road says
     * @param state what is known of it
     * @param tone how good that is
     */
    record Line(
            String road,
            String account,
            String from,
            String to,
            String subject,
            Instant at,
            long size,
            int files,
            String state,
            Tone tone) {

        boolean has(String word) {
            return String.join("\n", road, account, from, to, subject, state)
                    .toLowerCase(java.util.Locale.ROOT)
                    .contains(word);
        }
    }

    /** How good something is. */
    enum Tone {
        GOOD,
        WAITING,
        BAD;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * The octets of a mail, as long as they are.
     *
     * @param fileName under which they are saved
     * @param type their media type
     */
    record Source(String fileName, String type, long length, InboxReply.Octets octets) {}
}
