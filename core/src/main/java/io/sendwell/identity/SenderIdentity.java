package io.sendwell.identity;

import io.sendwell.address.DomainName;
import io.sendwell.address.Mailbox;
import java.util.List;
import java.util.Optional;

/**
 * The mailboxes and domains under which one mail leaves on one route, and why.
 *
 * @param outcome under whose name
 * @param from who stands in From
 * @param senderField who posts for the author; empty when nobody does
 * @param replyTo where replies go when not to From
 * @param bounceDomain the domain of the reverse-path; empty when bounces go to From itself
 * @param messageIdDomain the domain in the Message-ID: of whoever makes the message, the author's or the operator's
 * @param reasons why, in sentences for people, the deciding one first
 * @param warnings what may go wrong all the same, and how to mend it
 * @param alarm a sentence for the operator when the facts contradict each other; empty when they do not
 */
public record SenderIdentity(
        IdentityOutcome outcome,
        Mailbox from,
        Optional<Mailbox> senderField,
        Optional<Mailbox> replyTo,
        Optional<DomainName> bounceDomain,
        DomainName messageIdDomain,
        List<String> reasons,
        List<String> warnings,
        Optional<String> alarm) {

    public SenderIdentity {
        reasons = List.copyOf(reasons);
        warnings = List.copyOf(warnings);
    }

    /** Whether the mail may leave under this identity. */
    public boolean sendable() {
        return outcome != IdentityOutcome.REFUSE;
    }

    /** Outcome and reasons in one line. */
    public String explain() {
        return outcome.words() + ": " + String.join(" ", reasons);
    }
}
