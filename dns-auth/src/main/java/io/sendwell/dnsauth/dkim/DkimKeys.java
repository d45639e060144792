package io.sendwell.dnsauth.dkim;

import io.sendwell.account.Secret;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Set;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;

/**
 * Makes, reads and writes the keys that DKIM signs with. No error and no log shows anything of a private key.
 *
 * <p>The public half becomes a record by {@link DkimRecord#of(PublicKey)}.
 */
public final class DkimKeys {

    /** What RFC 8301 section 3.2 asks signers for; its record fits any DNS. */
    public static final int DEFAULT_RSA_BITS = 2048;

    // Verifiers must know keys up to 4096 bits (RFC 8301 section 3.2).
    private static final Set<Integer> CREATED_RSA_BITS = Set.of(DEFAULT_RSA_BITS, 3072, 4096);

    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private DkimKeys() {}

    /** Makes an RSA key of {@value #DEFAULT_RSA_BITS} bits. Takes some tenths of a second. */
    public static KeyPair createRsa() {
        return createRsa(DEFAULT_RSA_BITS);
    }

    /**
     * Makes an RSA key.
     *
     * @param bits 2048, 3072 or 4096; signing takes eight times as long with twice the bits
     * @throws IllegalArgumentException for other sizes
     */
    public static KeyPair createRsa(int bits) {
        if (!CREATED_RSA_BITS.contains(bits)) {
            throw new IllegalArgumentException(
                    "An RSA key for DKIM is made with 2048, 3072 or 4096 bits (RFC 8301 section" + " 3.2); asked for "
                            + bits + ".");
        }
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform makes RSA keys.", e);
        }
    }

    /** Makes an Ed25519 key, for the signature beside an RSA one (RFC 8463). */
    public static KeyPair createEd25519() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform from 15 on makes Ed25519 keys.", e);
        }
    }

    /**
     * Reads a private key that is not encrypted.
     *
     * @param pem a text with a block {@code PRIVATE KEY} (PKCS#8, RFC 5208) of RSA or Ed25519, or {@code RSA PRIVATE KEY}
     *     (PKCS#1); text around it is skipped
     * @throws IllegalArgumentException when there is no such block, or it is cut, damaged, encrypted, of another kind of key,
     *     or of RSA below 1024 bits; the text says which, and what to do
     */
    public static PrivateKey read(Secret pem) {
        return PemKey.in(pem.reveal()).privateKey();
    }

    /**
     * Reads a private key that is encrypted with a password ({@code ENCRYPTED PRIVATE KEY}, PKCS#8).
     *
     * @throws IllegalArgumentException as {@link #read(Secret)}, and for a wrong password or a kind of encryption that the Java
     *     platform does not know
     */
    public static PrivateKey read(Secret pem, Secret password) {
        return PemKey.in(pem.reveal()).privateKey(password);
    }

    /**
     * The key as PEM (PKCS#8), not encrypted: keep it as you keep a password.
     *
     * @throws IllegalArgumentException when the key does not leave what holds it
     */
    public static Secret write(PrivateKey key) {
        byte[] encoded = key.getEncoded();
        if (encoded == null || !"PKCS#8".equals(key.getFormat())) {
            throw new IllegalArgumentException("This private key does not leave what holds it and cannot be written.");
        }
        return Secret.of(
                "-----BEGIN PRIVATE KEY-----\n" + LINES.encodeToString(encoded) + "\n-----END PRIVATE KEY-----\n");
    }

    /**
     * The public half, which is published.
     *
     * @throws IllegalArgumentException when the private key does not tell, as one in a security module or an RSA key without
     *     its public exponent, or is of a kind that DKIM does not know
     */
    public static PublicKey publicKeyOf(PrivateKey key) {
        try {
            if (key instanceof RSAPrivateCrtKey rsa) {
                return KeyFactory.getInstance("RSA")
                        .generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent()));
            }
            AsymmetricKeyParameter parameters =
                    PrivateKeyOperation.parametersOf(key).orElse(null);
            if (parameters instanceof Ed25519PrivateKeyParameters ed25519) {
                byte[] encoded = SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(ed25519.generatePublicKey())
                        .getEncoded();
                return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
            }
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(
                    "The public half of this " + key.getAlgorithm() + " key cannot be made.", e);
        }
        throw new IllegalArgumentException("The public half of this " + key.getAlgorithm()
                + " key is not known from the private one; hand over the public key itself.");
    }
}
