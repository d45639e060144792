package io.sendwell.dnsauth.dkim;

import io.sendwell.signing.SigningKey;
import io.sendwell.signing.SigningKeyState;
import java.util.Optional;

/**
 * A change in the life of a key.
 *
 * @param key as it is now, or as it was before it was removed
 * @param before the state that it was in
 * @param after the state that it is in; empty when it was removed
 * @param wasVisible whether its record could be seen before
 */
public record RotationStep(
        SigningKey key, SigningKeyState before, Optional<SigningKeyState> after, boolean wasVisible) {

    static RotationStep of(SigningKey before, SigningKey after) {
        return new RotationStep(after, before.state(), Optional.of(after.state()), before.isVisible());
    }

    static RotationStep removed(SigningKey key) {
        return new RotationStep(key, key.state(), Optional.empty(), key.isVisible());
    }

    /** Such as {@code s2 of example.org: PUBLISHED, seen -> ACTIVE, seen}. */
    @Override
    public String toString() {
        return key.selector() + " of " + key.signingDomain() + ": " + before + sight(wasVisible) + " -> "
                + after.map(state -> state + sight(key.isVisible())).orElse("gone");
    }

    private static String sight(boolean visible) {
        return visible ? ", seen" : ", not seen";
    }
}
