package io.sendwell.dnsauth.dmarc;

import io.sendwell.address.DomainName;
import io.sendwell.identity.DmarcPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What will become of a planned message, at receivers of both generations.
 *
 * @param message what was planned
 * @param policy what the author domain publishes
 * @param rfc9989 at receivers that walk up the tree
 * @param rfc7489 at receivers that use the public suffix list
 */
public record DmarcPrediction(PlannedMessage message, DiscoveredPolicy policy, Forecast rfc9989, Forecast rfc7489) {

    /**
     * What will become of it at receivers of one generation.
     *
     * @param grade how it gets through
     * @param askedFor what the author domain asks to be done with it when it fails; {@link DmarcPolicy#NONE} when it passes
     * @param reasons why, in English, for whoever runs the application
     */
    public record Forecast(DmarcGrade grade, DmarcPolicy askedFor, List<String> reasons) {
        public Forecast {
            reasons = List.copyOf(reasons);
        }
    }

    static DmarcPrediction of(PlannedMessage message, DmarcEvaluation evaluation) {
        return new DmarcPrediction(
                message,
                evaluation.policy(),
                forecast(message, evaluation.policy().rfc9989(), evaluation.rfc9989()),
                forecast(message, evaluation.policy().rfc7489(), evaluation.rfc7489()));
    }

    /** The worse of both grades: what has to be reckoned with. */
    public DmarcGrade grade() {
        return rfc9989.grade().compareTo(rfc7489.grade()) >= 0 ? rfc9989.grade() : rfc7489.grade();
    }

    /** Whether it depends on the receiver. */
    public boolean receiversDiffer() {
        return rfc9989.grade() != rfc7489.grade() || rfc9989.askedFor() != rfc7489.askedFor();
    }

    private static Forecast forecast(PlannedMessage message, DmarcView view, DmarcVerdict verdict) {
        DmarcGrade grade = grade(message, verdict);
        List<String> reasons = new ArrayList<>();
        reasons.add(policyWords(message.authorDomain(), view));
        for (DomainName signingDomain : message.signingDomains()) {
            reasons.add("The signature of " + signingDomain
                    + (verdict.alignedSigningDomains().contains(signingDomain)
                            ? " is aligned with "
                            : " is not known to be aligned with ")
                    + alignmentWords(message.authorDomain(), view, view.dkimAlignment()));
        }
        if (message.signingDomains().isEmpty()) {
            reasons.add("Nobody signs it.");
        }
        reasons.add(spfWords(message, view, verdict));
        if (grade == DmarcGrade.PASSES_BY_SPF_ONLY) {
            reasons.add("A forwarder sends from its own servers, so that SPF does not pass there: sign as "
                    + message.authorDomain() + ".");
        }
        message.senderFieldDomain()
                .ifPresent(domain ->
                        reasons.add("That " + domain + " stands in the Sender field has no influence on DMARC."));
        return new Forecast(grade, grade == DmarcGrade.PASSES ? DmarcPolicy.NONE : verdict.disposition(), reasons);
    }

    private static DmarcGrade grade(PlannedMessage message, DmarcVerdict verdict) {
        return switch (verdict.result()) {
            case PASS -> verdict.alignedSigningDomains().isEmpty() ? DmarcGrade.PASSES_BY_SPF_ONLY : DmarcGrade.PASSES;
            case FAIL -> DmarcGrade.FAILS;
            case NONE -> DmarcGrade.NO_POLICY;
            // Whatever the policy is, a signature of the author domain itself satisfies it.
            case TEMPERROR ->
                message.signingDomains().contains(message.authorDomain()) ? DmarcGrade.PASSES : DmarcGrade.UNKNOWN;
        };
    }

    private static String policyWords(DomainName authorDomain, DmarcView view) {
        String place = view.policyDomain()
                .filter(domain -> !domain.equals(authorDomain))
                .map(domain -> ", from the record of " + domain)
                .orElse("");
        return switch (view.declared()) {
            case ABSENT -> authorDomain + " has no DMARC policy.";
            case UNKNOWN -> "The DMARC policy of " + authorDomain + " could not be found out.";
            case NONE -> authorDomain + " asks for nothing (p=none" + place + ").";
            case QUARANTINE -> authorDomain + " asks to treat what fails as suspicious (quarantine" + place + ").";
            case REJECT -> authorDomain + " asks to refuse what fails (reject" + place + ").";
        };
    }

    private static String spfWords(PlannedMessage message, DmarcView view, DmarcVerdict verdict) {
        Optional<DomainName> spfDomain = message.spfDomain();
        if (spfDomain.isEmpty()) {
            return "The null reverse-path names no domain for SPF.";
        }
        String judged = message.reversePathDomain().isPresent()
                ? spfDomain.get().ascii()
                : spfDomain.get() + ", the server's own name in place of the null reverse-path,";
        return switch (message.spf()) {
            case NO_PASS -> "SPF does not pass for " + judged + ".";
            case UNKNOWN -> "Whether SPF passes for " + judged + " is not known.";
            case PASS ->
                "SPF passes for " + judged
                        + (verdict.alignedSpfDomain().isPresent()
                                ? ", which is aligned with "
                                : ", which is not known to be aligned with ")
                        + alignmentWords(message.authorDomain(), view, view.spfAlignment());
        };
    }

    private static String alignmentWords(DomainName authorDomain, DmarcView view, AlignmentMode mode) {
        if (mode == AlignmentMode.STRICT) {
            return authorDomain + "; the policy asks for equal domains.";
        }
        return view.organizationalDomain()
                .map(domain -> authorDomain + ", whose organizational domain is " + domain + ".")
                .orElse(authorDomain + ", whose organizational domain could not be found out.");
    }
}
