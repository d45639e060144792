package io.sendwell.examples.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendwell.account.Secret;
import io.sendwell.outbox.Octets;
import io.sendwell.signing.SigningException;
import java.nio.charset.StandardCharsets;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class KeyEncryptionTest {

    private static final Secret PEM = Secret.of("-----BEGIN PRIVATE KEY-----\r\nAb+/\r\n");

    private final KeyEncryption encryption = KeyEncryption.with(new SecretKeySpec(new byte[32], "AES"));

    @Test
    void what_was_encrypted_is_read_again_and_stands_nowhere_in_the_clear() {
        Octets stored = encryption.encrypt(PEM, "s1");

        assertThat(encryption.decrypt(stored, "s1")).isEqualTo(PEM);
        assertThat(new String(stored.toArray(), StandardCharsets.ISO_8859_1)).doesNotContain("PRIVATE");
        assertThat(encryption.encrypt(PEM, "s1")).isNotEqualTo(stored);
    }

    @Test
    void what_was_moved_to_another_row_is_noticed() {
        Octets stored = encryption.encrypt(PEM, "s1");

        assertThatThrownBy(() -> encryption.decrypt(stored, "s2"))
                .isInstanceOf(SigningException.class)
                .hasMessageContaining("private key of s2");
    }

    @Test
    void what_another_key_encrypted_or_somebody_changed_is_noticed() {
        byte[] other = new byte[32];
        other[0] = 1;
        Octets stored = KeyEncryption.with(new SecretKeySpec(other, "AES")).encrypt(PEM, "s1");
        byte[] changed = encryption.encrypt(PEM, "s1").toArray();
        changed[changed.length - 1] ^= 1;

        assertThatThrownBy(() -> encryption.decrypt(stored, "s1")).isInstanceOf(SigningException.class);
        assertThatThrownBy(() -> encryption.decrypt(Octets.of(changed), "s1")).isInstanceOf(SigningException.class);
        assertThatThrownBy(() -> encryption.decrypt(Octets.of(new byte[5]), "s1"))
                .isInstanceOf(SigningException.class)
                .hasMessageContaining("was not encrypted");
    }

    @Test
    void a_key_for_another_cipher_is_refused() {
        assertThatThrownBy(() -> KeyEncryption.with(new SecretKeySpec(new byte[8], "DES")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found one for DES");
    }
}
