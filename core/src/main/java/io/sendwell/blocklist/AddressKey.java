package io.sendwell.blocklist;

import io.sendwell.account.Secret;
import io.sendwell.address.EmailAddress;
import io.sendwell.internal.text.Digests;

/**
 * A key under which addresses are stored as digests: HMAC-SHA-256 (RFC 2104) of the normal form. Without the key nobody can find
 * out who is on a list, not even by trying addresses.
 *
 * @param id names the key in what is stored, such as {@code k1}: up to 16 letters and digits, lower case
 * @param secret the key; at least 32 characters, from a random source
 */
public record AddressKey(String id, Secret secret) {

    private static final int LEAST = 32;

    public AddressKey {
        if (!id.matches("[a-z0-9]{1,16}")) {
            throw new IllegalArgumentException(
                    "The address key is called \"" + id + "\"; use up to 16 lower-case letters and digits.");
        }
        if (secret.reveal().length() < LEAST) {
            throw new IllegalArgumentException("The address key " + id + " has fewer than " + LEAST
                    + " characters, and could be guessed. Make one from a random source, such as 32 bytes in Base64.");
        }
    }

    /**
     * What stands for the address in a store: the digest in hexadecimal digits, at a domain that names the key and exists nowhere
     * (RFC 2606 section 2).
     */
    EmailAddress pseudonym(EmailAddress address) {
        String digest = Digests.hmacSha256Hex(secret.reveal(), address.normalForm());
        return EmailAddress.parse(digest + "@" + domain());
    }

    /** Whether this is what stands for some address. */
    boolean madeIt(EmailAddress address) {
        return address.domain().ascii().equals(domain()) && address.localPart().matches("[0-9a-f]{64}");
    }

    private String domain() {
        return id + ".hmac.invalid";
    }
}
