package io.sendwell.smtp;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts connections whose server does not take what we write: a blocking socket has a timeout for reading and none for
 * writing. One daemon thread, begun with the first connection, looks a few times within the timeout; to be watched costs
 * a write two stores.
 */
final class WriteWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WriteWatch.class);
    private static final int LOOKS_PER_TIMEOUT = 10;

    private final Duration timeout;
    private final Runnable eachTime;
    private final Set<Watched> watched = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean started = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Something that may hang in a write. */
    interface Watched {
        /** When the write under way began, by {@link System#nanoTime()}; zero when there is none. */
        long writingSince();

        /** Ends the write under way. */
        void cut();
    }

    /**
     * A watch over nothing yet.
     *
     * @param eachTime other work for the thread
     */
    WriteWatch(Duration timeout, Runnable eachTime) {
        this.timeout = timeout;
        this.eachTime = eachTime;
    }

    void watch(Watched connection) {
        watched.add(connection);
        if (started.compareAndSet(false, true)) {
            Thread thread = new Thread(this::run, "sendwell-smtp-watch");
            thread.setDaemon(true);
            thread.start();
        }
    }

    void forget(Watched connection) {
        watched.remove(connection);
    }

    /** Cuts everything that is watched, whether it hangs or not. */
    void cutAll() {
        watched.forEach(Watched::cut);
    }

    private void run() {
        long period = Math.max(1, timeout.toMillis() / LOOKS_PER_TIMEOUT);
        try {
            while (!closed.await(period, TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            long now = System.nanoTime();
            for (Watched connection : watched) {
                long since = connection.writingSince();
                if (since != 0 && now - since > timeout.toNanos()) {
                    connection.cut();
                }
            }
            eachTime.run();
        } catch (RuntimeException e) {
            LOG.warn("A look after the SMTP connections failed; the next one follows.", e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
