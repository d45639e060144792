package io.sendwell;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.log.RecipientOutcome;
import io.sendwell.route.Route;
import io.sendwell.transport.DispatchMark;
import io.sendwell.transport.Submission;
import io.sendwell.transport.SubmissionReport;
import io.sendwell.transport.SubmissionResult;
import io.sendwell.transport.SubmissionStep;
import io.sendwell.transport.Transport;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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

    Handover(RoutePlanner planner) {
        this.planner = planner;
    }

    /** A way out as its next hop knows the account now. */
    Optional<DispatchNote.Way> way(AccountSettings account, Route route) {
        return planner.way(account, route);
    }

    /** The drafts after their next hops answered, in their order; those without a submission as they were. */
    List<Draft> submit(AccountSettings account, List<Draft> drafts, DispatchMark mark) {
        Map<String, Map<EmailAddress, RecipientOutcome>> answers = new HashMap<>();
        submissionsByRoute(drafts).forEach((route, submissions) -> {
            Transport transport = planner.transport(account, route).orElseThrow();
            List<SubmissionReport> reports = reports(transport, account.id(), submissions, mark);
            for (int i = 0; i < submissions.size(); i++) {
                Map<EmailAddress, RecipientOutcome> outcomes = outcomes(transport, submissions.get(i), reports.get(i));
                answers.put(submissions.get(i).id(), outcomes);
            }
        });
        return drafts.stream()
                .map(draft -> draft.answered(answers.getOrDefault(draft.id(), Map.of())))
                .toList();
    }

    private static Map<Route, List<Submission>> submissionsByRoute(List<Draft> drafts) {
        return drafts.stream()
                .filter(draft -> draft.submission().isPresent())
                .collect(Collectors.groupingBy(
                        draft -> draft.plan().chosen().orElseThrow().route(),
                        () -> new EnumMap<>(Route.class),
                        Collectors.mapping(draft -> draft.submission().orElseThrow(), Collectors.toList())));
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
