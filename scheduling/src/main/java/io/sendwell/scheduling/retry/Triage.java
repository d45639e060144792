package io.sendwell.scheduling.retry;

import io.sendwell.scheduling.retry.TriageRule.Answer;
import io.sendwell.transport.Refusal;
import io.sendwell.transport.RefusalScope;
import java.time.Duration;
import java.util.List;

/**
 * Says what is done about a refusal, by an ordered table: the first row that matches decides.
 *
 * <p>The question behind it is what else need not be tried: the whole route, this call, this mail. What is put down to the
 * route costs no mail an attempt; what is put down to a mail costs the route nothing. Whom not to write to any more is
 * decided elsewhere; nothing here touches the blocklist.
 */
public final class Triage {

    /** Greylisting asks for a pause of some minutes (RFC 6647 section 2.4 knows 1 to 60); 5 pass most of it at the first try. */
    private static final Duration GREYLISTED = Duration.ofMinutes(5);

    /** Gmail's sender guidelines and Microsoft's 4.7.5xx to 4.7.69x ask for less mail; 10 minutes without any begin that. */
    private static final Duration TOO_FAST = Duration.ofMinutes(10);

    private static final String TOO_FAST_CODES = "4\\.7\\.(28|5\\d\\d|6\\d\\d)";

    private static final TriageRule TOO_FAST_AT_ALL =
            TriageRule.any(Treatment.AGAIN).enhanced(TOO_FAST_CODES);

    // RFC 5321 section 3.8: who answers so closes the connection. With 4.7.x it does that for a reason of policy.
    private static final TriageRule TOO_FAST_TO_GO_ON =
            TriageRule.any(Treatment.AGAIN).code("421").enhanced("4\\.7\\.\\d+");

    private static final List<TriageRule> RULES = List.of(
            TriageRule.any(Treatment.LEAVE).forNow().code("NOT_LEFT"),
            TriageRule.any(Treatment.HALVE).about(RefusalScope.CALL),
            // 401 and 403 of an API; 530, 534, 535 and 538 of an SMTP server (RFC 4954 section 6); 454 is a TLS or
            // login
            // that does not work today. Mailjet's mj-0001 is a suspended key, mj-0015 a wrong one.
            TriageRule.any(Treatment.ROUTE_REFUSES_US)
                    .about(RefusalScope.ROUTE)
                    .code("401|402|403|530|534|535|538|mj-00(01|15)"),
            // 421 closes the channel, 554 in place of a greeting is "no SMTP service here" (RFC 5321 section 3.1).
            TriageRule.any(Treatment.ROUTE_AWAY).about(RefusalScope.ROUTE).code("421|554"),
            TriageRule.any(Treatment.ROUTE_REFUSES_US).about(RefusalScope.ROUTE).forGood(),
            // RFC 6585 section 4; RFC 9110 sections 15.5.9 and 15.6.4.
            TriageRule.any(Treatment.STOP_ROUTE).about(RefusalScope.ROUTE).code("429|408|503"),
            TriageRule.any(Treatment.ROUTE_AWAY).about(RefusalScope.ROUTE),
            TriageRule.any(Treatment.AGAIN).forNow().enhanced(TOO_FAST_CODES).after(TOO_FAST),
            TriageRule.any(Treatment.AGAIN).forNow().code("45[012]").after(GREYLISTED),
            TriageRule.any(Treatment.AGAIN)
                    .forNow()
                    .enhanced("4\\.(2|4)\\.\\d+|4\\.7\\.1")
                    .after(GREYLISTED),
            TriageRule.any(Treatment.AGAIN).forNow(),
            TriageRule.any(Treatment.GIVE_UP_BY_POLICY).forGood().enhanced("5\\.7\\.\\d+"),
            TriageRule.any(Treatment.GIVE_UP));

    /**
     * What is done, and how long the mail is left alone at least.
     *
     * @param treatment what is done
     * @param atLeast the longer one of what the next hop asked for and what this kind of refusal asks for
     */
    public record Decision(Treatment treatment, Duration atLeast) {}

    private Triage() {}

    /** What is done about a refusal for now (4yz). */
    public static Decision deferred(Refusal refusal) {
        return decide(Answer.FOR_NOW, refusal);
    }

    /** What is done about a refusal for good (5yz). */
    public static Decision rejected(Refusal refusal) {
        return decide(Answer.FOR_GOOD, refusal);
    }

    /**
     * Whether a refusal for now asks for less mail to its receiver: Gmail's 4.7.28, Microsoft's 4.7.5xx to 4.7.69x such as 4.7.650, and
     * any 421 with 4.7.x. The receiver had better get nothing for a while, whatever is done with the mail.
     */
    public static boolean isTooFast(Refusal refusal) {
        return TOO_FAST_AT_ALL.matches(Answer.FOR_NOW, refusal) || TOO_FAST_TO_GO_ON.matches(Answer.FOR_NOW, refusal);
    }

    private static Decision decide(Answer answer, Refusal refusal) {
        TriageRule rule = RULES.stream()
                .filter(row -> row.matches(answer, refusal))
                .findFirst()
                .orElseThrow();
        Duration asked = refusal.retryAfter().orElse(Duration.ZERO);
        return new Decision(rule.treatment(), asked.compareTo(rule.atLeast()) > 0 ? asked : rule.atLeast());
    }
}
