package io.sendwell.examples.benchmarks;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Runs the benchmarks and prints a table of each: the medians of several rounds in which the contenders take turns.
 *
 * <p>Arguments: any of {@code merge}, {@code compose}, {@code sign}, {@code canonicalise}, {@code verify}, {@code smtp}, {@code esp},
 * {@code spf}, {@code throttle}; none or {@code all} for all of them. With {@code quick} there is one short round, good enough to see that everything works.
 */
public final class Benchmarks {

    private static final List<String> PARTS =
            List.of("merge", "compose", "sign", "canonicalise", "verify", "smtp", "esp", "spf", "throttle");

    private Benchmarks() {}

    /** Runs what is asked for. */
    public static void main(String[] arguments) throws Exception {
        Set<String> asked = new LinkedHashSet<>(Arrays.asList(arguments));
        Effort effort = asked.remove("quick") ? Effort.QUICK : Effort.USUAL;
        if (asked.isEmpty() || asked.remove("all")) {
            asked.addAll(PARTS);
        }
        if (!PARTS.containsAll(asked)) {
            System.err.println("Expected some of " + PARTS + ", all, quick; found " + asked + ".");
            System.exit(2);
        }
        Machine.describe(effort);
        if (asked.contains("merge")) {
            JmhRounds.run("merge 10 kB, 20 fields", MergeBenchmark.class, effort, "JMUSTACHE");
        }
        if (asked.contains("compose")) {
            JmhRounds.run("compose and render", ComposeBenchmark.class, effort, "MIME4J", "SIMPLE_JAVA_MAIL");
        }
        if (asked.contains("sign")) {
            JmhRounds.run("sign RSA-2048", SignBenchmark.class, effort, "JDKIM", "UTILS_MAIL_DKIM", "LIMIT");
        }
        if (asked.contains("canonicalise")) {
            JmhRounds.run("sign Ed25519", CanonicaliseBenchmark.class, effort, "LIMIT");
        }
        if (asked.contains("verify")) {
            JmhRounds.run("verify RSA-2048", VerifyBenchmark.class, effort, "JDKIM", "LIMIT");
        }
        if (asked.contains("smtp")) {
            SmtpLoop.run(effort);
        }
        if (asked.contains("esp")) {
            EspLoop.run(effort);
        }
        if (asked.contains("spf")) {
            JmhRounds.run("SPF, three nested includes", SpfBenchmark.class, effort, "JSPF");
        }
        if (asked.contains("throttle")) {
            ThrottleLoop.run(effort);
        }
    }
}
