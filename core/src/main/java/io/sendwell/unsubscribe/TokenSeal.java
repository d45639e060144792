package io.sendwell.unsubscribe;

import io.sendwell.account.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts and authenticates octets under one secret, without chance: HMAC-SHA-256 of the octets is both the proof of where they come from
 * and the initial counter of AES-256 in counter mode. This is the construction of SIV (RFC 5297), with HMAC in place of
 * CMAC.
 *
 * <p>Sealed octets are a version, 16 octets of the code, and the cipher text. Immutable; threads may share it.
 */
final class TokenSeal {

    private static final String HMAC = "HmacSHA256";
    private static final int CODE = 16;
    private static final int FRAME = 1 + CODE;

    private final SecretKeySpec codeKey;
    private final SecretKeySpec cipherKey;

    TokenSeal(Secret secret) {
        SecretKeySpec root = new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), HMAC);
        codeKey = new SecretKeySpec(hmac(root, octets("sendwell unsubscribe code")), HMAC);
        cipherKey = new SecretKeySpec(hmac(root, octets("sendwell unsubscribe cipher")), "AES");
    }

    byte[] seal(int version, byte[] plain) {
        byte[] code = code(version, plain);
        byte[] cipherText = crypt(code, plain);
        byte[] sealed = new byte[FRAME + cipherText.length];
        sealed[0] = (byte) version;
        System.arraycopy(code, 0, sealed, 1, CODE);
        System.arraycopy(cipherText, 0, sealed, FRAME, cipherText.length);
        return sealed;
    }

    /** What was sealed under this secret; empty when these octets were not. */
    Optional<byte[]> open(int version, byte[] sealed) {
        if (sealed.length <= FRAME || sealed[0] != (byte) version) {
            return Optional.empty();
        }
        byte[] code = Arrays.copyOfRange(sealed, 1, FRAME);
        byte[] plain = crypt(code, Arrays.copyOfRange(sealed, FRAME, sealed.length));
        return MessageDigest.isEqual(code, code(version, plain)) ? Optional.of(plain) : Optional.empty();
    }

    private byte[] code(int version, byte[] plain) {
        byte[] all = new byte[1 + plain.length];
        all[0] = (byte) version;
        System.arraycopy(plain, 0, all, 1, plain.length);
        return Arrays.copyOf(hmac(codeKey, all), CODE);
    }

    private byte[] crypt(byte[] counter, byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            // In counter mode the same step encrypts and decrypts.
            cipher.init(Cipher.ENCRYPT_MODE, cipherKey, new IvParameterSpec(counter));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has AES.", e);
        }
    }

    private static byte[] hmac(SecretKeySpec key, byte[] octets) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal(octets);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HMAC-SHA-256.", e);
        }
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
