package io.sendwell.dnsauth.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.account.Secret;
import io.sendwell.address.DomainName;
import io.sendwell.dnsauth.Vectors;
import io.sendwell.signing.Selector;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** RSA (PKCS #1 v1.5) and Ed25519 give the same signature each time, so ours must be those of the standards' examples. */
class SigningVectorsTest {

    @Test
    void the_signatures_of_rfc_8463_are_made_octet_for_octet() throws Exception {
        Path folder = Vectors.suite("dkim-rfc");
        List<HeaderSection.Field> fields = split(
                        crlf(Files.readAllBytes(folder.resolve("rfc8463-A.3.eml"))), new ByteArrayOutputStream())
                .fields();
        DkimKey ed25519 = key("brisbane", ed25519(folder.resolve("dkimpy/rfc8032_7_1.key")));
        DkimKey rsa = key("test", DkimKeys.read(Secret.of(Files.readString(folder.resolve("dkimpy/test.private")))));

        for (int i = 0; i < 2; i++) {
            String signature = fields.get(i).text();
            byte[] made = (i == 0 ? ed25519 : rsa).sign(hashed(fields, signature));

            assertThat(Base64.getEncoder().encodeToString(made)).as(signature).isEqualTo(tag(signature, "b"));
        }
    }

    @Test
    void bodies_with_awkward_white_space_hash_as_their_signatures_say() throws Exception {
        int compared = 0;
        for (Canonicalization canonicalization : Canonicalization.values()) {
            Path folder = Vectors.suite("dkim-canon")
                    .resolve("sha256_" + canonicalization.name().toLowerCase(Locale.ROOT));
            try (Stream<Path> messages = Files.list(folder)) {
                for (Path message : messages.sorted().toList()) {
                    ByteArrayOutputStream body = new ByteArrayOutputStream();
                    HeaderSection header = split(Files.readAllBytes(message), body);
                    String signature = header.fields().stream()
                            .filter(field -> field.name().equals("dkim-signature"))
                            .findFirst()
                            .orElseThrow()
                            .text();
                    int length = Integer.parseInt(tag(signature, "l"));

                    assertThat(bodyHash(canonicalization, body.toByteArray(), length))
                            .as(message.toString())
                            .isEqualTo(tag(signature, "bh"));
                    compared++;
                }
            }
        }
        assertThat(compared).isEqualTo(58);
    }

    private static String bodyHash(Canonicalization canonicalization, byte[] body, int length)
            throws GeneralSecurityException {
        ByteArrayOutputStream canonical = new ByteArrayOutputStream();
        CanonicalBody scanner = canonicalization.body(canonical::write);
        scanner.write(body, 0, body.length);
        scanner.finish();
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(canonical.toByteArray(), 0, length);
        return Base64.getEncoder().encodeToString(digest.digest());
    }

    private static byte[] hashed(List<HeaderSection.Field> fields, String signature) {
        ByteArrayOutputStream hashed = new ByteArrayOutputStream();
        Deque<HeaderSection.Field> left = new ArrayDeque<>(fields);
        for (String name : tag(signature, "h").split(":", -1)) {
            List<HeaderSection.Field> later = new ArrayList<>();
            while (!left.isEmpty() && !left.peekLast().name().equals(name)) {
                later.add(0, left.removeLast());
            }
            if (!left.isEmpty()) {
                Canonicalization.RELAXED.appendField(left.removeLast(), hashed);
            }
            left.addAll(later);
        }
        byte[] own = signature.replaceFirst("(?s)b=[^;=]*=*$", "b=").getBytes(StandardCharsets.US_ASCII);
        Canonicalization.RELAXED.appendField(own, 0, own.length, hashed);
        return hashed.toByteArray();
    }

    private static String tag(String signature, String name) {
        for (String tag : signature.substring(signature.indexOf(':') + 1).split(";", -1)) {
            String text = tag.replaceAll("\\s", "");
            if (text.startsWith(name + "=")) {
                return text.substring(name.length() + 1);
            }
        }
        throw new AssertionError(name + "= is missing in " + signature);
    }

    private static HeaderSection split(byte[] message, ByteArrayOutputStream body) throws IOException {
        MessageSplitter splitter = new MessageSplitter(header -> body);
        splitter.write(message);
        return splitter.finish();
    }

    private static byte[] crlf(byte[] text) {
        return new String(text, StandardCharsets.ISO_8859_1)
                .replaceAll("\r?\n", "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static DkimKey key(String selector, PrivateKey key) {
        return DkimKey.of(DomainName.parse("football.example.com"), Selector.of(selector), key);
    }

    private static PrivateKey ed25519(Path file) throws IOException, GeneralSecurityException {
        byte[] seed = Base64.getDecoder().decode(Files.readString(file).strip());
        return KeyFactory.getInstance("Ed25519")
                .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
    }
}
