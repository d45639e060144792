package io.sendwell;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.log.RecipientOutcome;
import io.sendwell.message.Attachment;
import io.sendwell.message.Mail;
import io.sendwell.outbox.SendingId;
import io.sendwell.route.Route;
import io.sendwell.transport.DispatchMark;
import io.sendwell.transport.Submission;
import io.sendwell.transport.SubmissionReport;
import io.sendwell.transport.SubmissionResult;
import io.sendwell.transport.SubmissionStep;
import io.sendwell.transport.Transport;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands drafts to their next hops.
 *
 * <p>From here on nothing may be lost: mails have left. A transport that throws, or leaves a recipient out of its report,
 * leaves those in doubt.
 */
final class Handover {

    private static final Logger log = LoggerFactory.getLogger(Handover.class);

    private final RoutePlanner planner;
    private final HandoverListeners listeners;

    Handover(RoutePlanner planner, HandoverListeners listeners) {
        this.planner = planner;
        this.listeners = listeners;
    }

    /** A way out as its next hop knows the account now. */
    Optional<DispatchNote.Way> way(AccountSettings account, Route route) {
        return planner.way(account, route);
    }

    /** The drafts after their next hops answered, in their order; those without a submission as they were. */
    List<Draft> submit(AccountSettings account, List<Draft> drafts, DispatchMark mark) {
        Map<String, Map<EmailAddress, RecipientOutcome>> answers = new HashMap<>();
        byRoute(drafts)
                .forEach((route, leaving) -> answers.putAll(submit(
                        account.id(), route, planner.transport(account, route).orElseThrow(), leaving, mark)));
        return drafts.stream()
                .map(draft -> draft.answered(answers.getOrDefault(draft.id(), Map.of())))
                .toList();
    }

    private static Map<Route, List<Draft>> byRoute(List<Draft> drafts) {
        return drafts.stream()
                .filter(draft -> draft.submission().isPresent())
                .collect(Collectors.groupingBy(
                        draft -> draft.plan().chosen().orElseThrow().route(),
                        () -> new EnumMap<>(Route.class),
                        Collectors.toList()));
    }

    /** One call: what became of each message, by its id. */
    private Map<String, Map<EmailAddress, RecipientOutcome>> submit(
            AccountId account, Route route, Transport transport, List<Draft> leaving, DispatchMark mark) {
        Optional<SendingId> sending = leaving.get(0).copy().sending();
        Optional<String> messageId =
                leaving.size() == 1 ? Optional.of(leaving.get(0).id()) : Optional.empty();
        return LogFields.beside(
                account,
                sending,
                messageId,
                () -> listeners.around(
                        () -> call(account, route, transport, sending, messageId, leaving),
                        () -> answers(account, transport, leaving, mark),
                        answers -> answers.values().stream()
                                .flatMap(outcomes -> outcomes.values().stream())
                                .toList()));
    }

    // All mails of a call are one mail, or of one broadcast, and so of one class.
    private static HandoverCall call(
            AccountId account,
            Route route,
            Transport transport,
            Optional<SendingId> sending,
            Optional<String> messageId,
            List<Draft> leaving) {
        List<Submission> submissions =
                leaving.stream().map(draft -> draft.submission().orElseThrow()).toList();
        return new HandoverCall(
                account,
                route,
                transport.name(),
                leaving.get(0).mail().messageClass(),
                sending,
                messageId,
                submissions.size(),
                submissions.stream()
                        .mapToInt(submission ->
                                submission.envelope().forwardPaths().size())
                        .sum(),
                submissions.stream()
                        .mapToLong(submission -> octets(submission.outgoing().mail()))
                        .sum());
    }

    private static long octets(Mail mail) {
        long texts = Stream.of(Optional.of(mail.subject()), mail.text(), mail.html())
                .flatMap(Optional::stream)
                .mapToLong(text -> text.getBytes(StandardCharsets.UTF_8).length)
                .sum();
        return texts + mail.attachments().stream().mapToLong(Attachment::size).sum();
    }

    private static Map<String, Map<EmailAddress, RecipientOutcome>> answers(
            AccountId account, Transport transport, List<Draft> leaving, DispatchMark mark) {
        List<Submission> submissions =
                leaving.stream().map(draft -> draft.submission().orElseThrow()).toList();
        List<SubmissionReport> reports = reports(transport, account, submissions, mark);
        Map<String, Map<EmailAddress, RecipientOutcome>> answers = new HashMap<>();
        for (int i = 0; i < submissions.size(); i++) {
            Submission submission = submissions.get(i);
            answers.put(submission.id(), outcomes(transport, submission, reports.get(i)));
        }
        return answers;
    }

    private static List<SubmissionReport> reports(
            Transport transport, AccountId account, List<Submission> submissions, DispatchMark mark) {
        String problem;
        try {
            List<SubmissionReport> reports = transport.submit(account, submissions, mark);
            if (reports.size() == submissions.size()) {
                return reports;
            }
            problem = "gave " + reports.size() + " reports for " + submissions.size() + " messages";
            log.error("Transport {} {}; what became of them is not known", transport.name(), problem);
        } catch (RuntimeException e) {
            problem = "failed: " + e;
            log.error(
                    "Transport {} failed with {} messages in hand; what became of them is not known",
                    transport.name(),
                    submissions.size(),
                    e);
        }
        SubmissionResult inDoubt = inDoubt(transport, problem);
        return submissions.stream()
                .map(submission -> SubmissionReport.same(submission.envelope(), inDoubt))
                .toList();
    }

    private static Map<EmailAddress, RecipientOutcome> outcomes(
            Transport transport, Submission submission, SubmissionReport report) {
        Map<EmailAddress, RecipientOutcome> outcomes = new LinkedHashMap<>();
        for (EmailAddress recipient : submission.envelope().forwardPaths()) {
            SubmissionResult result = report.results().get(recipient);
            outcomes.put(
                    recipient,
                    new RecipientOutcome.Submitted(
                            result == null ? inDoubt(transport, "said nothing of this recipient") : result));
        }
        return outcomes;
    }

    private static SubmissionResult inDoubt(Transport transport, String problem) {
        return new SubmissionResult.Uncertain(
                SubmissionStep.CONTENT, "The transport " + transport.name() + " " + problem + ".");
    }
}
