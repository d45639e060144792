package io.sendwell.throttle;

import io.sendwell.account.AccountId;
import io.sendwell.outbox.Lane;
import io.sendwell.policy.SendingPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Nodes that take all permits they can get, in virtual time: they use them early or late within their life, give some back
 * soon or late, and die with some in hand.
 */
final class Nodes {

    static final AccountId ACCOUNT = AccountId.of("one");
    static final Instant START = StoreClock.START;

    /** What happens at a time; equal times in the order in which they were planned. */
    private record Planned(Instant at, long number, Runnable event) {}

    final StoreClock storeClock = new StoreClock();
    final InMemoryThrottleStore store = new InMemoryThrottleStore(storeClock);
    final Throttle throttle;
    final Departures departures = new Departures();
    final Random random;

    private final PriorityQueue<Planned> plan =
            new PriorityQueue<>(Comparator.comparing(Planned::at).thenComparing(Planned::number));
    private Instant now = START;
    private long planned;

    Nodes(ThrottleLimit limit, long seed) {
        random = new Random(seed);
        throttle = Throttle.of(
                store,
                SendingPolicy.defaults()
                        .with(p -> p.throttlePermits(limit.permits()).throttleWindow(limit.window())));
    }

    Instant now() {
        return now;
    }

    /** Plans something for so long from now; the store's clock goes on by as much, whatever it shows. */
    void after(Duration wait, Runnable event) {
        plan.add(new Planned(now.plus(wait), planned++, event));
    }

    void runUntil(Duration sinceStart) {
        Instant end = START.plus(sinceStart);
        while (!plan.isEmpty() && !plan.element().at().isAfter(end)) {
            Planned next = plan.remove();
            storeClock.move(Duration.between(now, next.at()));
            now = next.at();
            next.event().run();
        }
    }

    /** Nodes that send at once what they get, a slice each time, and come back after what a call takes. */
    void busy(int count, Lane lane) {
        for (int i = 0; i < count; i++) {
            after(upTo(Duration.ofMillis(500)), () -> sendSlice(lane));
        }
    }

    private void sendSlice(Lane lane) {
        Permit permit = throttle.reserve(ACCOUNT, lane, throttle.slice(ACCOUNT, lane));
        Duration next = permit.fold(
                granted -> {
                    depart(granted.permits(), Duration.ZERO);
                    return upTo(Duration.ofMillis(200));
                },
                // A worker's timer is late by some milliseconds.
                later -> later.retryAfter().plus(upTo(Duration.ofMillis(20))));
        after(next, () -> sendSlice(lane));
    }

    /** Nodes that ask for anything in any lane, use it at any time, refund at any time, and lose some. */
    void erratic(int count) {
        for (int i = 0; i < count; i++) {
            after(upTo(throttle.limit(ACCOUNT).permitLife()), this::takeErratically);
        }
    }

    private void takeErratically() {
        ThrottleLimit limit = throttle.limit(ACCOUNT);
        Lane lane = random.nextInt(3) == 0 ? Lane.INDIVIDUAL : Lane.BROADCAST;
        int wanted = 1 + random.nextInt(2 * limit.mostAtOnce(lane));
        Permit permit = throttle.reserve(ACCOUNT, lane, wanted);
        Duration next = permit.fold(
                granted -> {
                    use(granted);
                    return random.nextInt(10) == 0 ? upTo(limit.window()) : upTo(Duration.ofMillis(50));
                },
                later -> later.retryAfter().plus(upTo(Duration.ofMillis(5))));
        after(next, this::takeErratically);
    }

    private void use(Permit.Granted granted) {
        int fate = random.nextInt(10);
        if (fate == 0) {
            return; // the node died, and its permits with it
        }
        int used = fate < 5 ? random.nextInt(granted.permits() + 1) : granted.permits();
        for (int i = 0; i < used; i++) {
            depart(1, fate == 9 ? granted.life() : upTo(granted.life()));
        }
        int unused = granted.permits() - used;
        Duration wait =
                random.nextBoolean() ? Duration.ZERO : upTo(granted.life().multipliedBy(3));
        int part = random.nextInt(unused + 1);
        after(wait, () -> throttle.refund(granted, part));
        after(wait.plus(upTo(granted.life())), () -> throttle.refund(granted, unused - part));
    }

    void depart(int count, Duration wait) {
        long at = Cell.micros(now.plus(wait));
        for (int i = 0; i < count; i++) {
            departures.add(at);
        }
    }

    Duration upTo(Duration most) {
        return Duration.ofNanos((long) (random.nextDouble() * most.toNanos()));
    }
}
