package io.sendwell.smtp.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.Receipt;
import io.sendwell.address.EmailAddress;
import io.sendwell.event.DeliveryEvent;
import io.sendwell.event.EventType;
import io.sendwell.log.RecipientOutcome;
import io.sendwell.smtp.SmtpServer;
import io.sendwell.testkit.smtp.FakeSmtp;
import io.sendwell.transport.SubmissionResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a server refuses during submission is told by the same events as what it reports later. */
class RefusalsTest {

    private static final EmailAddress GRACE = EmailAddress.parse("grace@example.net");

    private final FakeSmtp server = FakeSmtp.start();
    private final SmtpDesk desk = new SmtpDesk(SmtpServer.plainTextWithoutEncryption(server.host(), server.port()));

    @AfterEach
    void close() {
        desk.close();
        server.close();
    }

    @Test
    void an_unknown_mailbox_is_a_hard_bounce_and_is_written_to_no_more() {
        server.script().rejects("grace@example.net", "550 5.1.1 <grace@example.net>: User unknown");

        Receipt receipt = desk.sendTo("grace@example.net");

        assertThat(desk.reported()).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo(EventType.HARD_BOUNCED);
            assertThat(event.messageId()).isEqualTo(receipt.id());
            assertThat(((DeliveryEvent.HardBounced) event.event()).bounce().code())
                    .isEqualTo("550 5.1.1");
        });
        assertThat(desk.account.blocked(GRACE)).isPresent();
        assertThat(desk.sendTo("grace@example.net").outcomes().get(GRACE)).isInstanceOf(RecipientOutcome.Blocked.class);
    }

    @Test
    void a_policy_is_a_block_and_says_nothing_of_the_address() {
        server.script().rejects("grace@example.net", "550 5.7.1 Message rejected due to local policy");

        desk.sendTo("grace@example.net");

        assertThat(desk.reported()).extracting("event.bounce.row").containsExactly("B29");
        assertThat(desk.reported().get(0).type()).isEqualTo(EventType.BLOCKED);
        assertThat(desk.account.blocked(GRACE)).isEmpty();
    }

    @Test
    void what_is_refused_for_now_is_deferred_and_no_bounce() {
        server.script().defers("grace@example.net", "450 4.2.1 Greylisted, come again");

        Receipt receipt = desk.sendTo("grace@example.net");

        assertThat(receipt.outcomes().get(GRACE))
                .isInstanceOfSatisfying(
                        RecipientOutcome.Submitted.class,
                        submitted -> assertThat(submitted.result()).isInstanceOf(SubmissionResult.Deferred.class));
        assertThat(desk.reported()).isEmpty();
        assertThat(desk.account.blocked(GRACE)).isEmpty();
    }
}
