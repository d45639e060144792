package io.sendwell.examples.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Judges clients by a record with three includes, one inside the other, with the DNS in memory. */
@State(Scope.Thread)
public class SpfBenchmark {

    /** Who judges: a name of {@code SpfJudge.Contender}. */
    @Param({"JSPF", "SENDWELL"})
    public String contender = "";

    private SpfJudge judge = client -> "";
    private int next;

    /** Called by JMH. */
    public SpfBenchmark() {}

    /** Opens the contender, after making sure that it lets the right clients pass. */
    @Setup
    public void open() throws Exception {
        judge = SpfJudge.Contender.valueOf(contender).open();
        for (int client = 0; client < SpfZone.CLIENTS.size(); client++) {
            String found = judge.judge(client);
            if (!found.equals(SpfZone.RESULTS.get(client))) {
                throw new IllegalStateException(contender + " says " + found + " of " + SpfZone.CLIENTS.get(client)
                        + " instead of " + SpfZone.RESULTS.get(client) + ".");
            }
        }
        WarmUp.run(this::judge);
    }

    /** One client. */
    @Benchmark
    public String judge() {
        next = next + 1 == SpfZone.CLIENTS.size() ? 0 : next + 1;
        return judge.judge(next);
    }
}
