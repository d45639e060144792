package io.sendwell.dnsauth.ownership;

import io.sendwell.check.FindingStatus;
import io.sendwell.dnsauth.finding.DomainFinding;

/**
 * What one way of proving a domain came to: the finding has passed, failed, or could not be looked at.
 *
 * @param where the record or file that was looked at
 * @param server who answered; empty when nobody did
 */
record Observation(DomainFinding finding, String where, String server) {

    boolean isProof() {
        return finding.status() == FindingStatus.PASS;
    }

    boolean isUndecided() {
        return finding.status() == FindingStatus.NOT_CHECKED;
    }
}
