package io.sendwell.examples.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Counts operations per second of CPU time, of all threads but the JIT compilers': on a machine that others use at the
 * same time the clock on the wall measures them as well. Where there is no {@code /proc} the compilers are counted too.
 */
public final class CpuTimeProfiler implements InternalProfiler {

    /** The name of the result. */
    static final String RESULT = "cpu.rate";

    private static final Path THREADS = Path.of("/proc/self/task");

    private long start;

    /** Called by JMH. */
    public CpuTimeProfiler() {}

    @Override
    public String getDescription() {
        return "Operations per second of CPU time";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        start = usedNanos();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        double seconds = (usedNanos() - start) / 1e9;
        double rate = result.getMetadata().getAllOps() / seconds;
        return List.of(new ScalarResult(RESULT, rate, "ops/CPU-s", AggregationPolicy.AVG));
    }

    /** CPU time of this process so far, without the JIT compilers. */
    static long usedNanos() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime() - compilerNanos();
    }

    private static long compilerNanos() {
        if (!Files.isDirectory(THREADS)) {
            return 0;
        }
        long sum = 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
            for (Path thread : threads) {
                if (Files.readString(thread.resolve("comm")).matches("C[12] CompilerThre\\S*\\s*")) {
                    // First of three: nanoseconds spent on the CPU (Linux, sched-stats).
                    String[] figures =
                            Files.readString(thread.resolve("schedstat")).split(" ", 2);
                    sum += Long.parseLong(figures[0]);
                }
            }
        } catch (IOException e) {
            return sum; // a thread ended while we looked
        }
        return sum;
    }
}
