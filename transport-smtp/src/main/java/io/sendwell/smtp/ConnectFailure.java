package io.sendwell.smtp;

import io.sendwell.transport.Refusal;
import io.sendwell.transport.RefusalScope;
import jakarta.mail.MessagingException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** No connection came about on which a message could be sent. Nothing was sent. */
final class ConnectFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient ConnectionProblem problem;
    private final transient Optional<Reply> reply;
    private final transient Ehlo offer;

    private ConnectFailure(ConnectionProblem problem, Optional<Reply> reply, Ehlo offer, Throwable cause) {
        super(problem.toString(), cause);
        this.problem = problem;
        this.reply = reply;
        this.offer = offer;
    }

    static ConnectFailure of(SmtpServer server, AngusSession session, Exception cause) {
        return new ConnectFailure(
                ConnectionProblems.of(server, session, cause), session.lastReply(), session.offer(), cause);
    }

    /** Where the failure began. */
    static Throwable root(Throwable failure) {
        Throwable root = failure;
        for (@Nullable Throwable next = failure; next != null; next = next(next)) {
            root = next;
        }
        return root;
    }

    /** One step down the chain; {@link MessagingException} keeps one of its own beside the cause. */
    static @Nullable Throwable next(Throwable failure) {
        return failure instanceof MessagingException messaging && messaging.getNextException() != null
                ? messaging.getNextException()
                : failure.getCause();
    }

    ConnectionProblem problem() {
        return problem;
    }

    /** What the server had offered by then. */
    Ehlo offer() {
        return offer;
    }

    /** Why nothing can go on this route now. */
    Refusal refusal() {
        Optional<Reply> refused = reply.filter(Reply::isNegative);
        return new Refusal(
                RefusalScope.ROUTE,
                refused.map(said -> String.valueOf(said.code())).orElse(""),
                refused.flatMap(Reply::enhancedCode).map(Object::toString).orElse(""),
                problem.toString(),
                Optional.empty());
    }
}
