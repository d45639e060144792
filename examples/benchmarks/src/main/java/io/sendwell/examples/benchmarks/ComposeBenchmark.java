package io.sendwell.examples.benchmarks;

import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Composes mails of merged parts and files, and renders them to the octets that travel. */
@State(Scope.Thread)
public class ComposeBenchmark {

    /** Who composes: a name of {@code Composer.Contender}. */
    @Param({"SIMPLE_JAVA_MAIL", "ANGUS", "MIME4J", "SENDWELL"})
    public String contender = "";

    /** What: a name of {@code Parts.Scenario}. */
    @Param({"TEXT", "FRESH", "CAMPAIGN"})
    public String scenario = "";

    private final OctetSink sink = new OctetSink(1024 * 1024);
    private Parts parts = Parts.of(Parts.Scenario.TEXT);
    private Composer composer = new SendwellComposer(Parts.Scenario.TEXT);

    /** Called by JMH. */
    public ComposeBenchmark() {}

    /** Opens the contender, after making sure that two parsers find in its mail what was put in. */
    @Setup
    public void open() throws Exception {
        Parts.Scenario what = Parts.Scenario.valueOf(scenario);
        parts = Parts.of(what);
        composer = Composer.Contender.valueOf(contender).open(what);
        compose();
        ParsedMail.byAngus(sink.octets()).requireSame(parts);
        ParsedMail.byMime4j(sink.octets()).requireSame(parts);
        WarmUp.run(this::compose);
    }

    /** One mail, from its parts to its octets. */
    @Benchmark
    public int compose() throws IOException {
        sink.clear();
        composer.compose(parts, sink);
        return sink.size();
    }
}
