package io.sendwell.examples.crm.outside;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does things again and again on a thread of its own. What fails once is logged, and tried again when its time comes. */
public final class Repeater implements Executor, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Repeater.class);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    /**
     * Does this now, and again for as long as the program runs.
     *
     * @param pause between the end of one time and the begin of the next
     * @param what it is, as one would ask for it, for the log
     */
    public void every(Duration pause, String what, Runnable task) {
        ScheduledFuture<?> unused = timer.scheduleWithFixedDelay(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException e) {
                        log.warn("Could not {}; it is tried again in {}: {}", what, pause, e.getMessage());
                    }
                },
                0,
                pause.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void execute(Runnable once) {
        timer.execute(once);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
