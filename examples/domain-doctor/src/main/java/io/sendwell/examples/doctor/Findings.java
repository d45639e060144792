package io.sendwell.examples.doctor;

import io.sendwell.check.FindingStatus;
import io.sendwell.dns.DnsName;
import io.sendwell.dnsauth.finding.DomainFinding;
import io.sendwell.dnsauth.finding.FindingTexts;
import io.sendwell.dnsauth.publish.DnsEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Findings and records to publish, as text and as JSON. */
final class Findings {

    private Findings() {}

    /** What stops mail is a finding, what could not be asked comes before it. */
    static ExitCode exitCode(List<DomainFinding> findings) {
        if (findings.stream().anyMatch(DomainFinding::stops)) {
            return ExitCode.FINDINGS;
        }
        return findings.stream().anyMatch(finding -> finding.status() == FindingStatus.NOT_CHECKED)
                ? ExitCode.UNAVAILABLE
                : ExitCode.FINE;
    }

    static String text(DomainFinding finding, FindingTexts texts) {
        return sign(finding) + " " + texts.explain(finding).replace("\n", "\n    ") + "\n";
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

    static Map<String, Object> json(DomainFinding finding, FindingTexts texts, DnsName zone) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("code", finding.code().name());
        json.put("status", finding.status().name());
        json.put("severity", finding.code().severity().name());
        json.put("actor", finding.code().actor().name());
        json.put("rule", finding.code().rule());
        json.put("meaning", texts.meaning(finding));
        json.put("advice", texts.advice(finding));
        json.put("values", finding.values());
        json.put(
                "publish",
                finding.publish().stream().map(entry -> entry(entry, zone)).toList());
        return json;
    }

    static Map<String, Object> entry(DnsEntry entry, DnsName zone) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", entry.name().toString());
        json.put("type", entry.type().name());
        json.put("value", entry.value());
        json.put("zoneLine", entry.zoneLine());
        json.put("formName", entry.formName(zone));
        json.put("formValue", entry.formValue());
        return json;
    }
}
