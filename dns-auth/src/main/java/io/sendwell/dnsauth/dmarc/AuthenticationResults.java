package io.sendwell.dnsauth.dmarc;

import io.sendwell.address.DomainName;
import io.sendwell.dns.DnsName;
import io.sendwell.dnsauth.dkim.CheckedSignature;
import io.sendwell.dnsauth.dkim.DkimResult;
import io.sendwell.dnsauth.dkim.DkimVerification;
import io.sendwell.dnsauth.spf.SpfResult;
import io.sendwell.dnsauth.spf.SpfVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What SPF and DKIM said of one message. Start from {@link #of} and add.
 *
 * @param authorDomain the domain of From; a message whose From has several is none that DMARC can judge
 * @param spfDomain the domain that SPF checked: of the reverse-path, or of HELO when that is null (RFC 7208 section 2.4)
 * @param spf the verdict of SPF
 * @param signatures one for each signature, of which the first {@value #MAX_SIGNATURES} are looked at
 */
public record AuthenticationResults(
        DomainName authorDomain, Optional<DomainName> spfDomain, IdentifierOutcome spf, List<Signature> signatures) {

    /** Signatures of one message that are looked at; each may cost a walk up the tree. */
    public static final int MAX_SIGNATURES = 10;

    public AuthenticationResults {
        signatures = List.copyOf(signatures);
    }

    /**
     * One signature.
     *
     * @param signingDomain its {@code d=}
     * @param outcome whether it verifies
     */
    public record Signature(DomainName signingDomain, IdentifierOutcome outcome) {}

    /** A message of this author domain for which nobody vouches. */
    public static AuthenticationResults of(DomainName authorDomain) {
        return new AuthenticationResults(authorDomain, Optional.empty(), IdentifierOutcome.NO_PASS, List.of());
    }

    /** The same with the verdict of SPF. */
    public AuthenticationResults withSpf(DomainName domain, IdentifierOutcome outcome) {
        return new AuthenticationResults(authorDomain, Optional.of(domain), outcome, signatures);
    }

    /** The same with one more signature. */
    public AuthenticationResults withSignature(DomainName signingDomain, IdentifierOutcome outcome) {
        List<Signature> more = new ArrayList<>(signatures);
        more.add(new Signature(signingDomain, outcome));
        return new AuthenticationResults(authorDomain, spfDomain, spf, more);
    }

    /** The same with the verdict of SPF on the reverse-path, or on HELO when that is null. */
    public AuthenticationResults withSpf(SpfVerdict verdict) {
        return verdict.request()
                .domain()
                .flatMap(DnsName::asDomainName)
                .map(domain -> withSpf(domain, outcome(verdict.result())))
                .orElse(this);
    }

    /** The same with every signature that was verified, or that could not be for now. */
    public AuthenticationResults withSignatures(DkimVerification verification) {
        AuthenticationResults results = this;
        for (CheckedSignature checked : verification.signatures()) {
            Optional<DomainName> signingDomain =
                    checked.signature().signingDomain().flatMap(DnsName::asDomainName);
            if (signingDomain.isPresent()) {
                results = results.withSignature(
                        signingDomain.get(), outcome(checked.verdict().result()));
            }
        }
        return results;
    }

    private static IdentifierOutcome outcome(SpfResult result) {
        return switch (result) {
            case PASS -> IdentifierOutcome.PASS;
            case TEMPERROR -> IdentifierOutcome.UNKNOWN;
            default -> IdentifierOutcome.NO_PASS;
        };
    }

    private static IdentifierOutcome outcome(DkimResult result) {
        return switch (result) {
            case PASS -> IdentifierOutcome.PASS;
            case TEMPERROR -> IdentifierOutcome.UNKNOWN;
            default -> IdentifierOutcome.NO_PASS;
        };
    }
}
