package io.sendwell.examples.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.outbox.SendingId;
import io.sendwell.testkit.crash.Await;
import io.sendwell.testkit.mailjet.AcceptedMessage;
import io.sendwell.testkit.mailjet.AcceptedRecipient;
import io.sendwell.testkit.mailjet.FakeMailjet;
import io.sendwell.testkit.mailjet.FakeMailjetAccount;
import io.sendwell.testkit.mailjet.Fault;
import io.sendwell.testkit.mailjet.RecordedRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Mailjet answers one call of one node with 429 and Retry-After, and all nodes stop. Counted at Mailjet. */
@Tag(Tags.ON_DEMAND)
class StoppedRouteTest {

    private static final int NODES = 4;
    private static final int READERS = 1_000;
    private static final int CALLS_BEFORE = 4;
    private static final Duration BLOCK = Duration.ofSeconds(20);

    // Longer than it takes to tell the other nodes: who has a call under way meanwhile makes no second one.
    private static final Duration LATENCY = Duration.ofMillis(1_500);

    private static final Duration DEADLINE = Duration.ofMinutes(5);

    @RegisterExtension
    static final SharedPostgresql postgresql = new SharedPostgresql();

    private final long start = System.nanoTime();

    @Test
    void no_node_calls_while_the_route_is_stopped_and_all_go_on_afterwards() throws Exception {
        AtomicReference<Optional<Instant>> refused = new AtomicReference<>(Optional.empty());
        try (FakeMailjet mailjet = FakeMailjet.start()) {
            FakeMailjetAccount acme = mailjet.account(Node.ACCOUNT).allowSender("*@" + Node.AUTHOR_DOMAIN);
            mailjet.next(Fault.slow(LATENCY).times(CALLS_BEFORE));
            mailjet.next(Fault.tooManyRequests(BLOCK).when(request -> isSend(request, refused)));
            mailjet.next(Fault.slow(LATENCY).always());
            Settings settings = Settings.of(postgresql.newDatabase())
                    .with(Setting.HOP, Hop.MAILJET)
                    .with(Setting.HOP_ADDRESS, mailjet.baseUrl())
                    .with(Setting.HOP_USER, acme.apiKey())
                    .with(Setting.HOP_PASSWORD, acme.secretKey())
                    // One for individual mail, so that each node has one call under way at the most.
                    .with(Setting.THREADS, 2)
                    .with(Setting.CALL_TIMEOUT, Duration.ofSeconds(6))
                    .with(Setting.LEASE, Duration.ofSeconds(15));
            try (Desk desk = Desk.open(settings);
                    Fleet fleet = Fleet.of(NODES, settings)) {
                fleet.awaitReady();
                SendingId sending = desk.broadcast(READERS);
                Await.until(DEADLINE, () -> desk.isFinished(sending), fleet::outputs);
            }
            check(acme.accepted(), refused.get().orElseThrow());
        }
    }

    private static boolean isSend(RecordedRequest request, AtomicReference<Optional<Instant>> refused) {
        if (!request.path().endsWith("/send")) {
            return false;
        }
        refused.set(Optional.of(Instant.now()));
        return true;
    }

    private void check(List<AcceptedMessage> accepted, Instant refused) {
        Instant end = refused.plus(BLOCK);
        long during = accepted.stream()
                .filter(message -> message.acceptedAt().isAfter(refused)
                        && message.acceptedAt().isBefore(end))
                .map(AcceptedMessage::requestNumber)
                .distinct()
                .count();
        Duration resumed = accepted.stream()
                .map(AcceptedMessage::acceptedAt)
                .filter(at -> !at.isBefore(end))
                .min(Instant::compareTo)
                .map(at -> Duration.between(end, at))
                .orElseThrow();
        Figures.note(
                "12 one call answered with 429, Retry-After " + BLOCK,
                Duration.ofNanos(System.nanoTime() - start),
                NODES + " nodes, " + during + " calls during the block, the next " + resumed.toMillis()
                        + " ms after it");
        assertThat(during).isLessThanOrEqualTo(NODES);
        assertThat(resumed).isLessThanOrEqualTo(Duration.ofSeconds(2));
        assertThat(accepted.stream()
                        .flatMap(message -> message.recipients().stream())
                        .map(AcceptedRecipient::address))
                .containsExactlyInAnyOrderElementsOf(Broadcasts.readers(READERS));
    }
}
