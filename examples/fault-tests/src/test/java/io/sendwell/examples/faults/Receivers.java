package io.sendwell.examples.faults;

import io.sendwell.event.DeliveryEvent;
import io.sendwell.event.EventIntake;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The threads of an application on which reports come in, in lists of 1 to 20 as webhooks bring them. Threads may share it. */
final class Receivers implements AutoCloseable {

    private static final int THREADS = 4;
    private static final int LONGEST_LIST = 20;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final Times answers = new Times();
    private final Duration patience;

    /** @param patience after which a test that hangs ends; it decides nothing else */
    Receivers(Duration patience) {
        this.patience = patience;
    }

    /**
     * Brings reports in, shuffled, and waits until each of them was answered.
     *
     * @throws AssertionError when a receiver got an exception
     */
    void bring(EventIntake intake, List<DeliveryEvent> reports, Random random) {
        List<DeliveryEvent> shuffled = new ArrayList<>(reports);
        Collections.shuffle(shuffled, random);
        List<Future<?>> lists = new ArrayList<>();
        for (int first = 0; first < shuffled.size(); ) {
            int end = Math.min(shuffled.size(), first + 1 + random.nextInt(LONGEST_LIST));
            List<DeliveryEvent> list = shuffled.subList(first, end);
            lists.add(threads.submit(() -> receive(intake, list)));
            first = end;
        }
        lists.forEach(this::await);
    }

    private void receive(EventIntake intake, List<DeliveryEvent> list) {
        long begin = System.nanoTime();
        intake.receive(list);
        answers.add(System.nanoTime() - begin);
    }

    private void await(Future<?> list) {
        try {
            list.get(patience.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("A receiver got an exception instead of an answer.", e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("A receiver got no answer in " + patience + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted.", e);
        }
    }

    /** How long the receivers waited for their answers. */
    String answers() {
        return answers.all();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
