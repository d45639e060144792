package io.sendwell.check;

import java.util.List;

/**
 * What all examinations of one mail found, in the order in which they ran.
 *
 * @param findings every finding, whatever its status
 */
public record CheckReport(List<Finding> findings) {

    public CheckReport {
        findings = List.copyOf(findings);
    }

    /** Whether nothing keeps the mail from leaving; there may still be advice. */
    public boolean sendable() {
        return findings.stream().noneMatch(Finding::stopsSending);
    }

    /** Whether nothing failed at all. */
    public boolean clean() {
        return findings.stream().noneMatch(finding -> finding.status() == FindingStatus.FAIL);
    }

    /** The findings that keep the mail from leaving. */
    public List<Finding> stops() {
        return findings.stream().filter(Finding::stopsSending).toList();
    }

    /** The findings that failed and do not stop: advice. */
    public List<Finding> advice() {
        return findings.stream()
                .filter(finding -> finding.status() == FindingStatus.FAIL && !finding.stopsSending())
                .toList();
    }
}
