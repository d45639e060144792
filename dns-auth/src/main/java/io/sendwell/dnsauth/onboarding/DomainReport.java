package io.sendwell.dnsauth.onboarding;

import io.sendwell.account.AccountId;
import io.sendwell.address.DomainName;
import io.sendwell.check.FindingStatus;
import io.sendwell.check.Severity;
import io.sendwell.dnsauth.finding.DomainFinding;
import io.sendwell.dnsauth.finding.FindingTexts;
import io.sendwell.domain.DomainRegistration;
import io.sendwell.domain.DomainVerdict;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one check of a domain found, with the evidence. Making it changed nothing.
 *
 * <p>It says something about one registration of one account and domain, at one time; only what made it takes it back, to
 * record it or to activate the domain. Immutable; threads may share it.
 */
public final class DomainReport {

    private final Object maker;
    private final DomainRegistration registration;
    private final Instant at;
    private final List<StepReport> steps;
    private final List<DomainFinding> objections;
    private final Optional<DomainName> bounceDomain;
    private final String line;

    /**
     * @param maker what may take the report back
     * @param objections what stands against the domain as a whole, whatever is published
     * @param line is given the report to write its result on one line
     */
    DomainReport(
            Object maker,
            DomainRegistration registration,
            Instant at,
            List<StepReport> steps,
            List<DomainFinding> objections,
            Optional<DomainName> bounceDomain,
            ResultLine line) {
        this.maker = maker;
        this.registration = registration;
        this.at = at;
        this.steps = List.copyOf(steps);
        this.objections = List.copyOf(objections);
        this.bounceDomain = bounceDomain;
        this.line = line.of(registration.domain(), verdict(), at, codes());
    }

    boolean isMadeBy(Object candidate) {
        return maker == candidate;
    }

    /** The registration as it was when it was checked. */
    DomainRegistration registration() {
        return registration;
    }

    Optional<DomainName> bounceDomain() {
        return bounceDomain;
    }

    /** Whose domain it is said to be. */
    public AccountId account() {
        return registration.account();
    }

    /** What was checked. */
    public DomainName domain() {
        return registration.domain();
    }

    /** When the check began. */
    public Instant at() {
        return at;
    }

    /** Whether everything that is needed was seen; the domain can be activated with this report for a while. */
    public boolean passed() {
        return verdict() == DomainVerdict.PASSED;
    }

    /** How it ended: failed when one required part did, and unknown when one could not be looked at. */
    public DomainVerdict verdict() {
        if (objections.stream().anyMatch(DomainFinding::stops)
                || steps.stream().anyMatch(step -> step.stops() && step.verdict() == DomainVerdict.FAILED)) {
            return DomainVerdict.FAILED;
        }
        return steps.stream().anyMatch(StepReport::stops) ? DomainVerdict.UNKNOWN : DomainVerdict.PASSED;
    }

    /** What was found of each part, in the order in which people publish them. */
    public List<StepReport> steps() {
        return steps;
    }

    /** What was found of one part; empty when it is not asked for. */
    public Optional<StepReport> step(OnboardingPart part) {
        return steps.stream().filter(step -> step.part() == part).findFirst();
    }

    /** Everything that was found, with what stands against the domain as a whole first. */
    public List<DomainFinding> findings() {
        return Stream.concat(objections.stream(), steps.stream().flatMap(step -> step.findings().stream()))
                .toList();
    }

    /** The result on one line, such as {@code OK: (28-02-2015 16:24) @customer.example}. */
    public String line() {
        return line;
    }

    /** When every resolver sees what is published now; empty when that is so already, or not known. */
    public Optional<Instant> visibleEverywhereAt() {
        return steps.stream()
                .flatMap(step -> step.visibleEverywhereAt().stream())
                .max(Comparator.naturalOrder());
    }

    /** Everything that is not as it should be, in the words of this language: what it means, what to do, the exact lines. */
    public String explain(Locale locale) {
        FindingTexts texts = FindingTexts.in(locale);
        StringBuilder text = new StringBuilder(line);
        findings().stream()
                .filter(finding -> finding.status() != FindingStatus.PASS)
                .forEach(finding -> text.append("\n\n").append(texts.explain(finding)));
        return text.toString();
    }

    /** The codes of what keeps the domain from being activated, the gravest first; empty when it passed. */
    List<String> codes() {
        Stream<DomainFinding> stopping = Stream.concat(
                objections.stream().filter(DomainFinding::stops),
                steps.stream()
                        .filter(StepReport::stops)
                        .flatMap(step -> step.findings().stream()
                                .filter(finding -> finding.status() != FindingStatus.PASS
                                        && finding.code().severity() != Severity.NOTE)));
        return stopping.sorted(Comparator.comparing(
                        (DomainFinding finding) -> finding.code().severity()))
                .map(finding -> finding.code().name())
                .distinct()
                .toList();
    }

    /** Whether it passed with warnings. */
    boolean isAtRisk() {
        return findings().stream()
                .anyMatch(finding -> finding.status() == FindingStatus.FAIL
                        && finding.code().severity() != Severity.NOTE
                        && isRequired(finding));
    }

    private boolean isRequired(DomainFinding finding) {
        return steps.stream()
                .filter(step -> step.need() == StepReport.Need.REQUIRED)
                .anyMatch(step -> step.findings().contains(finding));
    }

    /** The line, which holds no one's text but our own. */
    @Override
    public String toString() {
        return line;
    }
}
