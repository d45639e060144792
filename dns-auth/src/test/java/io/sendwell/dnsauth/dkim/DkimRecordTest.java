package io.sendwell.dnsauth.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendwell.dns.DnsName;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DkimRecordTest {

    private static final PublicKey RSA_2048 = rsa(2048);

    /** RFC 8463 appendix A.2. */
    private static final String ED25519 = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

    @Test
    void the_record_of_an_rsa_key_is_version_type_and_key() throws Exception {
        PublicKey key = generated("RSA", 2048);
        DkimRecord record = DkimRecord.of(key);

        assertThat(record.text())
                .isEqualTo("v=DKIM1; k=rsa; p=" + Base64.getEncoder().encodeToString(key.getEncoded()));
        assertThat(record.faults()).isEmpty();
        assertThat(record.publicKey().orElseThrow().key()).isEqualTo(key);
        assertThat(record.publicKey().orElseThrow().bits()).isEqualTo(2048);
    }

    @Test
    void an_ed25519_key_is_its_bare_32_octets() throws Exception {
        PublicKey key = generated("Ed25519", 255);
        DkimRecord record = DkimRecord.of(key);

        assertThat(record.text()).matches("v=DKIM1; k=ed25519; p=[A-Za-z0-9+/]{43}=");
        assertThat(record.publicKey().orElseThrow().key()).isEqualTo(key);
        assertThat(DkimRecord.parse("v=DKIM1; k=ed25519; p=" + ED25519)
                        .publicKey()
                        .orElseThrow()
                        .base64())
                .isEqualTo(ED25519);
    }

    @Test
    void a_record_is_published_below_domainkey_in_strings_of_255_octets() {
        DnsName name = DkimRecord.nameOf("s1", DnsName.parse("acme.example"));

        assertThat(DkimRecord.of(RSA_2048).entryAt(name).zoneLine())
                .startsWith("s1._domainkey.acme.example. IN TXT \"v=DKIM1; k=rsa; p=")
                .contains("\" \"");
    }

    @Test
    void every_tag_is_read() {
        DkimRecord record =
                DkimRecord.parse("v=DKIM1; h=SHA256 : sha1; k=ed25519; n=ask us; s=email:web; t=y : s; x=?; p="
                        + ED25519.substring(0, 10) + " \r\n " + ED25519.substring(10) + ";");

        assertThat(record.faults()).isEmpty();
        assertThat(record.hashAlgorithms()).containsExactly("sha256", "sha1");
        assertThat(record.admitsHash("sha256")).isTrue();
        assertThat(record.admitsHash("sha512")).isFalse();
        assertThat(record.notes()).isEqualTo("ask us");
        assertThat(record.isForMail()).isTrue();
        assertThat(record.isTesting()).isTrue();
        assertThat(record.forbidsSubdomains()).isTrue();
        assertThat(DkimRecord.parse("s=tlsrpt; p=").isForMail()).isFalse();
    }

    @Test
    void what_is_missing_has_its_default() {
        DkimRecord record = DkimRecord.parse("p=" + DkimPublicKey.of(RSA_2048).base64());

        assertThat(record.keyType()).isEqualTo("rsa");
        assertThat(record.isForMail()).isTrue();
        assertThat(record.admitsHash("sha256")).isTrue();
        assertThat(record.isTesting()).isFalse();
        assertThat(record.forbidsSubdomains()).isFalse();
        assertThat(record.faults()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v=DKIM1; k=rsa; p= | REVOKED",
                "v=DKIM1; k=rsa | NO_KEY",
                "v=DKIM2; p= | UNKNOWN_VERSION",
                "v=dkim1; p= | UNKNOWN_VERSION",
                "k=rsa; v=DKIM1; p= | VERSION_NOT_FIRST",
                "v=DKIM1; p=; p= | DUPLICATE_TAG",
                "v=DKIM1; k=ed2024; p=AAAA | UNKNOWN_KEY_TYPE",
                "v=DKIM1; p=M!!! | KEY_NOT_BASE64",
                "v=DKIM1; p=\"MIIB\" | KEY_NOT_BASE64",
                "v=DKIM1; p=AAAA | KEY_UNREADABLE",
                "v=DKIM1; k=ed25519; p=AAAA | KEY_UNREADABLE",
                "v=DKIM1; k=ed25519; p=MCowBQYDK2VwAyEA3SUqa9UbfciWkk7tlcJ9P1VD5pXAasg0JUn/OgjVbKE= | ED25519_KEY_WRAPPED",
                "v=DKIM1 p=AAAA | NO_KEY",
                "DKIM1; p=AAAA | BAD_SYNTAX",
            })
    void a_record_says_what_is_wrong_with_it(String text, KeyRecordFault fault) {
        DkimRecord record = DkimRecord.parse(text);

        assertThat(record.faults()).contains(fault);
        assertThat(record.text()).isEqualTo(text);
        assertThat(record.publicKey()).isEmpty();
    }

    @Test
    void half_a_key_is_unreadable() {
        String whole = DkimPublicKey.of(RSA_2048).base64();

        for (int length : List.of(16, 100, 236, whole.length() - 4)) {
            assertThat(DkimRecord.parse("v=DKIM1; p=" + whole.substring(0, length))
                            .faults())
                    .as("first %d characters", length)
                    .containsExactly(KeyRecordFault.KEY_UNREADABLE);
        }
    }

    @Test
    void an_rsa_key_without_its_wrapping_is_read_and_named() {
        byte[] bare = SubjectPublicKeyInfo.getInstance(RSA_2048.getEncoded())
                .getPublicKeyData()
                .getOctets();
        DkimRecord record = DkimRecord.parse("v=DKIM1; p=" + Base64.getEncoder().encodeToString(bare));

        assertThat(record.faults()).containsExactly(KeyRecordFault.KEY_WITHOUT_WRAPPING);
        assertThat(record.publicKey()).contains(DkimPublicKey.of(RSA_2048));
        assertThat(record.isUnusable()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "384, KEY_TOO_SHORT, false",
        "512, KEY_TOO_SHORT, true",
        "1023, KEY_TOO_SHORT, true",
        "1024, , true",
        "4096, , true",
        "4104, KEY_UNUSUALLY_LONG, true",
        "8192, KEY_UNUSUALLY_LONG, true",
        "8200, KEY_TOO_LONG, false"
    })
    void the_size_of_an_rsa_key_has_limits(int bits, KeyRecordFault fault, boolean readable) {
        DkimRecord record = DkimRecord.parse(
                "v=DKIM1; p=" + Base64.getEncoder().encodeToString(rsaInfo(bits, BigInteger.valueOf(65537))));

        if (fault == null) {
            assertThat(record.faults()).isEmpty();
        } else {
            assertThat(record.faults()).contains(fault);
        }
        assertThat(record.publicKey().isPresent()).isEqualTo(readable);
    }

    @Test
    void an_exponent_that_keeps_everyone_busy_is_refused() {
        byte[] info = rsaInfo(2048, BigInteger.ONE.shiftLeft(2000).setBit(0));

        assertThat(DkimRecord.parse("p=" + Base64.getEncoder().encodeToString(info))
                        .faults())
                .containsExactly(KeyRecordFault.KEY_TOO_LONG);
    }

    @Test
    void a_record_of_more_than_4_kib_is_not_looked_into() {
        DkimRecord record = DkimRecord.parse("v=DKIM1; p=; n=" + "x".repeat(DkimRecord.MAX_CHARACTERS));

        assertThat(record.faults()).contains(KeyRecordFault.TOO_LONG).doesNotContain(KeyRecordFault.REVOKED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DSA", "EC"})
    void other_keys_have_no_record(String algorithm) throws Exception {
        PublicKey key =
                KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPublic();

        assertThatThrownBy(() -> DkimRecord.of(key)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_key_that_receivers_ignore_has_no_record() {
        assertThatThrownBy(() -> DkimRecord.of(rsa(1000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1000");
    }

    @Test
    void nothing_makes_reading_fail() {
        long seed = 6376;
        Random random = new Random(seed);
        String good = DkimRecord.of(RSA_2048).text();
        for (int round = 0; round < 5_000; round++) {
            StringBuilder text = new StringBuilder(good);
            for (int change = random.nextInt(8); change >= 0; change--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, (char) random.nextInt(0x120));
                    case 1 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(100)));
                    default -> text.insert(at, ";v=kps\"\\ \t=".charAt(random.nextInt(11)));
                }
                if (text.isEmpty()) {
                    text.append('x');
                }
            }
            DkimRecord record = DkimRecord.parse(text.toString());

            assertThat(record.text()).as("seed %d round %d", seed, round).isEqualTo(text.toString());
            assertThat(record.publicKey().isPresent() || !record.faults().isEmpty())
                    .as("seed %d round %d: %s", seed, round, text)
                    .isTrue();
        }
    }

    @Test
    void damaged_asn1_is_unreadable_and_nothing_worse() {
        long seed = 3447;
        Random random = new Random(seed);
        byte[] good = RSA_2048.getEncoded();
        for (int round = 0; round < 5_000; round++) {
            byte[] damaged = Arrays.copyOf(good, 1 + random.nextInt(good.length));
            for (int change = random.nextInt(4); change >= 0; change--) {
                damaged[random.nextInt(Math.min(40, damaged.length))] = (byte) random.nextInt(256);
            }
            DkimRecord record = DkimRecord.parse("p=" + Base64.getEncoder().encodeToString(damaged));

            assertThat(record.publicKey().isPresent() || record.isUnusable())
                    .as("seed %d round %d", seed, round)
                    .isTrue();
        }
    }

    private static PublicKey generated(String algorithm, int bits) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        return generator.generateKeyPair().getPublic();
    }

    /** No prime factors are needed to be a key of that size. */
    private static PublicKey rsa(int bits) {
        try {
            return KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(modulus(bits), BigInteger.valueOf(65537)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static BigInteger modulus(int bits) {
        return new BigInteger(bits, new Random(bits)).setBit(bits - 1).setBit(0);
    }

    private static byte[] rsaInfo(int bits, BigInteger exponent) {
        try {
            return new SubjectPublicKeyInfo(
                            new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption),
                            new RSAPublicKey(modulus(bits), exponent))
                    .getEncoded();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
