package io.sendwell.examples.doctor;

import io.sendwell.dns.IpAddress;
import io.sendwell.dnsauth.spf.SpfEvaluator;
import io.sendwell.dnsauth.spf.SpfLevel;
import io.sendwell.dnsauth.spf.SpfRequest;
import io.sendwell.dnsauth.spf.SpfResult;
import io.sendwell.dnsauth.spf.SpfStep;
import io.sendwell.dnsauth.spf.SpfVerdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code spf IP SENDER HELO}: what SPF says of a client, and which records led there. */
final class SpfCommand implements Command {

    @Override
    public Answer run(Setting setting) {
        List<String> words = setting.arguments().words("IP", "SENDER", "HELO");
        SpfVerdict verdict = SpfEvaluator.over(setting.resolver())
                .withClock(setting.clock())
                .check(request(words.get(0), words.get(1), words.get(2)));
        return new Answer(exitCode(verdict), text(verdict), json(verdict));
    }

    static SpfRequest request(String client, String sender, String helo) {
        return SpfRequest.mailFrom(Arguments.read(client, IpAddress::parse), sender, helo);
    }

    static ExitCode exitCode(SpfVerdict verdict) {
        return switch (verdict.result()) {
            case PASS -> ExitCode.FINE;
            case TEMPERROR -> ExitCode.UNAVAILABLE;
            default -> ExitCode.FINDINGS;
        };
    }

    private static String text(SpfVerdict verdict) {
        StringBuilder text = new StringBuilder();
        text.append(verdict).append('\n');
        if (!verdict.explanation().isEmpty()) {
            text.append("The domain says: ").append(verdict.explanation()).append('\n');
        }
        text.append(String.format(
                Locale.ROOT,
                "%d of 10 lookups, %d of 2 void, %d questions.%n",
                verdict.lookups(),
                verdict.voids(),
                verdict.queries()));
        append(text, verdict.trace(), "");
        return text.toString().replace(System.lineSeparator(), "\n");
    }

    private static void append(StringBuilder text, SpfLevel level, String indent) {
        text.append(indent)
                .append(Shown.line(level.domain()))
                .append(": ")
                .append(level.record().map(record -> Shown.line(record.text())).orElse("no record"))
                .append('\n');
        for (SpfStep step : level.steps()) {
            text.append(indent)
                    .append("  ")
                    .append(Shown.line(step.term().text()))
                    .append(" - ")
                    .append(Shown.word(step.outcome()))
                    .append('\n');
            step.inner().ifPresent(inner -> append(text, inner, indent + "    "));
        }
    }

    static Map<String, Object> json(SpfVerdict verdict) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("result", verdict.result().word());
        json.put("domain", verdict.request().spfDomain());
        json.put("client", verdict.request().client().toString());
        json.put("explanation", verdict.explanation());
        json.put("problem", verdict.problem());
        json.put("lookups", verdict.lookups());
        json.put("voids", verdict.voids());
        json.put("questions", verdict.queries());
        if (verdict.result() != SpfResult.NONE) {
            json.put("trace", trace(verdict.trace()));
        }
        return json;
    }

    private static Map<String, Object> trace(SpfLevel level) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("domain", level.domain());
        level.record().ifPresent(record -> json.put("record", record.text()));
        json.put("result", level.result().word());
        json.put("terms", level.steps().stream().map(SpfCommand::step).toList());
        return json;
    }

    private static Map<String, Object> step(SpfStep step) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("term", step.term().text());
        json.put("outcome", Shown.word(step.outcome()));
        step.inner().ifPresent(inner -> json.put("inner", trace(inner)));
        return json;
    }
}
