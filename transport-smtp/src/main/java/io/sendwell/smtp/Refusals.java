package io.sendwell.smtp;

import io.sendwell.transport.Refusal;
import io.sendwell.transport.RefusalScope;
import io.sendwell.transport.SubmissionResult;
import java.util.Optional;

/**
 * What a refusal means: for now (4yz) or for good (5yz), and whether it is about the recipient, the message or the whole
 * route. A refusal of the route is never for good, since the message is not to blame.
 */
final class Refusals {

    private static final int AUTH_REQUIRED = 530;
    private static final int AUTH_REFUSED = 535;
    private static final int ENCRYPTION_REQUIRED = 538;

    /** X.1.7 and X.1.8 are about the address in MAIL (RFC 3463 section 3.2). */
    private static final int SUBJECT_ADDRESS = 1;

    private static final int SENDER_SYNTAX = 7;
    private static final int SENDER_DOMAIN = 8;

    private Refusals() {}

    /** In answer to MAIL. For now it is mostly a rate or a full disk, and so about the route. */
    static SubmissionResult atMail(Reply reply) {
        boolean aboutSender = reply.enhancedCode()
                .filter(code -> code.subject() == SUBJECT_ADDRESS
                        && (code.detail() == SENDER_SYNTAX || code.detail() == SENDER_DOMAIN))
                .isPresent();
        return result(reply, reply.isTransient() && !aboutSender ? RefusalScope.ROUTE : RefusalScope.MESSAGE);
    }

    /** In answer to RCPT. */
    static SubmissionResult atRecipient(Reply reply) {
        return result(reply, RefusalScope.RECIPIENT);
    }

    /** In answer to DATA, or to the whole message. */
    static SubmissionResult atContent(Reply reply) {
        return result(reply, RefusalScope.MESSAGE);
    }

    /** Nothing can go on this route now, for a reason of ours or of the network. */
    static SubmissionResult routeAway(String text) {
        return new SubmissionResult.Deferred(Refusal.of(RefusalScope.ROUTE, "", text));
    }

    /** A message that was not sent because the server could not have taken it. */
    static SubmissionResult notSendable(RefusalScope scope, String code, String enhancedCode, String text) {
        return new SubmissionResult.Rejected(new Refusal(scope, code, enhancedCode, text, Optional.empty()));
    }

    /** A message that could not be rendered, signed or read now, for a reason of ours. */
    static SubmissionResult notReady(Exception why) {
        String text = "The message was not sent: " + (why.getMessage() == null ? why.toString() : why.getMessage());
        return new SubmissionResult.Deferred(Refusal.of(RefusalScope.MESSAGE, "", text));
    }

    private static SubmissionResult result(Reply reply, RefusalScope scope) {
        boolean aboutRoute = reply.isClosing()
                || reply.code() == AUTH_REQUIRED
                || reply.code() == AUTH_REFUSED
                || reply.code() == ENCRYPTION_REQUIRED;
        Refusal refusal = new Refusal(
                aboutRoute ? RefusalScope.ROUTE : scope,
                String.valueOf(reply.code()),
                reply.enhancedCode().map(Object::toString).orElse(""),
                reply.text(),
                Optional.empty());
        return aboutRoute || reply.isTransient()
                ? new SubmissionResult.Deferred(refusal)
                : new SubmissionResult.Rejected(refusal);
    }
}
