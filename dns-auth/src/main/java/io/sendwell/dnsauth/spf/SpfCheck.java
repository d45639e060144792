package io.sendwell.dnsauth.spf;

import io.sendwell.check.FindingStatus;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsResolver;
import io.sendwell.dnsauth.finding.DomainFinding;
import java.util.List;

/**
 * Examines the SPF record of a customer's domain: does it let the operator's servers pass, and is it sound? Reads only;
 * threads share it.
 */
public final class SpfCheck {

    private final SpfPlanner planner;

    private SpfCheck(SpfPlanner planner) {
        this.planner = planner;
    }

    /** An examination over this DNS, with the planner's 40 seconds for each. */
    public static SpfCheck over(DnsResolver resolver) {
        return new SpfCheck(SpfPlanner.over(resolver));
    }

    /** An examination with a planner of one's own. */
    public static SpfCheck with(SpfPlanner planner) {
        return new SpfCheck(planner);
    }

    /**
     * What is to be said of the domain's record by itself, whoever sends for it: whether there is one, whether receivers can
     * read it, and what it asks of them.
     *
     * @return at least one finding; the first has the mended record where mending is beyond doubt
     */
    public List<DomainFinding> review(DnsName domain) {
        return planner.review(domain);
    }

    /** What the domain's record is worth to an operator with this need. */
    public SpfReport examine(DnsName domain, SpfNeed need) {
        SpfPlan plan = planner.plan(domain, need);
        FindingStatus status = plan.outcome() == SpfPlan.Outcome.UNKNOWN
                ? FindingStatus.NOT_CHECKED
                : plan.outcome() == SpfPlan.Outcome.UNCHANGED
                                && plan.findings().stream().noneMatch(DomainFinding::stops)
                        ? FindingStatus.PASS
                        : FindingStatus.FAIL;
        return new SpfReport(domain, status, plan.findings(), plan);
    }
}
