package io.sendwell.examples.faults;

import io.sendwell.testkit.crash.CuttingProxy;
import io.sendwell.testkit.crash.WorkerProcess;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** What goes wrong, at random, and how often it did. One thread. */
final class SoakFaults {

    private enum Fault {
        KILLED_WORKER,
        FROZEN_WORKER,
        CUT_CONNECTION,
        KILLED_DATABASE
    }

    /** As often as they stand here. */
    private static final List<Fault> CHANCES = List.of(
            Fault.KILLED_WORKER,
            Fault.KILLED_WORKER,
            Fault.KILLED_WORKER,
            Fault.KILLED_WORKER,
            Fault.FROZEN_WORKER,
            Fault.FROZEN_WORKER,
            Fault.CUT_CONNECTION,
            Fault.CUT_CONNECTION,
            Fault.CUT_CONNECTION,
            Fault.CUT_CONNECTION,
            Fault.CUT_CONNECTION,
            Fault.CUT_CONNECTION,
            Fault.KILLED_DATABASE);

    private static final Duration AWAY = Duration.ofSeconds(5);

    /** Some statements and their answers. */
    private static final long FAR = 20_000;

    private final Map<Fault, Integer> counts = new EnumMap<>(Fault.class);
    private final Random random;
    private final Duration lease;

    SoakFaults(Random random, Duration lease) {
        this.random = random;
        this.lease = lease;
    }

    /** Lets something go wrong. The first worker is never killed, so that somebody becomes old. */
    void any(Postgresql postgresql, CuttingProxy proxy, Fleet fleet) throws Exception {
        Fault fault = CHANCES.get(random.nextInt(CHANCES.size()));
        counts.merge(fault, 1, Integer::sum);
        switch (fault) {
            case KILLED_WORKER -> fleet.killOneFrom(1);
            case FROZEN_WORKER -> {
                int number = random.nextInt(fleet.size());
                WorkerProcess worker = fleet.worker(fleet.isWorking(number) ? number : 0);
                worker.freeze();
                TimeUnit.MILLISECONDS.sleep(lease.toMillis() * 2);
                worker.thaw();
            }
            case CUT_CONNECTION -> proxy.cutSomewhere(random, FAR);
            case KILLED_DATABASE -> {
                postgresql.killNow();
                TimeUnit.MILLISECONDS.sleep(AWAY.toMillis());
                postgresql.startAgain();
            }
        }
    }

    @Override
    public String toString() {
        return counts.toString();
    }
}
