package io.sendwell.identity;

import io.sendwell.address.DomainName;
import io.sendwell.address.EmailAddress;
import io.sendwell.internal.text.Digests;

/**
 * A bounce address for each copy (VERP): {@code b+<id>.<mac>@b.vendor.example}. The id ties a bounce to its message, the
 * code keeps others from inventing one.
 */
public final class BounceAddresses {

    // 16 of 64 hexadecimal digits: 64 bits, and room for the id within a local part of 64 octets (RFC 5321 4.5.3.1.1).
    private static final int MAC_DIGITS = 16;

    private final Operator operator;

    /** Bounce addresses of this operator, with a code when it has a bounce secret. */
    public BounceAddresses(Operator operator) {
        this.operator = operator;
    }

    /**
     * The reverse-path for one copy.
     *
     * @param identity under which it leaves; without a bounce domain, bounces go to From
     * @param id our id of the copy, at most 45 letters, digits, dots or hyphens
     */
    public ReversePath forCopy(SenderIdentity identity, String id) {
        return ReversePath.of(identity.bounceDomain()
                .map(domain -> address(domain, id))
                .orElse(identity.from().address()));
    }

    private EmailAddress address(DomainName domain, String id) {
        String code = operator.bounceSecret()
                .map(secret -> "." + Digests.hmacSha256Hex(secret.reveal(), id).substring(0, MAC_DIGITS))
                .orElse("");
        return EmailAddress.parse("b+" + id + code + "@" + domain.ascii());
    }
}
