package io.sendwell.scheduling;

import io.sendwell.Release;
import io.sendwell.Sendwell;
import io.sendwell.account.SendwellException;
import io.sendwell.outbox.Lane;
import io.sendwell.outbox.Outbox;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what stands in the outbox.
 *
 * <pre>{@code
 * OutboxWorker worker = OutboxWorker.of(sendwell).start();
 * ...
 * worker.close();     // before sendwell.close()
 * }</pre>
 *
 * <p>Any number of workers share an outbox, in one process or many. An application with a scheduler of its own builds one
 * without threads and calls {@link #runOnce()}.
 *
 * <p>Its threads are daemons: an application that ends without {@link #close()} is not held up, and what was being handed over
 * then is recovered by the next worker. Threads may share a worker, except for {@link #runOnce()}.
 */
public final class OutboxWorker implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(OutboxWorker.class);

    private static final Set<Lane> INDIVIDUAL_ONLY = Set.of(Lane.INDIVIDUAL);
    private static final Set<Lane> ALL = Set.of(Lane.INDIVIDUAL, Lane.SMALL, Lane.BROADCAST);

    /** Of so many threads one serves individual mail only. */
    private static final int RESERVED_EVERY = 4;

    private static final double POLL_JITTER = 0.2;
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(10);

    private final WorkerSettings settings;
    private final RandomGenerator chance;
    private final int threads;
    private final Workshop shop;
    private final Turns turns;
    private final Care care;
    private final WakeUp wakeUp = new WakeUp();
    private final WorkerThreads running;
    private final AtomicBoolean closing = new AtomicBoolean();
    private boolean started;
    private Optional<Release.Watch> watch = Optional.empty();

    OutboxWorker(OutboxWorkerBuilder b) {
        settings = b.settings;
        chance = b.chance;
        threads = b.threads;
        Outbox outbox = b.release.outbox();
        Events events = new Events(b.listeners);
        StoreWatch store = new StoreWatch(settings.longestStoreWait(), b.nanoTime, chance, events);
        shop = new Workshop(
                b.release,
                outbox,
                b.throttle,
                settings,
                b.nanoTime,
                closing::get,
                events,
                store,
                new DueBoard(outbox, b.nanoTime, b.weights, events),
                new Routes(b.throttle, settings.breaker(), b.nanoTime, events),
                new Pacing(b.throttle),
                new Judge(settings.retry(), chance),
                new Answers(outbox, b.release, store, events),
                new Holdings(outbox, settings.lease(), b.nanoTime, store, events),
                new Doubts(patience(settings, b.release), b.nanoTime),
                new Permits.Meter(),
                new Tally());
        turns = new Turns(shop);
        care = new Care(shop);
        running = new WorkerThreads(settings.grace());
    }

    // What the hop took at the very end of its call has to be found, just as by whoever recovers the claim.
    private static Duration patience(WorkerSettings settings, Release release) {
        Duration settle = settings.settle().compareTo(release.settle()) < 0 ? release.settle() : settings.settle();
        return settings.lease().plus(settle);
    }

    /**
     * A worker for this Sendwell, to be set up and started.
     *
     * @throws io.sendwell.account.ConfigurationException when it has no outbox
     */
    public static OutboxWorkerBuilder of(Sendwell sendwell) {
        return new OutboxWorkerBuilder(sendwell.release(), sendwell.throttle());
    }

    /**
     * Starts the threads. Starting again does nothing.
     *
     * @throws IllegalStateException when it was closed
     */
    public synchronized void start() {
        if (closing.get()) {
            throw new IllegalStateException("The worker was closed. Make another one.");
        }
        if (started) {
            return;
        }
        started = true;
        watch = Optional.of(shop.release().onScheduled(this::wakeUp));
        for (int i = 0; i < threads; i++) {
            boolean reserved = i % RESERVED_EVERY == 0;
            running.startSender(
                    reserved ? "sendwell-outbox-individual-" + i : "sendwell-outbox-" + i,
                    () -> serve(reserved ? INDIVIDUAL_ONLY : ALL));
        }
        running.startOther("sendwell-outbox-care", this::care);
        running.startLast("sendwell-outbox-leases", this::keepLeases);
    }

    /** Says that something was scheduled, so that nobody waits for the next poll. What this process schedules says so by itself. */
    public void wakeUp() {
        shop.board().expectMore();
        wakeUp.signal();
    }

    /**
     * Does everything that is due now, on the caller's thread: sends, recovers, sweeps and removes. What is throttled, or due
     * later, is left for the next time; nothing is waited for. One thread at a time, and not while the worker's own run. {@link
     * #close()} ends it after the call that runs.
     *
     * @return what was done
     * @throws IllegalStateException when the threads were started
     */
    public synchronized Round runOnce() {
        if (started) {
            throw new IllegalStateException("The worker's own threads run. Build one without, by build().");
        }
        Round before = shop.tally().sum();
        try {
            care.urgent();
            for (Lane lane : Lane.values()) {
                shop.board().refresh(lane);
                shop.board().lookAtAllAgain(lane);
            }
            shop.store().answered();
        } catch (SendwellException e) {
            shop.store().failed(e);
        }
        while (!closing.get() && turns.take(ALL)) {
            shop.holdings().renew();
        }
        care.everything();
        return shop.tally().sum().minus(before);
    }

    /** How it stands now. No store is asked. */
    public WorkerStatus status() {
        Map<Lane, WorkerStatus.LaneStatus> lanes = new EnumMap<>(Lane.class);
        for (Lane lane : Lane.values()) {
            lanes.put(
                    lane,
                    new WorkerStatus.LaneStatus(
                            shop.board().size(lane), shop.board().oldestStart(lane)));
        }
        return new WorkerStatus(
                running.areRunning(),
                lanes,
                shop.holdings().claims(),
                shop.holdings().entries(),
                shop.answers().waiting(),
                shop.store().isAway(),
                shop.meter().granted.sum(),
                shop.meter().waits.sum(),
                shop.routes().states(),
                shop.tally().sum());
    }

    /**
     * Ends the work in good order: nothing more is claimed; calls that run are waited for, up to {@link WorkerSettings#grace()};
     * their answers are recorded; what was claimed and has not left is given back, and so are its permits; leases are
     * extended until the last. What is still on its way after the grace is recovered by another worker.
     *
     * <p>Closing again does nothing. An interrupt ends the wait, and stays set.
     */
    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        wakeUp.signal();
        synchronized (this) {
            watch.ifPresent(Release.Watch::close);
            running.stop(wakeUp::signal);
        }
        shop.answers().tryLast();
        if (shop.answers().waiting() > 0) {
            log.error(
                    "{} answers could not be recorded before the end, because the store is away; they will be recovered",
                    shop.answers().waiting());
        }
    }

    /** How often it was told to wake up. */
    long wakeUps() {
        return wakeUp.signals();
    }

    boolean isClosing() {
        return closing.get();
    }

    private void serve(Set<Lane> lanes) {
        while (!closing.get()) {
            long seen = wakeUp.signals();
            try {
                lookUp(lanes);
                if (!turns.take(lanes)) {
                    wakeUp.await(seen, pause(lanes));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void lookUp(Set<Lane> lanes) {
        if (shop.store().isAway()) {
            return;
        }
        try {
            for (Lane lane : lanes) {
                Duration poll = lane == Lane.INDIVIDUAL ? settings.individualPoll() : settings.broadcastPoll();
                if (shop.board().refreshIfStale(lane, jittered(poll))) {
                    shop.store().answered();
                }
            }
        } catch (RuntimeException e) {
            shop.store().failed(e);
        } catch (Error e) {
            log.error("What is due could not be looked up", e);
        }
    }

    private Duration pause(Set<Lane> lanes) {
        Duration poll = jittered(settings.individualPoll());
        // Who comes back a poll after another thread has looked sees nothing new, and then waits a second one.
        Duration look = shop.store().isAway() ? poll : shop.board().untilLook(lanes);
        Duration longest = look.compareTo(poll) < 0 ? look : poll;
        Duration wait = shop.board()
                .untilReady(lanes)
                .filter(ready -> ready.compareTo(longest) < 0)
                .orElse(longest);
        return wait.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : wait;
    }

    private void care() {
        repeat(care::everything, closing::get);
    }

    // On a thread of its own, which no next hop holds up.
    private void keepLeases() {
        repeat(care::urgent, running::isLastOver);
    }

    private void repeat(Runnable step, BooleanSupplier over) {
        while (!over.getAsBoolean()) {
            long seen = wakeUp.signals();
            step.run();
            try {
                wakeUp.await(seen, jittered(settings.broadcastPoll()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private Duration jittered(Duration poll) {
        double factor = 1 + POLL_JITTER * (2 * chance.nextDouble() - 1);
        return Duration.ofNanos(Math.max(1, Math.round(poll.toNanos() * factor)));
    }

    /** For messages only. */
    @Override
    public String toString() {
        return "OutboxWorker" + List.of(status());
    }
}
