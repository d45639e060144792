package io.sendwell.smtp.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.Receipt;
import io.sendwell.address.EmailAddress;
import io.sendwell.event.EventType;
import io.sendwell.smtp.SmtpServer;
import io.sendwell.testkit.smtp.FakeSmtp;
import io.sendwell.testkit.smtp.ReceivedMail;
import io.sendwell.testkit.smtp.ReportSample;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From MAIL FROM to the blocklist: what leaves is what proves the report that comes back. */
class ReturnPathTest {

    private static final EmailAddress GRACE = EmailAddress.parse("grace@example.net");
    private static final EmailAddress ALAN = EmailAddress.parse("alan@example.net");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final FakeSmtp server = FakeSmtp.start();
    private final SmtpDesk desk = new SmtpDesk(SmtpServer.plainTextWithoutEncryption(server.host(), server.port()));

    @AfterEach
    void close() {
        desk.close();
        server.close();
    }

    @Test
    void the_reverse_path_and_the_envelope_id_carry_the_code_of_the_copy() throws Exception {
        Receipt receipt = desk.sendTo("grace@example.net");

        ReceivedMail mail = left();
        assertThat(desk.addresses.provenIn(mail.reversePath())).hasValue(receipt.id());
        assertThat(mail.reversePath().indexOf('@')).isLessThanOrEqualTo(EmailAddress.MAX_LOCAL_PART_OCTETS);
        assertThat(desk.addresses.provenIn(mail.parameters().get("ENVID"))).hasValue(receipt.id());
        assertThat(mail.text()).as("the code is in the envelope alone").doesNotContain(code(receipt));
    }

    @Test
    void a_bounce_to_the_reverse_path_blocks_the_address_that_the_copy_went_to() throws Exception {
        Receipt receipt = desk.sendTo("grace@example.net");
        byte[] bounce = bounce("text-qmail-local", receipt.id(), left().reversePath());

        assertThat(desk.reports.receive(bounce)).isInstanceOf(ReportResult.Reported.class);

        assertThat(desk.account.blocked(GRACE)).hasValueSatisfying(entry -> {
            assertThat(entry.source()).isEqualTo("smtp");
            assertThat(entry.code()).isEqualTo("5.1.1");
        });
        assertThat(desk.reported()).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo(EventType.HARD_BOUNCED);
            assertThat(event.subject()).isEqualTo("Your October statement");
        });
    }

    @Test
    void a_report_that_comes_twice_counts_once() throws Exception {
        Receipt receipt = desk.sendTo("grace@example.net");
        byte[] bounce = bounce("dsn-postfix-unknown-user", receipt.id(), left().reversePath());

        desk.reports.receive(bounce);
        desk.reports.receive(bounce);

        assertThat(desk.account.events().totals().bounced()).isEqualTo(1);
    }

    @Test
    void a_complaint_without_the_recipient_is_about_whom_the_copy_went_to() throws Exception {
        Receipt receipt = desk.sendTo("grace@example.net");

        desk.reports.receive(bounce("feedback-abuse-redacted", receipt.id(), left().reversePath()));

        assertThat(desk.reported()).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo(EventType.COMPLAINED);
            assertThat(event.recipient()).isEqualTo(GRACE);
        });
        assertThat(desk.account.blocked(GRACE)).isPresent();
    }

    @Test
    void an_automatic_reply_is_logged_and_is_no_bounce() throws Exception {
        Receipt receipt = desk.sendTo("grace@example.net");

        desk.reports.receive(bounce("auto-reply-like-a-bounce", receipt.id(), left().reversePath()));

        assertThat(desk.reported()).extracting("type").containsExactly(EventType.OTHER);
        assertThat(desk.account.events().totals().bounced()).isZero();
        assertThat(desk.account.blocked(GRACE)).isEmpty();
    }

    @Test
    void of_a_mail_to_several_each_is_told_apart() {
        Receipt receipt = desk.sendTo("grace@example.net", "alan@example.net", "yuki@example.net");

        desk.reports.receive(
                ReportSample.named("dsn-three-recipients").about(receipt.id(), desk.addresses.proofOf(receipt.id())));

        assertThat(desk.account.blocked(GRACE)).isPresent();
        assertThat(desk.account.blocked(ALAN)).isEmpty();
        assertThat(desk.reported())
                .extracting("type")
                .containsExactlyInAnyOrder(EventType.HARD_BOUNCED, EventType.DEFERRED, EventType.DELIVERED);
    }

    @Test
    void who_got_a_copy_cannot_bounce_somebody_whom_it_did_not_go_to() throws Exception {
        Receipt receipt = desk.sendTo("grace@example.net", "alan@example.net");
        String forged = new String(
                        bounce("dsn-postfix-unknown-user", receipt.id(), left().reversePath()), StandardCharsets.UTF_8)
                .replace("rfc822;grace@example.net", "rfc822;boss@example.org")
                .replace("rfc822; grace@example.net", "rfc822; boss@example.org");

        desk.reports.receive(forged.getBytes(StandardCharsets.UTF_8));

        assertThat(desk.reported()).isEmpty();
        assertThat(desk.account.blocked(EmailAddress.parse("boss@example.org"))).isEmpty();
    }

    @Test
    void who_knows_the_id_of_another_copy_cannot_bounce_it() throws Exception {
        Receipt own = desk.sendTo("grace@example.net");
        Receipt other = desk.sendTo("alan@example.net");
        List<ReceivedMail> received = server.awaitReceived(2, PATIENCE);
        String foreign = received.get(0).reversePath().replace(own.id(), other.id());

        ReportResult result = desk.reports.receive(bounce("text-qmail-local", other.id(), foreign));

        assertThat(result).isInstanceOf(ReportResult.Unproven.class);
        assertThat(desk.reported()).isEmpty();
        assertThat(desk.account.blocked(ALAN)).isEmpty();
    }

    private ReceivedMail left() throws InterruptedException {
        return server.awaitReceived(1, PATIENCE).get(0);
    }

    /** The code alone, which is as long as it is in hexadecimal digits. */
    private String code(Receipt receipt) {
        return desk.addresses.proofOf(receipt.id()).substring(receipt.id().length() + 1);
    }

    private static byte[] bounce(String sample, String id, String reversePath) {
        String copy = reversePath.substring(reversePath.indexOf('+') + 1, reversePath.indexOf('@'));
        return ReportSample.named(sample).about(id, copy);
    }
}
