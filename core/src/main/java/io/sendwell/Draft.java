package io.sendwell;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.check.CheckReport;
import io.sendwell.check.Finding;
import io.sendwell.log.LoggedMessage;
import io.sendwell.log.RecipientOutcome;
import io.sendwell.message.Mail;
import io.sendwell.route.PlannedRoute;
import io.sendwell.route.RoutePlan;
import io.sendwell.transport.Submission;
import io.sendwell.transport.SubmissionResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A mail on its way out: planned, and with a submission unless something stops it. What happens to it makes a new one.
 *
 * @param copy what is to leave, with every recipient, those on the blocklist among them
 * @param submission what is handed to the next hop; empty when nothing is
 * @param outcomes what is known of each recipient so far
 */
record Draft(Copy copy, RoutePlan plan, Optional<Submission> submission, Map<EmailAddress, RecipientOutcome> outcomes) {

    String id() {
        return copy.id();
    }

    Mail mail() {
        return copy.prepared().mail();
    }

    /** The recipients of whom nothing is known yet. */
    List<EmailAddress> pending() {
        return outcomes.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof RecipientOutcome.Pending)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The same mail, with what is to be handed to the next hop. */
    Draft with(Submission ready) {
        return new Draft(copy, plan, Optional.of(ready), outcomes);
    }

    /** The same mail after more was found about it; it is held back if that, or what was found before, stops it. */
    Draft found(List<Finding> more) {
        List<Finding> findings = new ArrayList<>(plan.report().findings());
        findings.addAll(more);
        RoutePlan whole = new RoutePlan(plan.chosen(), plan.rejected(), new CheckReport(findings));
        return whole.sendable()
                ? new Draft(copy, whole, submission, outcomes)
                : new Draft(copy, whole, Optional.empty(), withheld(whole));
    }

    private Map<EmailAddress, RecipientOutcome> withheld(RoutePlan whole) {
        Finding why = whole.report().stops().get(0);
        Map<EmailAddress, RecipientOutcome> all = new LinkedHashMap<>(outcomes);
        all.replaceAll((recipient, outcome) -> outcome instanceof RecipientOutcome.Pending
                ? new RecipientOutcome.Withheld(why.code(), why.seen())
                : outcome);
        return all;
    }

    /** The same mail, which is not handed over, for a reason that each recipient's outcome gives. */
    Draft notHandedOver(SubmissionResult why) {
        Draft answered = answeredForAll(why);
        return new Draft(copy, plan, Optional.empty(), answered.outcomes());
    }

    /** The same mail with one answer for all for whom there is a submission. */
    Draft answeredForAll(SubmissionResult answer) {
        Map<EmailAddress, RecipientOutcome> answers = new LinkedHashMap<>();
        submission
                .orElseThrow()
                .envelope()
                .forwardPaths()
                .forEach(path -> answers.put(path, new RecipientOutcome.Submitted(answer)));
        return answered(answers);
    }

    /** The same mail after the next hop answered. */
    Draft answered(Map<EmailAddress, RecipientOutcome> answers) {
        Map<EmailAddress, RecipientOutcome> all = new LinkedHashMap<>(outcomes);
        all.putAll(answers);
        return new Draft(copy, plan, submission, all);
    }

    /** What is known of those for whom it was handed over. */
    Map<EmailAddress, RecipientOutcome> answers() {
        Map<EmailAddress, RecipientOutcome> answers = new LinkedHashMap<>(outcomes);
        answers.keySet().retainAll(submission.orElseThrow().envelope().forwardPaths());
        return answers;
    }

    Receipt receipt() {
        return new Receipt(copy.id(), copy.campaign(), plan, outcomes);
    }

    /** As the log has it until it leaves. */
    LoggedMessage scheduled(AccountId account, Instant start) {
        Map<EmailAddress, RecipientOutcome> waiting = new LinkedHashMap<>(outcomes);
        pending().forEach(recipient -> waiting.put(recipient, new RecipientOutcome.Scheduled()));
        return new Draft(copy, plan, submission, waiting).logged(account, start);
    }

    LoggedMessage logged(AccountId account, Instant now) {
        Optional<PlannedRoute> route = submission.flatMap(ignored -> plan.chosen());
        return new LoggedMessage(
                copy.id(),
                account,
                copy.createdAt(),
                now,
                mail().from(),
                mail().subject(),
                copy.campaign(),
                mail().messageClass(),
                mail().purpose(),
                mail().about(),
                copy.sending(),
                route.map(PlannedRoute::route),
                route.map(planned -> planned.identity().outcome()),
                plan.explain(),
                outcomes);
    }
}
