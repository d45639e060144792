package io.sendwell.examples.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.testkit.crash.WorkerProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;

/** Nodes in processes of their own, of which now and then one is killed and another one started in its place. */
final class Fleet implements AutoCloseable {

    /** What each node may have of it, in mebibytes. */
    static final int HEAP = 96;

    private static final Duration START = Duration.ofMinutes(2);

    private final IntFunction<Settings> settings;
    private final Random random;
    private final List<WorkerProcess> workers = new ArrayList<>();
    private int kills;

    private Fleet(IntFunction<Settings> settings, int size, long seed) {
        this.settings = settings;
        random = new Random(seed);
        for (int number = 0; number < size; number++) {
            workers.add(newWorker(number));
        }
    }

    /** Starts so many nodes. */
    static Fleet of(int size, Settings settings) {
        return of(size, number -> settings);
    }

    /** Starts so many nodes, each with settings of its own. */
    static Fleet of(int size, IntFunction<Settings> settings) {
        return new Fleet(settings, size, 4711);
    }

    int size() {
        return workers.size();
    }

    WorkerProcess worker(int number) {
        return workers.get(number);
    }

    int kills() {
        return kills;
    }

    void awaitReady() throws InterruptedException {
        for (WorkerProcess worker : workers) {
            worker.awaitLine(FaultWorker.READY::equals, START);
        }
    }

    /**
     * Kills one after the other at random until something is done, and starts a new one each time. Between two kills something
     * has arrived at the next hop: on a machine that is slow the nodes are killed more seldom, but always at work. After
     * {@code atMost} kills it lets them finish.
     *
     * @param arrived how much has arrived up to now
     */
    void killUntil(
            BooleanSupplier done, IntSupplier arrived, Duration least, Duration most, int atMost, Duration deadline)
            throws InterruptedException {
        long end = System.nanoTime() + deadline.toNanos();
        int before = arrived.getAsInt();
        while (!done.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as("Not done within %s. %s", deadline, outputs())
                    .isLessThan(end);
            // The time between two kills is part of the fault.
            TimeUnit.MILLISECONDS.sleep(random.nextLong(least.toMillis(), most.toMillis()));
            if (kills < atMost && arrived.getAsInt() > before) {
                before = arrived.getAsInt();
                killOne();
            }
        }
    }

    /** Whether one has begun to work. */
    boolean isWorking(int number) {
        return workers.get(number).output().contains(FaultWorker.READY);
    }

    /** Kills one of those that have begun to work, if there is one. */
    void killOne() {
        killOneFrom(0);
    }

    /** The same, but for those before this number: they live as long as the fleet does. */
    void killOneFrom(int first) {
        List<Integer> working = IntStream.range(first, workers.size())
                .filter(this::isWorking)
                .boxed()
                .toList();
        if (!working.isEmpty()) {
            int number = working.get(random.nextInt(working.size()));
            workers.get(number).close();
            kills++;
            workers.set(number, newWorker(number));
        }
    }

    /** Starts those anew that found no database when they started; whoever has begun to work does not end by itself. */
    void startEndedAgain() {
        for (int number = 0; number < workers.size(); number++) {
            WorkerProcess worker = workers.get(number);
            if (!worker.isAlive()) {
                assertThat(isWorking(number)).as(outputs()).isFalse();
                worker.close();
                workers.set(number, newWorker(number));
            }
        }
    }

    /** Replaces one by a new one, which is ready when this returns. */
    void replace(int number) throws InterruptedException {
        workers.get(number).close();
        workers.set(number, newWorker(number));
        workers.get(number).awaitLine(FaultWorker.READY::equals, START);
    }

    /**
     * How one came to its end.
     *
     * @param after how long after it was asked to
     * @param recovered how many claims it had recovered that somebody left behind
     */
    record Ended(Duration after, long recovered) {}

    /**
     * Asks one to end (SIGTERM), and starts a new one in its place once it has.
     *
     * @param max how long it may take to end
     */
    Ended restart(int number, Duration max) throws InterruptedException {
        WorkerProcess worker = workers.get(number);
        long asked = System.nanoTime();
        worker.terminate();
        assertThat(worker.awaitEnd(max))
                .as("It ends within %s. %s", max, outputs())
                .isTrue();
        Duration after = Duration.ofNanos(System.nanoTime() - asked);
        worker.awaitLine(FaultWorker.CLOSED::equals, START);
        worker.close();
        workers.set(number, newWorker(number));
        workers.get(number).awaitLine(FaultWorker.READY::equals, START);
        return new Ended(after, recovered(worker));
    }

    /** How many claims those that run now have recovered that somebody left behind. */
    long recovered() {
        return workers.stream().mapToLong(Fleet::recovered).sum();
    }

    private static long recovered(WorkerProcess worker) {
        return worker.output().stream().filter(FaultWorker.RECOVERED::equals).count();
    }

    /** What they printed, for a failure. */
    String outputs() {
        StringBuilder all = new StringBuilder();
        workers.forEach(worker -> {
            List<String> lines = worker.output();
            all.append(worker)
                    .append(":\n")
                    .append(String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size())))
                    .append('\n');
        });
        return all.toString();
    }

    @Override
    public void close() {
        workers.forEach(WorkerProcess::close);
    }

    private WorkerProcess newWorker(int number) {
        return WorkerProcess.running(FaultWorker.class)
                .arguments(settings.apply(number).toArguments())
                .property("org.slf4j.simpleLogger.defaultLogLevel", "warn")
                .heap(HEAP)
                .start();
    }
}
