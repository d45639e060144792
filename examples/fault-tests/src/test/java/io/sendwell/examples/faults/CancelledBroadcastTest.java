package io.sendwell.examples.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.account.AccountId;
import io.sendwell.outbox.ClaimToken;
import io.sendwell.outbox.Outbox;
import io.sendwell.outbox.Progress;
import io.sendwell.outbox.SendingId;
import io.sendwell.testkit.crash.CountingEsp;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A broadcast is cancelled at any moment while four nodes send it. */
class CancelledBroadcastTest {

    private static final int NODES = 4;
    private static final Duration DEADLINE = Duration.ofMinutes(5);

    @RegisterExtension
    static final SharedPostgresql postgresql = new SharedPostgresql();

    private final long start = System.nanoTime();

    @Test
    void nothing_is_dispatched_once_cancel_has_returned_and_every_mail_is_accounted_for() throws Exception {
        int rounds = Scale.of(200, 15);
        int readers = Scale.of(2_000, 500);
        Random random = new Random(17);
        Watch watch = new Watch();
        try (CountingEsp esp = CountingEsp.builder()
                .latency(Duration.ofMillis(5), Duration.ofMillis(30))
                .start()) {
            Settings settings = Settings.of(postgresql.newDatabase())
                    .with(Setting.HOP_ADDRESS, esp.url())
                    .with(Setting.BATCH, 10);
            List<Node> nodes = new ArrayList<>();
            try (Desk desk = Desk.open(settings)) {
                for (int number = 0; number < NODES; number++) {
                    Node node = Node.open(settings, watch::over);
                    nodes.add(node);
                    node.start();
                }
                int accepted = 0;
                for (int round = 0; round < rounds; round++) {
                    Progress progress = cancelled(desk, watch, readers, random.nextInt(400));
                    accepted += (int) progress.accepted();
                    assertThat(progress.ended())
                            .as("round %s: %s", round, progress)
                            .isEqualTo(readers);
                }
                Figures.note(
                        "17 cancelled",
                        Duration.ofNanos(System.nanoTime() - start),
                        rounds + " rounds of " + readers + ", " + accepted + " accepted before, " + watch.late
                                + " dispatched after");
                assertThat(watch.late).hasValue(0);
                assertThat(esp.copies()).isEqualTo(accepted);
            } finally {
                nodes.forEach(Node::close);
            }
        }
    }

    private static Progress cancelled(Desk desk, Watch watch, int readers, int after) throws InterruptedException {
        SendingId sending = desk.broadcast(readers);
        // Any moment will do, also one before the first mail has left.
        TimeUnit.MILLISECONDS.sleep(after);
        desk.node().outbox().cancel(AccountId.of(Node.ACCOUNT), sending);
        watch.cancelled.add(sending);
        desk.awaitFinished(sending, DEADLINE);
        return desk.progress(sending);
    }

    /** Looks over the nodes' shoulders: which dispatch began after the cancelling had returned, and succeeded? */
    private static final class Watch {

        private final Set<SendingId> cancelled = ConcurrentHashMap.newKeySet();
        private final AtomicInteger late = new AtomicInteger();

        Outbox over(Outbox outbox) {
            InvocationHandler handler = (proxy, method, arguments) -> {
                boolean before = method.getName().equals("dispatch")
                        && cancelled.contains(((ClaimToken) arguments[0]).sending());
                try {
                    Object answer = method.invoke(outbox, arguments);
                    if (before && answer.equals(true)) {
                        late.incrementAndGet();
                    }
                    return answer;
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            };
            return (Outbox)
                    Proxy.newProxyInstance(Outbox.class.getClassLoader(), new Class<?>[] {Outbox.class}, handler);
        }
    }
}
