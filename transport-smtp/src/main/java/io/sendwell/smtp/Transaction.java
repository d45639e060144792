package io.sendwell.smtp;

import io.sendwell.address.EmailAddress;
import io.sendwell.transport.SubmissionReport;
import io.sendwell.transport.SubmissionResult;
import io.sendwell.transport.SubmissionStep;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One message on its way over one connection, and what is known of its fate. */
final class Transaction {

    /** How far it has come. From {@link #IN_DOUBT} on the server may have it. */
    enum Progress {
        ENVELOPE,
        CONTENT,
        /** Its last octet may go out with the next write. */
        IN_DOUBT,
        /** Its last octet has gone out. */
        HANDED_OVER,
        ANSWERED
    }

    private final int index;
    private final PreparedMessage message;
    private final @Nullable SubmissionResult[] results;
    private final boolean[] named;
    private Progress progress = Progress.ENVELOPE;
    private int envelopeReplies;

    /**
     * A message of which nothing has been sent.
     *
     * @param index which of the submissions it is
     */
    Transaction(int index, PreparedMessage message) {
        this.index = index;
        this.message = message;
        results = new SubmissionResult[message.recipients().size()];
        named = new boolean[results.length];
    }

    int index() {
        return index;
    }

    PreparedMessage message() {
        return message;
    }

    Progress progress() {
        return progress;
    }

    void progress(Progress reached) {
        progress = reached;
    }

    void envelopeAsked() {
        envelopeReplies++;
    }

    void envelopeAnswered() {
        envelopeReplies--;
    }

    /** Whether the server has answered every command of the envelope. */
    boolean hasWholeEnvelope() {
        return envelopeReplies == 0;
    }

    /** The server takes this recipient. */
    void named(int recipient) {
        named[recipient] = true;
    }

    void settle(int recipient, SubmissionResult result) {
        if (results[recipient] == null) {
            results[recipient] = result;
        }
    }

    /** The result of all recipients that have none yet. */
    void settleRest(SubmissionResult result) {
        for (int i = 0; i < results.length; i++) {
            settle(i, result);
        }
    }

    /** The server took the message for those recipients it had taken. */
    void accepted(Reply reply) {
        SubmissionResult accepted = new SubmissionResult.Accepted(QueueId.in(reply.toString()), reply.toString());
        for (int i = 0; i < results.length; i++) {
            if (named[i]) {
                settle(i, accepted);
            }
        }
        progress = Progress.ANSWERED;
    }

    /** No answer will come. */
    void uncertain(String why) {
        SubmissionStep step = progress == Progress.HANDED_OVER ? SubmissionStep.FINAL_ANSWER : SubmissionStep.CONTENT;
        settleRest(new SubmissionResult.Uncertain(step, why));
    }

    /** Whether there is nobody left whom the message could go to. */
    boolean isSettled() {
        return Arrays.stream(results).allMatch(result -> result != null);
    }

    /**
     * The report.
     *
     * @throws IllegalStateException when a recipient has no result yet
     */
    SubmissionReport report() {
        Map<EmailAddress, SubmissionResult> byRecipient = new LinkedHashMap<>();
        for (int i = 0; i < results.length; i++) {
            SubmissionResult result = results[i];
            if (result == null) {
                throw new IllegalStateException("The server has not answered for every recipient.");
            }
            byRecipient.put(message.recipients().get(i), result);
        }
        return new SubmissionReport(byRecipient);
    }
}
