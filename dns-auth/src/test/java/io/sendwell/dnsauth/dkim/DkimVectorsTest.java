package io.sendwell.dnsauth.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.sendwell.dnsauth.resolver.DnsClient;
import io.sendwell.testkit.dns.FakeDns;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Public messages with the verdict that their own project expects, beside ours by strict and by lenient rules. Keys come
 * from a real DNS server.
 *
 * <p>A row that says why contradicts its project's verdict in one of the two columns, and why that is right.
 */
class DkimVectorsTest {

    private static final String BEFORE_THE_STANDARD = "written for a draft of RFC 4871: no v=1, or q=dns";
    private static final String OLD_HASH_OR_KEY =
            "RFC 8301 refuses SHA-1 and keys below 1024 bits; the signature itself is right";

    private record Expected(String name, DkimReason strict, DkimReason lenient, String whyDifferent) {
        private Expected(String name, DkimReason both) {
            this(name, both, both, "");
        }
    }

    private final FakeDns dns = FakeDns.start();
    private DkimVerifier strict;
    private DkimVerifier lenient;

    @BeforeEach
    void ask_the_fake() {
        strict = DkimVerifier.strict(
                DnsClient.builder().server(dns.address()).build(),
                InstantSource.fixed(Instant.parse("2026-11-22T00:00:00Z")));
        lenient = strict.with(DkimRules.lenient());
    }

    @AfterEach
    void stop() {
        dns.close();
    }

    @TestFactory
    Stream<DynamicTest> examples_of_the_standards() {
        return cases(
                "dkim-rfc",
                new Expected("rfc6376-A.2", DkimReason.VERIFIED),
                new Expected("rfc6376-A.2-body_modified", DkimReason.BODY_ALTERED),
                new Expected("rfc6376-A.2-ill_formed-missing_v", DkimReason.MISSING_TAG),
                new Expected("rfc8463-A.3", DkimReason.VERIFIED));
    }

    @TestFactory
    Stream<DynamicTest> real_mail() {
        return cases(
                "dkim-realworld",
                new Expected(
                        "002",
                        DkimReason.KEY_WITHOUT_WRAPPING,
                        DkimReason.VERIFIED,
                        "the key is bare PKCS #1, which RFC 6376 section 3.6.1 does not allow and some receivers refuse"),
                new Expected("004", DkimReason.VERIFIED),
                new Expected("006", DkimReason.VERIFIED));
    }

    @TestFactory
    Stream<DynamicTest> messages_that_somebody_touched() {
        return cases(
                "dkim-tamper",
                new Expected(
                        "added_header-date",
                        DkimReason.FIELD_ADDED,
                        DkimReason.VERIFIED,
                        "what was signed is untouched, which is all that RFC 6376 asks"),
                new Expected("added_header-subject", DkimReason.FIELD_ADDED, DkimReason.VERIFIED, "as above"),
                new Expected("alignment-from_not_in_auid", DkimReason.VERIFIED),
                new Expected("alignment-signed_by_parent_domain", DkimReason.VERIFIED),
                new Expected("flags_s-auid_is_subdomain_of_sdid", DkimReason.SUBDOMAIN_EXCLUDED_BY_KEY),
                new Expected("time-received_after_creation", DkimReason.VERIFIED),
                new Expected("time-received_long_before_creation", DkimReason.VERIFIED),
                new Expected("unsigned_header-reply_to-in_domain", DkimReason.VERIFIED),
                new Expected("unsigned_header-reply_to-not_in_domain", DkimReason.VERIFIED));
    }

    @TestFactory
    Stream<DynamicTest> limits_and_broken_keys() {
        return cases(
                "dkim-rspamd",
                new Expected("bad_dkim2", DkimReason.NO_KEY_RECORD),
                new Expected("dkim_unknown_tags", DkimReason.VERIFIED),
                new Expected(
                        "dkim_many_sigs",
                        DkimReason.VERIFIED,
                        DkimReason.VERIFIED,
                        "that project looks at 5 signatures, we at 10; see the test of the limit"),
                new Expected("dkim_sigs_at_limit", DkimReason.VERIFIED),
                new Expected("ed25519-broken", DkimReason.SIGNATURE_WRONG),
                new Expected("dkim_broken_key", DkimReason.KEY_UNUSABLE),
                new Expected("dkim_key_too_long", DkimReason.KEY_RECORD_SYNTAX),
                new Expected("dkim_key_wide_ok", DkimReason.BODY_ALTERED));
    }

    @TestFactory
    Stream<DynamicTest> old_mail() {
        return cases(
                "dkim-mail-dkim",
                new Expected("bad_1", DkimReason.MISSING_TAG),
                new Expected("bad_ietf01_1", DkimReason.MISSING_TAG),
                new Expected("bad_ietf01_3", DkimReason.MISSING_TAG),
                new Expected("badkey1_ed25519", DkimReason.KEY_UNUSABLE),
                new Expected("badkey3_ed25519", DkimReason.BODY_ALTERED),
                new Expected("badkey5_ed25519", DkimReason.KEY_RECORD_SYNTAX),
                new Expected("badkey_1", DkimReason.UNKNOWN_VERSION),
                new Expected("badkey_3", DkimReason.UNKNOWN_VERSION),
                new Expected("badkey_5", DkimReason.UNKNOWN_VERSION),
                new Expected("badkey_7", DkimReason.UNKNOWN_VERSION),
                new Expected(
                        "badkey_9",
                        DkimReason.SHA1,
                        DkimReason.VERIFIED,
                        "RFC 6376 has no g= any more: it is an unknown tag, and ignored"),
                new Expected("badkey_11", DkimReason.HASH_EXCLUDED_BY_KEY),
                new Expected("badkey_13", DkimReason.SHA1, DkimReason.VERIFIED, "as badkey_9"),
                new Expected("badkey_15", DkimReason.KEY_UNAVAILABLE),
                new Expected("good_83176", DkimReason.SHA1, DkimReason.VERIFIED, OLD_HASH_OR_KEY),
                new Expected("good_ietf01_1", DkimReason.MISSING_TAG, DkimReason.MISSING_TAG, BEFORE_THE_STANDARD),
                new Expected("good_qp_1", DkimReason.SHA1, DkimReason.VERIFIED, OLD_HASH_OR_KEY),
                new Expected("good_qp_3", DkimReason.SHA1, DkimReason.VERIFIED, OLD_HASH_OR_KEY),
                new Expected("good_rfc4871_3", DkimReason.SHA1, DkimReason.VERIFIED, OLD_HASH_OR_KEY),
                new Expected("goodkey_1", DkimReason.SHA1, DkimReason.VERIFIED, OLD_HASH_OR_KEY),
                new Expected("goodkey_3", DkimReason.SHA1, DkimReason.VERIFIED, OLD_HASH_OR_KEY),
                new Expected("goodkey_ed25519", DkimReason.VERIFIED),
                new Expected("ignore_1", DkimReason.UNKNOWN_VERSION),
                new Expected("ignore_3", DkimReason.UNKNOWN_VERSION),
                new Expected("ignore_5", DkimReason.UNKNOWN_QUERY_METHOD),
                new Expected(
                        "ignore_7", DkimReason.SHA1, DkimReason.VERIFIED, "expired, which lenient rules do not mind"),
                new Expected("mine_ietf01_1", DkimReason.MISSING_TAG, DkimReason.MISSING_TAG, BEFORE_THE_STANDARD),
                new Expected("mine_ietf01_3", DkimReason.MISSING_TAG, DkimReason.MISSING_TAG, BEFORE_THE_STANDARD),
                new Expected(
                        "mine_ietf05_1", DkimReason.UNKNOWN_VERSION, DkimReason.UNKNOWN_VERSION, BEFORE_THE_STANDARD),
                new Expected("multiple_1", DkimReason.MISSING_TAG, DkimReason.MISSING_TAG, BEFORE_THE_STANDARD),
                new Expected("no_body_1", DkimReason.UNKNOWN_VERSION, DkimReason.UNKNOWN_VERSION, BEFORE_THE_STANDARD),
                new Expected("no_body_3", DkimReason.UNKNOWN_VERSION, DkimReason.UNKNOWN_VERSION, BEFORE_THE_STANDARD));
    }

    private Stream<DynamicTest> cases(String suite, Expected... table) {
        DkimVectors vectors = DkimVectors.suite(suite);
        vectors.publishAt(dns);
        List<DynamicTest> tests = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (String line : vectors.lines("cases.tsv")) {
            String[] columns = line.split("\t", -1);
            names.add(columns[0]);
            for (Expected expected : table) {
                if (expected.name().equals(columns[0])) {
                    byte[] message = DkimVectors.withCrlf(vectors.octets(columns[0] + ".eml"));
                    tests.add(dynamicTest(columns[0], () -> hold(expected, columns[1], message)));
                }
            }
        }
        tests.add(dynamicTest(
                "every case of the suite is in the table",
                () -> assertThat(table).extracting(Expected::name).containsExactlyInAnyOrderElementsOf(names)));
        return tests.stream();
    }

    private void hold(Expected expected, String wanted, byte[] message) {
        DkimVerification byStrict = strict.verify(message);
        DkimVerification byLenient = lenient.verify(message);

        assertThat(byStrict.verdict().reason()).as("strict").isEqualTo(expected.strict());
        assertThat(byLenient.verdict().reason()).as("lenient").isEqualTo(expected.lenient());
        boolean wantsPass = wanted.startsWith("pass");
        boolean agree = byStrict.isPass() == wantsPass && byLenient.isPass() == wantsPass;
        assertThat(agree)
                .as("agrees with \"%s\"", wanted)
                .isEqualTo(expected.whyDifferent().isEmpty());
        for (CheckedSignature signature : byStrict.signatures()) {
            assertThat(signature.wouldFailStrict().isEmpty())
                    .isEqualTo(signature.verdict().equals(signature.lenientVerdict()));
        }
    }

    @Test
    void a_reply_to_that_is_not_signed_is_named() {
        DkimVectors vectors = DkimVectors.suite("dkim-tamper");
        vectors.publishAt(dns);
        for (String name : List.of("unsigned_header-reply_to-in_domain", "unsigned_header-reply_to-not_in_domain")) {
            CheckedSignature signature = strict.verify(DkimVectors.withCrlf(vectors.octets(name + ".eml")))
                    .signatures()
                    .get(0);

            assertThat(signature.coverage().unsigned()).containsExactly("reply-to");
        }
    }

    @Test
    void signatures_that_make_no_sense_count_for_the_limit() {
        DkimVectors vectors = DkimVectors.suite("dkim-rspamd");
        vectors.publishAt(dns);
        DkimVerifier five = strict.with(DkimRules.strict().withMaxSignatures(5));

        DkimVerification beyond = five.verify(DkimVectors.withCrlf(vectors.octets("dkim_many_sigs.eml")));
        assertThat(beyond.isPass()).isFalse();
        assertThat(beyond.signatures().get(5).verdict().reason()).isEqualTo(DkimReason.TOO_MANY_SIGNATURES);
        assertThat(five.verify(DkimVectors.withCrlf(vectors.octets("dkim_sigs_at_limit.eml")))
                        .isPass())
                .isTrue();
    }

    @TestFactory
    Stream<DynamicTest> bodies_with_awkward_white_space() {
        DkimVectors vectors = DkimVectors.suite("dkim-canon");
        vectors.publishAt(dns);
        DkimVerifier withLength = strict.with(DkimRules.strict().tolerating(DkimReason.BODY_LENGTH));
        return Stream.of("simple", "relaxed")
                .flatMap(form -> vectors.files("sha256_" + form).stream()
                        .map(file -> dynamicTest(form + " " + file, () -> {
                            byte[] message = vectors.octets("sha256_" + form + "/" + file);

                            DkimVerification verification = withLength.verify(message);
                            assertThat(verification.verdict().reason()).isEqualTo(DkimReason.VERIFIED);
                            assertThat(strict.verify(message).verdict().reason())
                                    .isEqualTo(DkimReason.BODY_LENGTH);
                            byte[] body = vectors.octets("body/" + file.replace(".eml", ".txt"));
                            assertThat(bodyHash(body, Canonicalization.valueOf(form.toUpperCase(Locale.ROOT))))
                                    .isEqualTo(Base64.getEncoder()
                                            .encodeToString(verification
                                                    .signatures()
                                                    .get(0)
                                                    .signature()
                                                    .bodyHash()
                                                    .orElseThrow()));
                        })));
    }

    /** Octet by octet, so that no run may depend on where a piece ends. */
    private static String bodyHash(byte[] body, Canonicalization form) throws IOException {
        BodyHashes hashes = new BodyHashes();
        BodyHashes.Hash hash = hashes.hash(form, SignatureAlgorithm.RSA_SHA256, OptionalLong.empty());
        for (byte octet : body) {
            ((OutputStream) hashes).write(octet);
        }
        hashes.finish();
        return Base64.getEncoder().encodeToString(hash.result());
    }

    @Test
    void text_behind_the_signed_length_is_found_by_strict_rules_only() {
        DkimVectors vectors = DkimVectors.suite("dkim-canon");
        vectors.publishAt(dns);
        byte[] message = vectors.octets("sha256_relaxed/random1.eml");
        ByteArrayOutputStream longer = new ByteArrayOutputStream();
        longer.writeBytes(message);
        longer.writeBytes("\r\nappended\r\n".getBytes(StandardCharsets.US_ASCII));

        DkimVerification appended = lenient.verify(longer.toByteArray());
        assertThat(appended.isPass()).isTrue();
        assertThat(appended.signatures().get(0).wouldFailStrict()).contains(DkimReason.BODY_LENGTH);
        byte[] shorter = Arrays.copyOf(message, message.length - 60);
        assertThat(lenient.verify(shorter).verdict().reason()).isEqualTo(DkimReason.LENGTH_BEYOND_BODY);
    }
}
