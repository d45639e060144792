package io.sendwell.examples.crm.screens;

import io.sendwell.BroadcastReport;
import io.sendwell.check.Finding;
import io.sendwell.check.FindingStatus;
import io.sendwell.check.Severity;
import io.sendwell.examples.crm.web.Html;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What an examination found, the worst first; what is all right is folded away. */
final class FindingList {

    private FindingList() {}

    static Html of(List<Finding> findings, Locale language) {
        return lines(findings.stream().map(finding -> new Line(finding, "")).toList(), language);
    }

    static Html of(BroadcastReport report, Locale language) {
        return lines(
                report.findings().stream()
                        .map(found -> new Line(found.finding(), persons(found.persons())))
                        .toList(),
                language);
    }

    /** @param persons for how many it holds, in words; empty where it holds for all */
    private record Line(Finding finding, String persons) {}

    private static String persons(long count) {
        return count == 0 ? "" : String.format(Locale.ROOT, "%,d persons:", count);
    }

    private static Html lines(List<Line> lines, Locale language) {
        Map<Boolean, List<Line>> byFailure = lines.stream()
                .sorted(Comparator.comparing(line -> line.finding().severity()))
                .collect(Collectors.partitioningBy(line -> line.finding().status() == FindingStatus.FAIL));
        List<Line> failed = byFailure.getOrDefault(true, List.of());
        List<Line> rest = byFailure.getOrDefault(false, List.of());
        return Html.of(
                "<ul class=\"findings\">{}</ul>{}",
                Html.each(failed, line -> item(line, language)),
                Html.when(
                        !rest.isEmpty(),
                        Html.of(
                                "<details><summary>{} more were looked at</summary><ul class=\"findings\">{}</ul></details>",
                                rest.size(),
                                Html.each(rest, line -> item(line, language)))));
    }

    private static Html item(Line line, Locale language) {
        Finding finding = line.finding();
        return Html.of(
                "<li><span class=\"tag {}\">{}</span> {} {}</li>",
                colour(finding),
                finding.status() == FindingStatus.FAIL ? finding.severity() : finding.status(),
                line.persons(),
                finding.explain(language));
    }

    private static String colour(Finding finding) {
        if (finding.status() == FindingStatus.PASS || finding.status() == FindingStatus.APPLIED) {
            return "good";
        }
        return finding.status() == FindingStatus.FAIL && finding.severity() == Severity.MUST ? "bad" : "warn";
    }
}
