package io.sendwell.dnsauth.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendwell.account.Secret;
import io.sendwell.address.DomainName;
import io.sendwell.signing.Selector;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DkimKeysTest {

    private static final PrivateKey RSA = SigningKeys.RSA.getPrivate();

    @Test
    void what_is_written_is_read_again() {
        for (KeyPair pair : new KeyPair[] {SigningKeys.RSA, SigningKeys.ED25519}) {
            PrivateKey read = DkimKeys.read(DkimKeys.write(pair.getPrivate()));

            assertThat(read).isEqualTo(pair.getPrivate());
            assertThat(DkimKeys.publicKeyOf(read)).isEqualTo(pair.getPublic());
        }
    }

    @Test
    void text_around_the_key_and_line_ends_of_any_kind_do_no_harm() {
        String pem = DkimKeys.write(RSA).reveal();

        assertThat(DkimKeys.read(
                        Secret.of("Bag Attributes\r\n  friendlyName: dkim\r\n" + pem.replace("\n", "\r\n") + "\r\n")))
                .isEqualTo(RSA);
        assertThat(DkimKeys.read(Secret.of(block("CERTIFICATE", new byte[40]) + pem)))
                .as("behind a certificate")
                .isEqualTo(RSA);
    }

    @Test
    void the_old_form_of_rsa_keys_is_read() throws Exception {
        byte[] pkcs1 = PrivateKeyInfo.getInstance(RSA.getEncoded())
                .parsePrivateKey()
                .toASN1Primitive()
                .getEncoded();

        assertThat(DkimKeys.read(Secret.of(block("RSA PRIVATE KEY", pkcs1)))).isEqualTo(RSA);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PBEWithHmacSHA256AndAES_256", "PBEWithHmacSHA512AndAES_128", "PBEWithSHA1AndDESede"})
    void an_encrypted_key_is_read_with_its_password_only(String algorithm) throws Exception {
        Secret pem = Secret.of(block("ENCRYPTED PRIVATE KEY", encrypted(RSA.getEncoded(), algorithm, "open sesame")));

        assertThat(DkimKeys.read(pem, Secret.of("open sesame"))).isEqualTo(RSA);
        assertThatThrownBy(() -> DkimKeys.read(pem, Secret.of("open simsim")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The password does not open this key, or the key is damaged.");
        assertThatThrownBy(() -> DkimKeys.read(pem)).hasMessageContaining("encrypted; hand over its password");
    }

    @ParameterizedTest
    @CsvSource({
        "PUBLIC KEY, This is a public key",
        "RSA PUBLIC KEY, This is a public key",
        "CERTIFICATE, This is a certificate",
        "OPENSSH PRIVATE KEY, OpenSSH",
        "EC PRIVATE KEY, Create an RSA key of 2048 bits",
        "DSA PRIVATE KEY, for DSA",
        "PGP PRIVATE KEY, is no private key",
        "PRIVATE KEY, holds no key",
        "RSA PRIVATE KEY, holds no key",
    })
    void what_is_no_key_for_dkim_is_called_by_its_name(String label, String said) {
        assertThatThrownBy(() ->
                        DkimKeys.read(Secret.of(block(label, "abcdefghijkl".getBytes(StandardCharsets.US_ASCII)))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(said);
    }

    @Test
    void keys_that_dkim_has_no_use_for_are_refused() throws Exception {
        assertRefused(pair("EC", 256), "for elliptic curves");
        assertRefused(pair("Ed448", 0), "for Ed448");
        assertRefused(pair("RSASSA-PSS", 2048), "for RSASSA-PSS");
        assertRefused(pair("RSA", 512), "has 512 bits; receivers ignore RSA keys below 1024");
    }

    private static void assertRefused(PrivateKey key, String said) {
        assertThatThrownBy(() -> DkimKeys.read(DkimKeys.write(key)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(said);
        assertThatThrownBy(() -> DkimKey.of(DomainName.parse("acme.example"), Selector.of("s1"), key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Key s1 of acme.example");
    }

    @Test
    void a_key_that_is_cut_or_damaged_is_called_so_and_not_shown() {
        String pem = DkimKeys.write(RSA).reveal();
        String secret = pem.substring(40, 90);
        for (String damaged : new String[] {
            pem.substring(0, 600),
            pem.substring(40),
            pem.substring(0, 7),
            pem.replace(pem.substring(100, 110), "**********"),
            pem.substring(0, 400) + pem.substring(900),
            " "
        }) {
            assertThatThrownBy(() -> DkimKeys.read(Secret.of(damaged)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasNoCause()
                    .hasMessageNotContaining(secret.substring(0, 20));
        }
    }

    @Test
    void keys_are_made_of_the_sizes_that_everybody_verifies() {
        assertThat(((RSAPublicKey) DkimKeys.createRsa(3072).getPublic())
                        .getModulus()
                        .bitLength())
                .isEqualTo(3072);
        assertThat(DkimKeys.createRsa().getPrivate()).isInstanceOf(RSAPrivateCrtKey.class);
        assertThatThrownBy(() -> DkimKeys.createRsa(1024)).hasMessageContaining("2048, 3072 or 4096");
        assertThatThrownBy(() -> DkimKeys.createRsa(8192)).hasMessageContaining("2048, 3072 or 4096");
    }

    @Test
    void the_record_of_an_ed25519_key_is_its_32_octets() {
        DkimRecord record = DkimRecord.of(DkimKeys.publicKeyOf(SigningKeys.ED25519.getPrivate()));

        assertThat(record.text()).matches("v=DKIM1; k=ed25519; p=[A-Za-z0-9+/]{43}=");
    }

    private static PrivateKey pair(String algorithm, int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if (bits > 0) {
            generator.initialize(bits);
        }
        return generator.generateKeyPair().getPrivate();
    }

    private static byte[] encrypted(byte[] key, String algorithm, String password) throws Exception {
        SecretKey secret =
                SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(password.toCharArray()));
        Cipher cipher = Cipher.getInstance(algorithm);
        cipher.init(Cipher.ENCRYPT_MODE, secret);
        AlgorithmIdentifier kind = new AlgorithmIdentifier(
                algorithm.contains("Hmac")
                        ? PKCSObjectIdentifiers.id_PBES2
                        : PKCSObjectIdentifiers.pbeWithSHAAnd3_KeyTripleDES_CBC,
                ASN1Primitive.fromByteArray(cipher.getParameters().getEncoded()));
        return new EncryptedPrivateKeyInfo(kind, cipher.doFinal(key)).getEncoded();
    }

    private static String block(String label, byte[] octets) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(octets) + "\n-----END "
                + label + "-----\n";
    }
}
