package io.sendwell.examples.doctor;

import io.sendwell.address.DomainName;
import io.sendwell.dns.DnsName;
import io.sendwell.dnsauth.finding.DomainFinding;
import io.sendwell.dnsauth.finding.FindingTexts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code check DOMAIN}: a tour through everything in a domain's DNS that decides about its mail. */
final class CheckCommand implements Command {

    @Override
    public Answer run(Setting setting) {
        List<String> words = setting.arguments().words("DOMAIN");
        DomainName domain = Arguments.read(words.get(0), DomainName::parse);
        Examination examination = new Examination(domain, setting);
        List<Section> sections = new ArrayList<>();
        sections.add(examination.nameServers());
        sections.add(examination.mailServers());
        sections.add(examination.spf());
        sections.addAll(examination.keys());
        sections.add(examination.dmarc());
        sections.add(examination.extras());
        return new Answer(
                exitCode(sections), text(domain, sections, setting.texts()), json(domain, sections, setting.texts()));
    }

    private static ExitCode exitCode(List<Section> sections) {
        ExitCode code = Findings.exitCode(sections.stream()
                .flatMap(section -> section.findings().stream())
                .toList());
        if (code == ExitCode.FINDINGS || sections.stream().anyMatch(Section::broken)) {
            return ExitCode.FINDINGS;
        }
        return sections.stream().anyMatch(Section::open) ? ExitCode.UNAVAILABLE : code;
    }

    private static String text(DomainName domain, List<Section> sections, FindingTexts texts) {
        StringBuilder text = new StringBuilder(domain.ascii()).append('\n');
        for (Section section : sections) {
            text.append('\n').append(section.name()).append('\n');
            section.facts()
                    .forEach(fact -> text.append("  ").append(Shown.line(fact)).append('\n'));
            for (DomainFinding finding : section.findings()) {
                text.append("  ").append(Findings.text(finding, texts).replace("\n    ", "\n      "));
            }
        }
        return text.toString();
    }

    private static Map<String, Object> json(DomainName domain, List<Section> sections, FindingTexts texts) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("domain", domain.ascii());
        json.put("result", exitCode(sections).name());
        json.put(
                "sections",
                sections.stream()
                        .map(section -> json(section, DnsName.of(domain), texts))
                        .toList());
        return json;
    }

    private static Map<String, Object> json(Section section, DnsName zone, FindingTexts texts) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", section.name());
        json.put("facts", section.facts());
        json.put(
                "findings",
                section.findings().stream()
                        .map(finding -> Findings.json(finding, texts, zone))
                        .toList());
        return json;
    }
}
