package io.sendwell.examples.faults;

import io.sendwell.testkit.crash.Await;
import io.sendwell.testkit.crash.CountingEsp;
import io.sendwell.testkit.crash.EspAnswer;
import io.sendwell.testkit.crash.EspCall;
import io.sendwell.testkit.crash.EspScript;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps each call waiting, so long that several workers have calls under way at the same time; knows how many there are. */
final class SlowHop implements EspScript {

    static final Duration LATENCY = Duration.ofMillis(600);

    private static final Duration DEADLINE = Duration.ofMinutes(5);

    private final AtomicInteger underWay = new AtomicInteger();

    /**
     * Waits until each worker has a call under way; not if so many readers have theirs before that.
     *
     * @param threads of each worker; one of them keeps itself free for individual mail
     */
    void awaitCallOfEach(int workers, int threads, CountingEsp esp, int readers) throws InterruptedException {
        int moreThanTheOthersCan = (workers - 1) * (threads - 1) + 1;
        Await.until(
                DEADLINE,
                () -> underWay.get() >= moreThanTheOthersCan || esp.recipients() >= readers,
                () -> "too few calls: " + esp);
    }

    @Override
    public EspAnswer answer(EspCall call) {
        underWay.incrementAndGet();
        try {
            TimeUnit.MILLISECONDS.sleep(LATENCY.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            underWay.decrementAndGet();
        }
        return EspAnswer.accepted();
    }
}
