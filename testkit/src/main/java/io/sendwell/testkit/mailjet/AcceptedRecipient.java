package io.sendwell.testkit.mailjet;

import static java.util.Objects.requireNonNull;

/**
 * One recipient of an accepted message, with the ids that the answer gave for it.
 *
 * @param mailbox as it was posted
 * @param messageId {@code MessageID}: above 2<sup>53</sup>, one per recipient; 0 in sandbox mode
 * @param messageUuid {@code MessageUUID}, a version 4 UUID; empty in sandbox mode
 * @param status what {@code /v3/REST/message} reports until there are events: {@code queued}, or {@code blocked} for what the service takes
 *     and then does not send
 */
public record AcceptedRecipient(PostedMailbox mailbox, long messageId, String messageUuid, String status) {

    public AcceptedRecipient {
        requireNonNull(mailbox, "mailbox");
        requireNonNull(messageUuid, "messageUuid");
        requireNonNull(status, "status");
    }

    /** The {@code Email} of {@link #mailbox()}. */
    public String address() {
        return mailbox.address();
    }
}
