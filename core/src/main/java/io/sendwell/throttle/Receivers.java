package io.sendwell.throttle;

import io.sendwell.address.DomainName;
import io.sendwell.outbox.Lane;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Keeps the pace to each receiver organisation. */
final class Receivers {

    /** Gmail's guidelines on 4.7.28 (2026-03): stop, and start again slowly. */
    private static final Duration STOP = Duration.ofMinutes(10);

    private final ThrottleStore store;
    private final Pace pace;
    private final RouteStops stops;

    Receivers(ThrottleStore store, Pace pace) {
        this.store = store;
        this.pace = pace;
        this.stops = new RouteStops(store);
    }

    List<Duration> reserve(Lane lane, DomainName sendingDomain, List<DomainName> recipients) {
        Map<String, List<Integer>> positions = new LinkedHashMap<>();
        for (int i = 0; i < recipients.size(); i++) {
            String receiver = pace.organisation().apply(recipients.get(i));
            positions.computeIfAbsent(receiver, ignored -> new ArrayList<>()).add(i);
        }
        List<Duration> waits = new ArrayList<>(Collections.nCopies(recipients.size(), Duration.ZERO));
        positions.forEach((receiver, those) -> {
            Room room = room(lane, sendingDomain, receiver, those.size());
            those.subList(room.now(), those.size()).forEach(position -> waits.set(position, room.then()));
        });
        return List.copyOf(waits);
    }

    /** How many may leave now, and after which time others may. */
    private record Room(int now, Duration then) {}

    private Room room(Lane lane, DomainName sendingDomain, String receiver, int wanted) {
        Optional<RouteStop> stop = stops.stopped(ThrottleKeys.receiverStop(receiver));
        if (stop.isPresent()) {
            return new Room(0, stop.get().left());
        }
        Taken taken = take(lane, receiver, wanted);
        if (pace.warmUp().isEmpty() || taken.share().permits() == 0) {
            return new Room(taken.share().permits(), taken.then());
        }
        Room warm = take(
                pace.warmUp().get(),
                ThrottleKeys.warmUp(sendingDomain, receiver),
                taken.share().permits());
        int unused = taken.share().permits() - warm.now();
        if (unused > 0) {
            new Cell(store, taken.share().key())
                    .change(reading -> Cell.Step.write(
                            true,
                            Stream.of(taken.share().key(), reading)
                                    .refund(Cell.micros(reading.now()), taken.share(), unused)
                                    .text()));
            return warm;
        }
        return new Room(warm.now(), taken.then());
    }

    private record Taken(Share share, Duration then) {}

    /** As many as there are: a claim has mail to many receivers, and what one does not take now waits alone. */
    private Taken take(Lane lane, String receiver, int wanted) {
        ThrottleLimit limit = pace.limit(receiver);
        String key = ThrottleKeys.receiver(receiver);
        return new Cell(store, key).mustChange(reading -> {
            long now = Cell.micros(reading.now());
            Stream stream = Stream.of(key, reading).at(now, limit);
            int permits = Math.min(wanted, stream.room(now, limit, lane));
            Stream after = permits == 0 ? stream : stream.grant(now, limit, permits);
            Duration then = Duration.of(Math.max(1, after.wait(now, limit, lane, 1)), ChronoUnit.MICROS);
            return Cell.Step.write(new Taken(new Share(key, limit, permits, after), then), after.text());
        });
    }

    private Room take(WarmUp warmUp, String key, int wanted) {
        return new Cell(store, key).mustChange(reading -> {
            WarmDay today = WarmDay.of(key, reading).on(day(reading.now()), warmUp);
            int mails = Math.min(wanted, today.left(warmUp));
            return Cell.Step.write(
                    new Room(mails, untilTomorrow(reading.now())),
                    today.counted(mails).text());
        });
    }

    Duration stop(DomainName recipient, String reason) {
        String receiver = pace.organisation().apply(recipient);
        return stops.stop(ThrottleKeys.receiverStop(receiver), Optional.of(STOP), reason);
    }

    void deferred(DomainName sendingDomain, DomainName recipient) {
        report(sendingDomain, recipient, WarmDay::withDeferral);
    }

    void complained(DomainName sendingDomain, DomainName recipient) {
        report(sendingDomain, recipient, WarmDay::withComplaint);
    }

    private void report(DomainName sendingDomain, DomainName recipient, UnaryOperator<WarmDay> counted) {
        String key = ThrottleKeys.warmUp(sendingDomain, pace.organisation().apply(recipient));
        pace.warmUp()
                .ifPresent(warmUp -> new Cell(store, key).<Boolean>mustChange(reading -> {
                    WarmDay today = WarmDay.of(key, reading).on(day(reading.now()), warmUp);
                    return Cell.Step.write(true, counted.apply(today).text());
                }));
    }

    private static LocalDate day(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC);
    }

    private static Duration untilTomorrow(Instant now) {
        return Duration.between(
                now, day(now).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    }
}
