package io.sendwell.examples.benchmarks;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.util.PrivateKeyFactory;

/** What no signer of mails can do without: one hash over the body, and one signature. */
final class BareCryptography {

    /** As much as the usual fields have. */
    private static final int HEADER_OCTETS = 700;

    private BareCryptography() {}

    /**
     * The quickest that Java has for such a key without native code: the JDK for RSA, and Bouncy Castle for Ed25519.
     *
     * @param body canonical
     */
    static Signing of(PrivateKey key, byte[] body) throws IOException {
        byte[] header = new byte[HEADER_OCTETS];
        if (key.getAlgorithm().equals("RSA")) {
            return () -> byRsa(key, sha256(body), header);
        }
        Ed25519PrivateKeyParameters seed = (Ed25519PrivateKeyParameters) PrivateKeyFactory.createKey(key.getEncoded());
        return () -> byEd25519(seed, sha256(body), sha256(header));
    }

    private static byte[] byRsa(PrivateKey key, byte[] bodyHash, byte[] header) throws GeneralSecurityException {
        Signature signer = Signature.getInstance("SHA256withRSA");
        signer.initSign(key);
        signer.update(header);
        signer.update(bodyHash);
        return signer.sign();
    }

    private static byte[] byEd25519(Ed25519PrivateKeyParameters seed, byte[] bodyHash, byte[] headerHash) {
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(true, seed);
        signer.update(headerHash, 0, headerHash.length);
        signer.update(bodyHash, 0, bodyHash.length);
        return signer.generateSignature();
    }

    private static byte[] sha256(byte[] octets) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(octets);
    }
}
