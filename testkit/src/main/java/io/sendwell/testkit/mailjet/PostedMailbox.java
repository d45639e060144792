package io.sendwell.testkit.mailjet;

import static java.util.Objects.requireNonNull;

/**
 * An address object as it stood in a request, unparsed: what the client wrote is what the test sees.
 *
 * @param displayName {@code Name}, empty when it was absent
 * @param address {@code Email}
 */
public record PostedMailbox(String displayName, String address) {

    public PostedMailbox {
        requireNonNull(displayName, "displayName");
        requireNonNull(address, "address");
    }
}
