package io.sendwell.examples.faults;

import io.sendwell.account.AccountId;
import io.sendwell.event.DeliveryEvent;
import io.sendwell.examples.faults.ReportStorm.Mail;
import io.sendwell.outbox.EntryId;
import io.sendwell.transport.Submission;
import io.sendwell.transport.SubmissionReport;
import io.sendwell.transport.SubmissionResult;
import io.sendwell.transport.SubmissionStep;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * A next hop whose reports overtake its answers: a quarter of what it reports of each mail has come in before it answers that it
 * took the mail, so before anybody could record that. The rest comes later, when it is asked for. About each fifth mail it says
 * nothing itself: that it took it, only the reports tell.
 */
final class ReportingHop extends HopInMemory {

    private static final int ONE_EARLY_IN = 4;
    private static final int ONE_SILENT_IN = 5;

    private final ReportStorm storm;
    private final Consumer<List<DeliveryEvent>> webhook;
    private final Map<Integer, Mail> mails = new ConcurrentHashMap<>();
    private final List<DeliveryEvent> later = new ArrayList<>();
    private int early;

    /** @param webhook takes reports in, and returns when that is done */
    ReportingHop(ReportStorm storm, Consumer<List<DeliveryEvent>> webhook) {
        this.storm = storm;
        this.webhook = webhook;
    }

    @Override
    public List<SubmissionReport> submit(AccountId account, List<Submission> submissions) {
        List<DeliveryEvent> now = new ArrayList<>();
        submissions.forEach(submission -> now.addAll(early(submission)));
        webhook.accept(now);
        List<SubmissionReport> answers = new ArrayList<>(super.submit(account, submissions));
        for (int i = 0; i < answers.size(); i++) {
            if (number(submissions.get(i)) % ONE_SILENT_IN == 0) {
                answers.set(
                        i,
                        SubmissionReport.same(
                                submissions.get(i).envelope(),
                                new SubmissionResult.Uncertain(SubmissionStep.CONTENT, "No answer came.")));
            }
        }
        return answers;
    }

    private static int number(Submission submission) {
        return EntryId.parse(submission.id()).ordinal();
    }

    // Of one that comes again everything was reported, or will be.
    private synchronized List<DeliveryEvent> early(Submission submission) {
        int number = number(submission);
        Mail mail = new Mail(
                number, submission.id(), submission.envelope().forwardPaths().get(0));
        if (mails.putIfAbsent(number, mail) != null) {
            return List.of();
        }
        List<DeliveryEvent> deliveries = storm.deliveries(mail);
        int first = (deliveries.size() + ONE_EARLY_IN - 1) / ONE_EARLY_IN;
        early += first;
        later.addAll(deliveries.subList(first, deliveries.size()));
        return deliveries.subList(0, first);
    }

    /** What it took. */
    Collection<Mail> mails() {
        return mails.values();
    }

    /** How many reports came in before their answer. */
    synchronized int early() {
        return early;
    }

    /** The reports that have not come in yet. */
    synchronized List<DeliveryEvent> later() {
        return List.copyOf(later);
    }
}
