package io.sendwell.examples.doctor;

import io.sendwell.dnsauth.spf.SpfEvaluator;
import io.sendwell.dnsauth.spf.SpfVerdict;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * {@code spf --lines}: a question a line in, a verdict a line out, so that other programs can put public test suites to it.
 *
 * <p>A line has address, sender and HELO, parted by tabs, or by blanks when it has no tab; the answer is the result's word,
 * and behind a blank the explanation if there is one.
 */
final class SpfLines {

    private final SpfEvaluator evaluator;

    SpfLines(Command.Setting setting) {
        this.evaluator = SpfEvaluator.over(setting.resolver()).withClock(setting.clock());
    }

    /** Where verdicts go. */
    interface Verdicts {
        void tell(Answer answer) throws IOException;
    }

    /** Answers until the input ends: {@link ExitCode#USAGE} when some line was no question, whatever the verdicts. */
    ExitCode run(InputStream in, Verdicts verdicts) throws IOException {
        // One character an octet: senders and HELO names may be anything.
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1));
        ExitCode code = ExitCode.FINE;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            try {
                verdicts.tell(answer(line));
            } catch (UsageException e) {
                verdicts.tell(new Answer(
                        ExitCode.USAGE, "error " + e.getMessage(), Map.of("error", String.valueOf(e.getMessage()))));
                code = ExitCode.USAGE;
            }
        }
        return code;
    }

    private Answer answer(String line) {
        String[] parts =
                line.indexOf('\t') >= 0 ? line.split("\t", -1) : line.strip().split(" +");
        if (parts.length != 3) {
            throw new UsageException("Wanted IP SENDER HELO; found " + Shown.line(line));
        }
        SpfVerdict verdict = evaluator.check(SpfCommand.request(parts[0], parts[1], parts[2]));
        String text = verdict.result().word() + (verdict.explanation().isEmpty() ? "" : " " + verdict.explanation());
        return new Answer(SpfCommand.exitCode(verdict), text, SpfCommand.json(verdict));
    }
}
