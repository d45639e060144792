package io.sendwell.transport;

import io.sendwell.address.EmailAddress;
import io.sendwell.identity.ReversePath;
import java.util.List;

/**
 * Reverse-path and forward-paths of one transaction (RFC 5321 section 2.3.1).
 *
 * @param reversePath where bounces go
 * @param forwardPaths whom this copy goes to, each once; at least one
 */
public record Envelope(ReversePath reversePath, List<EmailAddress> forwardPaths) {

    public Envelope {
        forwardPaths = List.copyOf(forwardPaths);
        if (forwardPaths.isEmpty()) {
            throw new IllegalArgumentException("An envelope has at least one recipient.");
        }
    }
}
