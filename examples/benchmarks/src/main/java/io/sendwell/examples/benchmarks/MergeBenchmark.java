package io.sendwell.examples.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Merges HTML of 10 kB with 20 fields for one recipient after the other. */
@State(Scope.Thread)
public class MergeBenchmark {

    /** Who merges: a name of {@code Merger.Contender}. */
    @Param({"JMUSTACHE", "SENDWELL", "SENDWELL_REUSED", "LIMIT"})
    public String contender = "";

    private Merger merger = new LimitMerger(List.of());
    private int next;

    /** Called by JMH. */
    public MergeBenchmark() {}

    /** Opens the contender, after making sure that it merges to the same bytes as the limit does. */
    @Setup
    public void open() throws Exception {
        List<Map<String, String>> readers = Newsletter.readers();
        merger = Merger.Contender.valueOf(contender).open(readers);
        Merger limit = new LimitMerger(readers);
        for (int reader = 0; reader < 100; reader++) {
            merger.merge(reader);
            limit.merge(reader);
            if (!Arrays.equals(merger.lastMerged(), limit.lastMerged())) {
                throw new IllegalStateException(contender + " merges reader " + reader + " to another text.");
            }
        }
        WarmUp.run(this::merge);
    }

    /** One recipient's HTML. */
    @Benchmark
    public int merge() {
        next = next + 1 == Newsletter.READERS ? 0 : next + 1;
        return merger.merge(next);
    }
}
