package io.sendwell.examples.benchmarks;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Lets the contenders of a loop take turns, each in a JVM of its own, and prints the medians. */
final class LoopRounds {

    private LoopRounds() {}

    /** Starts one contender and waits for its figures. */
    interface Contest<C> {
        LoopFigures run(C contender) throws IOException, InterruptedException;
    }

    static <C extends Enum<C>> void run(String title, Class<C> contenders, Effort effort, C us, Contest<C> contest)
            throws IOException, InterruptedException {
        Map<C, Measured> rows = new EnumMap<>(contenders);
        for (int round = 0; round < effort.rounds(); round++) {
            for (C contender : contenders.getEnumConstants()) {
                LoopFigures figures = contest.run(contender);
                Measured measured = rows.computeIfAbsent(contender, key -> new Measured());
                measured.rate.add(figures.messagesPerSecond());
                measured.cpu.add(figures.cpuSecondsPerThousand());
                measured.allocated.add(figures.allocatedKibPerMessage());
            }
        }
        print(title, rows, us);
    }

    private static <C extends Enum<C>> void print(String title, Map<C, Measured> rows, C us) {
        System.out.printf(
                Locale.ROOT,
                "%n%-36s %8s %17s %11s %10s %14s %14s%n",
                title,
                "msg/s",
                "range",
                "CPU s/1000",
                "KiB/msg",
                "our msg/s x",
                "our CPU x");
        Measured ours = rows.get(us);
        rows.forEach((contender, measured) -> System.out.printf(
                Locale.ROOT,
                "%-36s %8.0f %8.0f-%8.0f %11.3f %10.1f %14.2f %14.2f%n",
                contender,
                measured.rate.median(),
                measured.rate.least(),
                measured.rate.most(),
                measured.cpu.median(),
                measured.allocated.median(),
                ours == null ? Double.NaN : ours.rate.median() / measured.rate.median(),
                ours == null ? Double.NaN : ours.cpu.median() / measured.cpu.median()));
    }

    private static final class Measured {
        private final Figures rate = new Figures();
        private final Figures cpu = new Figures();
        private final Figures allocated = new Figures();
    }
}
