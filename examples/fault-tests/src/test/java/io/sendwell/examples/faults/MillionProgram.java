package io.sendwell.examples.faults;

import io.sendwell.ScheduleReceipt;
import io.sendwell.outbox.Sending;
import io.sendwell.outbox.SendingId;
import io.sendwell.testkit.crash.Await;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;

/** Creates a broadcast and sends it, in a JVM with a small heap. */
final class MillionProgram {

    static final String PROVEN = "each accepted once";

    private static final int PERMITS = 10_000_000;
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final Duration AT_MOST = Duration.ofHours(2);

    private MillionProgram() {}

    /**
     * Runs it.
     *
     * @param args the URL of the database, and how many persons
     */
    public static void main(String[] args) throws InterruptedException {
        int persons = Integer.parseInt(args[1]);
        LiveHeap heap = new LiveHeap();
        TimedCalls calls = new TimedCalls();
        HopInMemory hop = new HopInMemory();
        try (MeasuredNode node = new MeasuredNode(
                args[0],
                hop,
                MeasuredNode.policy()
                        .with(policy -> policy.throttlePermits(PERMITS).throttleWindow(WINDOW)),
                calls)) {
            long begin = System.nanoTime();
            ScheduleReceipt receipt =
                    node.account().schedule(MeasuredNode.broadcast(persons)).asSoonAsPossible();
            rate("persons created", persons, System.nanoTime() - begin);
            collect();
            calls.lines().forEach(MillionProgram::say);
            calls.forget();
            begin = System.nanoTime();
            node.start();
            Sending sending = awaitEnd(node, receipt.id(), hop, persons);
            rate("mails sent", persons, System.nanoTime() - begin);
            calls.lines().forEach(MillionProgram::say);
            say("claims: " + calls.of("Outbox.claim").startMiddleEnd());
            collect();
            say("heap: " + heap);
            say(sending.progress() + ", the hop took " + hop.taken() + ", " + hop.doubles() + " of them again");
            boolean once = sending.progress().accepted() == persons
                    && sending.progress().total() == persons
                    && hop.taken() == persons
                    && hop.doubles() == 0;
            say(once ? PROVEN : "not " + PROVEN);
        }
    }

    private static Sending awaitEnd(MeasuredNode node, SendingId id, HopInMemory hop, int persons)
            throws InterruptedException {
        Await.until(
                AT_MOST,
                () -> hop.taken() >= persons && node.find(id).state().isFinished(),
                () -> "it stands at " + node.find(id));
        return node.find(id);
    }

    /** So that what is held now counts too. */
    private static void collect() {
        System.gc();
    }

    private static void rate(String what, int count, long nanos) {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        say(String.format(
                Locale.ROOT,
                "%s: %,.0f/s (%,d in %.1f s), load %.1f",
                what,
                count * 1e9 / nanos,
                count,
                nanos / 1e9,
                load));
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
