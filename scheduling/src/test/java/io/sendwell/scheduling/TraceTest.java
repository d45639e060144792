package io.sendwell.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.sendwell.HandoverCall;
import io.sendwell.HandoverListener;
import io.sendwell.HandoverResult;
import io.sendwell.TraceContext;
import io.sendwell.TraceParent;
import io.sendwell.outbox.SendingId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With the SDK of OpenTelemetry as the application's tracing. */
class TraceTest {

    private final List<SpanData> spans = Collections.synchronizedList(new ArrayList<>());
    private final SdkTracerProvider tracing = SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(new Keeping(spans)))
            .build();
    private final Tracer tracer = tracing.get("test");
    private final Mailroom room = room(new OpenTelemetryContext());

    private record Keeping(List<SpanData> spans) implements SpanExporter {
        @Override
        public CompletableResultCode export(Collection<SpanData> ended) {
            spans.addAll(ended);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }

    private Mailroom room(TraceContext context) {
        HandoverListener spansOfCalls = this::span;
        return new Mailroom(
                policy -> {},
                (builder, hop) -> builder.esp(hop).traceContext(context).handoverListener(spansOfCalls));
    }

    @SuppressWarnings("MustBeClosedChecker") // closed when the call has ended
    private Consumer<HandoverResult> span(HandoverCall call) {
        Span span = tracer.spanBuilder("sendwell.handover").startSpan();
        Scope scope = span.makeCurrent();
        return result -> {
            scope.close();
            span.end();
        };
    }

    @AfterEach
    void close() {
        room.close();
        tracing.close();
    }

    @Test
    void what_was_scheduled_in_a_request_leaves_in_the_trace_of_that_request() throws Exception {
        Span request = tracer.spanBuilder("POST /orders").startSpan();
        within(request, () -> room.mail("kim@example.net"));
        request.end();
        List<Span> seenByTheHop = Collections.synchronizedList(new ArrayList<>());
        room.hop.beforeMark = () -> seenByTheHop.add(Span.current());

        // On another thread, as a worker's are; this one is within no trace.
        ExecutorService elsewhere = Executors.newSingleThreadExecutor();
        try {
            elsewhere.submit(() -> room.worker().runOnce()).get();
        } finally {
            elsewhere.shutdown();
        }

        SpanData handover = spans("sendwell.handover").get(0);
        assertThat(handover.getTraceId()).isEqualTo(request.getSpanContext().getTraceId());
        assertThat(handover.getParentSpanId())
                .isEqualTo(request.getSpanContext().getSpanId());
        assertThat(seenByTheHop).hasSize(1);
        assertThat(seenByTheHop.get(0).getSpanContext().getSpanId()).isEqualTo(handover.getSpanId());
        assertThat(Span.current().getSpanContext().isValid()).isFalse();
    }

    @Test
    void broadcasts_keep_their_trace_and_mail_of_others_does_not_get_it() {
        Span request = tracer.spanBuilder("newsletter").startSpan();
        SendingId broadcast = within(request, () -> room.broadcast(3));
        room.mail("kim@example.net");

        room.worker().runOnce();

        assertThat(spans("sendwell.handover"))
                .extracting(span ->
                        span.getTraceId().equals(request.getSpanContext().getTraceId()))
                .containsExactlyInAnyOrder(true, false);
        assertThat(room.progress(broadcast).accepted()).isEqualTo(3);
    }

    @Test
    void mail_that_is_sent_at_once_stays_in_the_callers_trace() {
        Span request = tracer.spanBuilder("POST /orders").startSpan();
        within(request, () -> room.sendwell.account("one").send(Mailroom.composed("kim@example.net")));

        assertThat(spans("sendwell.handover").get(0).getParentSpanId())
                .isEqualTo(request.getSpanContext().getSpanId());
    }

    @Test
    void no_mail_waits_for_a_tracing_that_fails() {
        try (Mailroom troubled = room(new FailingContext())) {
            SendingId id = troubled.mail("kim@example.net");

            troubled.worker().runOnce();

            assertThat(troubled.progress(id).accepted()).isEqualTo(1);
        }
    }

    @Test
    void a_listener_that_fails_at_either_end_changes_nothing() {
        HandoverListener atTheBeginning = call -> {
            throw new IllegalStateException("no metrics today");
        };
        HandoverListener atTheEnd = call -> result -> {
            throw new IllegalStateException("no metrics today");
        };
        List<Duration> heard = new ArrayList<>();
        try (Mailroom troubled = new Mailroom(
                policy -> {},
                (builder, hop) -> builder.esp(hop)
                        .handoverListener(atTheBeginning)
                        .handoverListener(atTheEnd)
                        .handoverListener(call -> result -> heard.add(result.duration())))) {
            SendingId id = troubled.mail("kim@example.net");

            troubled.worker().runOnce();

            assertThat(troubled.progress(id).accepted()).isEqualTo(1);
            assertThat(heard).hasSize(1);
        }
    }

    private static final class FailingContext implements TraceContext {
        @Override
        public Optional<TraceParent> current() {
            throw new IllegalStateException("no tracing today");
        }

        @Override
        public Restored restore(TraceParent parent) {
            throw new IllegalStateException("no tracing today");
        }
    }

    private static <T> T within(Span span, Supplier<T> work) {
        return Context.current().with(span).wrapSupplier(work).get();
    }

    private List<SpanData> spans(String name) {
        return List.copyOf(spans).stream()
                .filter(span -> span.getName().equals(name))
                .toList();
    }
}
