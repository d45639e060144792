package io.sendwell.transport;

import io.sendwell.address.EmailAddress;
import io.sendwell.identity.ReversePath;
import java.util.List;

/**
 * Reverse-path and forward-paths of one transaction (RFC 5321 section 2.3.1).
 *
 * @param reversePath where bounces go
 * @param forwardPaths whom this copy goes to, each once; at least one
 * @param id what a server gives back in its reports (ENVID, RFC 3461 section 4.4), at most 100 characters of ASCII; empty for none
 */
public record Envelope(ReversePath reversePath, List<EmailAddress> forwardPaths, String id) {

    /** RFC 3461 section 4.4: the original ENVID has at most 100 characters. */
    private static final int MAX_ID = 100;

    public Envelope {
        forwardPaths = List.copyOf(forwardPaths);
        if (forwardPaths.isEmpty()) {
            throw new IllegalArgumentException("An envelope has at least one recipient.");
        }
        if (id.length() > MAX_ID || !id.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("The id of an envelope has at most " + MAX_ID
                    + " visible characters of ASCII (RFC 3461 section 4.4); found " + id.length() + ".");
        }
    }

    /** An envelope without an id. */
    public Envelope(ReversePath reversePath, List<EmailAddress> forwardPaths) {
        this(reversePath, forwardPaths, "");
    }
}
