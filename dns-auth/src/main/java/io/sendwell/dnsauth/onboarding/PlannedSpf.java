package io.sendwell.dnsauth.onboarding;

import io.sendwell.check.FindingStatus;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsResolver;
import io.sendwell.dnsauth.internal.time.Deadline;
import io.sendwell.dnsauth.spf.SpfCheck;
import io.sendwell.dnsauth.spf.SpfNeed;
import io.sendwell.dnsauth.spf.SpfPlan;
import io.sendwell.dnsauth.spf.SpfPlanner;
import io.sendwell.dnsauth.spf.SpfReport;
import io.sendwell.domain.DomainRegistration;
import io.sendwell.domain.DomainVerdict;
import java.time.InstantSource;

/** The SPF record of the domain, evaluated as receivers do and planned so that nothing of it is lost. */
final class PlannedSpf implements SpfStep.ApexRecord {

    private final DnsResolver resolver;
    private final SpfNeed need;

    PlannedSpf(DnsResolver resolver, SpfNeed need) {
        this.resolver = resolver;
        this.need = need;
    }

    @Override
    public Plan plan(DomainRegistration registration, Deadline deadline) {
        // The system's clock: patience is spent while a test's clock stands still.
        SpfPlanner planner = SpfPlanner.over(resolver).within(deadline.left(), InstantSource.system());
        SpfReport report = SpfCheck.with(planner).examine(DnsName.of(registration.domain()), need);
        SpfPlan plan = report.plan();
        return new Plan(verdictOf(report), plan.entry(), plan.published(), report.findings());
    }

    private static DomainVerdict verdictOf(SpfReport report) {
        if (report.status() == FindingStatus.NOT_CHECKED) {
            return DomainVerdict.UNKNOWN;
        }
        return report.status() == FindingStatus.PASS ? DomainVerdict.PASSED : DomainVerdict.FAILED;
    }
}
