package io.sendwell.scheduling;

import io.sendwell.Departure;
import io.sendwell.EntryOutcome;
import io.sendwell.address.DomainName;
import io.sendwell.log.RecipientOutcome;
import io.sendwell.outbox.EntryId;
import io.sendwell.outbox.Lane;
import io.sendwell.route.Route;
import io.sendwell.scheduling.retry.Treatment;
import io.sendwell.scheduling.retry.Triage;
import io.sendwell.throttle.Throttle;
import io.sendwell.transport.Refusal;
import io.sendwell.transport.SubmissionResult;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keeps the operator's pace to each receiver: which mails have to wait for theirs, and what the receivers said of those that
 * left. Only for the operator's own server. Threads share it.
 */
final class Pacing {

    private final Throttle throttle;

    Pacing(Throttle throttle) {
        this.throttle = throttle;
    }

    /**
     * Which of them have to wait, and how long. The others are counted as gone.
     *
     * @throws io.sendwell.throttle.ThrottleException when the throttle's store is away
     */
    Map<EntryId, Duration> waits(Lane lane, List<Departure.Leaving> leaving) {
        Map<DomainName, List<Departure.Leaving>> paced = leaving.stream()
                .filter(Pacing::isPaced)
                .collect(Collectors.groupingBy(
                        Departure.Leaving::sendingDomain, LinkedHashMap::new, Collectors.toList()));
        Map<EntryId, Duration> waits = new LinkedHashMap<>();
        paced.forEach((sendingDomain, mails) -> {
            List<Duration> each = throttle.reserveFor(
                    lane,
                    sendingDomain,
                    mails.stream().map(Departure.Leaving::recipientDomains).toList());
            for (int i = 0; i < mails.size(); i++) {
                if (!each.get(i).isZero()) {
                    waits.put(mails.get(i).entry(), each.get(i));
                }
            }
        });
        return waits;
    }

    /**
     * Counts what was deferred, and stops the receivers that ask for less mail.
     *
     * @throws io.sendwell.throttle.ThrottleException when the throttle's store is away
     */
    void answered(List<Departure.Leaving> left, List<EntryOutcome> outcomes) {
        Map<EntryId, EntryOutcome> byEntry = new HashMap<>();
        outcomes.forEach(outcome -> byEntry.put(outcome.entry(), outcome));
        left.stream()
                .filter(Pacing::isPaced)
                .forEach(mail ->
                        Optional.ofNullable(byEntry.get(mail.entry())).ifPresent(outcome -> answered(mail, outcome)));
    }

    private void answered(Departure.Leaving mail, EntryOutcome outcome) {
        Set<DomainName> deferred = new HashSet<>();
        Map<DomainName, Refusal> tooFast = new LinkedHashMap<>();
        outcome.outcomes()
                .forEach((recipient, of) -> refusalForNow(of).ifPresent(refusal -> {
                    if (Triage.isTooFast(refusal)) {
                        tooFast.putIfAbsent(recipient.domain(), refusal);
                        deferred.add(recipient.domain());
                    } else if (Triage.deferred(refusal).treatment() == Treatment.AGAIN) {
                        deferred.add(recipient.domain());
                    }
                }));
        tooFast.forEach((domain, refusal) -> throttle.stopReceiver(domain, refusal.toString()));
        deferred.forEach(domain -> throttle.deferred(mail.sendingDomain(), domain));
    }

    private static Optional<Refusal> refusalForNow(RecipientOutcome outcome) {
        return outcome instanceof RecipientOutcome.Submitted submitted
                        && submitted.result() instanceof SubmissionResult.Deferred deferred
                ? Optional.of(deferred.refusal())
                : Optional.empty();
    }

    private static boolean isPaced(Departure.Leaving mail) {
        return mail.route() == Route.OPERATOR_SMTP;
    }
}
