package io.sendwell;

import java.util.Optional;

/**
 * The application's tracing, so that the trace in which a mail was scheduled goes on when it leaves, on another thread or node. Given
 * to {@link SendwellBuilder#traceContext}; the trace is kept with the sending in the outbox, and is never part of a mail. Threads
 * share it; what it throws is logged, and the mail goes its way without a trace.
 */
public interface TraceContext {

    /** The trace of what the calling thread does now; empty when it has none. */
    Optional<TraceParent> current();

    /** Makes a trace the calling thread's, until what is given back is closed on the same thread. */
    Restored restore(TraceParent parent);

    /** A trace on a thread. */
    interface Restored extends AutoCloseable {

        /** Gives the thread back the trace that it had before. */
        @Override
        void close();
    }
}
