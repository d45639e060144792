package io.sendwell;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.event.Bounce;
import io.sendwell.event.BounceClassifier;
import io.sendwell.event.DeliveryEvent;
import io.sendwell.event.Diagnostic;
import io.sendwell.event.ReplyOrigin;
import io.sendwell.event.Report;
import io.sendwell.log.EventKey;
import io.sendwell.log.LoggedEvent;
import io.sendwell.log.LoggedMessage;
import io.sendwell.log.RecipientOutcome;
import io.sendwell.route.PlannedRoute;
import io.sendwell.transport.Refusal;
import io.sendwell.transport.RefusalScope;
import io.sendwell.transport.SubmissionResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the answers of a next hop tell the event log: that it accepted, that it refused a recipient at the door, or that it put
 * the message off until nobody tried any more; both are bounces like those that are reported later. What is about the call or the
 * route is none, nor is the refusal of a message.
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

    /** What it comes to that a message was tried for the last time: for each recipient who was put off until then, a bounce. */
    static List<LoggedEvent> givenUp(LoggedMessage message, Instant now) {
        String source = message.route()
                .map(route -> route.name().toLowerCase(Locale.ROOT))
                .orElse("");
        List<LoggedEvent> events = new ArrayList<>();
        message.outcomes().forEach((recipient, outcome) -> {
            if (outcome instanceof RecipientOutcome.Submitted submitted
                    && submitted.result() instanceof SubmissionResult.Deferred deferred) {
                Report report = Report.of(now, source, "")
                        .account(message.account())
                        .messageId(message.id())
                        .recipient(recipient);
                events.add(logged(message, recipient, DeliveryEvent.givenUp(report, bounce(deferred.refusal()))));
            }
        });
        return events;
    }

    private static Bounce bounce(Refusal refusal) {
        return BounceClassifier.shipped().classify(Diagnostic.of(refusal, ReplyOrigin.OUR_RELAY));
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
                ? Optional.of(DeliveryEvent.givenUp(report, bounce(rejected.refusal())))
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

    private static LoggedEvent logged(LoggedMessage message, EmailAddress recipient, DeliveryEvent event) {
        return new LoggedEvent(
                EventKey.of(event, message.id(), recipient.normalForm()),
                message.account(),
                message.id(),
                recipient,
                message.campaign(),
                message.subject(),
                message.about(),
                "",
                event);
    }
}
