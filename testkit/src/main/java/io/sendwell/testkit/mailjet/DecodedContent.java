package io.sendwell.testkit.mailjet;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is left of a {@code Base64Content} after it went by: its size, its digest, and its octets when they were few.
 *
 * @param size decoded octets; of invalid Base64 those before the fault
 * @param sha256 lower-case hexadecimal
 * @param octets null when there were more than the cap
 * @param valid whether the text was Base64 to its end
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; the digest is the identity
record DecodedContent(long size, String sha256, byte @Nullable [] octets, boolean valid) {

    Optional<byte[]> kept() {
        return octets == null ? Optional.empty() : Optional.of(octets.clone());
    }
}
