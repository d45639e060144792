package io.sendwell;

import io.sendwell.account.AccountId;
import io.sendwell.message.MessageClass;
import io.sendwell.outbox.SendingId;
import io.sendwell.route.Route;
import java.util.Optional;

/**
 * One call that hands mail to a next hop, in figures.
 *
 * @param transport the name of the transport
 * @param sending the sending of the outbox that the mail belongs to; empty when it is sent at once
 * @param messageId our id of the message; empty when there are several
 * @param messages how many messages it has
 * @param recipients how many recipients they have together
 * @param octets how many octets their texts and attachments have together, before they are encoded
 */
public record HandoverCall(
        AccountId account,
        Route route,
        String transport,
        MessageClass messageClass,
        Optional<SendingId> sending,
        Optional<String> messageId,
        int messages,
        int recipients,
        long octets) {}
