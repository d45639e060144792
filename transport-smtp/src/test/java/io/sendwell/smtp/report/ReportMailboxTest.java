package io.sendwell.smtp.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.sendwell.account.Secret;
import io.sendwell.event.DeliveryEvent;
import io.sendwell.event.EventIntake;
import io.sendwell.identity.BounceAddresses;
import io.sendwell.log.EventLogException;
import io.sendwell.testkit.smtp.ReportSample;
import jakarta.mail.Flags;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A mailbox of GreenMail, read by IMAP. */
@Timeout(120)
class ReportMailboxTest {

    private static final Secret PASSWORD = Secret.of("s3cret");
    private static final String ID = SmtpReportsTest.ID;

    private final BounceAddresses addresses = SmtpReportsTest.addresses("a secret of the operator");
    private final GreenMail peer = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
    private final List<DeliveryEvent> taken = new ArrayList<>();
    private GreenMailUser user;
    private MailFolder inbox;

    @BeforeEach
    void start() throws Exception {
        peer.start();
        user = peer.setUser("bounces@b.vendor.example", "bounces", PASSWORD.reveal());
        inbox = peer.getManagers().getImapHostManager().getInbox(user);
    }

    @AfterEach
    void stop() {
        peer.stop();
    }

    @Test
    void reports_are_taken_in_and_marked_as_read_and_people_s_mail_is_left_unread() throws Exception {
        put("dsn-postfix-unknown-user", "feedback-abuse", "auto-reply-vacation", "person-replies");

        MailboxPass pass = mailbox(taken::addAll).read();

        assertThat(pass).isEqualTo(new MailboxPass(3, 1, 0, 0));
        assertThat(taken)
                .extracting("type")
                .map(Object::toString)
                .containsExactly("HARD_BOUNCED", "COMPLAINED", "OTHER");
        assertThat(seen()).containsExactly(true, true, true, false);
    }

    @Test
    void what_was_examined_is_not_fetched_again_and_what_is_new_is() throws Exception {
        ReportMailbox mailbox = mailbox(taken::addAll);
        put("person-replies", "dsn-postfix-unknown-user");
        mailbox.read();

        assertThat(mailbox.read().isEmpty()).isTrue();

        put("text-qmail-local");
        assertThat(mailbox.read()).isEqualTo(new MailboxPass(1, 0, 0, 0));
        assertThat(taken).hasSize(2);
    }

    @Test
    void another_process_finds_only_what_is_unread() throws Exception {
        put("dsn-postfix-unknown-user", "person-replies");
        mailbox(taken::addAll).read();

        assertThat(mailbox(taken::addAll).read()).isEqualTo(new MailboxPass(0, 1, 0, 0));
        assertThat(taken).hasSize(1);
    }

    @Test
    void a_store_out_of_reach_leaves_the_message_for_the_next_time_and_those_after_it() throws Exception {
        put("feedback-abuse", "dsn-postfix-unknown-user", "text-qmail-local");
        List<String> outage = new ArrayList<>(List.of("one"));
        ReportMailbox mailbox = mailbox(events -> {
            if (taken.size() == 1 && !outage.isEmpty()) {
                throw new EventLogException(outage.remove(0), new IOException());
            }
            taken.addAll(events);
        });

        assertThatThrownBy(mailbox::read).isInstanceOf(EventLogException.class);
        assertThat(seen()).containsExactly(true, false, false);

        assertThat(mailbox.read()).isEqualTo(new MailboxPass(2, 0, 0, 0));
        assertThat(taken).hasSize(3);
    }

    @Test
    void a_message_that_fails_three_times_is_set_aside_and_holds_nobody_up() throws Exception {
        put("text-gmail", "dsn-postfix-unknown-user");
        ReportMailbox mailbox = mailbox(events -> {
            if (events.get(0).reason().orElseThrow().text().equals("550 5.1.1 User unknown")) {
                throw new IllegalStateException("a bug in a listener");
            }
            taken.addAll(events);
        });

        assertThat(mailbox.read()).isEqualTo(new MailboxPass(1, 0, 1, 0));
        assertThat(mailbox.read()).isEqualTo(new MailboxPass(0, 0, 1, 0));
        assertThat(mailbox.read()).isEqualTo(new MailboxPass(0, 0, 0, 1));
        assertThat(mailbox.read().isEmpty()).isTrue();

        assertThat(messages().get(0).getFlags().contains(Flags.Flag.FLAGGED)).isTrue();
        assertThat(seen()).containsExactly(false, true);
        assertThat(taken).hasSize(1);
    }

    @Test
    void what_was_handled_moves_to_the_folder_that_was_named() throws Exception {
        peer.getManagers().getImapHostManager().createMailbox(user, "Handled");
        put("dsn-postfix-unknown-user", "person-replies", "text-qmail-local");

        mailbox(taken::addAll).moveHandledTo("Handled").read();

        assertThat(messages()).hasSize(1);
        assertThat(peer.getManagers()
                        .getImapHostManager()
                        .getFolder(user, "Handled")
                        .getMessages())
                .hasSize(2);
    }

    @Test
    void of_a_long_message_only_the_beginning_is_fetched() throws Exception {
        byte[] start = proven("text-qmail-local");
        byte[] whole = new byte[3 * SmtpReports.MOST_READ];
        Arrays.fill(whole, (byte) 'x');
        System.arraycopy(start, 0, whole, 0, start.length);
        append(whole);

        assertThat(mailbox(taken::addAll).read()).isEqualTo(new MailboxPass(1, 0, 0, 0));
        assertThat(taken).hasSize(1);
    }

    @Test
    void a_folder_that_is_not_there_and_a_login_that_is_refused_are_told() {
        assertThatThrownBy(() -> mailbox(taken::addAll).folder("Nowhere").read())
                .isInstanceOf(ReportMailboxException.class)
                .hasMessageContaining("Nowhere")
                .hasMessageContaining("still there");

        ImapServer wrong = ImapServer.plainTextWithoutEncryption(
                "127.0.0.1", peer.getImap().getPort(), "bounces", Secret.of("wr0ng"));
        assertThatThrownBy(() -> ReportMailbox.of(wrong, reports(taken::addAll)).read())
                .isInstanceOf(ReportMailboxException.class)
                .hasMessageNotContaining("wr0ng");
    }

    @Test
    void nobody_logs_in_where_tls_is_asked_for_and_not_to_be_had() {
        ImapServer server = ImapServer.startTls("127.0.0.1", "bounces", PASSWORD)
                .withPort(peer.getImap().getPort());

        assertThatThrownBy(
                        () -> ReportMailbox.of(server, reports(taken::addAll)).read())
                .isInstanceOf(ReportMailboxException.class);
        assertThat(taken).isEmpty();
    }

    private ReportMailbox mailbox(EventIntake intake) {
        return ReportMailbox.of(
                ImapServer.plainTextWithoutEncryption(
                        "127.0.0.1", peer.getImap().getPort(), "bounces", PASSWORD),
                reports(intake));
    }

    private SmtpReports reports(EventIntake intake) {
        return SmtpReports.to(intake).provenBy(addresses).build();
    }

    private void put(String... samples) throws Exception {
        for (String sample : samples) {
            append(proven(sample));
        }
    }

    private void append(byte[] octets) throws Exception {
        MimeMessage message = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(octets));
        inbox.store(message);
    }

    private byte[] proven(String sample) {
        return ReportSample.named(sample).about(ID, addresses.proofOf(ID));
    }

    private List<StoredMessage> messages() {
        return inbox.getMessages();
    }

    private List<Boolean> seen() {
        return messages().stream()
                .map(message -> message.getFlags().contains(Flags.Flag.SEEN))
                .toList();
    }
}
