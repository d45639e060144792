package io.sendwell.examples.doctor;

import io.sendwell.check.FindingStatus;
import io.sendwell.check.Severity;
import io.sendwell.dnsauth.finding.DomainFinding;
import io.sendwell.dnsauth.finding.FindingTexts;
import io.sendwell.dnsauth.publish.DnsEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Findings and records to publish, as text and as JSON. */
final class Findings {

    private static final String INDENT = "     ";

    private Findings() {}

    /** What stops mail is a finding; else what matters and could not be asked leaves the answer open. */
    static ExitCode exitCode(List<DomainFinding> findings) {
        if (findings.stream().anyMatch(DomainFinding::stops)) {
            return ExitCode.FINDINGS;
        }
        return findings.stream().anyMatch(Findings::leavesOpen) ? ExitCode.UNAVAILABLE : ExitCode.FINE;
    }

    static boolean leavesOpen(DomainFinding finding) {
        return finding.status() == FindingStatus.NOT_CHECKED && finding.code().severity() != Severity.NOTE;
    }

    /** Whether something is better mended that stops no mail. */
    static boolean advises(DomainFinding finding) {
        return finding.status() == FindingStatus.FAIL && finding.code().severity() == Severity.SHOULD;
    }

    static String text(DomainFinding finding, FindingTexts texts, Form form) {
        StringBuilder text = new StringBuilder();
        text.append(Shown.wrapped(sign(finding) + " " + texts.meaning(finding), INDENT, 0));
        if (!texts.advice(finding).isEmpty()) {
            text.append(INDENT).append(Shown.wrapped(texts.advice(finding), INDENT, INDENT.length()));
        }
        boolean optional = finding.code().severity() == Severity.NOTE;
        finding.publish()
                .forEach(entry -> text.append(
                        optional
                                ? line(entry, texts.language(), INDENT)
                                : text(entry, texts.language(), form, INDENT)));
        return text.toString();
    }

    /** The line of a zone file, and what to enter in a form. */
    static String text(DnsEntry entry, Locale language, Form form, String indent) {
        String name = form.name(entry);
        return line(entry, language, indent) + indent + Label.FORM.in(language) + "\n"
                + indent + "  " + Label.NAME.in(language) + ": "
                + (name.isEmpty() ? Label.EMPTY.in(language) : name) + "\n"
                + indent + "  " + Label.TYPE.in(language) + ": " + entry.type() + "\n"
                + indent + "  " + Label.VALUE.in(language) + ": " + form.value(entry) + "\n";
    }

    private static String line(DnsEntry entry, Locale language, String indent) {
        return indent + Label.LINE.in(language) + "\n" + indent + "  " + entry.zoneLine() + "\n";
    }

    private static String sign(DomainFinding finding) {
        return switch (finding.status()) {
            case PASS, APPLIED -> "[ok]";
            case NOT_CHECKED -> "[??]";
            case FAIL ->
                switch (finding.code().severity()) {
                    case MUST -> "[!!]";
                    case SHOULD -> "[! ]";
                    case NOTE -> "[i ]";
                };
        };
    }

    static Map<String, Object> json(DomainFinding finding, FindingTexts texts, Form form) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("code", finding.code().name());
        json.put("severity", finding.code().severity().name());
        json.put("status", finding.status().name());
        json.put("meaning", texts.meaning(finding));
        json.put("advice", texts.advice(finding));
        json.put("publish", finding.publish().stream().map(form::json).toList());
        json.put("rule", finding.code().rule());
        json.put("actor", finding.code().actor().name());
        json.put("values", finding.values());
        return json;
    }
}
