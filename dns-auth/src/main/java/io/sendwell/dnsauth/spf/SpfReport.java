package io.sendwell.dnsauth.spf;

import io.sendwell.check.FindingStatus;
import io.sendwell.dns.DnsName;
import io.sendwell.dnsauth.finding.DomainFinding;
import java.util.List;

/**
 * What an examination of a domain's SPF came to.
 *
 * @param domain which was examined
 * @param status PASS when the record lets the operator's servers pass and no receiver refuses to read it; FAIL when not;
 *     NOT_CHECKED when the DNS did not answer
 * @param findings everything that is to be said, the record to publish among it
 * @param plan the change that would make it pass
 */
public record SpfReport(DnsName domain, FindingStatus status, List<DomainFinding> findings, SpfPlan plan) {

    public SpfReport {
        findings = List.copyOf(findings);
    }
}
