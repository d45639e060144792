package io.sendwell;

import io.sendwell.check.CheckReport;
import io.sendwell.check.Finding;
import io.sendwell.check.MailRule;
import io.sendwell.policy.SendingPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is told of an audience of any length: numbers, and a few examples. One thread at a time. */
final class AudienceTally {

    private static final int SAMPLE = 20;
    // Checks of the application may make up codes.
    private static final int MAX_CODES = 100;
    private static final String OTHERS = "OTHER_REASONS";

    private final Map<String, Long> withheld = new LinkedHashMap<>();
    private final List<WithheldPerson> sample = new ArrayList<>();
    private final Map<String, Finding> advice = new LinkedHashMap<>();
    private long persons;
    private long duplicates;

    void persons(long more) {
        persons += more;
    }

    void duplicates(long more) {
        duplicates += more;
    }

    void withheld(WithheldPerson person) {
        boolean known = withheld.containsKey(person.code()) || withheld.size() < MAX_CODES;
        withheld.merge(known ? person.code() : OTHERS, 1L, Long::sum);
        if (sample.size() < SAMPLE) {
            sample.add(person);
        }
    }

    void advice(CheckReport report) {
        for (Finding finding : report.findings()) {
            if (!finding.stopsSending() && advice.size() < MAX_CODES) {
                advice.putIfAbsent(finding.code(), finding);
            }
        }
    }

    /** How many were read, each naming of a person counted. */
    long persons() {
        return persons;
    }

    long duplicates() {
        return duplicates;
    }

    /** How many mails there are, withheld ones among them. */
    long total() {
        return persons - duplicates;
    }

    boolean nobodyIsLeft() {
        return withheld.values().stream().mapToLong(Long::longValue).sum() == total();
    }

    Map<String, Long> withheld() {
        return withheld;
    }

    List<WithheldPerson> sample() {
        return sample;
    }

    CheckReport report(SendingPolicy policy, Optional<Finding> more) {
        List<Finding> findings = new ArrayList<>(advice.values());
        if (duplicates > 0) {
            Finding.fail(MailRule.DUPLICATE_IN_AUDIENCE)
                    .with("count", duplicates)
                    .weighedBy(policy)
                    .ifPresent(findings::add);
        }
        more.ifPresent(findings::add);
        return new CheckReport(findings);
    }

    /** Why the first of them got none; for an audience of whom nobody is left. */
    String firstReason() {
        return sample.isEmpty()
                ? ""
                : sample.get(0).code() + ": " + sample.get(0).reason();
    }
}
