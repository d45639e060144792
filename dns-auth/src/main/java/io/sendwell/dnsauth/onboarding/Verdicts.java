package io.sendwell.dnsauth.onboarding;

import io.sendwell.check.FindingStatus;
import io.sendwell.dnsauth.finding.DomainFinding;
import io.sendwell.domain.DomainVerdict;
import java.util.Collection;
import java.util.List;

/** Reads verdicts from findings. */
final class Verdicts {

    private Verdicts() {}

    static DomainVerdict of(DomainFinding finding) {
        return of(List.of(finding));
    }

    /** Failed when a finding stops, unknown when something that would could not be found out, else passed. */
    static DomainVerdict of(Collection<DomainFinding> findings) {
        if (findings.stream().anyMatch(DomainFinding::stops)) {
            return DomainVerdict.FAILED;
        }
        boolean open = findings.stream().anyMatch(finding -> finding.status() == FindingStatus.NOT_CHECKED);
        return open ? DomainVerdict.UNKNOWN : DomainVerdict.PASSED;
    }
}
