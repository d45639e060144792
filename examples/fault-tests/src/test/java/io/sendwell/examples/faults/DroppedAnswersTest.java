package io.sendwell.examples.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.outbox.SendingId;
import io.sendwell.testkit.crash.CountingEsp;
import io.sendwell.testkit.crash.EspAnswer;
import io.sendwell.testkit.crash.EspCounts;
import io.sendwell.testkit.crash.EspScript;
import io.sendwell.testkit.mailjet.AcceptedRecipient;
import io.sendwell.testkit.mailjet.FakeMailjet;
import io.sendwell.testkit.mailjet.FakeMailjetAccount;
import io.sendwell.testkit.mailjet.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A next hop that takes a call and hangs up without an answer, each tenth time. Counted at the hop. */
@Tag(Tags.ON_DEMAND)
class DroppedAnswersTest {

    private static final int ONE_IN = 10;
    private static final Duration DEADLINE = Duration.ofMinutes(10);

    @RegisterExtension
    static final SharedPostgresql postgresql = new SharedPostgresql();

    private final long start = System.nanoTime();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger dropped = new AtomicInteger();

    @Test
    void nothing_is_lost_or_sent_twice_where_the_hop_recognises_repeats() throws Exception {
        int readers = readers();
        EspScript script = call -> isDropped() ? new EspAnswer.DroppedAfter() : EspAnswer.accepted();
        try (CountingEsp esp =
                CountingEsp.builder().recognisesRepeats().script(script).start()) {
            sendAll(settings().with(Setting.HOP, Hop.REPEATING).with(Setting.HOP_ADDRESS, esp.url()), readers);

            EspCounts counts = esp.counts();
            note("10 answers dropped, recognised repeats", readers, counts.recipients(), counts.duplicates());
            assertThat(counts.missing(Broadcasts.readers(readers))).isEmpty();
            assertThat(counts.duplicates()).isZero();
            assertThat(counts.changedBodies()).isZero();
            assertThat(dropped).hasPositiveValue();
        }
    }

    @Test
    void nothing_is_lost_or_sent_twice_where_mailjet_can_be_asked() throws Exception {
        int readers = readers();
        Duration lag = Duration.ofSeconds(2);
        try (FakeMailjet mailjet = FakeMailjet.builder().indexLag(lag).start()) {
            FakeMailjetAccount acme = mailjet.account(Node.ACCOUNT).allowSender("*@" + Node.AUTHOR_DOMAIN);
            mailjet.next(Fault.resetAfterAccepting()
                    .when(request -> request.path().equals("/v3.1/send") && isDropped())
                    .always());
            sendAll(
                    settings()
                            .with(Setting.HOP, Hop.MAILJET)
                            .with(Setting.HOP_ADDRESS, mailjet.baseUrl())
                            .with(Setting.HOP_USER, acme.apiKey())
                            .with(Setting.HOP_PASSWORD, acme.secretKey())
                            .with(Setting.INDEX_LAG, lag)
                            .with(Setting.SETTLE, lag.multipliedBy(2)),
                    readers);

            List<String> copies = acme.accepted().stream()
                    .flatMap(message -> message.recipients().stream())
                    .map(AcceptedRecipient::address)
                    .toList();
            int recipients = Set.copyOf(copies).size();
            note("10 answers dropped, Mailjet is asked", readers, recipients, copies.size() - recipients);
            assertThat(copies).containsExactlyInAnyOrderElementsOf(Broadcasts.readers(readers));
            assertThat(dropped).hasPositiveValue();
        }
    }

    private static int readers() {
        return Scale.of(10_000, 1_000);
    }

    private boolean isDropped() {
        boolean drop = calls.incrementAndGet() % ONE_IN == 0;
        if (drop) {
            dropped.incrementAndGet();
        }
        return drop;
    }

    private static Settings settings() throws Exception {
        return Settings.of(postgresql.newDatabase());
    }

    private static void sendAll(Settings settings, int readers) throws InterruptedException {
        try (Desk desk = Desk.open(settings)) {
            SendingId sending = desk.broadcast(readers);
            desk.node().start();
            desk.awaitFinished(sending, DEADLINE);
            assertThat(desk.progress(sending).accepted()).isEqualTo(readers);
        }
    }

    private void note(String test, int readers, int recipients, int duplicates) {
        Figures.note(
                test,
                Duration.ofNanos(System.nanoTime() - start),
                readers + " readers, " + dropped + " of " + calls + " answers dropped, " + (readers - recipients)
                        + " lost, " + duplicates + " duplicates");
    }
}
