package io.sendwell.transport;

import io.sendwell.message.CampaignName;
import io.sendwell.mime.OutgoingMail;

/**
 * One handing of a message to a next hop.
 *
 * @param outgoing the message as it leaves
 * @param envelope where bounces go, and whom this copy goes to
 * @param campaign under which name it and its events are grouped
 */
public record Submission(OutgoingMail outgoing, Envelope envelope, CampaignName campaign) {

    /** Our own id of this submission, unique for ever: the left part of its Message-ID. */
    public String id() {
        return outgoing.messageId().token();
    }
}
