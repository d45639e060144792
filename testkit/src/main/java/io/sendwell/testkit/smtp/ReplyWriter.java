package io.sendwell.testkit.smtp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Collects replies and sends them at {@link #flush()}: at once, or, with a latency, so much later from another thread
 * while the session reads on, as if the network were long.
 */
final class ReplyWriter {
    private final Duration latency;
    private final ScheduledExecutorService timer;
    private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
    private OutputStream out;
    private @Nullable Future<?> lastScheduled;

    ReplyWriter(OutputStream out, Duration latency, ScheduledExecutorService timer) {
        this.out = out;
        this.latency = latency;
        this.timer = timer;
    }

    void add(byte[] octets) {
        collected.writeBytes(octets);
    }

    void flush() throws IOException {
        if (collected.size() == 0) {
            return;
        }
        byte[] octets = collected.toByteArray();
        collected.reset();
        if (latency.isZero()) {
            out.write(octets);
            out.flush();
        } else {
            try {
                lastScheduled = timer.schedule(() -> send(octets), latency.toNanos(), TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                throw new IOException("The server was closed", e);
            }
        }
    }

    /** Flushes and waits until everything has left. */
    void drain() throws IOException, InterruptedException {
        flush();
        Future<?> last = lastScheduled;
        if (last != null) {
            try {
                last.get();
            } catch (ExecutionException e) {
                throw new IOException("A delayed reply could not be sent", e.getCause());
            }
        }
    }

    /** Continues on another stream, after a TLS handshake. To be drained before. */
    void continueOn(OutputStream encrypted) {
        out = encrypted;
    }

    private @Nullable Void send(byte[] octets) throws IOException {
        out.write(octets);
        out.flush();
        return null;
    }
}
