package io.sendwell.dnsauth.dkim;

import io.sendwell.signing.SigningAlgorithm;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.util.Optional;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.util.PrivateKeyFactory;

/** The one step that needs a private key. Threads share it. */
@FunctionalInterface
interface PrivateKeyOperation {

    /** The signature over these octets, which are the canonical header fields (RFC 6376 section 3.7). */
    byte[] sign(byte[] octets) throws GeneralSecurityException;

    /**
     * The operation of this key.
     *
     * @param provider who does it; when empty, whoever of the platform's providers knows the key
     */
    static PrivateKeyOperation of(SigningAlgorithm algorithm, PrivateKey key, Optional<Provider> provider) {
        if (algorithm == SigningAlgorithm.RSA_SHA256) {
            return octets -> byPlatform("SHA256withRSA", key, provider, octets);
        }
        Optional<Ed25519PrivateKeyParameters> seed = provider.isPresent() ? Optional.empty() : seedOf(key);
        // RFC 8463 section 3: what Ed25519 signs is the SHA-256 of the fields.
        return seed.<PrivateKeyOperation>map(known -> octets -> byBouncyCastle(known, sha256(octets)))
                .orElseGet(() -> octets -> byPlatform("Ed25519", key, provider, sha256(octets)));
    }

    // Twenty times as fast as the JDK's up to 17; its low-level signer needs no provider to be installed.
    private static byte[] byBouncyCastle(Ed25519PrivateKeyParameters key, byte[] octets) {
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(true, key);
        signer.update(octets, 0, octets.length);
        return signer.generateSignature();
    }

    private static byte[] byPlatform(String algorithm, PrivateKey key, Optional<Provider> provider, byte[] octets)
            throws GeneralSecurityException {
        Signature signature = provider.isPresent()
                ? Signature.getInstance(algorithm, provider.get())
                : Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(octets);
        return signature.sign();
    }

    private static byte[] sha256(byte[] octets) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(octets);
    }

    /** Empty when the key does not leave what holds it. */
    private static Optional<Ed25519PrivateKeyParameters> seedOf(PrivateKey key) {
        return parametersOf(key)
                .filter(Ed25519PrivateKeyParameters.class::isInstance)
                .map(Ed25519PrivateKeyParameters.class::cast);
    }

    /** The key as Bouncy Castle knows it; empty when it does not leave what holds it, or is of a kind unknown to it. */
    static Optional<AsymmetricKeyParameter> parametersOf(PrivateKey key) {
        byte[] encoded = key.getEncoded();
        if (encoded == null || !"PKCS#8".equals(key.getFormat())) {
            return Optional.empty();
        }
        try {
            return Optional.of(PrivateKeyFactory.createKey(encoded));
        } catch (IOException | RuntimeException unknownKind) { // it has several for what it cannot read
            return Optional.empty();
        }
    }
}
