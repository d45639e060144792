package io.sendwell.examples.crm.screens;

import io.sendwell.check.Finding;
import io.sendwell.check.FindingStatus;
import io.sendwell.check.Severity;
import io.sendwell.examples.crm.web.Html;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** What an examination found, the worst first; what is all right is folded away. */
final class FindingList {

    private FindingList() {}

    static Html of(List<Finding> findings, Locale language) {
        return of(findings, language, finding -> "");
    }

    /** @param persons for whom a finding holds, in words; empty where it holds for all */
    static Html of(List<Finding> findings, Locale language, Function<Finding, String> persons) {
        List<Finding> failed = findings.stream()
                .filter(finding -> finding.status() == FindingStatus.FAIL)
                .sorted((one, other) -> one.severity().compareTo(other.severity()))
                .toList();
        List<Finding> rest = findings.stream()
                .filter(finding -> finding.status() != FindingStatus.FAIL)
                .toList();
        return Html.of(
                "<ul class=\"findings\">{}</ul>{}",
                Html.each(failed, finding -> item(finding, language, persons.apply(finding))),
                Html.when(!rest.isEmpty(), Html.of(
                        "<details><summary>{} more were looked at</summary><ul class=\"findings\">{}</ul></details>",
                        rest.size(),
                        Html.each(rest, finding -> item(finding, language, persons.apply(finding))))));
    }

    private static Html item(Finding finding, Locale language, String persons) {
        return Html.of(
                "<li><span class=\"tag {}\">{}</span> {} {}</li>",
                colour(finding),
                finding.status() == FindingStatus.FAIL ? finding.severity() : finding.status(),
                persons,
                finding.explain(language));
    }

    private static String colour(Finding finding) {
        if (finding.status() == FindingStatus.PASS || finding.status() == FindingStatus.APPLIED) {
            return "good";
        }
        return finding.status() == FindingStatus.FAIL && finding.severity() == Severity.MUST ? "bad" : "warn";
    }
}
