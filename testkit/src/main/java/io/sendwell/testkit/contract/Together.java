package io.sendwell.testkit.contract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs work in threads of its own that all begin at the same moment. */
final class Together {

    // Long enough for any store on any machine; it ends a test that would hang, and decides nothing else.
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Together() {}

    /**
     * Runs all of it and waits.
     *
     * @return what the works returned, in their order
     * @throws AssertionError when one of them threw, or did not end
     */
    static <T> List<T> run(List<? extends Callable<T>> works) {
        return run(works, PATIENCE);
    }

    /** Runs all of it and waits longer than usual, for each. */
    static <T> List<T> run(List<? extends Callable<T>> works, Duration patience) {
        CyclicBarrier start = new CyclicBarrier(works.size());
        ExecutorService threads = Executors.newFixedThreadPool(works.size());
        try {
            List<Future<T>> running = new ArrayList<>();
            for (Callable<T> work : works) {
                running.add(threads.submit(() -> {
                    start.await();
                    return work.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : running) {
                results.add(resultOf(future, patience));
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    private static <T> T resultOf(Future<T> future, Duration patience) {
        try {
            return future.get(patience.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("One of several threads failed: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("One of several threads did not end within " + patience.toSeconds() + " s.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("The test was interrupted.", e);
        }
    }
}
