package io.sendwell.dnsauth.dkim;

import io.sendwell.dns.DnsName;
import java.util.Comparator;
import java.util.List;

/**
 * What became of a message's signatures.
 *
 * @param verdict the best of all signatures (one that passes is enough, RFC 6376 section 6.1), or why there is none
 * @param signatures from the top of the header down; up to {@value #MAX_LISTED} are listed, and fewer are judged ({@link
 *     DkimRules#maxSignatures})
 */
public record DkimVerification(DkimVerdict verdict, List<CheckedSignature> signatures) {

    /** Signatures that are listed at all. */
    public static final int MAX_LISTED = 100;

    public DkimVerification {
        signatures = List.copyOf(signatures);
    }

    static DkimVerification of(List<CheckedSignature> signatures) {
        DkimVerdict best = signatures.stream()
                .map(CheckedSignature::verdict)
                .min(Comparator.comparing(DkimVerdict::result))
                .orElse(DkimVerdict.of(DkimReason.NO_SIGNATURE));
        return new DkimVerification(best, signatures);
    }

    /** Whether at least one signature is valid and acceptable. */
    public boolean isPass() {
        return verdict.isPass();
    }

    /** The domains that answer for the message: of the signatures that pass, each once. */
    public List<DnsName> signingDomains() {
        return signatures.stream()
                .filter(signature -> signature.verdict().isPass())
                .flatMap(signature -> signature.signature().signingDomain().stream())
                .distinct()
                .toList();
    }
}
