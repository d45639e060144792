package io.sendwell.identity;

import io.sendwell.account.AccountId;
import io.sendwell.address.Mailbox;
import io.sendwell.message.MessageClass;
import java.util.Optional;

/**
 * Everything that one decision depends on.
 *
 * @param account whose mail it is
 * @param author who wrote it
 * @param replyTo where the author wants replies, when not in From
 * @param messageClass how it came to be
 * @param setting whether the account's mail may leave on behalf of its author
 * @param domain what is known of the author domain
 * @param mailboxConfirmed whether the owner of the author's mailbox confirmed it
 * @param providerOwned whether the author domain is a mailbox provider's, such as gmail.com
 * @param receivers what the receivers among the recipients insist on
 * @param route what is known of the route
 */
public record IdentityFacts(
        AccountId account,
        Mailbox author,
        Optional<Mailbox> replyTo,
        MessageClass messageClass,
        OnBehalfOf setting,
        AuthorDomainFacts domain,
        boolean mailboxConfirmed,
        boolean providerOwned,
        ReceiverDemand receivers,
        RouteFacts route) {}
