package io.sendwell;

import io.sendwell.address.EmailAddress;
import io.sendwell.internal.text.Digests;

/** By which the outbox notices that an audience names somebody twice: half of a SHA-256 of the address's normal form. */
final class PersonKey {

    private static final int DIGITS = 32;

    private PersonKey() {}

    static String of(EmailAddress address) {
        return Digests.sha256Hex(address.normalForm()).substring(0, DIGITS);
    }
}
