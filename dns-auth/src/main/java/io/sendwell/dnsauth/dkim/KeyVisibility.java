package io.sendwell.dnsauth.dkim;

import io.sendwell.address.DomainName;
import io.sendwell.signing.Selector;
import java.security.PublicKey;

/** Looks whether the world can see a key. Threads share it. */
@FunctionalInterface
public interface KeyVisibility {

    /**
     * Looks for the record of a key. It may take as long as the DNS takes.
     *
     * @param key the public half of the key that would sign
     */
    Sight look(DomainName signingDomain, Selector selector, PublicKey key);

    /** Looks by this check: a record that could not be read at all is unknown, one that does not fit is missing. */
    static KeyVisibility by(KeyRecordCheck check) {
        return (signingDomain, selector, key) -> {
            KeyRecordReport report = check.check(signingDomain, selector, key);
            if (report.isUnknown()) {
                return Sight.UNKNOWN;
            }
            return report.isUsable() ? Sight.SEEN : Sight.MISSING;
        };
    }

    /** What was seen. */
    enum Sight {
        /** The record is there and is this key's. */
        SEEN,
        /** There is no such record, or one that nobody could verify this key's signatures with. */
        MISSING,
        /** It could not be found out. */
        UNKNOWN
    }
}
