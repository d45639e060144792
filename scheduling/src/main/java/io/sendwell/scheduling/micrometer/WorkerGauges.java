package io.sendwell.scheduling.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.sendwell.outbox.Lane;
import io.sendwell.scheduling.OutboxWorker;
import io.sendwell.scheduling.WorkerStatus;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** What a worker's status has, as meters that look when they are looked at. No store is asked. */
final class WorkerGauges {

    private WorkerGauges() {}

    static void bind(OutboxWorker worker, MeterRegistry registry) {
        for (Lane lane : Lane.values()) {
            bind(worker, lane, registry);
        }
        gauge(
                worker,
                registry,
                "sendwell.outbox.claims.held",
                "Claims in this worker's hands",
                status -> status.claimsInHand());
        gauge(
                worker,
                registry,
                "sendwell.outbox.entries.held",
                "Entries of those claims",
                status -> status.entriesInHand());
        gauge(
                worker,
                registry,
                "sendwell.outbox.answers.waiting",
                "Answers that the store has not taken yet",
                status -> status.answersWaiting());
        FunctionCounter.builder(
                        "sendwell.throttle.granted", worker, one -> one.status().permitsGranted())
                .description("Permits that this worker got")
                .register(registry);
        FunctionCounter.builder(
                        "sendwell.throttle.waits", worker, one -> one.status().permitWaits())
                .description("How often it was told to wait for permits")
                .register(registry);
    }

    private static void bind(OutboxWorker worker, Lane lane, MeterRegistry registry) {
        Gauge.builder(
                        "sendwell.outbox.due",
                        worker,
                        one -> lane(one, lane)
                                .map(WorkerStatus.LaneStatus::sendings)
                                .orElse(0))
                .description("Sendings that are due, as of the last look")
                .tag("lane", SendwellMetrics.word(lane))
                .register(registry);
        TimeGauge.builder(
                        "sendwell.outbox.due.age",
                        worker,
                        TimeUnit.MILLISECONDS,
                        one -> lane(one, lane)
                                .flatMap(WorkerStatus.LaneStatus::oldestStart)
                                .map(start -> age(start, registry))
                                .orElse(0L))
                .description("For how long the oldest of them has been due")
                .tag("lane", SendwellMetrics.word(lane))
                .register(registry);
    }

    private static long age(Instant start, MeterRegistry registry) {
        return Math.max(0, registry.config().clock().wallTime() - start.toEpochMilli());
    }

    private static Optional<WorkerStatus.LaneStatus> lane(OutboxWorker worker, Lane lane) {
        return Optional.ofNullable(worker.status().lanes().get(lane));
    }

    private static void gauge(
            OutboxWorker worker,
            MeterRegistry registry,
            String name,
            String description,
            ToDoubleFunction<WorkerStatus> figure) {
        Gauge.builder(name, worker, one -> figure.applyAsDouble(one.status()))
                .description(description)
                .register(registry);
    }
}
