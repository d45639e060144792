package io.sendwell.dnsauth.dkim;

import io.sendwell.check.FindingStatus;
import io.sendwell.dns.DnsName;
import io.sendwell.dnsauth.finding.DomainFinding;
import io.sendwell.dnsauth.publish.DnsEntry;
import java.util.List;
import java.util.Optional;

/**
 * Whether the published record fits the key that signs.
 *
 * @param name where the record belongs
 * @param wanted the record that would fit
 * @param published what was found there; empty when nothing was, or several, or nobody could be asked
 * @param findings at least one: what is wrong, the most important first, or that all is well
 */
public record KeyRecordReport(
        DnsName name, DnsEntry wanted, Optional<PublishedKey> published, List<DomainFinding> findings) {

    public KeyRecordReport {
        findings = List.copyOf(findings);
    }

    /** Whether receivers can verify what the key signs. */
    public boolean isUsable() {
        return findings.stream().noneMatch(DomainFinding::stops) && !isUnknown();
    }

    /** Whether it could not be found out: neither a yes nor a no. */
    public boolean isUnknown() {
        return findings.stream().anyMatch(finding -> finding.status() == FindingStatus.NOT_CHECKED);
    }
}
