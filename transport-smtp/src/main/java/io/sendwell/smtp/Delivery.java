package io.sendwell.smtp;

import io.sendwell.account.AccountId;
import io.sendwell.transport.DispatchMark;
import io.sendwell.transport.Refusal;
import io.sendwell.transport.Submission;
import io.sendwell.transport.SubmissionReport;
import io.sendwell.transport.SubmissionResult;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One list of submissions on its way: over one connection after the other, until each submission has its report. For one
 * thread.
 */
final class Delivery {

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private final AccountId account;
    private final List<Submission> submissions;
    private final Preparation preparation;
    private final ConnectionPool pool;
    private final int inDoubtWindow;
    private final Chunking chunking;
    private final DispatchMark mark;
    private final Deque<Integer> waiting = new ArrayDeque<>();
    private final @Nullable SubmissionReport[] reports;

    Delivery(
            AccountId account,
            List<Submission> submissions,
            Preparation preparation,
            ConnectionPool pool,
            int inDoubtWindow,
            Chunking chunking,
            DispatchMark mark) {
        this.account = account;
        this.submissions = submissions;
        this.preparation = preparation;
        this.pool = pool;
        this.inDoubtWindow = inDoubtWindow;
        this.chunking = chunking;
        this.mark = mark;
        reports = new SubmissionReport[submissions.size()];
        for (int i = 0; i < submissions.size(); i++) {
            waiting.add(i);
        }
    }

    List<SubmissionReport> run() {
        Optional<SubmissionResult> trouble = waiting.isEmpty() ? Optional.empty() : enterAndSend();
        trouble.ifPresent(this::settleWaiting);
        List<SubmissionReport> all = new ArrayList<>();
        for (@Nullable SubmissionReport report : reports) {
            if (report == null) {
                throw new IllegalStateException("A submission has no report: " + Arrays.asList(reports));
            }
            all.add(report);
        }
        return all;
    }

    private Optional<SubmissionResult> enterAndSend() {
        try {
            pool.enter();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return interrupted();
        }
        try {
            return sendAll();
        } finally {
            pool.leave();
        }
    }

    private Optional<SubmissionResult> sendAll() {
        Optional<SubmissionResult> trouble = Optional.empty();
        while (!waiting.isEmpty() && trouble.isEmpty()) {
            trouble = sendSome();
        }
        return trouble;
    }

    private Optional<SubmissionResult> sendSome() {
        if (Thread.currentThread().isInterrupted()) {
            return interrupted();
        }
        if (pool.isClosed()) {
            return Optional.of(Refusals.routeAway("The transport was closed before the message was sent."));
        }
        try {
            return sendOver(pool.take());
        } catch (ConnectFailure e) {
            return Optional.of(new SubmissionResult.Deferred(e.refusal()));
        }
    }

    private Optional<SubmissionResult> sendOver(SmtpConnection connection) {
        @Nullable Outcomes outcomes = null;
        try {
            outcomes = new Dialogue(connection, new WorkFor(connection), inDoubtWindow, chunking).run();
            return outcomes.routeTrouble();
        } finally {
            if (outcomes == null || outcomes.leavesConnectionBroken()) {
                connection.cut();
            } else if (outcomes.leavesConnectionUsable()) {
                pool.giveBack(connection);
            } else {
                // D139: after a refusal of anything made of a user's data the connection is not used again. It costs
                // the
                // next message a new one, and keeps one account's message from meeting another's leftovers.
                connection.quit();
            }
        }
    }

    private static Optional<SubmissionResult> interrupted() {
        return Optional.of(Refusals.routeAway("The sending thread was interrupted before the message was sent."));
    }

    private void settleWaiting(SubmissionResult result) {
        for (Integer index : waiting) {
            reports[index] = SubmissionReport.same(submissions.get(index).envelope(), result);
        }
        waiting.clear();
    }

    /** What is left to send, for one connection. */
    private final class WorkFor implements Work {

        private final SmtpConnection connection;
        private int room;

        private WorkFor(SmtpConnection connection) {
            this.connection = connection;
            room = pool.room(connection);
        }

        @Override
        public Optional<Transaction> next() {
            while (room > 0 && !waiting.isEmpty() && !Thread.currentThread().isInterrupted()) {
                int index = waiting.remove();
                Submission submission = submissions.get(index);
                try {
                    PreparedMessage message = preparation.prepare(account, submission, connection.offer());
                    room--;
                    return Optional.of(new Transaction(index, message));
                } catch (NotSendable e) {
                    reports[index] = SubmissionReport.same(submission.envelope(), e.result());
                } catch (RuntimeException e) {
                    // A fault in a signer or attachment; thrown on, it would lose what became of the other messages.
                    LOG.error("Submission {} could not be made ready.", submission.id(), e);
                    reports[index] = SubmissionReport.same(submission.envelope(), Refusals.notReady(e));
                }
            }
            return Optional.empty();
        }

        @Override
        public Optional<Refusal> heldBack(Transaction transaction) {
            return mark.holdsBack(List.of(submissions.get(transaction.index())));
        }

        @Override
        public void settled(Transaction transaction) {
            reports[transaction.index()] = transaction.report();
        }

        @Override
        public void withdrawn(Transaction transaction) {
            waiting.addFirst(transaction.index());
        }
    }
}
