package io.sendwell.examples.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/** Says where a figure was measured. */
final class Machine {

    private Machine() {}

    static void describe(Effort effort) {
        System.out.printf(
                Locale.ROOT,
                "%s %s, %d processors, Java %s (%s), load %.1f, %s%n",
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"),
                System.getProperty("java.vm.name"),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                effort);
    }
}
