package io.sendwell.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.Receipt;
import io.sendwell.address.EmailAddress;
import io.sendwell.event.DeliveryEvent;
import io.sendwell.event.EventType;
import io.sendwell.smtp.report.ReportResult;
import io.sendwell.smtp.report.SmtpDesk;
import io.sendwell.testkit.smtp.FakeSmtp;
import io.sendwell.testkit.smtp.ReceivedMail;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A bounce that somebody else's program wrote, about a mail that really left. */
@Timeout(120)
class BounceOfPostfixTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final EmailAddress GRACE = EmailAddress.parse("grace@example.net");

    @ParameterizedTest
    @CsvSource({
        "550 5.1.1 <grace@example.net>: User unknown, HARD_BOUNCED, true",
        "550 5.7.1 Message rejected due to local policy, BLOCKED, false",
        "552 5.2.2 Mailbox full, SOFT_BOUNCED, false"
    })
    void postfix_bounces_to_our_return_path_and_the_address_is_judged_by_the_receiver_s_words(
            String refusal, EventType type, boolean blocked) throws Exception {
        try (FakeSmtp nextHop = FakeSmtp.start();
                Postfix relay = Postfix.relayingTo(nextHop.port());
                SmtpDesk desk = new SmtpDesk(relay.server())) {
            nextHop.script().rejects("grace@example.net", refusal);

            Receipt receipt = desk.sendTo("grace@example.net");
            ReceivedMail bounce = nextHop.awaitReceived(1, PATIENCE).get(0);

            assertThat(bounce.forwardPaths())
                    .singleElement()
                    .satisfies(path -> assertThat(desk.addresses.provenIn(path)).hasValue(receipt.id()));
            assertThat(desk.reports.receive(bounce.octets())).isInstanceOf(ReportResult.Reported.class);
            assertThat(desk.reported()).singleElement().satisfies(event -> {
                assertThat(event.type()).isEqualTo(type);
                assertThat(event.recipient()).isEqualTo(GRACE);
                assertThat(event.event().reason().orElseThrow().text())
                        .contains(refusal.substring(refusal.lastIndexOf(' ') + 1));
            });
            assertThat(desk.account.blocked(GRACE).isPresent()).isEqualTo(blocked);
        }
    }

    @Test
    void postfix_gives_the_envelope_id_back() throws Exception {
        try (FakeSmtp nextHop = FakeSmtp.start();
                Postfix relay = Postfix.relayingTo(nextHop.port());
                SmtpDesk desk = new SmtpDesk(relay.server())) {
            nextHop.script().rejects("grace@example.net", "550 5.1.1 User unknown");

            Receipt receipt = desk.sendTo("grace@example.net");
            String bounce = nextHop.awaitReceived(1, PATIENCE).get(0).text();

            assertThat(bounce).containsIgnoringCase("Original-Envelope-Id: " + desk.addresses.proofOf(receipt.id()));
            ReportResult.Reported reported =
                    (ReportResult.Reported) desk.reports.receive(bounce.getBytes(StandardCharsets.UTF_8));
            assertThat(reported.events()).singleElement().isInstanceOf(DeliveryEvent.HardBounced.class);
        }
    }
}
