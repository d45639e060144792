package io.sendwell.scheduling;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.sendwell.TraceContext;
import io.sendwell.TraceParent;
import java.util.Optional;

/** OpenTelemetry as the application's tracing; as docs/observability.md has it. */
final class OpenTelemetryContext implements TraceContext {

    @Override
    public Optional<TraceParent> current() {
        SpanContext span = Span.current().getSpanContext();
        return span.isValid()
                ? Optional.of(TraceParent.of(
                        span.getTraceId(),
                        span.getSpanId(),
                        span.getTraceFlags().asHex()))
                : Optional.empty();
    }

    @Override
    @SuppressWarnings("MustBeClosedChecker") // Sendwell closes it
    public Restored restore(TraceParent parent) {
        SpanContext span = SpanContext.createFromRemoteParent(
                parent.traceId(), parent.parentId(), TraceFlags.fromHex(parent.flags(), 0), TraceState.getDefault());
        return Context.root().with(Span.wrap(span)).makeCurrent()::close;
    }
}
