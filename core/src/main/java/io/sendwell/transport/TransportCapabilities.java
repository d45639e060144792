package io.sendwell.transport;

import io.sendwell.route.Capability;
import java.util.Set;

/**
 * What a transport can do, known before it is used.
 *
 * @param capabilities what it can do
 * @param maxAttachmentSize how many octets of attachments, before encoding, it takes in one message; {@link
 *     Long#MAX_VALUE} when it sets no limit
 * @param maxRecipients how many recipients it takes for one message
 */
public record TransportCapabilities(Set<Capability> capabilities, long maxAttachmentSize, int maxRecipients) {

    public TransportCapabilities {
        capabilities = Set.copyOf(capabilities);
    }

    /** Whether it can do this. */
    public boolean can(Capability capability) {
        return capabilities.contains(capability);
    }
}
