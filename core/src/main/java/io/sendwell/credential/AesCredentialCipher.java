package io.sendwell.credential;

import io.sendwell.account.Secret;
import io.sendwell.credential.CredentialException.Reason;
import io.sendwell.internal.text.Ascii;
import io.sendwell.internal.text.VisibleText;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.ProviderException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * Seals by AES-256 in Galois/Counter Mode (NIST SP 800-38D), with keys that the application keeps outside the database.
 *
 * <pre>{@code
 * CredentialCipher cipher = AesCredentialCipher.of("2026-11", newKey).formerly("2025-03", oldKey);
 * }</pre>
 *
 * <p>A sealed text is {@code aes1.<key id>.<nonce>.<cipher text and tag>}, the latter two in Base64. Immutable; threads may share it.
 */
public final class AesCredentialCipher implements CredentialCipher {

    private static final String AES_GCM = "AES/GCM/NoPadding";

    /** What comes first, so that another way of sealing can be told from this one later. */
    private static final String FORMAT = "aes1";

    private static final int KEY_OCTETS = 32;
    private static final int MAX_ID_LENGTH = 64;
    /** The longest that SP 800-38D section 5.2.1.2 has. */
    private static final int TAG_BITS = 128;

    private final String newest;
    private final Map<String, SecretKey> keys;

    private AesCredentialCipher(String newest, Map<String, SecretKey> keys) {
        this.newest = newest;
        this.keys = keys;
    }

    /**
     * Seals and opens with this key.
     *
     * @param keyId names the key in what is sealed with it, so that a later key can be told from it: 1 to 64 letters, digits,
     *     underscores or hyphens; not secret
     * @param key an AES key of 256 bits
     * @throws IllegalArgumentException when one of them is otherwise
     */
    public static AesCredentialCipher of(String keyId, SecretKey key) {
        return new AesCredentialCipher(keyId, Map.of(requireId(keyId), requireKey(keyId, key)));
    }

    /**
     * The same, which also opens what an older key sealed. {@link CredentialVault#reseal} makes the older one dispensable.
     *
     * @throws IllegalArgumentException when there is a key of this id already, or it is no key
     */
    public AesCredentialCipher formerly(String keyId, SecretKey key) {
        Map<String, SecretKey> all = new LinkedHashMap<>(keys);
        if (all.put(requireId(keyId), requireKey(keyId, key)) != null) {
            throw new IllegalArgumentException("There are two keys of the id \"" + keyId + "\"; each has its own.");
        }
        return new AesCredentialCipher(newest, Map.copyOf(all));
    }

    private static String requireId(String keyId) {
        if (keyId.isEmpty() || keyId.length() > MAX_ID_LENGTH || !Ascii.isMadeOf(keyId, "_-")) {
            throw new IllegalArgumentException("The id of a key has 1 to " + MAX_ID_LENGTH
                    + " letters (A-Z, a-z), digits, underscores or hyphens; found " + VisibleText.quote(keyId) + ".");
        }
        return keyId;
    }

    private static SecretKey requireKey(String keyId, SecretKey key) {
        // A key in a security module shows no octets; then the first use says whether it fits.
        byte @Nullable [] octets = key.getEncoded();
        if (!key.getAlgorithm().equals("AES") || (octets != null && octets.length != KEY_OCTETS)) {
            throw new IllegalArgumentException("Key \"" + keyId + "\" is no AES key of 256 bits. Make one of "
                    + KEY_OCTETS + " random octets: new SecretKeySpec(octets, \"AES\").");
        }
        return key;
    }

    @Override
    public String seal(Secret secret, String boundTo) {
        try {
            Cipher cipher = Cipher.getInstance(AES_GCM);
            // The provider draws the nonce at random, anew for each secret.
            cipher.init(Cipher.ENCRYPT_MODE, key(newest));
            cipher.updateAAD(associated(newest, boundTo));
            byte[] text = cipher.doFinal(secret.reveal().getBytes(StandardCharsets.UTF_8));
            Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
            return String.join(".", FORMAT, newest, base64.encodeToString(cipher.getIV()), base64.encodeToString(text));
        } catch (GeneralSecurityException | ProviderException e) {
            throw new CredentialException(
                    Reason.AWAY, "Key \"" + newest + "\" seals nothing now. Is it an AES key of 256 bits?", e);
        }
    }

    @Override
    public Secret open(String sealed, String boundTo) {
        String[] parts = sealed.split("\\.", -1);
        if (parts.length != 4 || !parts[0].equals(FORMAT)) {
            throw new CredentialException(
                    Reason.NOT_OPENED, "What is stored was not sealed by this cipher, or is damaged.", null);
        }
        String keyId = parts[1];
        if (!keys.containsKey(keyId)) {
            throw new CredentialException(
                    Reason.KEY_UNKNOWN,
                    "It was sealed with key " + VisibleText.quote(keyId)
                            + ", which was not handed in. Add it with formerly(...), or store the login anew.",
                    null);
        }
        try {
            byte[] nonce = Base64.getUrlDecoder().decode(parts[2]);
            Cipher cipher = Cipher.getInstance(AES_GCM);
            cipher.init(Cipher.DECRYPT_MODE, key(keyId), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(associated(keyId, boundTo));
            byte[] text = cipher.doFinal(Base64.getUrlDecoder().decode(parts[3]));
            return Secret.of(new String(text, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | IllegalArgumentException | ProviderException e) {
            // ProviderException: JDK 17 throws it for a text that is shorter than its tag.
            throw new CredentialException(
                    Reason.NOT_OPENED,
                    "Key \"" + keyId
                            + "\" does not open it: the key of this id is another one than it was sealed with, or what"
                            + " is stored was changed, or is that of another account.",
                    e);
        }
    }

    @Override
    public boolean isCurrent(String sealed) {
        return sealed.startsWith(FORMAT + "." + newest + ".");
    }

    private SecretKey key(String id) {
        return Objects.requireNonNull(keys.get(id));
    }

    private static byte[] associated(String keyId, String boundTo) {
        return (FORMAT + "." + keyId + "\n" + boundTo).getBytes(StandardCharsets.UTF_8);
    }

    /** The id of the newest key and how many there are of before; nothing of the keys. */
    @Override
    public String toString() {
        return "AesCredentialCipher[" + newest + (keys.size() > 1 ? ", and " + (keys.size() - 1) + " of before]" : "]");
    }
}
