package io.sendwell.dnsauth.dkim;

import io.sendwell.account.AccountId;
import io.sendwell.address.DomainName;
import io.sendwell.signing.SigningAlgorithm;
import io.sendwell.signing.SigningKey;
import io.sendwell.signing.SigningKeyState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ring that stored keys make at one moment.
 *
 * @param unable active keys that could not be taken: not visible, or not to be read
 */
record KeyRingSnapshot(KeyRing ring, List<SigningKey> unable) {

    private static final Logger LOG = LoggerFactory.getLogger(KeyRingSnapshot.class);

    // An active key before a retiring one, a younger before an older.
    private static final Comparator<SigningKey> PREFERENCE =
            Comparator.comparing(SigningKey::state).thenComparing(SigningKey::stateSince, Comparator.reverseOrder());

    private record Domain(Optional<AccountId> account, DomainName signingDomain) {}

    static KeyRingSnapshot of(List<SigningKey> keys) {
        Map<Domain, Map<SigningAlgorithm, SigningKey>> chosen = new HashMap<>();
        List<SigningKey> unable = new ArrayList<>();
        keys.stream()
                .filter(key -> key.state() == SigningKeyState.ACTIVE || key.state() == SigningKeyState.RETIRING)
                .sorted(PREFERENCE)
                .forEach(key -> {
                    if (key.isVisible()) {
                        chosen.computeIfAbsent(
                                        new Domain(key.account(), key.signingDomain()), domain -> new HashMap<>())
                                .putIfAbsent(key.algorithm(), key);
                    } else if (key.state() == SigningKeyState.ACTIVE) {
                        unable.add(key);
                    }
                });
        KeyRing.Builder ring = KeyRing.builder();
        chosen.values().forEach(byAlgorithm -> add(byAlgorithm, ring, unable));
        return new KeyRingSnapshot(ring.build(), List.copyOf(unable));
    }

    private static void add(Map<SigningAlgorithm, SigningKey> keys, KeyRing.Builder ring, List<SigningKey> unable) {
        // Ed25519 does not stand alone: while the RSA key cannot be seen, neither signs.
        SigningKey rsa = keys.get(SigningAlgorithm.RSA_SHA256);
        if (rsa != null) {
            usable(rsa, unable).ifPresent(key -> {
                ring.add(rsa.account(), key);
                Optional.ofNullable(keys.get(SigningAlgorithm.ED25519_SHA256))
                        .flatMap(ed25519 -> usable(ed25519, unable))
                        .ifPresent(ed25519 -> ring.add(rsa.account(), ed25519));
            });
        }
    }

    /** One customer's damaged key must not keep the others from signing. */
    private static Optional<DkimKey> usable(SigningKey key, List<SigningKey> unable) {
        try {
            return Optional.of(DkimKey.of(key.signingDomain(), key.selector(), DkimKeys.read(key.privateKey())));
        } catch (IllegalArgumentException e) {
            LOG.error("Key {} of {} does not sign: {}", key.selector(), key.signingDomain(), e.getMessage());
            unable.add(key);
            return Optional.empty();
        }
    }
}
