package io.sendwell.examples.benchmarks;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs one JMH benchmark in rounds, a fresh JVM for each contender in each round, and prints the medians. */
final class JmhRounds {

    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private JmhRounds() {}

    /** @param peers the contenders whose figures are set to one, each in a column of its own */
    static void run(String title, Class<?> benchmark, Effort effort, String... peers) throws RunnerException {
        Map<Row, Measured> rows = new LinkedHashMap<>();
        for (int round = 0; round < effort.rounds(); round++) {
            for (RunResult result : oneRound(benchmark, effort)) {
                Measured measured = rows.computeIfAbsent(Row.of(result.getParams()), row -> new Measured());
                measured.rate.add(secondary(result, CpuTimeProfiler.RESULT));
                measured.allocated.add(secondary(result, ALLOCATED));
            }
        }
        print(title, rows, peers);
    }

    private static Collection<RunResult> oneRound(Class<?> benchmark, Effort effort) throws RunnerException {
        TimeValue iteration = TimeValue.milliseconds(effort.iterationMillis());
        Options options = new OptionsBuilder()
                .include("^" + benchmark.getName().replace(".", "\\.") + "\\.")
                .forks(1)
                .warmupIterations(effort.warmUps())
                .warmupTime(iteration)
                .measurementIterations(effort.iterations())
                .measurementTime(iteration)
                .addProfiler(CpuTimeProfiler.class)
                .addProfiler(GCProfiler.class)
                .jvmArgs("-Xms512m", "-Xmx512m", "-XX:+UseSerialGC")
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build();
        return new Runner(options).run();
    }

    private static double secondary(RunResult result, String name) {
        for (String key : result.getSecondaryResults().keySet()) {
            if (key.endsWith(name)) {
                return result.getSecondaryResults().get(key).getScore();
            }
        }
        throw new IllegalStateException("JMH gave no result " + name + ".");
    }

    private static void print(String title, Map<Row, Measured> rows, String... peers) {
        System.out.printf(Locale.ROOT, "%n%-30s %12s %23s %11s", title, "ops/CPU-s", "range", "B/op");
        for (String peer : peers) {
            System.out.printf(Locale.ROOT, " %18s", "x " + peer);
        }
        System.out.println();
        rows.forEach((row, measured) -> {
            System.out.printf(
                    Locale.ROOT,
                    "%-30s %,12.0f %,11.0f-%,11.0f %,11.0f",
                    row,
                    measured.rate.median(),
                    measured.rate.least(),
                    measured.rate.most(),
                    measured.allocated.median());
            for (String peer : peers) {
                Measured beside = rows.get(new Row(peer, row.scenario()));
                System.out.printf(
                        Locale.ROOT,
                        " %18.2f",
                        beside == null ? Double.NaN : measured.rate.median() / beside.rate.median());
            }
            System.out.println();
        });
    }

    private record Row(String contender, String scenario) {
        static Row of(BenchmarkParams params) {
            boolean scenarios = params.getParamsKeys().contains("scenario");
            return new Row(params.getParam("contender"), scenarios ? params.getParam("scenario") : "");
        }

        @Override
        public String toString() {
            return contender + (scenario.isEmpty() ? "" : " " + scenario);
        }
    }

    private static final class Measured {
        private final Figures rate = new Figures();
        private final Figures allocated = new Figures();
    }
}
