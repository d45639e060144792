package io.sendwell;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.event.BounceClassifier;
import io.sendwell.event.DeliveryEvent;
import io.sendwell.event.Diagnostic;
import io.sendwell.event.ReplyOrigin;
import io.sendwell.event.Report;
import io.sendwell.log.EventKey;
import io.sendwell.log.LoggedEvent;
import io.sendwell.log.RecipientOutcome;
import io.sendwell.route.PlannedRoute;
import io.sendwell.transport.RefusalScope;
import io.sendwell.transport.SubmissionResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the answer of a next hop tells the event log: that it accepted, or that it refused a recipient at the door, which is a
 * bounce like one that is reported later. What is about the message, the call or the route is none.
 */
final class SubmissionEvents {

    private SubmissionEvents() {}

    static List<LoggedEvent> of(AccountId account, Draft draft, Instant now) {
        List<LoggedEvent> events = new ArrayList<>();
        draft.outcomes().forEach((recipient, outcome) -> {
            if (outcome instanceof RecipientOutcome.Submitted submitted
                    && !draft.copy().settledByNormalForm().containsKey(recipient.normalForm())) {
                event(report(account, draft, recipient, now), submitted.result())
                        .ifPresent(event -> events.add(logged(account, draft, recipient, event)));
            }
        });
        return events;
    }

    private static Report report(AccountId account, Draft draft, EmailAddress recipient, Instant now) {
        String source = draft.plan()
                .chosen()
                .map(PlannedRoute::route)
                .map(route -> route.name().toLowerCase(Locale.ROOT))
                .orElse("");
        return Report.of(now, source, "").account(account).messageId(draft.id()).recipient(recipient);
    }

    private static Optional<DeliveryEvent> event(Report report, SubmissionResult result) {
        if (result instanceof SubmissionResult.Accepted accepted) {
            return Optional.of(new DeliveryEvent.Accepted(report.providerId(accepted.providerId()), accepted.reply()));
        }
        return result instanceof SubmissionResult.Rejected rejected
                        && rejected.refusal().scope() == RefusalScope.RECIPIENT
                ? Optional.of(DeliveryEvent.givenUp(
                        report,
                        BounceClassifier.shipped().classify(Diagnostic.of(rejected.refusal(), ReplyOrigin.OUR_RELAY))))
                : Optional.empty();
    }

    private static LoggedEvent logged(AccountId account, Draft draft, EmailAddress recipient, DeliveryEvent event) {
        return new LoggedEvent(
                EventKey.of(event, draft.id(), recipient.normalForm()),
                account,
                draft.id(),
                recipient,
                draft.copy().campaign(),
                draft.mail().subject(),
                draft.mail().about(),
                "",
                event);
    }
}
