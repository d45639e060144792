package io.sendwell.identity;

import io.sendwell.address.EmailAddress;
import java.util.Optional;

/**
 * The MAIL FROM address of a transaction, where bounces go (RFC 5321 section 4.1.1.2).
 *
 * @param address where bounces go; empty for the null reverse-path {@code <>} of mail that must not bounce
 */
public record ReversePath(Optional<EmailAddress> address) {

    /** Bounces go to this address. */
    public static ReversePath of(EmailAddress address) {
        return new ReversePath(Optional.of(address));
    }

    /** The null reverse-path, for delivery reports and automatic replies (RFC 5321 section 4.5.5). */
    public static ReversePath none() {
        return new ReversePath(Optional.empty());
    }

    /** The path in angle brackets. */
    @Override
    public String toString() {
        return "<" + address.map(EmailAddress::toString).orElse("") + ">";
    }
}
