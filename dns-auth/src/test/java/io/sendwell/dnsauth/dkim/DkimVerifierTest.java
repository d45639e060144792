package io.sendwell.dnsauth.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsQuestion;
import io.sendwell.dns.DnsResolver;
import io.sendwell.dns.DnsType;
import io.sendwell.dns.IpAddress;
import io.sendwell.dnsauth.resolver.DnsClient;
import io.sendwell.testkit.VirtualClock;
import io.sendwell.testkit.dns.DnsFault;
import io.sendwell.testkit.dns.FakeDns;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DkimVerifierTest {

    private static final KeyPair RSA = newKey("RSA", 2048);
    private static final KeyPair SHORT_RSA = newKey("RSA", 768);
    private static final KeyPair ED25519 = newKey("Ed25519", 255);
    private static final String P = DkimPublicKey.of(RSA.getPublic()).base64();

    private static final String MAIL = """
            Received: from a.example.net by b.example.net
            From: Ada <ada@acme-customer.com>
            To: grace@example.net
            Subject:  A   statement
            Date: Sat, 21 Nov 2026 10:00:00 +0000

            Hello  Grace,

            the text. \s


            """;

    private static final String START = " v=1; a=rsa-sha256; c=relaxed/relaxed; d=acme-customer.com; s=s1; ";
    private static final String END = " bh=BH; b=B";

    private final FakeDns dns = FakeDns.start();
    private final VirtualClock clock = VirtualClock.at("2026-11-22T00:00:00Z");
    private DkimVerifier verifier;

    @BeforeEach
    void publish_keys() {
        key("s1", "v=DKIM1; p=" + P);
        key("ed", DkimRecord.of(ED25519.getPublic()).text());
        verifier = DkimVerifier.strict(DnsClient.builder().server(dns.address()).build(), clock);
    }

    @AfterEach
    void stop() {
        dns.close();
    }

    private void key(String selector, String record) {
        dns.publish(selector + "._domainkey.acme-customer.com", DnsType.TXT, record);
    }

    private DkimVerification verify(String message) {
        return verifier.verify(message.getBytes(StandardCharsets.ISO_8859_1));
    }

    private DkimReason reason(String message) {
        return verify(message).verdict().reason();
    }

    private static String signed(String tags) {
        return HandSigner.sign(tags, RSA.getPrivate(), MAIL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"simple/simple", "simple/relaxed", "relaxed/simple", "relaxed/relaxed", "relaxed", "simple"})
    void every_canonicalization_verifies_with_both_kinds_of_keys(String form) {
        String tags = " v=1; a=%s; c=" + form + "; d=acme-customer.com; s=%s; h=from:from:to:subject; bh=BH; b=B";

        assertThat(reason(HandSigner.sign(tags.formatted("rsa-sha256", "s1"), RSA.getPrivate(), MAIL)))
                .isEqualTo(DkimReason.VERIFIED);
        assertThat(reason(HandSigner.sign(tags.formatted("ed25519-sha256", "ed"), ED25519.getPrivate(), MAIL)))
                .isEqualTo(DkimReason.VERIFIED);
    }

    @Test
    void the_result_says_who_signed_what_and_with_which_key() {
        CheckedSignature signature = verify(signed(START + "i=ada=40home@news.acme-customer.com;\n\t"
                        + "t=1795000000; x=1799000000; h=From : from: subject;" + END))
                .signatures()
                .get(0);

        assertThat(signature.verdict().isPass()).isTrue();
        assertThat(signature.signature().signingDomain()).contains(DnsName.parse("acme-customer.com"));
        assertThat(signature.signature().identity()).isEqualTo("ada@home@news.acme-customer.com");
        assertThat(signature.signature().selector()).isEqualTo("s1");
        assertThat(signature.signature().algorithm()).isEqualTo("rsa-sha256");
        assertThat(signature.signature().signedFields()).containsExactly("from", "from", "subject");
        assertThat(signature.signature().signedAt()).contains(Instant.ofEpochSecond(1_795_000_000));
        assertThat(signature.signature().expiresAt()).contains(Instant.ofEpochSecond(1_799_000_000));
        assertThat(signature.coverage().unsigned()).containsExactly("date", "to");
        assertThat(signature.coverage().addable())
                .contains("subject", "to", "reply-to")
                .doesNotContain("from");
        PublishedKey key = signature.key().orElseThrow();
        assertThat(key.record().publicKey().orElseThrow().bits()).isEqualTo(2048);
        assertThat(key.name()).hasToString("s1._domainkey.acme-customer.com");
        assertThat(key.server()).isNotEmpty();
        assertThat(verify(signed(START + "h=from;" + END)).signingDomains())
                .containsExactly(DnsName.parse("acme-customer.com"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "l=5; h=from; | BODY_LENGTH",
                "x=1790000000; h=from; | EXPIRED",
                "t=1796000000; h=from; | SIGNED_IN_FUTURE",
                "t=1794000000; x=1793000000; h=from; | EXPIRED",
            })
    void what_strict_rules_refuse_can_be_tolerated_one_by_one(String tags, DkimReason reason) {
        DkimVerification strict = verify(signed(START + tags + END));

        assertThat(strict.verdict().reason()).isEqualTo(reason);
        assertThat(strict.verdict().result()).isEqualTo(DkimResult.POLICY);
        CheckedSignature signature = strict.signatures().get(0);
        assertThat(signature.lenientVerdict().isPass()).isTrue();
        assertThat(signature.wouldFailStrict()).contains(reason);
        DkimVerifier tolerant = verifier.with(
                DkimRules.strict().tolerating(signature.wouldFailStrict().toArray(DkimReason[]::new)));
        assertThat(tolerant.verify(signed(START + tags + END).getBytes(StandardCharsets.ISO_8859_1))
                        .isPass())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "h=to:subject; | FROM_NOT_SIGNED",
                "i=@example.com; h=from; | IDENTITY_OUTSIDE_DOMAIN",
                "i=@xacme-customer.com; h=from; | IDENTITY_OUTSIDE_DOMAIN",
                "i=nobody; h=from; | IDENTITY_OUTSIDE_DOMAIN",
                "l=100000; h=from; | LENGTH_BEYOND_BODY",
                "l=-1; h=from; | SIGNATURE_SYNTAX",
                "t=soon; h=from; | SIGNATURE_SYNTAX",
                "h=from::to; | SIGNATURE_SYNTAX",
                "q=dns/other; h=from; | UNKNOWN_QUERY_METHOD",
                "h=from; h=to; | DUPLICATE_TAG",
                "h=from; h2; | SIGNATURE_SYNTAX",
            })
    void what_breaks_the_standard_no_rules_tolerate(String tags, DkimReason reason) {
        String message = signed(START + tags + END);

        assertThat(reason(message)).isEqualTo(reason);
        assertThat(verifier.with(DkimRules.lenient())
                        .verify(message.getBytes(StandardCharsets.ISO_8859_1))
                        .verdict()
                        .reason())
                .isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rsa-sha256 | rsa-sha512 | UNKNOWN_ALGORITHM",
                "relaxed/relaxed | relaxed/nofws | UNKNOWN_CANONICALIZATION",
                "v=1; | v=2; | UNKNOWN_VERSION",
                "v=1; | '' | MISSING_TAG",
                "s=s1; | '' | MISSING_TAG",
                "s=s1; | s=.; | BAD_DOMAIN",
                "d=acme-customer.com | d=acme..com | BAD_DOMAIN",
                "s=s1; | s=s9; | NO_KEY_RECORD",
            })
    void a_signature_that_is_none_says_why(String part, String instead, DkimReason reason) {
        assertThat(reason(signed(START + "h=from;" + END).replace(part, instead)))
                .isEqualTo(reason);
    }

    @Test
    void unknown_tags_are_ignored() {
        assertThat(reason(signed(START + "zz=b=x; b2=; h=from;" + END))).isEqualTo(DkimReason.VERIFIED);
    }

    @Test
    void what_looks_like_the_signatures_tag_is_left_alone() {
        assertThat(reason(signed(START + "z=Subject:b=B|x; nb=b=AAAA; h=from; bh=BH; b=B; y=b=1")))
                .isEqualTo(DkimReason.VERIFIED);
        assertThat(reason(
                        signed(" v=1; a=rsa-sha256; c=simple; d=acme-customer.com;\r\n s=s1; h=from; bh=BH;\r\n\tb=B")))
                .isEqualTo(DkimReason.VERIFIED);
    }

    @Test
    void a_signature_that_was_folded_again_is_still_right() {
        String message = signed(" v=1; a=rsa-sha256; c=simple/relaxed; d=acme-customer.com; s=s1; h=from; bh=BH; b=B");
        int at = message.indexOf("b=", message.indexOf("bh=") + 3) + 20;
        String folded = message.substring(0, at) + "\r\n\t " + message.substring(at);

        assertThat(reason(folded)).isEqualTo(DkimReason.VERIFIED);
    }

    @Test
    void of_several_fields_the_lowest_is_signed_first() {
        String two = MAIL.replace("To: grace", "To: other@example.net\nTo: grace");
        String message = HandSigner.sign(START + "h=from:to;" + END, RSA.getPrivate(), two);

        assertThat(verify(message).signatures().get(0).lenientVerdict().isPass())
                .isTrue();
        assertThat(lenientReason(message.replace("To: other@", "To: another@"))).isEqualTo(DkimReason.VERIFIED);
        assertThat(lenientReason(message.replace("To: grace@", "To: linus@"))).isEqualTo(DkimReason.SIGNATURE_WRONG);
        assertThat(reason(message)).isEqualTo(DkimReason.FIELD_ADDED);
    }

    private DkimReason lenientReason(String message) {
        return verify(message).signatures().get(0).lenientVerdict().reason();
    }

    @Test
    void a_second_from_is_never_accepted() {
        String once = "From: Eve <eve@example.org>\r\n" + signed(START + "h=from;" + END);
        String oversigned = "From: Eve <eve@example.org>\r\n" + signed(START + "h=from:from;" + END);
        String signedTwice =
                HandSigner.sign(START + "h=from:from;" + END, RSA.getPrivate(), "From: Eve <eve@example.org>\n" + MAIL);

        assertThat(reason(once)).isEqualTo(DkimReason.FROM_ADDED);
        assertThat(lenientReason(once)).isEqualTo(DkimReason.FROM_ADDED);
        assertThat(reason(oversigned)).isEqualTo(DkimReason.SIGNATURE_WRONG);
        assertThat(reason(signedTwice)).isEqualTo(DkimReason.NOT_ONE_FROM);
        assertThat(verify(once).verdict().result()).isEqualTo(DkimResult.FAIL);
    }

    @Test
    void a_second_subject_is_found_although_the_signature_is_right() {
        String message = "Subject: Pay me\r\n" + signed(START + "h=from:subject;" + END);

        assertThat(reason(message)).isEqualTo(DkimReason.FIELD_ADDED);
        assertThat(verify(message).signatures().get(0).coverage().added()).containsExactly("subject");
    }

    /** Verifiers pass it, for the signature is right; what was left open is told. */
    @Test
    void a_content_type_that_nobody_signed_can_be_replaced_and_is_named() {
        String typed = MAIL.replace("To: grace", "Content-Type: text/plain\nTo: grace");
        String message = HandSigner.sign(START + "h=from;" + END, RSA.getPrivate(), typed)
                .replace("text/plain", "multipart/mixed; boundary=x");

        assertThat(reason(message)).isEqualTo(DkimReason.VERIFIED);
        assertThat(verify(message).signatures().get(0).coverage().unsigned()).contains("content-type");
        assertThat(verify(message).signatures().get(0).coverage().addable()).contains("content-type");
    }

    @Test
    void a_signature_that_leaves_the_body_open_is_refused_whatever_the_body() {
        String message = signed(START + "l=0; h=from;" + END);
        String otherBody = message.substring(0, message.indexOf("\r\n\r\n")) + "\r\n\r\nPay Eve instead.\r\n";

        assertThat(reason(message)).isEqualTo(DkimReason.BODY_LENGTH);
        assertThat(reason(otherBody)).isEqualTo(DkimReason.BODY_LENGTH);
        assertThat(verify(otherBody).isPass()).isFalse();
        assertThat(verify(otherBody).signingDomains()).isEmpty();
    }

    @Test
    void a_selector_in_a_signature_cannot_write_to_a_log() {
        DkimVerification verification = verify(signed(START + "h=from;" + END).replace("s=s1;", "s=\u009b2J;"));

        assertThat(verification.signatures().get(0).toString())
                .matches("[ -~]*")
                .contains("\\u{9B}2J");
    }

    @Test
    void more_trace_fields_than_were_signed_are_no_forgery() {
        String message = "Received: from c.example.net by d.example.net\r\n" + signed(START + "h=from:received;" + END);

        assertThat(reason(message)).isEqualTo(DkimReason.VERIFIED);
        assertThat(verify(message).signatures().get(0).coverage().added()).containsExactly("received");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v=DKIM1; p= | KEY_REVOKED",
                "v=DKIM1; k=rsa | KEY_RECORD_SYNTAX",
                "v=DKIM1; k=rsa; p=%s; p=%s | KEY_RECORD_SYNTAX",
                "v=DKIM2; p=%s | KEY_RECORD_VERSION",
                "v=DKIM1; k=ed2024; p=%s | KEY_UNUSABLE",
                "v=DKIM1; p=AAAA | KEY_UNUSABLE",
                "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo= | KEY_OF_OTHER_TYPE",
                "v=DKIM1; h=sha1; p=%s | HASH_EXCLUDED_BY_KEY",
                "v=DKIM1; s=tlsrpt; p=%s | MAIL_EXCLUDED_BY_KEY",
                "v=DKIM1; t=s; p=%s | SUBDOMAIN_EXCLUDED_BY_KEY",
                "p=%s; v=DKIM1 | KEY_VERSION_NOT_FIRST",
                "v=DKIM1; t=y; g=; p=%s | VERIFIED",
            })
    void the_key_record_is_taken_at_its_word(String record, DkimReason reason) {
        key("k", record.replace("%s", P));

        assertThat(reason(signed(START.replace("s=s1", "s=k") + "i=@news.acme-customer.com; h=from;" + END)))
                .isEqualTo(reason);
    }

    @Test
    void a_domain_that_only_tests_says_so() {
        key("k", "v=DKIM1; t=y; p=" + P);

        assertThat(verify(signed(START.replace("s=s1", "s=k") + "h=from;" + END))
                        .signatures()
                        .get(0)
                        .isTesting())
                .isTrue();
    }

    @Test
    void sha1_and_short_keys_are_refused_and_judged_all_the_same() {
        key("short", "p=" + DkimPublicKey.of(SHORT_RSA.getPublic()).base64());
        String sha1 = signed(START.replace("sha256", "sha1") + "h=from;" + END);
        String shortKey =
                HandSigner.sign(START.replace("s=s1", "s=short") + "h=from;" + END, SHORT_RSA.getPrivate(), MAIL);

        assertThat(reason(sha1)).isEqualTo(DkimReason.SHA1);
        assertThat(lenientReason(sha1)).isEqualTo(DkimReason.VERIFIED);
        assertThat(lenientReason(sha1.replace("Ada <", "Eve <"))).isEqualTo(DkimReason.SIGNATURE_WRONG);
        assertThat(reason(shortKey)).isEqualTo(DkimReason.KEY_TOO_SHORT);
        assertThat(lenientReason(shortKey)).isEqualTo(DkimReason.VERIFIED);
    }

    @Test
    void an_ed25519_key_in_the_wrapping_of_rsa_keys_is_unusable() {
        key(
                "wrapped",
                "k=ed25519; p="
                        + Base64.getEncoder().encodeToString(ED25519.getPublic().getEncoded()));
        String message = HandSigner.sign(
                " v=1; a=ed25519-sha256; d=acme-customer.com; s=wrapped; h=from;" + END, ED25519.getPrivate(), MAIL);

        assertThat(verify(message).verdict())
                .isEqualTo(new DkimVerdict(DkimReason.KEY_UNUSABLE, "ED25519_KEY_WRAPPED"));
    }

    @Test
    void two_keys_under_one_selector_are_an_error_in_every_order() {
        key("s1", DkimRecord.of(ED25519.getPublic()).text());
        String message = signed(START + "h=from;" + END);

        for (int round = 0; round < 5; round++) {
            assertThat(reason(message)).isEqualTo(DkimReason.SEVERAL_KEY_RECORDS);
            assertThat(lenientReason(message)).isEqualTo(DkimReason.SEVERAL_KEY_RECORDS);
        }
    }

    @Test
    void text_of_another_standard_beside_the_key_does_no_harm() {
        key("s1", "v=spf1 -all");

        assertThat(reason(signed(START + "h=from;" + END))).isEqualTo(DkimReason.VERIFIED);
    }

    @Test
    void a_server_that_fails_or_is_silent_is_a_temperror() {
        String message = signed(START + "h=from;" + END);
        dns.inject(DnsFault.serverFailure().at("s1._domainkey.acme-customer.com"));
        assertThat(verify(message).verdict().result()).isEqualTo(DkimResult.TEMPERROR);

        dns.heal().inject(DnsFault.silence().at("s1._domainkey.acme-customer.com"));
        DkimVerification verification = verifier.with(DkimRules.strict().withPatience(Duration.ofMillis(200)))
                .verify(message.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(verification.verdict().reason()).isEqualTo(DkimReason.KEY_UNAVAILABLE);
    }

    @Test
    void a_resolver_that_throws_is_a_temperror() {
        DkimVerifier shaky = DkimVerifier.strict(
                new DnsResolver() {
                    @Override
                    public DnsAnswer resolve(DnsQuestion question, Duration patience) {
                        throw new IllegalStateException("broken");
                    }

                    @Override
                    public DnsAnswer ask(IpAddress server, DnsQuestion question, Duration patience) {
                        throw new IllegalStateException("broken");
                    }
                },
                clock);

        DkimVerdict verdict = shaky.verify(signed(START + "h=from;" + END).getBytes(StandardCharsets.ISO_8859_1))
                .verdict();
        assertThat(verdict.result()).isEqualTo(DkimResult.TEMPERROR);
        assertThat(verdict.detail()).contains("broken");
    }

    @Test
    void the_key_of_several_signatures_is_asked_for_once() {
        String message = signed(START + "h=from;" + END);
        String field = message.substring(0, message.indexOf("Received:"));

        assertThat(verify(field + field + message).signatures()).hasSize(3);
        assertThat(dns.timesAsked("s1._domainkey.acme-customer.com", DnsType.TXT))
                .isEqualTo(1);
    }

    @Test
    void only_the_first_signatures_are_judged() {
        String message = "DKIM-Signature: junk\r\n".repeat(10) + signed(START + "h=from;" + END);

        DkimVerification verification = verify(message);
        assertThat(verification.isPass()).isFalse();
        assertThat(verification.signatures()).hasSize(11);
        assertThat(verification.signatures().get(10).verdict().reason()).isEqualTo(DkimReason.TOO_MANY_SIGNATURES);
        assertThat(dns.questions()).isEmpty();
        assertThat(verify("DKIM-Signature: junk\r\n".repeat(5_000) + "\r\n").signatures())
                .hasSize(DkimVerification.MAX_LISTED);
    }

    @Test
    void a_list_of_signed_fields_has_a_limit() {
        String names = "from" + ":x".repeat(DkimSignature.MAX_SIGNED_FIELDS - 1);

        assertThat(reason(signed(START + "h=" + names + ";" + END))).isEqualTo(DkimReason.VERIFIED);
        assertThat(reason(signed(START + "h=" + names + ":x;" + END))).isEqualTo(DkimReason.TOO_MANY_SIGNED_FIELDS);
    }

    @Test
    void a_header_without_end_is_given_up() throws IOException {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'a';
            }
        };

        assertThat(verifier.verify(endless).verdict().reason()).isEqualTo(DkimReason.HEADER_TOO_LONG);
        assertThat(reason("DKIM-Signature: " + "a".repeat(DkimSignature.MAX_OCTETS) + "\r\n\r\n"))
                .isEqualTo(DkimReason.HEADER_TOO_LONG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\r\n", "\r\n\r\nbody", "From: a@example.com", "no header at all", "\u0000\r\n : \r\n"})
    void a_message_without_signature_has_none(String message) {
        assertThat(verify(message)).isEqualTo(new DkimVerification(DkimVerdict.of(DkimReason.NO_SIGNATURE), List.of()));
    }

    @Test
    void it_does_not_matter_in_which_pieces_the_message_comes_or_how_its_lines_end() throws IOException {
        String message = signed(START + "h=from:subject:date;" + END);
        byte[] octets = message.getBytes(StandardCharsets.ISO_8859_1);
        for (int size : List.of(1, 2, 3, 7, 64, 1000)) {
            InputStream slow = new FilterInputStream(new ByteArrayInputStream(octets)) {
                @Override
                public int read(byte[] target, int start, int length) throws IOException {
                    return super.read(target, start, Math.min(size, length));
                }
            };
            assertThat(verifier.verify(slow).verdict().reason())
                    .as("pieces of %d", size)
                    .isEqualTo(DkimReason.VERIFIED);
        }
        assertThat(reason(message.replace("\r\n", "\n"))).isEqualTo(DkimReason.VERIFIED);
        assertThat(reason(message.replace("\r\n", "\r"))).isEqualTo(DkimReason.VERIFIED);
    }

    @Test
    void an_internationalized_signing_domain_is_asked_for_in_ascii() {
        dns.publish("s1._domainkey.xn--bcher-kva.com", DnsType.TXT, "v=DKIM1; p=" + P);
        String domain = new String("b\u00fccher.com".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        String message = signed(START.replace("acme-customer.com", domain) + "h=from;" + END);

        assertThat(reason(message)).isEqualTo(DkimReason.VERIFIED);
    }

    @Test
    void rules_tolerate_only_what_can_be_judged_all_the_same() {
        assertThatThrownBy(() -> DkimRules.strict().tolerating(DkimReason.BODY_ALTERED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("BODY_ALTERED");
        assertThatThrownBy(() -> DkimRules.strict().withMaxSignatures(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DkimRules.strict().withPatience(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(DkimRules.lenient().tolerated()).contains(DkimReason.SHA1);
    }

    @Test
    void clocks_may_differ_a_little() {
        long now = clock.instant().getEpochSecond();

        assertThat(reason(signed(START + "t=" + (now + 240) + "; h=from;" + END)))
                .isEqualTo(DkimReason.VERIFIED);
        assertThat(reason(signed(START + "t=" + (now + 360) + "; h=from;" + END)))
                .isEqualTo(DkimReason.SIGNED_IN_FUTURE);
        assertThat(reason(signed(START + "x=" + (now - 240) + "; h=from;" + END)))
                .isEqualTo(DkimReason.VERIFIED);
        assertThat(reason(signed(START + "x=" + (now - 360) + "; h=from;" + END)))
                .isEqualTo(DkimReason.EXPIRED);
    }

    private static KeyPair newKey(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
