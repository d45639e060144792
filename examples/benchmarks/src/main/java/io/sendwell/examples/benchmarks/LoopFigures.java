package io.sendwell.examples.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * What it cost one process to send a number of messages.
 *
 * @param messages how many
 * @param seconds on the wall's clock
 * @param cpuSeconds of all threads, user and system, the JIT compilers' included
 * @param allocatedBytes by the threads that were there at the beginning and the end; a little less than the truth
 */
record LoopFigures(int messages, double seconds, double cpuSeconds, long allocatedBytes) {

    /** Something that sends. */
    interface Sending {
        void send(int messages) throws Exception;
    }

    static LoopFigures of(Sending sending, int warmUp, int messages) throws Exception {
        sending.send(warmUp);
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long allocated = allocatedSoFar();
        long cpu = system.getProcessCpuTime();
        long start = System.nanoTime();
        sending.send(messages);
        double seconds = (System.nanoTime() - start) / 1e9;
        double cpuSeconds = (system.getProcessCpuTime() - cpu) / 1e9;
        return new LoopFigures(messages, seconds, cpuSeconds, allocatedSoFar() - allocated);
    }

    private static long allocatedSoFar() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
                .filter(bytes -> bytes > 0)
                .sum();
    }

    /** As one line, for {@link #parse}. */
    String toLine() {
        return messages + " " + seconds + " " + cpuSeconds + " " + allocatedBytes;
    }

    static LoopFigures parse(String line) {
        String[] figures = line.strip().split(" ", -1);
        return new LoopFigures(
                Integer.parseInt(figures[0]),
                Double.parseDouble(figures[1]),
                Double.parseDouble(figures[2]),
                Long.parseLong(figures[3]));
    }

    double messagesPerSecond() {
        return messages / seconds;
    }

    double cpuSecondsPerThousand() {
        return cpuSeconds * 1_000 / messages;
    }

    double allocatedKibPerMessage() {
        return allocatedBytes / 1024.0 / messages;
    }
}
