package io.sendwell;

import io.sendwell.check.Finding;
import io.sendwell.check.MailRule;
import io.sendwell.check.Severity;
import io.sendwell.guard.GuardCounts;
import io.sendwell.guard.GuardRate;
import io.sendwell.guard.GuardScope;
import io.sendwell.policy.GuardLimits;
import io.sendwell.policy.RateLimit;
import io.sendwell.policy.SendingPolicy;

/** Which figures are too high for whom, and the words for it. */
final class GuardRules {

    private static final long THOUSAND = 1_000;
    private static final long MILLION = 1_000_000;

    private GuardRules() {}

    static boolean warns(SendingPolicy policy, GuardScope scope, GuardRate rate, GuardCounts counts) {
        return limit(policy, scope, rate).warns(counts.mails(rate), counts.reports(rate));
    }

    static boolean pauses(SendingPolicy policy, GuardScope scope, GuardRate rate, GuardCounts counts) {
        return limit(policy, scope, rate).pauses(counts.mails(rate), counts.reports(rate));
    }

    /** That so many reports of so many mails are too many. */
    static Finding finding(SendingPolicy policy, GuardScope scope, GuardRate rate, long mails, long reports) {
        long millionths = Math.round(limit(policy, scope, rate).pause() * MILLION);
        boolean inThousands = millionths % THOUSAND == 0;
        Finding finding = Finding.fail(
                        rate == GuardRate.HARD_BOUNCES ? MailRule.BOUNCES_TOO_MANY : MailRule.COMPLAINTS_TOO_MANY)
                .inForm(form(scope))
                .with("mails", mails)
                .with("reports", reports)
                .with("limit", inThousands ? millionths / THOUSAND : millionths)
                .with("of", inThousands ? THOUSAND : MILLION);
        return scope.account()
                .map(account -> finding.with("account", account))
                .map(named -> scope.campaign()
                        .map(campaign -> named.with("campaign", campaign))
                        .orElse(named))
                .orElse(finding);
    }

    static Finding asWarning(Finding finding) {
        return finding.weighing(Severity.SHOULD);
    }

    private static String form(GuardScope scope) {
        if (scope.campaign().isPresent()) {
            return "campaign";
        }
        return scope.account().isPresent() ? "account" : "operator";
    }

    private static RateLimit limit(SendingPolicy policy, GuardScope scope, GuardRate rate) {
        GuardLimits limits = scope.campaign().isPresent()
                ? policy.campaignLimits()
                : scope.account().isPresent() ? policy.accountLimits() : policy.operatorLimits();
        return rate == GuardRate.HARD_BOUNCES ? limits.hardBounces() : limits.complaints();
    }
}
