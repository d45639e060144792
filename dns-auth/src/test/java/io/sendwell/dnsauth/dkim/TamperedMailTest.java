package io.sendwell.dnsauth.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.address.DomainName;
import io.sendwell.dnsauth.resolver.DnsClient;
import io.sendwell.testkit.dns.FakeDns;
import io.sendwell.testkit.fixtures.Accounts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever somebody does to what we signed, neither of its two signatures holds, also by lenient rules. */
class TamperedMailTest {

    private static final String HEADER = """
            From: "Ada Acme" <ada@acme.example>
            Sender: <crm@vendor.example>
            Reply-To: <answers@acme.example>
            To: <grace@example.net>
            Cc: <linus@example.org>
            Subject: Your October
             statement of account
            Date: Sat, 21 Nov 2026 10:00:00 +0000
            Message-ID: <1.2.3@acme.example>
            In-Reply-To: <0.1.2@example.net>
            References: <0.1.2@example.net>
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 7bit
            List-Id: <news.acme.example>
            List-Unsubscribe: <https://acme.example/u/1>
            List-Unsubscribe-Post: List-Unsubscribe=One-Click
            Feedback-ID: 1:2:3:acme
            Auto-Submitted: auto-generated
            """.replace("\n", "\r\n");

    private static final String BODY =
            "Hello Grace,\r\n\r\nyour balance: 12.50 EUR\t(see below)\r\n..\r\n= \u00e4 =20\r\n--\r\nAda\r\n";

    private final FakeDns dns = FakeDns.start();
    private DkimVerifier verifier;
    private String signature;

    @BeforeEach
    void sign() throws IOException {
        dns.publishText(
                "s1e._domainkey.acme.example",
                DkimRecord.of(SigningKeys.ED25519.getPublic()).text());
        String rsa = DkimRecord.of(SigningKeys.RSA.getPublic()).text();
        dns.publishText("s1._domainkey.acme.example", rsa.substring(0, 255), rsa.substring(255));
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-22T00:00:00Z"));
        verifier = DkimVerifier.strict(DnsClient.builder().server(dns.address()).build(), clock)
                .with(DkimRules.lenient());
        KeyRing keys = KeyRing.builder()
                .ofAccount(Accounts.ACME, SigningKeys.rsa("acme.example", "s1"))
                .ofAccount(Accounts.ACME, SigningKeys.ed25519("acme.example", "s1e"))
                .build();
        signature = new String(
                DkimSigner.using(keys)
                        .clock(clock)
                        .build()
                        .sign(
                                Accounts.ACME,
                                DomainName.parse("acme.example"),
                                new RawMessage(octets(HEADER + "\r\n" + BODY))),
                StandardCharsets.US_ASCII);
    }

    @AfterEach
    void stop() {
        dns.close();
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private List<DkimVerdict> verdicts(String header, String body) {
        return verifier.verify(octets(header + "\r\n" + body)).signatures().stream()
                .map(CheckedSignature::verdict)
                .toList();
    }

    private void holds(String what, String header, String body) {
        assertThat(verdicts(header, body)).as(what).hasSize(2).allMatch(DkimVerdict::isPass);
    }

    private void breaks(String what, String header, String body) {
        assertThat(verdicts(header, body)).as(what).hasSize(2).noneMatch(DkimVerdict::isPass);
    }

    private static List<String> fields() {
        List<String> fields = new ArrayList<>();
        for (HeaderSection.Field field : HeaderSection.of(octets(HEADER)).fields()) {
            fields.add(field.text() + "\r\n");
        }
        return fields;
    }

    @Test
    void untouched_mail_holds() {
        holds("as it was", signature + HEADER, BODY);
    }

    @Test
    void one_changed_octet_of_any_signed_value_breaks_it() {
        for (String field : fields()) {
            for (int at = field.indexOf(':') + 1; at < field.length() - 2; at++) {
                if (" \r\n\t".indexOf(field.charAt(at)) < 0) {
                    String changed = field.substring(0, at) + (char) (field.charAt(at) ^ 1) + field.substring(at + 1);
                    breaks(changed, signature + HEADER.replace(field, changed), BODY);
                }
            }
        }
    }

    @Test
    void a_second_copy_of_any_signed_field_breaks_it_wherever_it_stands() {
        for (String field : fields()) {
            String other = field.substring(0, field.indexOf(':')) + ": another\r\n";
            for (String added : List.of(field, other)) {
                breaks("on top: " + added, added + signature + HEADER, BODY);
                breaks("below the signatures: " + added, signature + added + HEADER, BODY);
                breaks("at the end: " + added, signature + HEADER + added, BODY);
            }
        }
    }

    @Test
    void a_field_of_another_case_or_with_a_blank_before_its_colon_is_a_second_one_too() {
        for (String added : List.of("FROM: eve@example.org\r\n", "from : eve@example.org\r\n", "sUBJECT:Pay\r\n")) {
            breaks(added, added + signature + HEADER, BODY);
        }
    }

    @Test
    void a_signed_field_that_is_gone_breaks_it() {
        for (String field : fields()) {
            breaks("without " + field, signature + HEADER.replace(field, ""), BODY);
        }
    }

    @Test
    void a_shown_field_that_was_not_there_breaks_it() {
        String header = HEADER.replace("Cc: <linus@example.org>\r\n", "");
        String own = signature;
        assertThat(own).contains("cc:cc");
        breaks("without Cc", own + header, BODY);
    }

    @Test
    void one_changed_octet_of_the_body_breaks_it() {
        for (int at = 0; at < BODY.length(); at++) {
            char octet = BODY.charAt(at);
            if (octet != '\r' && octet != '\n') {
                String changed = BODY.substring(0, at) + (octet == 'x' ? 'y' : 'x') + BODY.substring(at + 1);
                breaks("octet " + at, signature + HEADER, changed);
            }
        }
    }

    @Test
    void what_is_appended_put_in_front_or_cut_off_breaks_it() {
        for (String body : List.of(
                BODY + "--\r\nA footer\r\n",
                BODY + ".",
                "\r\n" + BODY,
                "x" + BODY,
                BODY.substring(0, BODY.length() - 3),
                BODY.replaceFirst("\r\n\r\n", "\r\n"),
                BODY.replaceFirst("\r\n\r\n", "\r\n\r\n\r\n"),
                BODY.replace("12.50", "12. 50"),
                BODY.replace("\t(see", "(see"),
                BODY.replace("\u00e4", "\u00c3\u00a4"),
                BODY.replace("\t", "\u000b"),
                BODY.replace("\t", "\u00a0"),
                "")) {
            breaks(body, signature + HEADER, body);
        }
    }

    @Test
    void what_relaxed_canonicalization_forgives_holds() {
        List<UnaryOperator<String>> honest = List.of(
                header -> header.replace("\r\n statement", " \r\n\t statement"),
                header -> header.replace("Subject: ", "SUBJECT :\t "),
                header -> header.replace("Your October\r\n statement", "Your  October \t statement"),
                header -> header.replace("<grace@example.net>\r\n", "<grace@example.net> \t\r\n"),
                header -> "Received: from a by b\r\nX-Spam: no\r\n" + header + "Return-Path: <b@acme.example>\r\n",
                header -> "Delivered-To: grace@example.net\r\n" + header,
                header -> header.replace("\r\n", "\n"));
        for (UnaryOperator<String> relay : honest) {
            holds(relay.apply(HEADER), relay.apply(signature + HEADER), BODY);
        }
        for (String body : List.of(
                BODY + "\r\n\r\n",
                BODY.replace("\t(see", "  \t (see"),
                BODY.replace("--\r\n", "-- \t\r\n"),
                BODY.replace("\r\n", "\n"),
                BODY.substring(0, BODY.length() - 2))) {
            holds(body, signature + HEADER, body);
        }
    }

    @Test
    void the_signature_itself_cannot_be_changed() {
        for (String tag : List.of("d=acme.example", "a=rsa-sha256", "c=relaxed/relaxed", "h=from:from", "t=1")) {
            assertThat(signature).contains(tag);
        }
        breaks("d=", signature.replace("d=acme.example", "d=evil.example") + HEADER, BODY);
        breaks("c=", signature.replace("c=relaxed/relaxed", "c=relaxed/simple") + HEADER, BODY);
        breaks("h=", signature.replace("h=from:from", "h=from") + HEADER, BODY);
        breaks("t=", signature.replace("t=1", "t=2") + HEADER, BODY);
        breaks("l=", signature.replace("v=1;", "v=1; l=10;") + HEADER, BODY);
    }

    @Test
    void one_flipped_bit_anywhere_breaks_it_or_is_one_that_nobody_signs() {
        long seed = 20261122;
        Random random = new Random(seed);
        String whole = signature + HEADER + "\r\n" + BODY;
        String canonical = canonical(whole);
        for (int round = 0; round < 1_500; round++) {
            byte[] octets = octets(whole);
            int at = random.nextInt(octets.length);
            octets[at] ^= (byte) (1 << random.nextInt(8));
            String changed = new String(octets, StandardCharsets.ISO_8859_1);
            boolean same = canonical(changed).equals(canonical);

            List<DkimVerdict> verdicts = verifier.verify(octets).signatures().stream()
                    .map(CheckedSignature::verdict)
                    .toList();
            long passed = verdicts.stream().filter(DkimVerdict::isPass).count();
            if (at >= signature.length() && !same) {
                assertThat(passed)
                        .as("seed %d round %d octet %d", seed, round, at)
                        .isZero();
            } else if (at < signature.length()) {
                // The other signature does not cover this one, and base64 has spare bits at its end.
                assertThat(verdicts)
                        .as("seed %d round %d octet %d", seed, round, at)
                        .hasSizeBetween(1, 2);
            }
        }
    }

    /** What two messages have in common that no signature tells apart: case of names, white space, line ends. */
    private static String canonical(String message) {
        return message.toLowerCase(Locale.ROOT).replaceAll("[ \t\r\n]+", " ");
    }
}
