package io.sendwell.examples.jdbc;

import io.sendwell.account.Secret;
import io.sendwell.outbox.Octets;
import io.sendwell.signing.SigningException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Encrypts private keys before they are stored, by AES-GCM (NIST SP 800-38D). Who reads the database, or a backup of it, has
 * nothing to sign with; who exchanges two rows is noticed, since each text is bound to the name of its row.
 *
 * <p>Threads may share it.
 */
public final class KeyEncryption {

    private static final String CIPHER = "AES/GCM/NoPadding";

    /** What comes first, so that another way of encrypting can be told from this one later. */
    private static final byte VERSION = 1;

    private static final int NONCE_OCTETS = 12;
    private static final int TAG_BITS = 128;

    private final SecretKey key;
    private final SecureRandom random = new SecureRandom();

    private KeyEncryption(SecretKey key) {
        this.key = key;
    }

    /**
     * Encrypts with this key, which the application keeps outside the database, in its vault or its environment.
     *
     * @throws IllegalArgumentException when it is no key for AES
     */
    public static KeyEncryption with(SecretKey key) {
        if (!key.getAlgorithm().equals("AES")) {
            throw new IllegalArgumentException(
                    "Private keys are encrypted with an AES key of 128, 192 or 256 bits; found one for "
                            + key.getAlgorithm() + ". KeyGenerator.getInstance(\"AES\") makes one.");
        }
        return new KeyEncryption(key);
    }

    Octets encrypt(Secret secret, String row) {
        byte[] nonce = new byte[NONCE_OCTETS];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, 0, row)
                    .doFinal(secret.reveal().getBytes(StandardCharsets.UTF_8));
            byte[] stored = new byte[1 + NONCE_OCTETS + sealed.length];
            stored[0] = VERSION;
            System.arraycopy(nonce, 0, stored, 1, NONCE_OCTETS);
            System.arraycopy(sealed, 0, stored, 1 + NONCE_OCTETS, sealed.length);
            return Octets.of(stored);
        } catch (GeneralSecurityException e) {
            throw new SigningException("Could not encrypt the private key of " + row + ".", e);
        }
    }

    Secret decrypt(Octets octets, String row) {
        byte[] stored = octets.toArray();
        if (stored.length <= 1 + NONCE_OCTETS || stored[0] != VERSION) {
            throw new SigningException("The private key of " + row + " was not encrypted by this class.", null);
        }
        try {
            byte[] opened = cipher(Cipher.DECRYPT_MODE, stored, 1, row)
                    .doFinal(Arrays.copyOfRange(stored, 1 + NONCE_OCTETS, stored.length));
            return Secret.of(new String(opened, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new SigningException(
                    "Could not decrypt the private key of " + row
                            + ": it was encrypted with another key than the one that was handed in, or changed since.",
                    e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, int from, String row) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce, from, NONCE_OCTETS));
        cipher.updateAAD(row.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
