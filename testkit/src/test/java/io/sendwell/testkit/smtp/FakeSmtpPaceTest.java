package io.sendwell.testkit.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Latency, slow reading, and limits of messages and connections. */
class FakeSmtpPaceTest {
    private static final Duration MAX = Duration.ofSeconds(20);

    @Test
    void with_latency_the_server_reads_on_while_replies_are_under_way() throws Exception {
        try (FakeSmtp smtp = FakeSmtp.builder().latency(Duration.ofDays(1)).start();
                RawClient client = RawClient.connect(smtp)) {
            client.sendLines(
                    "EHLO client.example.org",
                    "MAIL FROM:<author@example.org>",
                    "RCPT TO:<reader@example.net>",
                    "BDAT 6 LAST",
                    "Text");

            smtp.awaitReceived(1, MAX);
            client.socket().setSoTimeout(1);
            assertThatThrownBy(client::reply).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void delayed_replies_arrive_in_order_and_before_the_connection_closes() throws Exception {
        try (FakeSmtp smtp = FakeSmtp.builder()
                        .latency(Duration.ofMillis(1))
                        .startTls()
                        .start();
                RawClient client = RawClient.connect(smtp)) {
            assertThat(client.reply()).startsWith("220");
            assertThat(client.ask("EHLO client.example.org")).startsWith("250");
            assertThat(client.ask("STARTTLS")).startsWith("220");
            client.handshake(smtp);
            client.ask("EHLO client.example.org");
            client.sendLines("MAIL FROM:<author@example.org>", "RCPT TO:<reader@example.net>", "RSET", "QUIT");
            assertThat(client.reply()).startsWith("250 2.1.0");
            assertThat(client.reply()).startsWith("250 2.1.5");
            assertThat(client.reply()).startsWith("250 2.0.0");
            assertThat(client.reply()).startsWith("221");
            assertThat(client.isClosedByServer()).isTrue();
        }
    }

    @Test
    void a_delayed_reply_leaves_when_its_time_has_come_and_not_before() throws Exception {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ReplyWriter replies = new ReplyWriter(out, Duration.ofDays(1), timer);
            replies.add(Replies.OK.octets());
            replies.flush();

            assertThat(out.size()).isZero();
            assertThat(((Delayed) timer.getQueue().element()).getDelay(TimeUnit.HOURS))
                    .isBetween(22L, 24L);
        } finally {
            timer.shutdownNow();
        }
    }

    @Test
    void replies_still_under_way_do_not_keep_a_stalled_session_from_ending() throws Exception {
        FakeSmtp smtp = FakeSmtp.builder().latency(Duration.ofDays(1)).start();
        Stall stall = smtp.script().at(SmtpStep.NOOP).stall();
        try (RawClient client = RawClient.connect(smtp)) {
            client.send("NOOP\r\n");
            stall.awaitReached(MAX);
            smtp.close();
            smtp.awaitSessionsEnded(MAX);
            assertThat(client.isClosedByServer()).isTrue();
        }
    }

    @Test
    void a_slow_reader_takes_a_few_octets_at_a_time() throws Exception {
        try (FakeSmtp smtp =
                        FakeSmtp.builder().readsSlowly(7, Duration.ofNanos(1)).start();
                RawClient client = RawClient.greet(smtp)) {
            assertThat(client.sendMail()).startsWith("250");
            assertThat(smtp.received().get(0).text()).isEqualTo("Subject: Hello\r\n\r\nHello Grace\r\n");
        }
    }

    @Test
    void a_slow_reader_pauses_before_each_read_and_closes_at_once() throws Exception {
        FakeSmtp smtp = FakeSmtp.builder().readsSlowly(1, Duration.ofDays(1)).start();
        try (RawClient client = RawClient.connect(smtp)) {
            assertThat(client.reply()).startsWith("220");
            client.send("NOOP\r\n");
            client.socket().setSoTimeout(1);
            assertThatThrownBy(client::reply).isInstanceOf(SocketTimeoutException.class);

            smtp.close();
            smtp.awaitSessionsEnded(MAX);
        }
    }

    @Test
    void after_so_many_messages_on_a_connection_comes_421() throws Exception {
        try (FakeSmtp smtp = FakeSmtp.builder().messagesPerConnection(2).start()) {
            try (RawClient client = RawClient.greet(smtp)) {
                client.sendMail();
                client.sendMail();
                assertThat(client.ask("MAIL FROM:<author@example.org>"))
                        .isEqualTo("421 4.7.0 Too many messages on this connection");
                assertThat(client.isClosedByServer()).isTrue();
            }
            try (RawClient client = RawClient.greet(smtp)) {
                assertThat(client.sendMail()).startsWith("250");
            }
        }
    }

    @Test
    void connections_beyond_the_limit_are_told_to_go() throws Exception {
        try (FakeSmtp smtp = FakeSmtp.builder().connections(1).start()) {
            try (RawClient first = RawClient.greet(smtp);
                    RawClient second = RawClient.connect(smtp)) {
                assertThat(second.reply()).isEqualTo("421 4.7.0 Too many connections");
                assertThat(second.isClosedByServer()).isTrue();
                assertThat(first.ask("NOOP")).startsWith("250");
            }
            smtp.awaitSessionsEnded(MAX);
            try (RawClient third = RawClient.connect(smtp)) {
                assertThat(third.reply()).startsWith("220");
            }
        }
    }

    @Test
    void its_threads_are_daemons_with_a_telling_name() throws Exception {
        try (FakeSmtp smtp = FakeSmtp.start();
                RawClient client = RawClient.greet(smtp)) {
            String prefix = "sendwell-fake-smtp-" + smtp.port();
            assertThat(client.ask("NOOP")).startsWith("250");
            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> thread.getName().startsWith(prefix))
                    .hasSizeGreaterThanOrEqualTo(2)
                    .allMatch(Thread::isDaemon);
        }
    }

    @Test
    void many_clients_at_once_lose_nothing() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try (FakeSmtp smtp = FakeSmtp.start()) {
            Callable<String> client = () -> {
                try (RawClient raw = RawClient.greet(smtp)) {
                    String last = "";
                    for (int mail = 0; mail < 25; mail++) {
                        last = raw.sendMail();
                    }
                    return last;
                }
            };
            for (Future<String> last : pool.invokeAll(Collections.nCopies(8, client))) {
                assertThat(last.get()).startsWith("250");
            }
            assertThat(smtp.awaitReceived(200, MAX))
                    .extracting(ReceivedMail::order)
                    .isSorted()
                    .doesNotHaveDuplicates();
            assertThat(smtp.received()).extracting(ReceivedMail::session).contains(1, 2, 3, 4, 5, 6, 7, 8);
        } finally {
            pool.shutdownNow();
        }
    }
}
