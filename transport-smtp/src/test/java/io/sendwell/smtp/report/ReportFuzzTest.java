package io.sendwell.smtp.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.event.DeliveryEvent;
import io.sendwell.identity.BounceAddresses;
import io.sendwell.testkit.smtp.ReportSample;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Hostile messages: whatever the octets are, nothing throws, nothing is believed that is not proven, and the work is bounded. */
class ReportFuzzTest {

    /** More mutations on demand: {@code -Dsendwell.fuzz=1000}. */
    private static final int ROUNDS = Integer.getInteger("sendwell.fuzz", 5);

    private static final String FORGED = SmtpReportsTest.ID + ".0123456789abcdef";

    // Far more than any of it takes anywhere; without the bounds it would be minutes or for ever.
    private static final Duration BOUND = Duration.ofSeconds(60);

    private final BounceAddresses addresses = SmtpReportsTest.addresses("a secret of the operator");
    private final List<DeliveryEvent> taken = new ArrayList<>();
    private final SmtpReports reports =
            SmtpReports.to(taken::addAll).provenBy(addresses).build();

    @Test
    void what_is_cut_off_or_scrambled_does_no_harm() {
        Random random = new Random(20261122);
        for (ReportSample sample : ReportSample.all()) {
            byte[] whole = sample.about(SmtpReportsTest.ID, FORGED);
            for (int i = 0; i < ROUNDS; i++) {
                reports.receive(mutated(whole, random));
            }
        }
        assertThat(taken).isEmpty();
    }

    @Test
    void of_what_is_scrambled_and_proven_nothing_is_made_of_any_other_copy() {
        Random random = new Random(3464);
        for (ReportSample sample : ReportSample.all()) {
            byte[] whole = sample.about(SmtpReportsTest.ID, addresses.proofOf(SmtpReportsTest.ID));
            for (int i = 0; i < ROUNDS; i++) {
                reports.receive(mutated(whole, random));
            }
        }
        assertThat(taken)
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.report().messageId()).hasValue(SmtpReportsTest.ID));
    }

    static Stream<String> monsters() {
        String top =
                "From: MAILER-DAEMON@mx.example.net\r\nReturn-Path: <>\r\nTo: b+" + FORGED + "@b.vendor.example\r\n";
        String report = top + "Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n";
        StringBuilder nested = new StringBuilder(top);
        for (int i = 0; i < 20_000; i++) {
            nested.append("Content-Type: multipart/mixed; boundary=b")
                    .append(i)
                    .append("\r\n\r\n--b")
                    .append(i)
                    .append("\r\n");
        }
        StringBuilder within = new StringBuilder(top);
        for (int i = 0; i < 20_000; i++) {
            within.append("Content-Type: message/rfc822\r\n\r\n");
        }
        return Stream.of(
                "",
                "\r\n",
                ":",
                "\u0000".repeat(100_000),
                nested.toString(),
                within.toString(),
                report + "--b\r\n".repeat(300_000),
                report + "--b\r\nContent-Type: message/delivery-status\r\n\r\n"
                        + "Final-Recipient: rfc822; grace@example.net\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
                                .repeat(20_000),
                report + "--b\r\nContent-Type: message/delivery-status\r\n\r\nDiagnostic-Code: smtp; "
                        + "550 ".repeat(250_000),
                report + "--b\r\nContent-Type: message/delivery-status\r\n\r\nFinal-Recipient: "
                        + "\\x{41}".repeat(150_000),
                top + "Subject: " + "=?utf-8?b?".repeat(100_000) + "\r\n\r\n",
                top + "X-Failed-Recipients: " + "a@b.example,".repeat(80_000) + "\r\n\r\nHi. This is the ",
                top + "Content-Type: text/plain; " + "a=\"\\".repeat(200_000) + "\r\n\r\n",
                top + "Content-Type: multipart/mixed; boundary=\"" + "x".repeat(500_000) + "\"\r\n\r\n--x",
                top + "Content-Type: text/plain; charset=no-such-charset\r\n\r\nHi. This is the \u00ff",
                top + "Content-Type: text/plain; charset=\"x\u0001/..\"\r\n\r\nHi. This is the ",
                top + "Content-Type: text/html\r\n\r\n" + "<".repeat(900_000),
                top + "Content-Type: text/html\r\n\r\n" + "<br ".repeat(250_000),
                top + "\r\nHi. This is the \r\n" + "<a@b.example>:\r\n".repeat(70_000),
                top + "\r\nHi. This is the \r\n" + "a@".repeat(400_000),
                top + "\r\nHi. This is the \r\n" + "<mailto:".repeat(100_000),
                top + "\r\nDelivery has failed to these recipients\r\n" + " ".repeat(900_000) + "@",
                top + "Content-Transfer-Encoding: base64\r\n\r\n"
                        + Base64.getEncoder().encodeToString(new byte[700_001]).substring(1),
                top + "Content-Transfer-Encoding: quoted-printable\r\n\r\n" + "= ".repeat(500_000),
                top + "Content-Transfer-Encoding: quoted-printable\r\n\r\n" + "=" + " ".repeat(900_000),
                top + ("X: " + FORGED + "\r\n").repeat(15_000) + "\r\n",
                top + "\r\n" + "0193508e-7b2c-7c3a-9f54-1d2c3b4a5f60.".repeat(25_000),
                top + "\r\n" + "a".repeat(1_000_000),
                "A: b\r\n".repeat(170_000),
                "x".repeat(3_000_000));
    }

    @ParameterizedTest
    @MethodSource("monsters")
    void a_message_made_to_cost_much_costs_little(String monster) {
        byte[] octets = monster.getBytes(StandardCharsets.UTF_8);

        Assertions.assertTimeoutPreemptively(BOUND, () -> reports.receive(octets));

        assertThat(taken).isEmpty();
    }

    @Test
    void the_recipients_of_one_report_are_numbered() {
        String many = "From: MAILER-DAEMON@mx.example.net\r\nTo: b+" + addresses.proofOf(SmtpReportsTest.ID)
                + "@b.vendor.example\r\nContent-Type: multipart/report; boundary=b\r\n\r\n"
                + "--b\r\nContent-Type: message/delivery-status\r\n\r\n"
                + "Final-Recipient: rfc822; grace@example.net\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n".repeat(5_000);

        reports.receive(many.getBytes(StandardCharsets.UTF_8));

        assertThat(taken).hasSizeLessThanOrEqualTo(201);
    }

    private static byte[] mutated(byte[] whole, Random random) {
        byte[] octets = whole.clone();
        switch (random.nextInt(5)) {
            case 0 -> octets = Arrays.copyOf(octets, random.nextInt(octets.length));
            case 1 -> {
                for (int i = random.nextInt(40); i >= 0; i--) {
                    octets[random.nextInt(octets.length)] = (byte) random.nextInt(256);
                }
            }
            case 2 -> {
                int from = random.nextInt(octets.length);
                int length = random.nextInt(Math.min(400, octets.length - from) + 1);
                System.arraycopy(whole, random.nextInt(octets.length - length), octets, from, length);
            }
            case 3 -> {
                for (int i = 0; i < octets.length; i++) {
                    octets[i] = octets[i] == '\r' && random.nextBoolean() ? (byte) ' ' : octets[i];
                }
            }
            default -> {
                String text = new String(octets, StandardCharsets.ISO_8859_1);
                String[] tokens = {
                    "boundary", "multipart/report", "\r\n\r\n", ":", "Content-Type", "rfc822", "--", "=", "<"
                };
                String gone = tokens[random.nextInt(tokens.length)];
                octets = text.replaceFirst(
                                Pattern.quote(gone), Matcher.quoteReplacement(gone.repeat(random.nextInt(50))))
                        .getBytes(StandardCharsets.ISO_8859_1);
            }
        }
        return octets;
    }
}
