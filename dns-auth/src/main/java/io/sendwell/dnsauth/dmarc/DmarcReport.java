package io.sendwell.dnsauth.dmarc;

import io.sendwell.dnsauth.finding.DomainFinding;
import java.util.List;

/**
 * What an examination of a domain's DMARC found.
 *
 * @param policy as both generations of receivers find it
 * @param findings what to know about it and what to mend
 */
public record DmarcReport(DiscoveredPolicy policy, List<DomainFinding> findings) {

    public DmarcReport {
        findings = List.copyOf(findings);
    }
}
