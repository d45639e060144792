package io.sendwell.esp.mailjet;

import io.sendwell.account.AccountId;
import io.sendwell.esp.mailjet.MailjetAnswer.ApiError;
import io.sendwell.esp.mailjet.MailjetAnswer.Entry;
import io.sendwell.transport.DispatchMark;
import io.sendwell.transport.Refusal;
import io.sendwell.transport.RefusalScope;
import io.sendwell.transport.Submission;
import io.sendwell.transport.SubmissionReport;
import io.sendwell.transport.SubmissionResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One hand-over of messages to Mailjet: call after call, until all have a report. One thread, once.
 *
 * <p>A call that is refused as a whole for what is in it, or for its size, is cut in halves until the message at fault
 * is alone. When a call shows that nothing passes now (credentials, rate, no connection), or stays without an answer,
 * no further call is made: what is left is deferred. Going on would hammer a server in trouble, and leave more in doubt.
 */
final class MailjetSubmitter {

    private static final Logger LOG = LoggerFactory.getLogger(MailjetTransport.class);

    private static final int UNAUTHORIZED = 401;

    private final AccountId account;
    private final MailjetCredentials credentials;
    private final MailjetKeys keys;
    private final MailjetClient client;
    private final MailjetRequestWriter writer;
    private final MailjetReports reports;
    private final DispatchMark mark;
    private final IdentityHashMap<Submission, SubmissionReport> results = new IdentityHashMap<>();
    private @Nullable Refusal stop;

    MailjetSubmitter(
            AccountId account,
            MailjetCredentials credentials,
            MailjetKeys keys,
            MailjetClient client,
            MailjetRequestWriter writer,
            MailjetReports reports,
            DispatchMark mark) {
        this.account = account;
        this.credentials = credentials;
        this.keys = keys;
        this.client = client;
        this.writer = writer;
        this.reports = reports;
        this.mark = mark;
    }

    /** A report for every message of the batches, by the submission that it came from. */
    IdentityHashMap<Submission, SubmissionReport> submit(List<List<MailjetMessage>> batches) {
        batches.forEach(this::submitBatch);
        return results;
    }

    private void submitBatch(List<MailjetMessage> batch) {
        if (batch.isEmpty()) {
            return;
        }
        if (stop == null && Thread.currentThread().isInterrupted()) {
            stop = Refusal.of(RefusalScope.ROUTE, "", "Not sent: the thread was interrupted.");
        }
        if (stop != null) {
            settle(batch, new SubmissionResult.Deferred(stop));
            return;
        }
        MailjetRequestBody body = writer.write(batch);
        long start = System.nanoTime();
        MailjetCall call = client.send(credentials, body, () -> heldBack(batch));
        if (LOG.isDebugEnabled()) {
            LOG.debug(
                    "Account {}: {} messages in a call of {} octets to Mailjet: {} after {} ms",
                    account,
                    batch.size(),
                    body.length(),
                    summary(call),
                    Duration.ofNanos(System.nanoTime() - start).toMillis());
        }
        take(batch, call);
    }

    private Optional<Refusal> heldBack(List<MailjetMessage> batch) {
        return mark.holdsBack(batch.stream().map(MailjetMessage::submission).toList());
    }

    private void take(List<MailjetMessage> batch, MailjetCall call) {
        if (call instanceof MailjetCall.Answered answered) {
            takeAnswer(batch, answered);
        } else if (call instanceof MailjetCall.HeldBack held) {
            settle(batch, new SubmissionResult.Deferred(held.refusal()));
        } else if (call instanceof MailjetCall.Unsent unsent) {
            stopWith(batch, Refusal.of(RefusalScope.ROUTE, "", "Not sent, Mailjet is out of reach: " + unsent.text()));
        } else if (call instanceof MailjetCall.StoppedReading stopped) {
            bisect(batch, Refusal.of(RefusalScope.MESSAGE, "", "Mailjet broke off a large upload: " + stopped.text()));
        } else if (call instanceof MailjetCall.FileUnreadable unreadable) {
            withoutFile(batch, unreadable.cause());
        } else if (call instanceof MailjetCall.Unanswered unanswered) {
            leaveInDoubt(batch, new SubmissionResult.Uncertain(unanswered.lastStep(), unanswered.text()));
        }
    }

    private void takeAnswer(List<MailjetMessage> batch, MailjetCall.Answered answered) {
        Optional<List<Entry>> entries = answered.answer().flatMap(MailjetAnswer::entries);
        if (entries.isPresent()) {
            // Whatever the status: a batch of which some were taken is answered with 400, and 200 proves nothing.
            takeEntries(batch, entries.get());
            return;
        }
        ApiError error = answered.answer().map(MailjetAnswer::error).orElseGet(() -> bareStatus(answered.status()));
        ApiError complete = error.statusCode() == 0
                ? new ApiError(error.code(), answered.status(), error.message(), error.relatedTo())
                : error;
        if (answered.status() < 300) {
            leaveInDoubt(
                    batch,
                    MailjetReports.uncertain("Mailjet answered " + answered.status()
                            + " with something that is not its answer to a call."));
            return;
        }
        takeError(batch, complete, answered.retryAfter());
    }

    private void takeEntries(List<MailjetMessage> batch, List<Entry> entries) {
        for (int index = 0; index < batch.size(); index++) {
            MailjetMessage message = batch.get(index);
            results.put(message.submission(), reports.report(message, index, batch.size(), entries));
        }
    }

    private void takeError(List<MailjetMessage> batch, ApiError error, Optional<Duration> retryAfter) {
        if (error.statusCode() == UNAUTHORIZED) {
            keys.refused(account);
        }
        switch (MailjetErrors.kindOf(error)) {
            case ROUTE, PERMISSION -> {
                Refusal refusal = reports.refusal(RefusalScope.ROUTE, error);
                stopWith(
                        batch,
                        new Refusal(
                                RefusalScope.ROUTE,
                                refusal.code(),
                                refusal.enhancedCode(),
                                refusal.text(),
                                retryAfter));
            }
            case UNKNOWN_OUTCOME ->
                leaveInDoubt(
                        batch,
                        MailjetReports.uncertain(
                                reports.refusal(RefusalScope.ROUTE, error).toString()));
            case MESSAGE, RECIPIENT, TOO_LARGE -> bisect(batch, reports.refusal(RefusalScope.MESSAGE, error));
        }
    }

    private static ApiError bareStatus(int status) {
        return new ApiError(
                "", status, "Mailjet, or a proxy before it, answered " + status + " without a reason.", List.of());
    }

    private void bisect(List<MailjetMessage> batch, Refusal refusal) {
        if (batch.size() == 1) {
            settle(batch, new SubmissionResult.Rejected(refusal));
            return;
        }
        LOG.debug("Account {}: a call with {} messages is cut in halves", account, batch.size());
        int middle = batch.size() / 2;
        submitBatch(batch.subList(0, middle));
        submitBatch(batch.subList(middle, batch.size()));
    }

    /** Settles the messages that carry this file, and sends the others of the batch without them. */
    private void withoutFile(List<MailjetMessage> batch, UnreadableFileException unreadable) {
        Refusal refusal = Refusal.of(RefusalScope.MESSAGE, "", String.valueOf(unreadable.getMessage()));
        SubmissionResult result = unreadable.isOfOtherSize()
                ? new SubmissionResult.Rejected(refusal)
                : new SubmissionResult.Deferred(refusal);
        List<MailjetMessage> others = new ArrayList<>();
        for (MailjetMessage message : batch) {
            if (message.outgoing().mail().attachments().stream().anyMatch(file -> file == unreadable.file())) {
                settle(List.of(message), result);
            } else {
                others.add(message);
            }
        }
        submitBatch(others);
    }

    private void stopWith(List<MailjetMessage> batch, Refusal refusal) {
        LOG.warn("Account {}: Mailjet takes nothing now: {}", account, LogText.masked(refusal.toString()));
        stop = refusal;
        settle(batch, new SubmissionResult.Deferred(refusal));
    }

    private void leaveInDoubt(List<MailjetMessage> batch, SubmissionResult inDoubt) {
        LOG.warn(
                "Account {}: it is not known whether Mailjet took {} messages, the first with CustomID {}",
                account,
                batch.size(),
                batch.get(0).id());
        settle(batch, inDoubt);
        stop = Refusal.of(
                RefusalScope.ROUTE, "", "Not sent: an earlier call to Mailjet stayed without a usable answer.");
    }

    private void settle(List<MailjetMessage> messages, SubmissionResult result) {
        messages.forEach(message -> results.put(message.submission(), MailjetReports.same(message, result)));
    }

    private static String summary(MailjetCall call) {
        return call instanceof MailjetCall.Answered answered
                ? "status " + answered.status()
                : call.getClass().getSimpleName();
    }
}
