package io.sendwell.smtp.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendwell.account.AccountId;
import io.sendwell.account.ConfigurationException;
import io.sendwell.account.Secret;
import io.sendwell.address.EmailAddress;
import io.sendwell.event.DeliveryEvent;
import io.sendwell.identity.BounceAddresses;
import io.sendwell.identity.Operator;
import io.sendwell.log.EventLogException;
import io.sendwell.testkit.smtp.ReportSample;
import io.sendwell.unsubscribe.InMemoryOptOutList;
import io.sendwell.unsubscribe.UnsubscribeHandler;
import io.sendwell.unsubscribe.UnsubscribeLinks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SmtpReportsTest {

    static final String ID = "019ab000-1111-7222-8333-444455556666.2s";
    static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");

    private final BounceAddresses addresses = addresses("a secret of the operator");
    private final List<DeliveryEvent> taken = new ArrayList<>();
    private final SmtpReports reports =
            SmtpReports.to(taken::addAll).provenBy(addresses).clock(() -> NOW).build();

    static Stream<ReportSample> samples() {
        return ReportSample.all().stream();
    }

    static Stream<ReportSample> telling() {
        return samples().filter(sample -> !sample.told().isEmpty());
    }

    static BounceAddresses addresses(String secret) {
        return new BounceAddresses(Operator.named("Acme CRM")
                .senderField("mail@mail.vendor.example")
                .bounceDomain("b.vendor.example")
                .bounceSecret(Secret.of(secret))
                .build());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void a_message_tells_what_it_says_and_no_more(ReportSample sample) {
        ReportResult result = reports.receive(proven(sample));

        assertThat(taken.stream().map(SmtpReportsTest::told)).isEqualTo(sample.told());
        assertThat(taken)
                .allSatisfy(event -> assertThat(event.report().messageId()).hasValue(ID));
        assertThat(result.getClass())
                .isEqualTo(sample.told().isEmpty() ? ReportResult.NoReport.class : ReportResult.Reported.class);
    }

    @ParameterizedTest
    @MethodSource("telling")
    void whoever_knows_a_copy_and_not_its_code_changes_nothing(ReportSample sample) {
        String forged = ID + ".0123456789abcdef";

        assertThat(reports.receive(sample.about(ID, forged))).isNotInstanceOf(ReportResult.Reported.class);
        assertThat(reports.receive(sample.about(ID, ID))).isNotInstanceOf(ReportResult.Reported.class);
        assertThat(reports.receive(
                        sample.about(ID, addresses("another operator's").proofOf(ID))))
                .isNotInstanceOf(ReportResult.Reported.class);
        assertThat(taken).isEmpty();
    }

    @Test
    void the_address_that_it_was_delivered_to_proves_a_report_that_says_nothing_of_the_copy() {
        ReportSample sample = ReportSample.named("text-domino");
        byte[] message = sample.about(ID, "nobody");

        assertThat(reports.receive(message)).isInstanceOf(ReportResult.Unproven.class);

        EmailAddress deliveredTo = EmailAddress.parse("b+" + addresses.proofOf(ID) + "@b.vendor.example");
        assertThat(reports.receive(deliveredTo, message)).isInstanceOf(ReportResult.Reported.class);
        assertThat(taken)
                .singleElement()
                .satisfies(event -> assertThat(event.report().messageId()).hasValue(ID));
    }

    @Test
    void a_bounce_that_is_not_proven_shows_what_it_says() {
        ReportResult result =
                reports.receive(ReportSample.named("dsn-postfix-unknown-user").about(ID, ID));

        assertThat(result)
                .isInstanceOfSatisfying(
                        ReportResult.Unproven.class,
                        unproven -> assertThat(unproven.events())
                                .singleElement()
                                .isInstanceOf(DeliveryEvent.HardBounced.class));
    }

    @Test
    void no_code_gets_into_the_log() {
        ReportSample.all().forEach(sample -> reports.receive(proven(sample)));

        String code = addresses.proofOf(ID).substring(ID.length() + 1);
        assertThat(taken).allSatisfy(event -> assertThat(event.toString()).doesNotContain(code));
    }

    @Test
    void no_report_is_of_the_future() {
        byte[] message = proven(ReportSample.named("dsn-postfix-unknown-user"));
        String ahead = new String(message, StandardCharsets.UTF_8)
                .replace("Date: Sun, 22 Nov 2026 09:05:00", "Date: Wed, 22 Nov 2062 09:05:00");

        reports.receive(ahead.getBytes(StandardCharsets.UTF_8));

        assertThat(taken)
                .singleElement()
                .satisfies(event -> assertThat(event.report().at()).isEqualTo(NOW));
    }

    @Test
    void a_store_out_of_reach_is_told_to_whoever_has_the_message() {
        SmtpReports failing = SmtpReports.to(events -> {
                    throw new EventLogException("The event log is out of reach.", new IOException());
                })
                .provenBy(addresses)
                .build();

        assertThatThrownBy(() -> failing.receive(proven(ReportSample.named("text-gmail"))))
                .isInstanceOf(EventLogException.class);
    }

    @Test
    void without_a_secret_there_is_nothing_to_believe() {
        BounceAddresses forgeable = new BounceAddresses(Operator.named("Acme CRM")
                .senderField("mail@mail.vendor.example")
                .build());

        assertThatThrownBy(
                        () -> SmtpReports.to(taken::addAll).provenBy(forgeable).build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("bounceSecret");
        assertThatThrownBy(() -> SmtpReports.to(taken::addAll).build()).isInstanceOf(ConfigurationException.class);
    }

    private byte[] proven(ReportSample sample) {
        return sample.about(ID, addresses.proofOf(ID));
    }

    /** As the samples write it. */
    static String told(DeliveryEvent event) {
        String detail = event.reason()
                .map(bounce -> (bounce.row() + " " + bounce.code()).strip())
                .orElseGet(() -> event instanceof DeliveryEvent.Other other
                        ? other.name()
                        : event instanceof DeliveryEvent.Complained complained ? complained.feedbackType() : "");
        String recipient =
                event.report().recipient().map(EmailAddress::toString).orElse("-");
        return (event.type() + " " + recipient + " " + detail).strip();
    }

    @Test
    void a_mail_with_the_token_of_a_list_leaves_it() {
        InMemoryOptOutList optOuts = new InMemoryOptOutList();
        UnsubscribeLinks links = UnsubscribeLinks.at(
                        "https://u.vendor.example/o", Secret.of("the secret of the links to unsubscribe"))
                .mailto("u@u.vendor.example");
        SmtpReports both = SmtpReports.to(taken::addAll)
                .provenBy(addresses)
                .unsubscribing(new UnsubscribeHandler(links, optOuts, () -> NOW))
                .clock(() -> NOW)
                .build();
        AccountId acme = AccountId.of("acme");
        EmailAddress kim = EmailAddress.parse("kim@example.net");
        String mailto = links.link(acme, kim, Optional.empty(), NOW)
                .mail()
                .orElseThrow()
                .toString();
        String token = mailto.substring(mailto.indexOf("%20") + 3);

        assertThat(both.receive(mail("unsubscribe " + token.substring(0, 40) + "x" + token.substring(41))))
                .isInstanceOf(ReportResult.NoReport.class);
        assertThat(reports.receive(mail("unsubscribe " + token)))
                .as("a reader that was not told of it")
                .isInstanceOf(ReportResult.NoReport.class);
        assertThat(optOuts.of(acme, kim)).isEmpty();

        assertThat(both.receive(mail("unsubscribe\r\n " + token)))
                .isInstanceOfSatisfying(
                        ReportResult.Unsubscribed.class,
                        left -> assertThat(left.optOut().source()).isEqualTo("mail"));
        assertThat(optOuts.of(acme, kim)).hasSize(1);
        assertThat(both.receive(mail("=?utf-8?q?unsubscribe?= =?utf-8?q?_" + token.substring(0, 40)
                        + "?=\r\n =?utf-8?q?" + token.substring(40).replace("_", "=5F") + "?=")))
                .isInstanceOf(ReportResult.Unsubscribed.class);
        assertThat(taken).isEmpty();
    }

    private static byte[] mail(String subject) {
        return ("From: Kim <kim@example.net>\r\nTo: u@u.vendor.example\r\nAuto-Submitted: auto-generated\r\nSubject: "
                        + subject + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
