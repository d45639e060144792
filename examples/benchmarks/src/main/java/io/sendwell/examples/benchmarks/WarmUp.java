package io.sendwell.examples.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.Callable;

/**
 * Runs an operation until this thread has had a certain time on the CPU. JMH warms up by the clock on the wall, in which
 * a machine that others use gets a contender too little done to be compiled.
 */
final class WarmUp {

    private static final long CPU_NANOS = 1_500_000_000L;
    private static final int OPERATIONS_BETWEEN_LOOKS = 50;

    private WarmUp() {}

    static void run(Callable<?> operation) throws Exception {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long end = threads.getCurrentThreadCpuTime() + CPU_NANOS;
        while (threads.getCurrentThreadCpuTime() < end) {
            for (int i = 0; i < OPERATIONS_BETWEEN_LOOKS; i++) {
                operation.call();
            }
        }
    }
}
