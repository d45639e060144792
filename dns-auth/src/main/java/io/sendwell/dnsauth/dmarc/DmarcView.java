package io.sendwell.dnsauth.dmarc;

import io.sendwell.address.DomainName;
import io.sendwell.identity.DmarcPolicy;
import java.util.Optional;

/**
 * What receivers of one generation find for an author domain.
 *
 * @param generation which receivers
 * @param policyDomain the domain whose record applies; empty when none does or it is not known
 * @param record that record
 * @param scope how the author domain stands to it
 * @param declared what the record asks for the author domain; {@link DmarcPolicy#ABSENT} when receivers apply none,
 *     {@link DmarcPolicy#UNKNOWN} when the DNS could not be asked
 * @param applied the same after {@code t=y} or {@code pct=0} have made it softer
 * @param organizationalDomain of the author domain; empty when the DNS could not be asked
 */
public record DmarcView(
        DmarcGeneration generation,
        Optional<DomainName> policyDomain,
        Optional<DmarcRecord> record,
        PolicyScope scope,
        DmarcPolicy declared,
        DmarcPolicy applied,
        Optional<DomainName> organizationalDomain) {

    /** How closely a signing domain has to match. */
    public AlignmentMode dkimAlignment() {
        return record.map(DmarcRecord::dkimAlignment).orElse(AlignmentMode.RELAXED);
    }

    /** How closely the SPF domain has to match. */
    public AlignmentMode spfAlignment() {
        return record.map(DmarcRecord::spfAlignment).orElse(AlignmentMode.RELAXED);
    }
}
