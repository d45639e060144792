package io.sendwell.examples.jdbc;

import io.sendwell.account.AccountId;
import io.sendwell.message.CampaignName;
import io.sendwell.outbox.Claim;
import io.sendwell.outbox.ClaimRequest;
import io.sendwell.outbox.EntryResult;
import io.sendwell.outbox.EntryState;
import io.sendwell.outbox.Lane;
import io.sendwell.outbox.NewEntry;
import io.sendwell.outbox.NewSending;
import io.sendwell.outbox.Octets;
import io.sendwell.outbox.Outbox;
import io.sendwell.outbox.SendingId;
import io.sendwell.outbox.SendingSummary;
import io.sendwell.throttle.ThrottleReading;
import io.sendwell.throttle.ThrottleStore;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Measures one outbox and prints what it finds. Its clock must show the machine's time. */
final class OutboxFigures {

    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final AccountId ACCOUNT = AccountId.of("acme");
    private static final int CHUNK = 1_000;

    private final Outbox outbox;
    private final ThrottleStore throttle;

    OutboxFigures(Outbox outbox, ThrottleStore throttle) {
        this.outbox = outbox;
        this.throttle = throttle;
    }

    void measureAll(int great) throws Exception {
        cycles(newSending(20_000), 50, 2, 20_000);
        print("warmed up", "");
        for (int threads : new int[] {1, 4, 8}) {
            int entries = 20_000;
            SendingId sending = newSending(entries);
            printRate("full cycle, claims of 50, threads " + threads, entries, cycles(sending, 50, threads, entries));
        }
        for (int threads : new int[] {1, 4}) {
            int entries = 2_000;
            SendingId sending = newSending(entries);
            printRate("full cycle, claims of 1, threads " + threads, entries, cycles(sending, 1, threads, entries));
        }
        throttleSwaps();
        long begin = System.nanoTime();
        SendingId sending = open();
        append(sending, great);
        printRate("append, chunks of 1,000, 250 octets each", great, System.nanoTime() - begin);
        outbox.seal(sending, great, Instant.now().plus(Duration.ofDays(1)));
        emptyPolls(sending);
        outbox.cancel(ACCOUNT, sending);
        backlog(great);
    }

    private void backlog(int great) throws Exception {
        SendingId sending = newSending(great);
        int third = Math.max(great / 3, 1);
        claims(sending, "at the start");
        printRate("full cycle, claims of 50, threads 4, large backlog", third, cycles(sending, 50, 4, third));
        claims(sending, "in the middle");
        cycles(sending, 50, 4, great - third - third / 2);
        claims(sending, "towards the end");
    }

    private SendingId open() {
        SendingId id = new SendingId(UUID.randomUUID());
        outbox.create(new NewSending(
                id,
                ACCOUNT,
                id.toString(),
                "digest",
                Lane.BROADCAST,
                new SendingSummary("", "News", SendingSummary.BROADCAST, CampaignName.of("News"))));
        return id;
    }

    private void append(SendingId sending, int entries) {
        Octets data = Octets.of(new byte[250]);
        for (int first = 0; first < entries; first += CHUNK) {
            outbox.append(
                    sending,
                    IntStream.range(first, Math.min(first + CHUNK, entries))
                            .mapToObj(place -> new NewEntry(place, "person" + place, data))
                            .toList());
        }
    }

    private SendingId newSending(int entries) {
        SendingId sending = open();
        append(sending, entries);
        outbox.seal(sending, entries, Instant.EPOCH);
        return sending;
    }

    private List<Claim> claim(SendingId sending, int count, int size) {
        return outbox.claim(new ClaimRequest(
                sending, Stream.generate(UUID::randomUUID).limit(count).toList(), size, LEASE, ClaimRequest.Among.ALL));
    }

    /** Claims, dispatches and completes so many entries in all; the time in nanoseconds. */
    private long cycles(SendingId sending, int size, int threads, int entries) throws Exception {
        AtomicLong left = new AtomicLong(entries);
        return together(threads, () -> {
            while (left.getAndAdd(-size) > 0) {
                for (Claim claim : claim(sending, 1, size)) {
                    outbox.dispatch(claim.token(), claim.entries().size(), LEASE);
                    outbox.complete(claim.entries().stream()
                            .map(entry -> EntryResult.ended(
                                    entry.id(), claim.token(), EntryState.ACCEPTED, "", "queued as 1", Octets.none()))
                            .toList());
                }
            }
            return true;
        });
    }

    private void claims(SendingId sending, String where) {
        long[] nanos = new long[300];
        for (int index = 0; index < nanos.length; index++) {
            long begin = System.nanoTime();
            List<Claim> claims = claim(sending, 1, 50);
            nanos[index] = System.nanoTime() - begin;
            claims.forEach(claim -> outbox.complete(claim.entries().stream()
                    .map(entry ->
                            EntryResult.ended(entry.id(), claim.token(), EntryState.WITHHELD, "", "", Octets.none()))
                    .toList()));
        }
        printTimes("claim of 50, large backlog, " + where, nanos);
    }

    private void emptyPolls(SendingId sending) {
        long[] due = new long[200];
        long[] claim = new long[200];
        for (int index = 0; index < due.length; index++) {
            long begin = System.nanoTime();
            outbox.due(Lane.BROADCAST, 10, 100);
            due[index] = System.nanoTime() - begin;
            begin = System.nanoTime();
            claim(sending, 1, 50);
            claim[index] = System.nanoTime() - begin;
        }
        printTimes("due, nothing but entries of tomorrow", due);
        printTimes("claim, nothing but entries of tomorrow", claim);
    }

    private void throttleSwaps() throws Exception {
        for (int threads : new int[] {1, 4}) {
            AtomicLong swapped = new AtomicLong();
            long nanos = together(threads, () -> {
                for (int round = 0; round < 1_000; round++) {
                    ThrottleReading reading = throttle.read("account acme");
                    if (throttle.compareAndSet("account acme", reading.version(), "tat " + round)) {
                        swapped.incrementAndGet();
                    }
                }
                return true;
            });
            printRate("throttle, read and swap of one key, threads " + threads, swapped.get(), nanos);
        }
    }

    static long together(int threads, Callable<Boolean> work) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            long begin = System.nanoTime();
            List<Future<Boolean>> running = new ArrayList<>(executor.invokeAll(Collections.nCopies(threads, work)));
            for (Future<Boolean> one : running) {
                one.get();
            }
            return System.nanoTime() - begin;
        } finally {
            executor.shutdownNow();
        }
    }

    static void printRate(String what, long count, long nanos) {
        print(what, String.format(Locale.ROOT, "%,.0f/s", count * 1e9 / nanos));
    }

    private static void printTimes(String what, long[] nanos) {
        Arrays.sort(nanos);
        print(
                what,
                String.format(
                        Locale.ROOT,
                        "p50 %.1f ms, p99 %.1f ms",
                        nanos[nanos.length / 2] / 1e6,
                        nanos[nanos.length * 99 / 100] / 1e6));
    }

    private static void print(String what, String figure) {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        System.out.printf(Locale.ROOT, "%-62s %-28s load %.1f%n", what, figure, load);
    }
}
