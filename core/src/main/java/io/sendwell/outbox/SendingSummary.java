package io.sendwell.outbox;

import io.sendwell.message.CampaignName;

/**
 * What lists show of a sending; frozen when it is made.
 *
 * @param user who scheduled it, in the application's words; empty when it did not say
 * @param subject the subject of the mail, or of the broadcast as someone sees it of whom nothing is known
 * @param to whom it is for, for people: the recipient's mailbox, or {@code * Broadcast *}
 * @param campaign under which name its messages are grouped
 */
public record SendingSummary(String user, String subject, String to, CampaignName campaign) {

    /** What stands in place of a recipient in a broadcast's line. */
    public static final String BROADCAST = "* Broadcast *";
}
