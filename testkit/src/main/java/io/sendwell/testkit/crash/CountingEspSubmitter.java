package io.sendwell.testkit.crash;

import io.sendwell.address.EmailAddress;
import io.sendwell.testkit.crash.CountingEspClient.Line;
import io.sendwell.testkit.crash.CountingEspClient.Outcome;
import io.sendwell.transport.DispatchMark;
import io.sendwell.transport.Refusal;
import io.sendwell.transport.RefusalScope;
import io.sendwell.transport.Submission;
import io.sendwell.transport.SubmissionReport;
import io.sendwell.transport.SubmissionResult;
import io.sendwell.transport.SubmissionStep;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One hand-over to a {@link CountingEsp}: call after call, until all submissions have a report. When nothing passes now, or a
 * call stayed without an answer, no further one is made, and what is left is deferred. One thread, once.
 */
final class CountingEspSubmitter {

    private final CountingEspClient client;
    private final DispatchMark mark;
    private final Map<String, SubmissionReport> reports = new HashMap<>();
    private @Nullable Refusal stop;

    CountingEspSubmitter(CountingEspClient client, DispatchMark mark) {
        this.client = client;
        this.mark = mark;
    }

    List<SubmissionReport> reports(List<Submission> submissions) {
        return submissions.stream()
                .map(submission -> reports.get(submission.id()))
                .toList();
    }

    void submit(List<Submission> batch) {
        if (stop == null && client.isClosed()) {
            stop = route("", "Not sent: the transport is closed.", Optional.empty());
        }
        if (stop == null && Thread.currentThread().isInterrupted()) {
            stop = route("", "Not sent: the thread was interrupted.", Optional.empty());
        }
        if (stop != null) {
            settle(batch, new SubmissionResult.Deferred(stop));
            return;
        }
        String body = CountingEspClient.bodyOf(batch);
        Optional<Refusal> heldBack = mark.holdsBack(batch);
        if (heldBack.isPresent()) {
            settle(batch, new SubmissionResult.Deferred(heldBack.get()));
            return;
        }
        take(batch, client.submit(body));
    }

    private void take(List<Submission> batch, Outcome outcome) {
        if (outcome instanceof Outcome.Answered answered) {
            takeAnswer(batch, answered);
        } else if (outcome instanceof Outcome.Unsent unsent) {
            stopWith(batch, route("", "Not sent: " + unsent.text(), Optional.empty()));
        } else if (outcome instanceof Outcome.Unanswered unanswered) {
            leaveInDoubt(batch, unanswered.text());
        }
    }

    private void takeAnswer(List<Submission> batch, Outcome.Answered answered) {
        int status = answered.status();
        String text = "The ESP answered " + status + ".";
        switch (status) {
            case 200 ->
                batch.forEach(submission -> reports.put(
                        submission.id(),
                        report(submission, answered.results().getOrDefault(submission.id(), Line.MISSING))));
            case 400, 413, 422 -> halve(batch, Refusal.of(RefusalScope.MESSAGE, Integer.toString(status), text));
            case 401, 403, 408, 429, 503 ->
                stopWith(batch, route(Integer.toString(status), text, answered.retryAfter()));
            // 500, 502, 504 and what nobody expects: it may have been taken before things went wrong.
            default -> leaveInDoubt(batch, text);
        }
    }

    private static SubmissionReport report(Submission submission, Line line) {
        Map<EmailAddress, SubmissionResult> results = new LinkedHashMap<>();
        for (EmailAddress recipient : submission.envelope().forwardPaths()) {
            boolean refused = line.refused().contains(recipient.normalForm());
            results.put(recipient, result(submission.id(), refused ? "REFUSED" : line.result()));
        }
        return new SubmissionReport(results);
    }

    private static SubmissionResult result(String id, String result) {
        return switch (result) {
            case "TAKEN", "REPEATED" -> new SubmissionResult.Accepted(id, result);
            case "REFUSED" -> new SubmissionResult.Rejected(Refusal.of(RefusalScope.RECIPIENT, result, "Refused."));
            case "CHANGED" ->
                new SubmissionResult.Rejected(
                        Refusal.of(RefusalScope.MESSAGE, result, "The id was used before, for other octets."));
            default -> new SubmissionResult.Uncertain(SubmissionStep.FINAL_ANSWER, "The answer does not name it.");
        };
    }

    private void halve(List<Submission> batch, Refusal refusal) {
        if (batch.size() == 1) {
            settle(batch, new SubmissionResult.Rejected(refusal));
            return;
        }
        int middle = batch.size() / 2;
        submit(batch.subList(0, middle));
        submit(batch.subList(middle, batch.size()));
    }

    private void stopWith(List<Submission> batch, Refusal refusal) {
        stop = refusal;
        settle(batch, new SubmissionResult.Deferred(refusal));
    }

    private void leaveInDoubt(List<Submission> batch, String text) {
        settle(batch, new SubmissionResult.Uncertain(SubmissionStep.FINAL_ANSWER, text));
        stop = route("", "Not sent: an earlier call stayed without a usable answer.", Optional.empty());
    }

    private void settle(List<Submission> batch, SubmissionResult result) {
        batch.forEach(submission -> reports.put(submission.id(), SubmissionReport.same(submission.envelope(), result)));
    }

    private static Refusal route(String code, String text, Optional<Duration> retryAfter) {
        return new Refusal(RefusalScope.ROUTE, code, "", text, retryAfter);
    }
}
