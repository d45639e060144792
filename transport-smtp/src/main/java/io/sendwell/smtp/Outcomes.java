package io.sendwell.smtp;

import io.sendwell.smtp.Awaited.Step;
import io.sendwell.smtp.Transaction.Progress;
import io.sendwell.transport.RefusalScope;
import io.sendwell.transport.SubmissionResult;
import io.sendwell.transport.SubmissionStep;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes results of replies, and of replies that never came, and knows whether the connection can be used for more. */
final class Outcomes {

    private final SmtpConnection connection;
    private final boolean fresh;
    private boolean heard;
    private boolean progressed;
    private boolean unusable;
    private boolean dataOpen;
    private boolean lost;
    private boolean leftInDoubt;
    private @Nullable Transaction refusedIn;
    private @Nullable Reply closing;
    private @Nullable SubmissionResult routeTrouble;

    Outcomes(SmtpConnection connection) {
        this.connection = connection;
        fresh = connection.isFresh();
    }

    /** Whether the server has said anything since the connection was taken up. */
    boolean hasHeard() {
        return heard;
    }

    /** Whether something was refused, so that nothing more begins. */
    boolean isRefused() {
        return refusedIn != null;
    }

    /** Whether the connection may be used again. */
    boolean leavesConnectionUsable() {
        return !isRefused() && !unusable;
    }

    /** Whether the connection must be cut without a word, since a word might become part of a message. */
    boolean leavesConnectionBroken() {
        return unusable;
    }

    /** Why nothing can go on this route now; empty when another connection may do. */
    Optional<SubmissionResult> routeTrouble() {
        // A connection that did its work and then was closed says nothing about the next one; neither does one that was
        // closed while it lay in the pool. But what left a message in doubt would soon leave more.
        boolean anotherMayDo = closedOrLost() && !leftInDoubt && (progressed || !fresh);
        return anotherMayDo ? Optional.empty() : Optional.ofNullable(routeTrouble);
    }

    private boolean closedOrLost() {
        return closing != null || lost;
    }

    void connectionIsUnusable() {
        unusable = true;
    }

    /**
     * Whether the content of this message may be sent: the server has not refused it wholly, and not refused anything
     * before it. One recipient refused does not keep it from the others.
     */
    boolean letGo(Transaction transaction) {
        boolean letGo = !transaction.isSettled() && (refusedIn == null || refusedIn == transaction);
        // After its 354 the server would take whatever we say for content.
        unusable |= !letGo && dataOpen;
        dataOpen = false;
        return letGo;
    }

    /**
     * Takes note of a reply.
     *
     * @throws IOException when it ends the connection, or makes no sense
     */
    void take(Awaited asked, Reply reply) throws IOException {
        heard = true;
        if (reply.isNegative() && refusedIn == null) {
            refusedIn = asked.transaction();
        }
        if (asked.step() == Step.CONTENT) {
            takeFinalReply(asked.transaction(), reply);
        } else {
            takeEnvelopeReply(asked, reply);
        }
        if (reply.isClosing()) {
            throw closed(reply);
        }
    }

    private void takeEnvelopeReply(Awaited asked, Reply reply) throws IOException {
        Transaction transaction = asked.transaction();
        transaction.envelopeAnswered();
        boolean taken = asked.step() == Step.DATA ? reply.code() == Reply.SEND_CONTENT : reply.isPositive();
        if (!taken && !reply.isNegative()) {
            throw new ProtocolException("The server answered \"" + reply + "\" to " + asked.step() + ".");
        }
        if (taken) {
            dataOpen |= asked.step() == Step.DATA;
            if (asked.step() == Step.RCPT) {
                transaction.named(asked.recipient());
            }
        } else if (!reply.isClosing()) {
            refuse(asked, reply);
        }
    }

    private void refuse(Awaited asked, Reply reply) {
        Transaction transaction = asked.transaction();
        switch (asked.step()) {
            case MAIL -> transaction.settleRest(noted(Refusals.atMail(reply)));
            case RCPT -> transaction.settle(asked.recipient(), noted(Refusals.atRecipient(reply)));
            default -> transaction.settleRest(noted(Refusals.atContent(reply)));
        }
    }

    private SubmissionResult noted(SubmissionResult result) {
        if (result instanceof SubmissionResult.Deferred deferred
                && deferred.refusal().scope() == RefusalScope.ROUTE) {
            routeTrouble = result;
        }
        return result;
    }

    private void takeFinalReply(Transaction transaction, Reply reply) throws IOException {
        if (transaction.progress() == Progress.CONTENT && !reply.isNegative()) {
            transaction.settleRest(new SubmissionResult.Uncertain(
                    SubmissionStep.CONTENT, "The server answered \"" + reply + "\" before the message was whole."));
        } else if (reply.isNegative()) {
            transaction.settleRest(noted(Refusals.atContent(reply)));
            transaction.progress(Progress.ANSWERED);
            progressed |= !reply.isClosing();
        } else if (reply.isPositive()) {
            transaction.accepted(reply);
            connection.countMessage();
            progressed = true;
        } else {
            throw new ProtocolException("The server answered \"" + reply + "\" to a whole message.");
        }
    }

    private IOException closed(Reply reply) {
        closing = reply;
        SubmissionResult result = Refusals.atMail(reply);
        routeTrouble = result;
        return new IOException("The server closed the connection: " + reply);
    }

    /** Our side could not bring the message to its end. */
    void contentFailed(Transaction transaction, Exception why) {
        transaction.settleRest(
                why instanceof ContentException
                        ? Refusals.notSendable(
                                RefusalScope.MESSAGE, "", "5.6.0", "The message was not sent: " + why.getMessage())
                        : Refusals.notReady(why));
    }

    /** No more replies will come. What has not sent its content stays unsettled, to be tried elsewhere. */
    void lost(List<Transaction> underWay, IOException why) {
        unusable = true;
        lost = true;
        String text = "The connection was lost: " + why.getMessage();
        if (routeTrouble == null) {
            routeTrouble = Refusals.routeAway(text);
        }
        for (Transaction transaction : underWay) {
            switch (transaction.progress()) {
                case CONTENT ->
                    // Without its last octet the server cannot have taken it.
                    transaction.settleRest(Refusals.routeAway(text + " The message was not sent to its end."));
                case IN_DOUBT, HANDED_OVER -> settleUnanswered(transaction, text);
                default -> {}
            }
        }
    }

    private void settleUnanswered(Transaction transaction, String text) {
        if (closing != null) {
            // Replies come in order: what the server had before it closed is answered, what came behind it did not
            // take.
            transaction.settleRest(Refusals.atContent(closing));
        } else {
            transaction.uncertain(text);
            leftInDoubt = true;
        }
    }
}
