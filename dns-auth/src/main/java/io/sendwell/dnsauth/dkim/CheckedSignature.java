package io.sendwell.dnsauth.dkim;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * One signature of a message and what became of it.
 *
 * @param verdict by the rules of the verifier
 * @param lenientVerdict when everything is tolerated that can be: whether the message is the one that was signed
 * @param wouldFailStrict what strict rules refuse, whatever the rules in force; empty when they accept the signature or
 *     when it fails by itself
 * @param signature what the field says
 * @param coverage what of the header it covers
 * @param key the record that it was judged by; empty when there was none
 */
public record CheckedSignature(
        DkimVerdict verdict,
        DkimVerdict lenientVerdict,
        Set<DkimReason> wouldFailStrict,
        DkimSignature signature,
        HeaderCoverage coverage,
        Optional<PublishedKey> key) {

    public CheckedSignature {
        wouldFailStrict =
                wouldFailStrict.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(wouldFailStrict));
    }

    /** Whether the signature's domain only tests DKIM: its signed mail is to be treated as if it was not signed. */
    public boolean isTesting() {
        return key.map(found -> found.record().isTesting()).orElse(false);
    }
}
