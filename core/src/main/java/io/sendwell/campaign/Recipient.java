package io.sendwell.campaign;

import io.sendwell.address.Mailbox;
import io.sendwell.message.MergeData;
import io.sendwell.message.UnsubscribeLink;
import java.net.URI;
import java.util.Optional;

/**
 * One person of an audience. Immutable.
 *
 * @param mailbox where the person's copy goes
 * @param mergeData the person's values
 * @param about the application's own reference of the person; empty when there is none
 * @param unsubscribe the application's own link by which the person leaves the list; empty for Sendwell's
 */
public record Recipient(
        Mailbox mailbox, MergeData mergeData, Optional<String> about, Optional<UnsubscribeLink> unsubscribe) {

    /**
     * A person by display name and address.
     *
     * @throws IllegalArgumentException when the address is none
     */
    public static Recipient of(String displayName, String address) {
        return new Recipient(Mailbox.of(displayName, address), MergeData.none(), Optional.empty(), Optional.empty());
    }

    /** The same person with one more value. */
    public Recipient merge(String field, Object value) {
        return new Recipient(mailbox, mergeData.with(field, value), about, unsubscribe);
    }

    /** The same person with the application's reference. */
    public Recipient about(String reference) {
        return new Recipient(mailbox, mergeData, Optional.of(reference), unsubscribe);
    }

    /**
     * The same person, who leaves the list by a link of the application's own; see {@link
     * io.sendwell.message.MailBuilder#unsubscribe(URI)}.
     *
     * @throws IllegalArgumentException when it cannot stand in the header
     */
    public Recipient unsubscribe(URI url) {
        return new Recipient(mailbox, mergeData, about, Optional.of(UnsubscribeLink.of(url)));
    }
}
