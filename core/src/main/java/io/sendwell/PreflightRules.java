package io.sendwell;

import io.sendwell.check.CheckReport;
import io.sendwell.check.Finding;
import io.sendwell.check.MailRule;
import io.sendwell.check.Rule;
import io.sendwell.policy.SendingPolicy;
import io.sendwell.route.RoutePlan;
import java.util.ArrayList;
import java.util.List;

/** Which rules a plan looked at, so that a report can say of each how it ended. */
final class PreflightRules {

    private static final List<Rule> AUTHOR =
            List.of(MailRule.FROM_DOMAIN_DEAD, MailRule.DOMAIN_NOT_OWNED_BY_ACCOUNT, MailRule.FROM_MAILBOX_UNCONFIRMED);

    private static final List<Rule> ROUTE = List.of(
            MailRule.IDENTITY_NOT_SENDABLE,
            MailRule.NO_ROUTE,
            MailRule.FALLBACK_IDENTITY_WORSE,
            MailRule.MAIL_NOT_WRITABLE,
            MailRule.MESSAGE_LARGE,
            MailRule.MESSAGE_TOO_LARGE);

    private PreflightRules() {}

    /** The report of a plan with every rule in it that was looked at, and what cannot be seen from here. */
    static CheckReport whole(
            AccountSettings account,
            Preparation.Prepared prepared,
            RoutePlan plan,
            RoutePlanner planner,
            SendingPolicy policy) {
        List<Finding> findings = new ArrayList<>(plan.report().findings());
        List<Rule> examined = new ArrayList<>(prepared.examined());
        if (BulkChecks.isBulk(prepared.mail())) {
            plan.chosen()
                    .map(way -> BulkChecks.signature(planner.isSignedHere(account, way)))
                    .ifPresent(findings::add);
        }
        if (plan.chosen().isPresent()) {
            examined.addAll(planner.bulkRules(prepared.mail()));
        }
        findings.add(Finding.notChecked(MailRule.PLACEMENT_UNKNOWN));
        return new CheckReport(findings).passing(lookedAt(plan, examined), policy);
    }

    /** Which rules a plan looked at, and what was examined before. */
    static List<Rule> lookedAt(RoutePlan plan, List<Rule> examined) {
        List<Rule> rules = new ArrayList<>(examined);
        boolean somebodyIsLeft =
                plan.report().findings().stream().noneMatch(finding -> finding.rule() == MailRule.RECIPIENTS_BLOCKED);
        if (somebodyIsLeft) {
            rules.add(MailRule.RECIPIENTS_BLOCKED);
            rules.add(MailRule.RECIPIENT_OPTED_OUT);
            rules.addAll(AUTHOR);
        }
        if (plan.chosen().isPresent()) {
            rules.addAll(ROUTE);
        }
        return rules;
    }
}
