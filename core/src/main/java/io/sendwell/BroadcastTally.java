package io.sendwell;

import io.sendwell.address.Mailbox;
import io.sendwell.campaign.Recipient;
import io.sendwell.check.CheckReport;
import io.sendwell.check.Finding;
import io.sendwell.check.FindingStatus;
import io.sendwell.check.MailRule;
import io.sendwell.check.Rule;
import io.sendwell.message.MergeData;
import io.sendwell.policy.SendingPolicy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is found of an audience of any length: each finding once, for how many, with a few examples. One thread at a time. */
final class BroadcastTally {

    private static final int EXAMPLES = 5;
    // Fields and the words of others may make up any number of findings.
    private static final int MAX_FINDINGS = 200;
    private static final String OTHERS = "OTHER_REASONS";

    private final Map<String, Concerned> found = new LinkedHashMap<>();
    private final List<Finding> whole = new ArrayList<>();
    private final Map<String, Long> withheld = new LinkedHashMap<>();
    private Set<String> fields = Set.of();
    private long persons;
    private long duplicates;
    private @Nullable Recipient first;
    private boolean differ;

    private static final class Concerned {

        private final Finding finding;
        private final List<Mailbox> examples = new ArrayList<>(EXAMPLES);
        private long persons;

        Concerned(Finding finding) {
            this.finding = finding;
        }

        void add(Recipient person) {
            persons++;
            if (examples.size() < EXAMPLES) {
                examples.add(person.mailbox());
            }
        }
    }

    /** The names that the template uses; only they make mails different. */
    void fields(Collection<String> names) {
        Set<String> roots = new LinkedHashSet<>();
        names.forEach(name -> roots.add(name.substring(0, name.indexOf('.') < 0 ? name.length() : name.indexOf('.'))));
        fields = roots;
    }

    void person() {
        persons++;
    }

    void duplicate() {
        duplicates++;
    }

    long persons() {
        return persons;
    }

    long duplicates() {
        return duplicates;
    }

    long mails() {
        return persons - duplicates;
    }

    /** Whether all mails say the same. */
    boolean areIdentical() {
        return mails() > 1 && !differ;
    }

    /** A finding that concerns the broadcast as a whole. */
    void whole(Finding finding) {
        whole.add(finding);
    }

    /** A person's findings. */
    void take(Recipient person, List<Finding> findings) {
        compare(person);
        boolean stopped = false;
        // A mail may have several findings of one code, such as of several header fields.
        Set<String> counted = new HashSet<>();
        for (Finding finding : findings) {
            count(person, finding, counted);
            if (!stopped && finding.stopsSending()) {
                stopped = true;
                boolean known = withheld.containsKey(finding.code()) || withheld.size() < MAX_FINDINGS;
                withheld.merge(known ? finding.code() : OTHERS, 1L, Long::sum);
            }
        }
    }

    private void compare(Recipient person) {
        if (first == null) {
            first = person;
        } else if (!differ) {
            MergeData one = first.mergeData();
            MergeData other = person.mergeData();
            differ = fields.stream().anyMatch(field -> !one.value(field).equals(other.value(field)));
        }
    }

    private void count(Recipient person, Finding finding, Set<String> counted) {
        if (finding.rule() == MailRule.MERGE_VALUE_MISSING) {
            for (String field : finding.values().getOrDefault("fields", "").split(", ", -1)) {
                count(person, "MERGE_VALUE_MISSING " + field, finding, field, counted);
            }
        } else {
            count(person, finding.code(), finding, "", counted);
        }
    }

    private void count(Recipient person, String key, Finding finding, String field, Set<String> counted) {
        if (!counted.add(key)) {
            return;
        }
        Concerned concerned = found.get(key);
        if (concerned == null) {
            if (found.size() >= MAX_FINDINGS) {
                return;
            }
            concerned = new Concerned(
                    field.isEmpty()
                            ? finding
                            : finding.with("fields", field).with("example", "{{" + field + "|fallback}}"));
            found.put(key, concerned);
        }
        concerned.add(person);
    }

    BroadcastReport report(OptionalLong wireSize, Collection<Rule> examined, SendingPolicy policy) {
        List<BroadcastReport.Aggregate> all = new ArrayList<>();
        whole.forEach(finding -> all.add(new BroadcastReport.Aggregate(finding, 0, List.of())));
        found.values()
                .forEach(concerned -> all.add(
                        new BroadcastReport.Aggregate(concerned.finding, concerned.persons, concerned.examples)));
        List<Finding> told =
                all.stream().map(BroadcastReport.Aggregate::finding).toList();
        new CheckReport(told)
                .passing(examined, policy).of(FindingStatus.PASS).stream()
                        .forEach(finding -> all.add(new BroadcastReport.Aggregate(finding, 0, List.of())));
        return new BroadcastReport(all, persons, duplicates, withheld, wireSize);
    }
}
