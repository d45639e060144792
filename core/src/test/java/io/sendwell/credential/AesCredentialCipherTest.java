package io.sendwell.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sendwell.account.Secret;
import io.sendwell.credential.CredentialException.Reason;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AesCredentialCipherTest {

    private static final Secret SECRET = Secret.of("0123456789abcdef-π");

    private final AesCredentialCipher cipher = AesCredentialCipher.of("2026-11", key(1));

    static SecretKey key(int fill) {
        return key(fill, 32);
    }

    private static SecretKey key(int fill, int octets) {
        byte[] all = new byte[octets];
        Arrays.fill(all, (byte) fill);
        return new SecretKeySpec(all, "AES");
    }

    @Test
    void what_was_sealed_opens_with_the_text_that_it_is_bound_to() {
        String sealed = cipher.seal(SECRET, "acme\nmailjet\nkey");

        assertThat(sealed).startsWith("aes1.2026-11.").doesNotContain(SECRET.reveal());
        assertThat(cipher.open(sealed, "acme\nmailjet\nkey")).isEqualTo(SECRET);
    }

    @Test
    void nothing_else_opens_it() {
        String sealed = cipher.seal(SECRET, "acme\nmailjet\nkey");

        for (String other : List.of("", "globex\nmailjet\nkey", "acme\nsmtp\nkey", "acme\nmailjet\nkey2")) {
            assertThat(reason(sealed, other)).isEqualTo(Reason.NOT_OPENED);
        }
    }

    @Test
    void no_two_sealed_secrets_are_alike() {
        Set<String> sealed = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            sealed.add(cipher.seal(SECRET, "acme"));
        }

        assertThat(sealed).hasSize(100);
    }

    @Test
    void a_changed_character_anywhere_does_not_open() {
        String sealed = cipher.seal(SECRET, "acme");
        for (int at = 0; at < sealed.length(); at++) {
            char other = sealed.charAt(at) == 'B' ? 'Q' : 'B';
            String changed = sealed.substring(0, at) + other + sealed.substring(at + 1);

            assertThat(opens(changed)).as(changed).isFalse();
        }
    }

    @Test
    void what_an_older_key_sealed_opens_and_is_not_current() {
        String old = cipher.seal(SECRET, "acme");
        AesCredentialCipher rotated = AesCredentialCipher.of("2027-01", key(2)).formerly("2026-11", key(1));

        assertThat(rotated.open(old, "acme")).isEqualTo(SECRET);
        assertThat(rotated.isCurrent(old)).isFalse();
        assertThat(rotated.isCurrent(rotated.seal(SECRET, "acme"))).isTrue();
        assertThat(rotated.seal(SECRET, "acme")).startsWith("aes1.2027-01.");
    }

    @Test
    void a_key_that_was_not_handed_in_is_named() {
        String sealed = AesCredentialCipher.of("2027-01", key(2)).seal(SECRET, "acme");

        assertThatThrownBy(() -> cipher.open(sealed, "acme"))
                .isInstanceOfSatisfying(
                        CredentialException.class, e -> assertThat(e.reason()).isEqualTo(Reason.KEY_UNKNOWN))
                .hasMessageContaining("2027-01")
                .hasMessageNotContaining(sealed);
    }

    @Test
    void another_key_under_the_same_id_is_named_and_neither_key_nor_secret_told() {
        String sealed = AesCredentialCipher.of("2026-11", key(2)).seal(SECRET, "acme");

        assertThatThrownBy(() -> cipher.open(sealed, "acme"))
                .isInstanceOfSatisfying(
                        CredentialException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_OPENED))
                .hasMessageContaining("2026-11")
                .hasMessageNotContainingAny(sealed, SECRET.reveal());
        assertThat(cipher).hasToString("AesCredentialCipher[2026-11]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "aes1",
                "aes1.2026-11",
                "aes1.2026-11.AAAA",
                "aes1.2026-11..",
                "aes1.2026-11.AAAA.AAAA",
                "aes1.2026-11.???.???",
                "aes1.2026-11.A.A.A",
                "aes2.2026-11.AAAA.AAAA"
            })
    void what_is_no_sealed_secret_is_told_as_such(String text) {
        assertThat(reason(text, "acme")).isEqualTo(Reason.NOT_OPENED);
        assertThat(AesCredentialCipher.of("other", key(3)).isCurrent(text)).isFalse();
    }

    @Test
    void keys_are_of_256_bits_and_have_an_id_each() {
        assertThatThrownBy(() -> AesCredentialCipher.of("k", key(1, 16)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("256 bits");
        assertThatThrownBy(() -> AesCredentialCipher.of("k", new SecretKeySpec(new byte[32], "HmacSHA256")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AesCredentialCipher.of("a.b", key(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a.b");
        assertThatThrownBy(() -> cipher.formerly("2026-11", key(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two keys");
    }

    private boolean opens(String sealed) {
        try {
            cipher.open(sealed, "acme");
            return true;
        } catch (CredentialException e) {
            return false;
        }
    }

    private Reason reason(String sealed, String boundTo) {
        return catchThrowableOfType(CredentialException.class, () -> cipher.open(sealed, boundTo))
                .reason();
    }
}
