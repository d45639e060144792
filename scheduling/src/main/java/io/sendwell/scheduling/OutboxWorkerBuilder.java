package io.sendwell.scheduling;

import io.sendwell.Release;
import io.sendwell.account.AccountId;
import io.sendwell.throttle.Throttle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/** Puts a worker together. Everything has a default. One thread at a time. */
public final class OutboxWorkerBuilder {

    final Release release;
    final Throttle throttle;
    final List<WorkerListener> listeners = new ArrayList<>();
    WorkerSettings settings = WorkerSettings.defaults();
    ToDoubleFunction<AccountId> weights = account -> 1;
    int threads = 4;
    LongSupplier nanoTime = System::nanoTime;
    // Threads share it, which a SplittableRandom does not allow.
    RandomGenerator chance = () -> ThreadLocalRandom.current().nextLong();

    OutboxWorkerBuilder(Release release, Throttle throttle) {
        this.release = release;
        this.throttle = throttle;
    }

    /**
     * How many threads send; 4 by default. The first one serves individual mail only, and so does every fourth after it; two
     * more care for leases and for what others left.
     *
     * @throws IllegalArgumentException when there are fewer than 2: one for individual mail, one for the rest
     */
    public OutboxWorkerBuilder threads(int value) {
        if (value < 2) {
            throw new IllegalArgumentException(
                    "A worker has 2 threads or more, so that individual mail has one of its own; found " + value + ".");
        }
        threads = value;
        return this;
    }

    /** The worker's figures. */
    public OutboxWorkerBuilder settings(WorkerSettings value) {
        settings = value;
        return this;
    }

    /**
     * How many claims an account gets in a round while others wait; 1 for all by default. It is called on the worker's threads
     * and had better be quick; where it throws, that counts as 1.
     */
    public OutboxWorkerBuilder weights(ToDoubleFunction<AccountId> value) {
        weights = value;
        return this;
    }

    /** One more listener. */
    public OutboxWorkerBuilder listener(WorkerListener listener) {
        listeners.add(listener);
        return this;
    }

    /** Another clock than the machine's, for tests: nanoseconds that only go forward. */
    OutboxWorkerBuilder nanoTime(LongSupplier value) {
        nanoTime = value;
        return this;
    }

    /** Where jitter comes from, for tests. */
    OutboxWorkerBuilder chance(RandomGenerator value) {
        chance = value;
        return this;
    }

    /** A worker without threads, to be started, or driven by {@link OutboxWorker#runOnce()}. */
    public OutboxWorker build() {
        return new OutboxWorker(this);
    }

    /** A worker whose threads run. */
    public OutboxWorker start() {
        OutboxWorker worker = build();
        worker.start();
        return worker;
    }
}
