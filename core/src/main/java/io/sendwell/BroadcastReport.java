package io.sendwell;

import io.sendwell.address.Mailbox;
import io.sendwell.check.CheckReport;
import io.sendwell.check.Finding;
import io.sendwell.check.FindingStatus;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * What keeps a broadcast, or the mails of some of its persons, from leaving or from arriving: each finding once, and for how many
 * persons. Nothing was sent or recorded.
 *
 * @param findings every finding, whatever its status
 * @param persons how many the audience names, each naming counted
 * @param duplicates how many of them it had named before
 * @param withheld how many would get no mail, by the code of the reason, as {@link ScheduleReceipt#withheld()} has it
 * @param wireSize the octets on the wire of the mail with the longest values; empty when no mail can be made
 */
public record BroadcastReport(
        List<Aggregate> findings, long persons, long duplicates, Map<String, Long> withheld, OptionalLong wireSize) {

    public BroadcastReport {
        findings = List.copyOf(findings);
        withheld = Collections.unmodifiableMap(new LinkedHashMap<>(withheld));
    }

    /**
     * A finding, and whom it concerns. Its values are those of the first of them.
     *
     * @param persons how many; zero when it concerns the broadcast as a whole
     * @param examples the first few of them
     */
    public record Aggregate(Finding finding, long persons, List<Mailbox> examples) {

        public Aggregate {
            examples = List.copyOf(examples);
        }

        /** Without the examples, who are persons. */
        @Override
        public String toString() {
            return finding.status() + " " + finding.explain() + (persons == 0 ? "" : " (" + persons + ")");
        }
    }

    /** How many mails would leave. */
    public long sendable() {
        return persons
                - duplicates
                - withheld.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Whether nothing keeps the broadcast as a whole from leaving, and somebody would get a mail. */
    public boolean isSendable() {
        return sendable() > 0
                && findings.stream()
                        .noneMatch(
                                found -> found.persons() == 0 && found.finding().stopsSending());
    }

    /** Whether nothing failed at all, for anybody. */
    public boolean clean() {
        return findings.stream().noneMatch(found -> found.finding().status() == FindingStatus.FAIL);
    }

    /** The findings alone. */
    public CheckReport report() {
        return new CheckReport(findings.stream().map(Aggregate::finding).toList());
    }

    /** A line for each finding, with the number of persons; the examples are left out. */
    public String toText(Locale language) {
        return findings.stream()
                .map(found -> found.finding().severity() + " " + found.finding().status()
                        + (found.persons() == 0 ? " " : String.format(language, " %,d × ", found.persons()))
                        + found.finding().explain(language))
                .collect(Collectors.joining("\n"));
    }

    /**
     * The report as a JSON object: {@code sendable}, the numbers, and {@code findings} as {@link CheckReport#toJson} writes them, each
     * with {@code persons}. The examples are left out: who they are belongs into no log.
     */
    public String toJson(Locale language) {
        Map<String, Long> numbers = new LinkedHashMap<>();
        numbers.put("persons", persons);
        numbers.put("duplicates", duplicates);
        numbers.put("mails", sendable());
        wireSize.ifPresent(octets -> numbers.put("wireSize", octets));
        return CheckReport.toJson(
                isSendable(),
                numbers,
                withheld,
                findings.stream().map(Aggregate::finding).toList(),
                findings.stream().map(Aggregate::persons).toList(),
                language);
    }
}
