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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Keeps the pace to each receiver organisation. */
final class Receivers {

    /** Gmail's guidelines on 4.7.28 (2026-03): stop, and start again slowly. */
    private static final Duration STOP = Duration.ofMinutes(10);

    // Gmail's guidelines on 4.7.28 (2026-03): resume with one connection, and add one at a time. Five to a receiver are
    // usual,
    // so one of them carries a fifth of the pace; how long to wait for the next one Gmail leaves open.
    private static final int CONNECTIONS = 5;
    private static final Duration FOR_THE_NEXT = Duration.ofMinutes(1);

    private final ThrottleStore store;
    private final Pace pace;
    private final RouteStops stops;
    private final WaitingLine line = new WaitingLine();

    Receivers(ThrottleStore store, Pace pace) {
        this.store = store;
        this.pace = pace;
        this.stops = new RouteStops(store);
    }

    List<Duration> reserve(Lane lane, DomainName sendingDomain, List<Set<DomainName>> mails) {
        Map<String, List<Integer>> positions = new LinkedHashMap<>();
        for (int i = 0; i < mails.size(); i++) {
            Set<String> organisations = new LinkedHashSet<>();
            mails.get(i)
                    .forEach(recipient -> organisations.add(pace.organisation().apply(recipient)));
            for (String receiver : organisations) {
                positions
                        .computeIfAbsent(receiver, ignored -> new ArrayList<>())
                        .add(i);
            }
        }
        List<Duration> waits = new ArrayList<>(Collections.nCopies(mails.size(), Duration.ZERO));
        // All stops before any permit: a mail to several receivers, one of which is stopped, takes nothing from the
        // others.
        Map<String, Duration> over = new HashMap<>();
        positions.forEach((receiver, those) -> {
            RouteStops.Look look = stops.look(ThrottleKeys.receiverStop(receiver));
            over.put(receiver, look.over());
            look.stop().ifPresent(stop -> those.forEach(position -> raise(waits, position, stop.left())));
        });
        positions.forEach((receiver, those) -> {
            List<Integer> ready = those.stream()
                    .filter(position -> waits.get(position).isZero())
                    .toList();
            if (!ready.isEmpty()) {
                ThrottleLimit limit = limit(receiver, over.getOrDefault(receiver, Duration.ZERO));
                Room room = room(lane, sendingDomain, receiver, limit, ready.size());
                ready.subList(room.now(), ready.size())
                        .forEach(position -> raise(waits, position, room.then().get()));
            }
        });
        return List.copyOf(waits);
    }

    private static void raise(List<Duration> waits, int position, Duration wait) {
        if (wait.compareTo(waits.get(position)) > 0) {
            waits.set(position, wait);
        }
    }

    /**
     * How many may leave now.
     *
     * @param then after which time the next one may that has to wait; another time for each
     */
    private record Room(int now, Supplier<Duration> then) {}

    private ThrottleLimit limit(String receiver, Duration over) {
        ThrottleLimit whole = pace.limit(receiver);
        long connections = 1 + over.dividedBy(FOR_THE_NEXT);
        return connections >= CONNECTIONS
                ? whole
                : new ThrottleLimit((int) Math.max(1, whole.permits() * connections / CONNECTIONS), whole.window());
    }

    private Room room(Lane lane, DomainName sendingDomain, String receiver, ThrottleLimit limit, int wanted) {
        Taken taken = take(lane, receiver, limit, wanted);
        if (pace.warmUp().isEmpty() || taken.share().permits() == 0) {
            return new Room(taken.share().permits(), () -> turn(lane, receiver, taken));
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
        return new Room(warm.now(), () -> turn(lane, receiver, taken));
    }

    private Duration turn(Lane lane, String receiver, Taken taken) {
        long turn = taken.share().limit().cost(1);
        return Duration.of(line.join(lane + " " + receiver, taken.now(), taken.later(), turn), ChronoUnit.MICROS);
    }

    /** What was taken of a receiver's limit at a time, and after how many microseconds one more is there. */
    private record Taken(Share share, long now, long later) {}

    /** As many as there are: a claim has mail to many receivers, and what one does not take now waits alone. */
    private Taken take(Lane lane, String receiver, ThrottleLimit limit, int wanted) {
        String key = ThrottleKeys.receiver(receiver);
        return new Cell(store, key).mustChange(reading -> {
            long now = Cell.micros(reading.now());
            Stream stream = Stream.of(key, reading).at(now, limit);
            int permits = Math.min(wanted, stream.room(now, limit, lane));
            Stream after = permits == 0 ? stream : stream.grant(now, limit, lane, permits);
            long later = Math.max(1, after.wait(now, limit, lane, 1));
            return Cell.Step.write(new Taken(new Share(key, limit, permits, after), now, later), after.text());
        });
    }

    private Room take(WarmUp warmUp, String key, int wanted) {
        return new Cell(store, key).mustChange(reading -> {
            WarmDay today = WarmDay.of(key, reading).on(day(reading.now()), warmUp);
            int mails = Math.min(wanted, today.left(warmUp));
            Duration tomorrow = untilTomorrow(reading.now());
            return Cell.Step.write(
                    new Room(mails, () -> tomorrow), today.counted(mails).text());
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
