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
import io.sendwell.transport.Refusal;
import io.sendwell.transport.RefusalScope;
import io.sendwell.transport.SubmissionResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What the answers of a next hop tell the event log: that it accepted, that it refused a recipient at the door, or that it put
 * the message off until nobody tried any more; both are bounces like those that are reported later. What is about the call or the
 * route is none, nor is the refusal of a message.
 */
final class SubmissionEvents {

    private SubmissionEvents() {}

    /** What this attempt came to; what an earlier one did was told then. */
    static List<LoggedEvent> of(AccountId account, Draft draft, Instant at) {
        return of(draft.logged(account, at), at).stream()
                .filter(event -> !draft.copy()
                        .settledByNormalForm()
                        .containsKey(event.recipient().normalForm()))
                .toList();
    }

    /** What the last answers came to that are known of a message. */
    static List<LoggedEvent> of(LoggedMessage message, Instant at) {
        return events(message, at, SubmissionEvents::answered);
    }

    /** What it comes to that a message was tried for the last time: for each recipient who was put off until then, a bounce. */
    static List<LoggedEvent> givenUp(LoggedMessage message, Instant at) {
        return events(
                message,
                at,
                (report, result) -> result instanceof SubmissionResult.Deferred deferred
                        ? Optional.of(givenUp(report, deferred.refusal()))
                        : Optional.empty());
    }

    private static Optional<DeliveryEvent> answered(Report report, SubmissionResult result) {
        if (result instanceof SubmissionResult.Accepted accepted) {
            return Optional.of(new DeliveryEvent.Accepted(report.providerId(accepted.providerId()), accepted.reply()));
        }
        return result instanceof SubmissionResult.Rejected rejected
                        && rejected.refusal().scope() == RefusalScope.RECIPIENT
                ? Optional.of(givenUp(report, rejected.refusal()))
                : Optional.empty();
    }

    private static DeliveryEvent givenUp(Report report, Refusal refusal) {
        Bounce bounce = BounceClassifier.shipped().classify(Diagnostic.of(refusal, ReplyOrigin.OUR_RELAY));
        return DeliveryEvent.givenUp(report, bounce);
    }

    private static List<LoggedEvent> events(
            LoggedMessage message, Instant at, BiFunction<Report, SubmissionResult, Optional<DeliveryEvent>> told) {
        String source = message.route()
                .map(route -> route.name().toLowerCase(Locale.ROOT))
                .orElse("");
        List<LoggedEvent> events = new ArrayList<>();
        message.outcomes().forEach((recipient, outcome) -> {
            if (outcome instanceof RecipientOutcome.Submitted submitted) {
                Report report = Report.of(at, source, "")
                        .account(message.account())
                        .messageId(message.id())
                        .recipient(recipient);
                told.apply(report, submitted.result())
                        .ifPresent(event -> events.add(logged(message, recipient, event)));
            }
        });
        return events;
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
