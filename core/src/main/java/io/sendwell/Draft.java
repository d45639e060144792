package io.sendwell;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.check.CheckReport;
import io.sendwell.check.Finding;
import io.sendwell.log.LoggedMessage;
import io.sendwell.log.RecipientOutcome;
import io.sendwell.message.CampaignName;
import io.sendwell.message.Mail;
import io.sendwell.route.PlannedRoute;
import io.sendwell.route.RoutePlan;
import io.sendwell.transport.Submission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A mail on its way out: planned, and with a submission unless something stops it. What happens to it makes a new one.
 *
 * @param mail as it was prepared, with every recipient, those on the blocklist among them
 * @param submission what is handed to the next hop; empty when nothing is
 * @param outcomes what is known of each recipient so far
 */
record Draft(
        String id,
        Mail mail,
        CampaignName campaign,
        RoutePlan plan,
        Optional<Submission> submission,
        Map<EmailAddress, RecipientOutcome> outcomes) {

    /** The same mail, with what is to be handed to the next hop. */
    Draft with(Submission ready) {
        return new Draft(id, mail, campaign, plan, Optional.of(ready), outcomes);
    }

    /** The same mail after more was found about it; it is held back if that, or what was found before, stops it. */
    Draft found(List<Finding> more) {
        List<Finding> findings = new ArrayList<>(plan.report().findings());
        findings.addAll(more);
        RoutePlan whole = new RoutePlan(plan.chosen(), plan.rejected(), new CheckReport(findings));
        return whole.sendable()
                ? new Draft(id, mail, campaign, whole, submission, outcomes)
                : new Draft(id, mail, campaign, whole, Optional.empty(), withheld(whole));
    }

    private Map<EmailAddress, RecipientOutcome> withheld(RoutePlan whole) {
        Finding why = whole.report().stops().get(0);
        Map<EmailAddress, RecipientOutcome> all = new LinkedHashMap<>(outcomes);
        all.replaceAll((recipient, outcome) -> outcome instanceof RecipientOutcome.Pending
                ? new RecipientOutcome.Withheld(why.code(), why.seen())
                : outcome);
        return all;
    }

    /** The same mail after the next hop answered. */
    Draft settled(Map<EmailAddress, RecipientOutcome> answers) {
        Map<EmailAddress, RecipientOutcome> all = new LinkedHashMap<>(outcomes);
        all.putAll(answers);
        return new Draft(id, mail, campaign, plan, submission, all);
    }

    Receipt receipt() {
        return new Receipt(id, campaign, plan, outcomes);
    }

    LoggedMessage logged(AccountId account, Instant now) {
        Optional<PlannedRoute> route = submission.flatMap(ignored -> plan.chosen());
        return new LoggedMessage(
                id,
                account,
                now,
                now,
                mail.from(),
                mail.subject(),
                campaign,
                mail.messageClass(),
                mail.purpose(),
                mail.about(),
                Optional.empty(),
                route.map(PlannedRoute::route),
                route.map(planned -> planned.identity().outcome()),
                plan.explain(),
                outcomes);
    }
}
