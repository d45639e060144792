package io.sendwell.examples.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.Blocklist;
import io.sendwell.blocklist.BlocklistEntry;
import io.sendwell.examples.jdbc.JdbcStorage;
import io.sendwell.outbox.Claim;
import io.sendwell.outbox.ClaimToken;
import io.sendwell.outbox.Outbox;
import io.sendwell.outbox.OutboxEntry;
import io.sendwell.outbox.Progress;
import io.sendwell.outbox.SendingId;
import io.sendwell.testkit.crash.CountingEsp;
import io.sendwell.testkit.crash.EspCounts;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Readers bounce hard when their second mail is made already and about to be dispatched. Counted at the next hop. */
class BlockedReadersTest {

    /** One of so many bounces. */
    private static final int ONE_IN = 10;

    private static final Duration DEADLINE = Duration.ofMinutes(5);

    @RegisterExtension
    static final SharedPostgresql postgresql = new SharedPostgresql();

    private final long start = System.nanoTime();
    private final Map<ClaimToken, List<OutboxEntry>> claimed = new ConcurrentHashMap<>();
    private final Set<Integer> seen = ConcurrentHashMap.newKeySet();
    private final Set<String> blocked = ConcurrentHashMap.newKeySet();

    @Test
    void nobody_gets_a_mail_whose_block_was_committed_before_its_dispatch() throws Exception {
        int readers = Scale.of(1_000, 500);
        try (CountingEsp esp = CountingEsp.start()) {
            Settings settings = Settings.of(postgresql.newDatabase()).with(Setting.HOP_ADDRESS, esp.url());
            try (Pool pool = Pool.to(settings.text(Setting.DATABASE), settings.number(Setting.THREADS));
                    Desk desk = Desk.open(settings)) {
                Blocklist blocklist = JdbcStorage.open(pool.dataSource()).blocklist(InstantSource.system());
                SendingId first = desk.broadcast(readers);
                try (Node node = Node.open(settings)) {
                    node.start();
                    desk.awaitFinished(first, DEADLINE);
                }

                SendingId second = desk.broadcast(readers);
                try (Node node = Node.open(settings, outbox -> blockingBeforeDispatch(outbox, blocklist))) {
                    node.start();
                    desk.awaitFinished(second, DEADLINE);
                }

                EspCounts counts = esp.counts();
                long wronglyWritten = blocked.stream()
                        .filter(reader -> counts.copiesTo(reader) > 1)
                        .count();
                Progress progress = desk.progress(second);
                Figures.note(
                        "19 blocked right before the dispatch",
                        Duration.ofNanos(System.nanoTime() - start),
                        readers + " readers, " + blocked.size() + " blocked, " + wronglyWritten
                                + " of them written to, " + progress.accepted() + " accepted");
                assertThat(blocked).hasSize((readers + ONE_IN - 1) / ONE_IN);
                assertThat(wronglyWritten).isZero();
                assertThat(progress.withheld()).isEqualTo(blocked.size());
                assertThat(progress.accepted()).isEqualTo(readers - blocked.size());
                assertThat(Broadcasts.readers(readers))
                        .allSatisfy(reader ->
                                assertThat(counts.copiesTo(reader)).isEqualTo(blocked.contains(reader) ? 1 : 2));
            }
        }
    }

    /** Before the first dispatch of some entries a webhook, on another connection, blocks those whom they are for. */
    private Outbox blockingBeforeDispatch(Outbox outbox, Blocklist blocklist) {
        return (Outbox) Proxy.newProxyInstance(
                Outbox.class.getClassLoader(), new Class<?>[] {Outbox.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("dispatch")) {
                        claimed.getOrDefault((ClaimToken) arguments[0], List.of())
                                .forEach(entry -> block(entry, blocklist));
                    }
                    try {
                        Object result = method.invoke(outbox, arguments);
                        if (method.getName().equals("claim")) {
                            ((List<?>) result).stream().map(Claim.class::cast).forEach(this::note);
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void note(Claim claim) {
        claimed.put(claim.token(), claim.entries());
    }

    private void block(OutboxEntry entry, Blocklist blocklist) {
        int number = entry.id().ordinal();
        if (seen.add(number) && number % ONE_IN == 0) {
            String reader = Broadcasts.reader(number);
            blocklist.add(BlocklistEntry.hardBounce(
                    EmailAddress.parse(reader), "550 5.1.1", "No such user", "webhook", Instant.now()));
            blocked.add(reader);
        }
    }
}
