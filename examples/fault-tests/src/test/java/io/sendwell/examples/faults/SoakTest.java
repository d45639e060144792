package io.sendwell.examples.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.SendingAccount;
import io.sendwell.account.AccountId;
import io.sendwell.account.SendwellException;
import io.sendwell.event.DeliveryEvent;
import io.sendwell.event.EventType;
import io.sendwell.examples.faults.ReportStorm.Mail;
import io.sendwell.log.EventKey;
import io.sendwell.log.EventQuery;
import io.sendwell.log.LoggedEvent;
import io.sendwell.log.RecipientStatus;
import io.sendwell.outbox.SendingId;
import io.sendwell.testkit.crash.Await;
import io.sendwell.testkit.crash.CountingEsp;
import io.sendwell.testkit.crash.CuttingProxy;
import io.sendwell.testkit.crash.EspCounts;
import io.sendwell.throttle.ThrottleLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * For an hour one broadcast follows another while workers are killed and frozen, connections are cut and the database's server
 * is killed, at random, and a storm of reports comes in. Nothing is lost or comes twice, and nothing grows.
 */
@Tag(Tags.ON_DEMAND)
class SoakTest {

    private static final Duration TIME = Duration.ofSeconds(Scale.of(3_600, 60));
    private static final int WORKERS = 3;
    private static final int AT_ONCE = 1_000;
    private static final ThrottleLimit LIMIT = new ThrottleLimit(3_000, Duration.ofSeconds(90));
    private static final Duration LEASE = Duration.ofSeconds(8);
    private static final Duration BETWEEN = Duration.ofSeconds(5);
    private static final Duration DEADLINE = Duration.ofMinutes(10);

    /** Before that a heap grows as its caches fill. */
    private static final Duration STEADY_AFTER = Duration.ofMinutes(15);

    /** The hundredth part of a worker's heap: what is live at a collection varies by half of that with the work under way. */
    private static final long MOST_GROWTH = Fleet.HEAP * 1_048_576L / 100;

    private final long start = System.nanoTime();
    private final Random random = new Random(22);
    private final SoakFaults faults = new SoakFaults(random, LEASE);
    private final List<SendingId> sendings = new ArrayList<>();

    @Test
    void nothing_is_lost_sent_twice_or_grows_under_faults_of_every_kind() throws Exception {
        long end = start + TIME.toNanos();
        try (Postgresql postgresql = Postgresql.start();
                CuttingProxy proxy = CuttingProxy.to("127.0.0.1", postgresql.port());
                CountingEsp esp = CountingEsp.builder()
                        .recognisesRepeats()
                        .latency(Duration.ofMillis(15), Duration.ofMillis(85))
                        .start()) {
            Settings settings = Settings.of(postgresql.newDatabase())
                    .with(Setting.HOP, Hop.REPEATING)
                    .with(Setting.HOP_ADDRESS, esp.url())
                    .with(Setting.BATCH, 10)
                    .with(Setting.LEASE, LEASE)
                    .with(Setting.PERMITS, LIMIT.permits())
                    .with(Setting.WINDOW, LIMIT.window())
                    .with(Setting.KEEP_FINISHED, Duration.ofMinutes(1));
            Settings cut = settings.with(Setting.DATABASE, postgresql.through(proxy, settings.text(Setting.DATABASE)))
                    .with(Setting.HEAP_LOOKS, Duration.ofSeconds(5));
            SoakWatch watch = new SoakWatch(settings.text(Setting.DATABASE));
            try (Desk desk = Desk.at(Node.furnished(
                            settings,
                            builder -> builder.esp(Hop.REPEATING.transport(settings))
                                    .loggedEvents(EnumSet.complementOf(EnumSet.of(EventType.ACCEPTED)))));
                    SoakReports reports = new SoakReports(desk.node().events())) {
                esp.script(reports);
                try (Fleet fleet = Fleet.of(WORKERS, cut)) {
                    fleet.awaitReady();
                    while (System.nanoTime() - end < 0) {
                        keepBusy(desk, esp);
                        // The time between two faults is part of them.
                        TimeUnit.MILLISECONDS.sleep(random.nextLong(BETWEEN.toMillis()));
                        fleet.startEndedAgain();
                        watch.look(fleet.worker(0));
                        faults.any(postgresql, proxy, fleet);
                    }
                    proxy.restore();
                    for (SendingId sending : sendings) {
                        awaitEnd(desk, sending);
                    }
                }
                reports.awaitAll(DEADLINE);
                check(esp.counts(), watch, reports);
                check(desk.node().account(), reports);
                checkThatNothingIsLeft(settings, watch);
                if (TIME.compareTo(STEADY_AFTER) >= 0) {
                    assertThat(watch.heapGrowth()).isLessThanOrEqualTo(MOST_GROWTH);
                }
            }
        }
    }

    private int readers() {
        return sendings.size() * AT_ONCE;
    }

    /** There is always more to send than leaves until somebody looks again. */
    private void keepBusy(Desk desk, CountingEsp esp) throws InterruptedException {
        while (readers() - esp.recipients() < 2 * AT_ONCE) {
            String key = "soak " + sendings.size();
            Await.until(DEADLINE, () -> isScheduled(desk, key), () -> "broadcast \"" + key + "\" cannot be scheduled");
        }
    }

    private boolean isScheduled(Desk desk, String key) {
        try {
            sendings.add(desk.node()
                    .account()
                    .schedule(Broadcasts.to(readers(), AT_ONCE))
                    .requestKey(key)
                    .asSoonAsPossible()
                    .id());
            return true;
        } catch (SendwellException e) {
            // The server was killed under the pool's connections.
            return false;
        }
    }

    /** Waits for one that is under way; one that is not there any more has ended, and was removed since. */
    private static void awaitEnd(Desk desk, SendingId sending) throws InterruptedException {
        Await.until(DEADLINE, () -> isOver(desk, sending), () -> "it stands at " + desk.find(sending));
    }

    private static boolean isOver(Desk desk, SendingId sending) {
        try {
            return desk.node()
                    .outbox()
                    .find(AccountId.of(Node.ACCOUNT), sending)
                    .map(found -> found.state().isFinished())
                    .orElse(true);
        } catch (SendwellException e) {
            return false;
        }
    }

    private void check(EspCounts counts, SoakWatch watch, SoakReports reports) {
        int readers = readers();
        int most = counts.mostWithin(LIMIT.window());
        Figures.note(
                "22 soak",
                Duration.ofNanos(System.nanoTime() - start),
                readers + " readers, " + faults + ", " + counts + ", at most " + most + " in any window of "
                        + LIMIT.window() + " (" + LIMIT.permits() + " permitted), " + reports.reports() + " reports of "
                        + reports.mails().size() + " mails, " + watch);
        assertThat(counts.missing(Broadcasts.readers(readers))).isEmpty();
        assertThat(counts.duplicates()).isZero();
        assertThat(counts.changedBodies()).isZero();
        assertThat(most).isLessThanOrEqualTo(LIMIT.permits());
    }

    private void check(SendingAccount account, SoakReports reports) {
        assertThat(account.events().totals().processed()).isEqualTo(readers());
        for (Mail mail : reports.mails()) {
            RecipientStatus inOrder = RecipientStatus.nothing();
            for (DeliveryEvent event : reports.events(mail)) {
                inOrder = inOrder.after(event);
            }
            assertThat(account.events().status(mail.id(), mail.recipient()))
                    .as("mail %s", mail)
                    .isEqualTo(inOrder);
        }
        List<EventKey> rows = account.events().stream(EventQuery.latest(1))
                .map(LoggedEvent::key)
                .toList();
        assertThat(rows).doesNotHaveDuplicates().hasSize(reports.mails().size() * ReportStorm.EVENTS_OF_A_MAIL);
    }

    /** Sendings that have ended are removed with everything of theirs, and no connection outlives its worker. */
    private static void checkThatNothingIsLeft(Settings settings, SoakWatch watch) throws Exception {
        Await.until(
                DEADLINE,
                () -> watch.connections() <= Node.connections(settings),
                () -> watch.connections() + " connections are left");
        try (Node node = Node.open(settings.with(Setting.KEEP_FINISHED, Duration.ZERO))) {
            node.start();
            Await.until(DEADLINE, () -> watch.outboxRows() == 0, () -> watch.outboxRows() + " rows are left");
        }
    }
}
