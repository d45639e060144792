package io.sendwell.examples.doctor;

import io.sendwell.address.DomainName;
import io.sendwell.dns.DnsName;
import io.sendwell.dnsauth.finding.DomainFinding;
import io.sendwell.dnsauth.finding.FindingTexts;
import io.sendwell.dnsauth.host.HostChecks;
import io.sendwell.dnsauth.web.WebReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code check DOMAIN}: a tour through everything in the DNS that decides about a domain's mail. */
final class CheckCommand implements Command {

    /**
     * What was looked at.
     *
     * @param subject the domain, or nothing when only hosts were
     */
    private record Report(String subject, Form form, List<Section> sections) {

        List<DomainFinding> findings() {
            return sections.stream()
                    .flatMap(section -> section.findings().stream())
                    .toList();
        }

        ExitCode exitCode() {
            ExitCode code = Findings.exitCode(findings());
            if (code == ExitCode.FINDINGS || sections.stream().anyMatch(Section::broken)) {
                return ExitCode.FINDINGS;
            }
            return sections.stream().anyMatch(Section::open) ? ExitCode.UNAVAILABLE : code;
        }

        String summary(Locale language) {
            return String.format(
                    language,
                    Label.SUMMARY.in(language),
                    findings().stream().filter(DomainFinding::stops).count()
                            + sections.stream().filter(Section::broken).count(),
                    findings().stream().filter(Findings::advises).count(),
                    findings().stream().filter(Findings::leavesOpen).count()
                            + sections.stream().filter(Section::open).count());
        }
    }

    @Override
    public Answer run(Setting setting) throws IOException {
        List<String> hosts = setting.arguments().all("--host");
        HostChecks checks = HostChecks.using(
                setting.resolver(), WebReader.using(setting.resolver()).build(), setting.clock());
        Report report;
        if (setting.arguments().count() == 0 && !hosts.isEmpty()) {
            report = new Report("", Form.of(DnsName.ROOT, Optional.empty()), new ArrayList<>());
        } else {
            List<String> words = setting.arguments().words("DOMAIN");
            report = domain(Arguments.read(words.get(0), DomainName::parse), setting, checks);
        }
        report.sections().addAll(new HostExamination(checks, Examination.PATIENCE).sections(hosts));
        return new Answer(report.exitCode(), text(report, setting.texts()), json(report, setting.texts()));
    }

    private static Report domain(DomainName domain, Setting setting, HostChecks checks) throws IOException {
        Examination examination = new Examination(domain, setting, checks);
        List<Section> sections = new ArrayList<>();
        sections.add(examination.nameServers());
        sections.add(examination.mailServers());
        sections.add(examination.spf());
        sections.addAll(new KeyExamination(domain, setting, Examination.PATIENCE).sections());
        sections.add(examination.dmarc());
        sections.add(examination.extras());
        Section hints = examination.formHints();
        boolean somethingToEnter = sections.stream()
                .flatMap(section -> section.findings().stream())
                .anyMatch(finding -> !finding.publish().isEmpty());
        if (somethingToEnter && !hints.findings().isEmpty()) {
            sections.add(hints);
        }
        return new Report(domain.ascii(), examination.form(), sections);
    }

    private static String text(Report report, FindingTexts texts) {
        StringBuilder text = new StringBuilder();
        if (!report.subject().isEmpty()) {
            text.append(report.subject()).append('\n');
        }
        text.append(report.summary(texts.language())).append('\n');
        for (Section section : report.sections()) {
            text.append('\n').append(section.name(texts.language())).append('\n');
            section.facts().forEach(fact -> text.append(fact(section, fact)).append('\n'));
            section.findings().forEach(finding -> text.append(Findings.text(finding, texts, report.form())));
        }
        return text.append('\n')
                .append(Label.LEGEND.in(texts.language()))
                .append('\n')
                .toString();
    }

    private static String fact(Section section, String fact) {
        return (section.broken() ? "[!!] " : section.open() ? "[??] " : "     ") + Shown.line(fact);
    }

    private static Map<String, Object> json(Report report, FindingTexts texts) {
        Map<String, Object> json = new LinkedHashMap<>();
        if (!report.subject().isEmpty()) {
            json.put("domain", report.subject());
        }
        json.put("result", report.exitCode().name());
        json.put(
                "sections",
                report.sections().stream()
                        .map(section -> json(section, report.form(), texts))
                        .toList());
        return json;
    }

    private static Map<String, Object> json(Section section, Form form, FindingTexts texts) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", section.name(Locale.ENGLISH));
        json.put("facts", section.facts());
        json.put(
                "findings",
                section.findings().stream()
                        .map(finding -> Findings.json(finding, texts, form))
                        .toList());
        return json;
    }
}
