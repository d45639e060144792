package io.sendwell.check;

import io.sendwell.policy.SendingPolicy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What all examinations of one mail found, in the order in which they ran. There is no total score: what counts is whether
 * something stops the mail, and what the findings say.
 *
 * @param findings every finding, whatever its status
 */
public record CheckReport(List<Finding> findings) {

    public CheckReport {
        findings = List.copyOf(findings);
    }

    /** Whether nothing keeps the mail from leaving; there may still be advice. */
    public boolean sendable() {
        return findings.stream().noneMatch(Finding::stopsSending);
    }

    /** Whether nothing failed at all. */
    public boolean clean() {
        return findings.stream().noneMatch(finding -> finding.status() == FindingStatus.FAIL);
    }

    /** The findings that keep the mail from leaving. */
    public List<Finding> stops() {
        return findings.stream().filter(Finding::stopsSending).toList();
    }

    /** The findings that failed and do not stop: advice. */
    public List<Finding> advice() {
        return findings.stream()
                .filter(finding -> finding.status() == FindingStatus.FAIL && !finding.stopsSending())
                .toList();
    }

    /** The findings that ended so. */
    public List<Finding> of(FindingStatus status) {
        return findings.stream().filter(finding -> finding.status() == status).toList();
    }

    /**
     * The same report, which says PASS of each of these rules of which nothing was found.
     *
     * @param policy says which of them are turned off, and are not told
     */
    public CheckReport passing(Iterable<? extends Rule> lookedFor, SendingPolicy policy) {
        Set<String> told = new HashSet<>();
        for (Finding finding : findings) {
            told.add(finding.code());
            // Who hears that the mail is much too large need not hear that it is too large, nor that it is not.
            if (finding.rule() instanceof MailRule rule) {
                rule.milder().ifPresent(milder -> told.add(milder.name()));
            }
        }
        List<Finding> whole = new ArrayList<>(findings);
        for (Rule rule : lookedFor) {
            if (told.add(rule.name())) {
                Finding.pass(rule).weighedBy(policy).ifPresent(whole::add);
            }
        }
        return new CheckReport(whole);
    }

    /** A line for each finding: severity, status, and its words in this language, English where there are none. */
    public String toText(Locale language) {
        return findings.stream()
                .map(finding -> finding.severity() + " " + finding.status() + " " + finding.explain(language))
                .collect(Collectors.joining("\n"));
    }

    /**
     * The report as a JSON object (RFC 8259): {@code sendable}, and {@code findings} with code, severity, status, rules, source,
     * the words in this language, and the values. What is other people's text is escaped and nothing else.
     */
    public String toJson(Locale language) {
        return toJson(sendable(), Map.of(), Map.of(), findings, List.of(), language);
    }

    /**
     * Findings as a JSON object, with numbers of a whole audience.
     *
     * @param numbers by name; left out when there are none
     * @param withheld persons by code; left out when there are no numbers
     * @param persons how many each finding concerns, in the order of the findings; empty when it is one mail's
     */
    public static String toJson(
            boolean sendable,
            Map<String, Long> numbers,
            Map<String, Long> withheld,
            List<Finding> findings,
            List<Long> persons,
            Locale language) {
        JsonWriter json = new JsonWriter();
        json.object(() -> {
            json.name("sendable").value(sendable);
            numbers.forEach((name, number) -> json.name(name).value(number));
            if (!numbers.isEmpty()) {
                json.name("withheld")
                        .object(() -> withheld.forEach(
                                (code, number) -> json.name(code).value(number)));
            }
            json.name("findings").array(() -> {
                for (int i = 0; i < findings.size(); i++) {
                    Finding finding = findings.get(i);
                    Optional<Long> number = persons.isEmpty() ? Optional.empty() : Optional.of(persons.get(i));
                    json.object(() -> {
                        number.ifPresent(count -> json.name("persons").value(count));
                        writeMembers(json, finding, language);
                    });
                }
            });
        });
        return json.toString();
    }

    private static void writeMembers(JsonWriter json, Finding finding, Locale language) {
        json.name("code").value(finding.code());
        json.name("severity").value(finding.severity().name());
        json.name("status").value(finding.status().name());
        json.name("rules").array(() -> finding.ruleIds().forEach(json::value));
        json.name("source").value(finding.source());
        json.name("seen").value(finding.seen(language));
        json.name("wanted").value(finding.wanted(language));
        json.name("fix").value(finding.fix(language));
        json.name("values")
                .object(() -> finding.values()
                        .forEach((name, value) -> json.name(name).value(value)));
    }
}
