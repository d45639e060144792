package io.sendwell.dnsauth.dmarc;

import io.sendwell.address.DomainName;
import io.sendwell.dnsauth.dmarc.AuthenticationResults.Signature;
import io.sendwell.identity.DmarcPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Judges messages by DMARC, those that came in and those that are planned. Threads share it.
 *
 * <p>For each author domain it asks what {@link DmarcDiscovery} asks, and walks up the tree once for every other domain that
 * SPF or a signature vouches for.
 */
public final class DmarcEvaluator {

    private final DmarcDiscovery discovery;

    /** Judges by what this discovery finds. */
    public DmarcEvaluator(DmarcDiscovery discovery) {
        this.discovery = discovery;
    }

    /**
     * Judges a message by what SPF and DKIM said of it.
     *
     * @param patience for all questions together; more than zero
     */
    public DmarcEvaluation evaluate(AuthenticationResults results, Duration patience) {
        return evaluate(results, discovery.begin(patience));
    }

    /**
     * Foretells how a message will be judged.
     *
     * @param patience for all questions together; more than zero
     */
    public DmarcPrediction predict(PlannedMessage message, Duration patience) {
        DmarcEvaluation evaluation = evaluate(message.expectedResults(), discovery.begin(patience));
        return DmarcPrediction.of(message, evaluation);
    }

    private static DmarcEvaluation evaluate(AuthenticationResults results, DiscoverySession session) {
        DiscoveredPolicy policy = session.policyOf(results.authorDomain());
        return new DmarcEvaluation(
                policy,
                new Case(results, policy.rfc9989(), session).judge(),
                new Case(results, policy.rfc7489(), session).judge());
    }

    /** One message before receivers of one generation. */
    private static final class Case {

        private final AuthenticationResults results;
        private final DmarcView view;
        private final DiscoverySession session;
        private final List<DomainName> alignedSigningDomains = new ArrayList<>();
        private Optional<DomainName> alignedSpfDomain = Optional.empty();
        private boolean uncertain;

        Case(AuthenticationResults results, DmarcView view, DiscoverySession session) {
            this.results = results;
            this.view = view;
            this.session = session;
        }

        DmarcVerdict judge() {
            results.signatures().stream()
                    .limit(AuthenticationResults.MAX_SIGNATURES)
                    .forEach(this::takeSignature);
            results.spfDomain().ifPresent(this::takeSpf);
            return switch (view.declared()) {
                case ABSENT -> verdict(DmarcResult.NONE, DmarcPolicy.ABSENT);
                case UNKNOWN -> verdict(DmarcResult.TEMPERROR, DmarcPolicy.UNKNOWN);
                default -> byAlignment();
            };
        }

        private DmarcVerdict byAlignment() {
            if (alignedSpfDomain.isPresent() || !alignedSigningDomains.isEmpty()) {
                return verdict(DmarcResult.PASS, DmarcPolicy.NONE);
            }
            return uncertain
                    ? verdict(DmarcResult.TEMPERROR, DmarcPolicy.UNKNOWN)
                    : verdict(DmarcResult.FAIL, view.applied());
        }

        private DmarcVerdict verdict(DmarcResult result, DmarcPolicy disposition) {
            return new DmarcVerdict(view.generation(), result, alignedSpfDomain, alignedSigningDomains, disposition);
        }

        private void takeSignature(Signature signature) {
            if (counts(signature.signingDomain(), signature.outcome(), view.dkimAlignment())
                    && !alignedSigningDomains.contains(signature.signingDomain())) {
                alignedSigningDomains.add(signature.signingDomain());
            }
        }

        private void takeSpf(DomainName spfDomain) {
            if (counts(spfDomain, results.spf(), view.spfAlignment())) {
                alignedSpfDomain = Optional.of(spfDomain);
            }
        }

        private boolean counts(DomainName domain, IdentifierOutcome outcome, AlignmentMode mode) {
            if (outcome == IdentifierOutcome.NO_PASS) {
                return false;
            }
            IdentifierOutcome aligned = alignment(domain, mode);
            if (aligned == IdentifierOutcome.NO_PASS) {
                return false;
            }
            if (aligned == IdentifierOutcome.UNKNOWN || outcome == IdentifierOutcome.UNKNOWN) {
                uncertain = true;
                return false;
            }
            return true;
        }

        /** RFC 9989 section 4.10.2, RFC 7489 section 3.1. */
        private IdentifierOutcome alignment(DomainName domain, AlignmentMode mode) {
            if (domain.equals(results.authorDomain())) {
                return IdentifierOutcome.PASS;
            }
            // Names that share no last label share nothing; saves a walk for most of what vendors sign.
            if (mode == AlignmentMode.STRICT
                    || !domain.topLevelDomain().equals(results.authorDomain().topLevelDomain())) {
                return IdentifierOutcome.NO_PASS;
            }
            Optional<DomainName> theirs = session.organizationalDomain(domain, view.generation());
            if (theirs.isEmpty() || view.organizationalDomain().isEmpty()) {
                return IdentifierOutcome.UNKNOWN;
            }
            return theirs.equals(view.organizationalDomain()) ? IdentifierOutcome.PASS : IdentifierOutcome.NO_PASS;
        }
    }
}
