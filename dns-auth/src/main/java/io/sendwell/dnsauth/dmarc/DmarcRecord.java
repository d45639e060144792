package io.sendwell.dnsauth.dmarc;

import io.sendwell.dnsauth.dmarc.DmarcProblem.Kind;
import io.sendwell.dnsauth.internal.text.ForeignText;
import io.sendwell.identity.DmarcPolicy;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The text of a DMARC record, read for both generations (RFC 9989 section 4.7, RFC 7489 section 6.3).
 *
 * <p>Every text can be read; {@link #problems()} says what is wrong with it. Tags that one generation does not know are
 * kept, and left out where that generation's answer is asked for.
 *
 * @param text as published, its strings joined
 * @param policy {@code p}: for the domain itself; empty when missing or not valid
 * @param subdomainPolicy {@code sp}: for what exists below it
 * @param nonexistentPolicy {@code np}: for what does not exist below it; unknown to RFC 7489
 * @param dkimAlignment {@code adkim}
 * @param spfAlignment {@code aspf}
 * @param testing {@code t=y}: a policy one step softer is to be applied; unknown to RFC 7489
 * @param publicSuffix {@code psd}; unknown to RFC 7489
 * @param percentage {@code pct}, 0 to 100: the share of mail that the policy is for; unknown to RFC 9989
 * @param aggregateReports {@code rua}, without what is no address
 * @param failureReports {@code ruf}, without what is no address
 * @param failureOptions {@code fo}: of {@code 0}, {@code 1}, {@code d}, {@code s}; {@code 0} when not said
 * @param problems what is wrong, in the order of the text; beyond {@value #MAX_PROBLEMS} only values that change the policy
 */
public record DmarcRecord(
        String text,
        Optional<DmarcPolicy> policy,
        Optional<DmarcPolicy> subdomainPolicy,
        Optional<DmarcPolicy> nonexistentPolicy,
        AlignmentMode dkimAlignment,
        AlignmentMode spfAlignment,
        boolean testing,
        PublicSuffixFlag publicSuffix,
        OptionalInt percentage,
        List<ReportAddress> aggregateReports,
        List<ReportAddress> failureReports,
        Set<Character> failureOptions,
        List<DmarcProblem> problems) {

    /** How many problems of one record are listed, but for values that change the policy. */
    public static final int MAX_PROBLEMS = 40;

    /** How many characters of a record are read: several times what fits an answer over UDP. */
    public static final int MAX_LENGTH = 8192;

    public DmarcRecord {
        aggregateReports = List.copyOf(aggregateReports);
        failureReports = List.copyOf(failureReports);
        failureOptions = Set.copyOf(failureOptions);
        problems = List.copyOf(problems);
    }

    /** Reads the text of a TXT record, whatever it is. */
    public static DmarcRecord parse(String text) {
        return new DmarcRecordParser(text).parse();
    }

    /** Whether it begins with {@code v=DMARC1}; if not, receivers treat it as any other text. */
    public boolean isDmarc() {
        return !has(Kind.NOT_DMARC);
    }

    /**
     * What the record asks of receivers of this generation for an author domain, as declared: before {@code t} and {@code
     * pct} soften it.
     *
     * @return {@link DmarcPolicy#ABSENT} when those receivers act as if there were no record (RFC 9989 section 4.10.1)
     */
    public DmarcPolicy declaredPolicy(DmarcGeneration generation, PolicyScope scope) {
        if (!isDmarc()) {
            return DmarcPolicy.ABSENT;
        }
        boolean knowsNonexistent = generation == DmarcGeneration.RFC9989;
        if (policy.isEmpty() || isBad("sp") || knowsNonexistent && isBad("np")) {
            return aggregateReports.isEmpty() ? DmarcPolicy.ABSENT : DmarcPolicy.NONE;
        }
        DmarcPolicy own = policy.get();
        return switch (scope) {
            case OWN -> own;
            case SUBDOMAIN -> subdomainPolicy.orElse(own);
            case NONEXISTENT_SUBDOMAIN ->
                (knowsNonexistent ? nonexistentPolicy : Optional.<DmarcPolicy>empty())
                        .or(() -> subdomainPolicy)
                        .orElse(own);
        };
    }

    /**
     * The policy that receivers of this generation may apply to a mail that fails: {@link #declaredPolicy}, one step softer
     * where {@code t=y} asks for it, or where {@code pct=0} did (RFC 7489 section 6.6.4).
     *
     * <p>A {@code pct} between 1 and 99 leaves it to chance; the declared policy is what has to be expected then.
     */
    public DmarcPolicy appliedPolicy(DmarcGeneration generation, PolicyScope scope) {
        DmarcPolicy declared = declaredPolicy(generation, scope);
        boolean softer =
                generation == DmarcGeneration.RFC9989 ? testing : percentage.isPresent() && percentage.getAsInt() == 0;
        if (!softer) {
            return declared;
        }
        return switch (declared) {
            case REJECT -> DmarcPolicy.QUARANTINE;
            case QUARANTINE -> DmarcPolicy.NONE;
            default -> declared;
        };
    }

    /** What the walk up the tree takes from {@code psd}; receivers of RFC 7489 do not know it. */
    boolean endsWalk() {
        return publicSuffix != PublicSuffixFlag.UNSAID;
    }

    /** Whether there is a problem of this kind. */
    public boolean has(Kind kind) {
        return problems.stream().anyMatch(problem -> problem.kind() == kind);
    }

    private boolean isBad(String tag) {
        return problems.stream()
                .anyMatch(problem ->
                        problem.kind() == Kind.BAD_VALUE && problem.tag().equals(tag));
    }

    /** The text, in a form that is safe for a log. */
    @Override
    public String toString() {
        return ForeignText.show(text, MAX_LENGTH);
    }
}
