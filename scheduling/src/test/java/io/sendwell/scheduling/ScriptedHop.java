package io.sendwell.scheduling;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.route.Capability;
import io.sendwell.transport.DispatchMark;
import io.sendwell.transport.Recovery;
import io.sendwell.transport.Refusal;
import io.sendwell.transport.RefusalScope;
import io.sendwell.transport.Submission;
import io.sendwell.transport.SubmissionReport;
import io.sendwell.transport.SubmissionResult;
import io.sendwell.transport.SubmissionStep;
import io.sendwell.transport.Transport;
import io.sendwell.transport.TransportCapabilities;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Takes everything and remembers who got what, or answers as it is told. */
final class ScriptedHop implements Transport {

    /** Transports differ in who looks for the mail that made a call fail. */
    enum OnRefusedCall {
        /** It leaves that to the worker. */
        REPORT,
        /** It makes two calls of it, and asks the mark again for each. */
        HALVE
    }

    static final SubmissionResult ACCEPTED = new SubmissionResult.Accepted("1", "250 OK");

    private final String name;
    private final List<List<String>> calls = Collections.synchronizedList(new ArrayList<>());
    private final List<String> taken = Collections.synchronizedList(new ArrayList<>());
    private final List<Instant> dates = Collections.synchronizedList(new ArrayList<>());
    private final List<String> ids = Collections.synchronizedList(new ArrayList<>());
    volatile int batchSize = 50;
    volatile Recovery recovery = new Recovery.None();
    volatile Runnable beforeMark = () -> {};
    volatile Runnable afterMark = () -> {};

    /** What it does with a call that was refused as a whole. */
    volatile OnRefusedCall onRefusedCall = OnRefusedCall.REPORT;

    /** What becomes of one recipient in a call to all of these. */
    volatile BiFunction<String, List<String>, SubmissionResult> answer = (recipient, call) -> ACCEPTED;

    ScriptedHop(String name) {
        this.name = name;
    }

    static SubmissionResult deferred(RefusalScope scope, String code, String enhanced) {
        return new SubmissionResult.Deferred(new Refusal(scope, code, enhanced, "not now", Optional.empty()));
    }

    static SubmissionResult deferred(RefusalScope scope, String code, Duration retryAfter) {
        return new SubmissionResult.Deferred(new Refusal(scope, code, "", "not now", Optional.of(retryAfter)));
    }

    static SubmissionResult rejected(RefusalScope scope, String code, String enhanced) {
        return new SubmissionResult.Rejected(new Refusal(scope, code, enhanced, "never", Optional.empty()));
    }

    static SubmissionResult silence() {
        return new SubmissionResult.Uncertain(SubmissionStep.FINAL_ANSWER, "the line went dead");
    }

    void answering(SubmissionResult always) {
        answer = (recipient, call) -> always;
    }

    /** The recipients of each call that left. */
    List<List<String>> calls() {
        return List.copyOf(calls);
    }

    /** Who has a mail, as often as it was accepted. */
    List<String> taken() {
        return List.copyOf(taken);
    }

    /** The ids of what left, as often as it did. */
    List<String> ids() {
        return List.copyOf(ids);
    }

    /** The Date fields of what left, as often as it did. */
    List<Instant> dates() {
        return List.copyOf(dates);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public TransportCapabilities capabilities(AccountId account) {
        return new TransportCapabilities(EnumSet.allOf(Capability.class), Long.MAX_VALUE, 100);
    }

    @Override
    public int batchSize() {
        return batchSize;
    }

    @Override
    public Recovery recovery() {
        return recovery;
    }

    @Override
    public List<SubmissionReport> submit(AccountId account, List<Submission> submissions) {
        return submit(account, submissions, DispatchMark.recorded());
    }

    @Override
    public List<SubmissionReport> submit(AccountId account, List<Submission> submissions, DispatchMark mark) {
        beforeMark.run();
        if (!mark.mayLeave(submissions)) {
            SubmissionResult notLeft = new SubmissionResult.Deferred(Refusal.notLeft());
            return submissions.stream()
                    .map(submission -> SubmissionReport.same(submission.envelope(), notLeft))
                    .toList();
        }
        List<String> call = submissions.stream()
                .flatMap(submission -> submission.envelope().forwardPaths().stream())
                .map(EmailAddress::toString)
                .collect(Collectors.toList());
        calls.add(call);
        submissions.forEach(submission -> {
            ids.add(submission.id());
            dates.add(submission.outgoing().date());
        });
        afterMark.run();
        List<SubmissionReport> reports =
                submissions.stream().map(submission -> report(submission, call)).toList();
        if (onRefusedCall == OnRefusedCall.REPORT || submissions.size() == 1 || !isRefused(reports)) {
            return reports;
        }
        int middle = submissions.size() / 2;
        return Stream.of(submissions.subList(0, middle), submissions.subList(middle, submissions.size()))
                .flatMap(half -> submit(account, half, mark).stream())
                .toList();
    }

    private static boolean isRefused(List<SubmissionReport> reports) {
        return reports.stream()
                .flatMap(report -> report.results().values().stream())
                .allMatch(result -> result instanceof SubmissionResult.Rejected rejected
                        && rejected.refusal().scope() == RefusalScope.CALL);
    }

    private SubmissionReport report(Submission submission, List<String> call) {
        Map<EmailAddress, SubmissionResult> results = new LinkedHashMap<>();
        for (EmailAddress recipient : submission.envelope().forwardPaths()) {
            SubmissionResult result = answer.apply(recipient.toString(), call);
            if (result instanceof SubmissionResult.Accepted) {
                taken.add(recipient.toString());
            }
            results.put(recipient, result);
        }
        return new SubmissionReport(results);
    }

    @Override
    public void close() {}
}
