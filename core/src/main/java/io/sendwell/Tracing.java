package io.sendwell;

import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The application's tracing, whose failures stay here: no mail waits for a trace. Threads share it. */
final class Tracing {

    private static final Logger log = LoggerFactory.getLogger(Tracing.class);

    private final Optional<TraceContext> context;

    Tracing(Optional<TraceContext> context) {
        this.context = context;
    }

    /** The trace of the calling thread. */
    Optional<TraceParent> current() {
        try {
            return context.flatMap(TraceContext::current);
        } catch (RuntimeException e) {
            log.warn("The trace of a thread cannot be found out, so what it schedules has none", e);
            return Optional.empty();
        }
    }

    /** Does something within a trace. */
    <T> T within(Optional<TraceParent> trace, Supplier<T> work) {
        Optional<TraceContext.Restored> restored = trace.flatMap(this::restored);
        try {
            return work.get();
        } finally {
            restored.ifPresent(Tracing::close);
        }
    }

    private Optional<TraceContext.Restored> restored(TraceParent parent) {
        try {
            return context.map(known -> known.restore(parent));
        } catch (RuntimeException e) {
            log.warn("The trace {} cannot be restored", parent, e);
            return Optional.empty();
        }
    }

    private static void close(TraceContext.Restored restored) {
        try {
            restored.close();
        } catch (RuntimeException e) {
            log.warn("A trace cannot be closed", e);
        }
    }
}
