package io.sendwell.event;

import io.sendwell.transport.Refusal;
import java.util.Locale;

/**
 * What the other side said when a message did not arrive, before anybody judged it. All of it comes from outside.
 *
 * @param replyCode the SMTP reply code, such as {@code 550}; empty when there was none
 * @param enhancedCode the enhanced status code (RFC 3463), such as {@code 5.1.1}; empty when there was none
 * @param text its own words, with or without the codes; line breaks may be in it
 * @param action what a report says has happened, in lower case: the Action of a delivery status (RFC 3464 section 2.3.3), the
 *     Feedback-Type of a feedback report (RFC 5965), {@link #AUTO_REPLY}, or a provider's own word; empty for the answer to a
 *     command
 * @param origin who said it
 * @param domain what our own DNS says of the recipient's domain
 */
public record Diagnostic(
        String replyCode, String enhancedCode, String text, String action, ReplyOrigin origin, RecipientDomain domain) {

    /** The {@link #action()} of an automatic reply (RFC 3834). */
    public static final String AUTO_REPLY = "auto-reply";

    public Diagnostic {
        action = action.strip().toLowerCase(Locale.ROOT);
    }

    /** The receiver's answer to a command. */
    public static Diagnostic reply(String replyCode, String enhancedCode, String text) {
        return new Diagnostic(replyCode, enhancedCode, text, "", ReplyOrigin.RECEIVER, RecipientDomain.UNKNOWN);
    }

    /** The receiver's answer, with the codes wherever the text has them, such as {@code host mx.example said: 550 5.1.1 No}. */
    public static Diagnostic inText(String text) {
        StatusCodes codes = StatusCodes.in(text);
        return reply(codes.replyCode(), codes.enhancedCode(), text);
    }

    /**
     * What a delivery status says of one recipient (RFC 3464 section 2.3).
     *
     * @param status its Status field; believed where the receiver's own reply has no such code, but not when it is about address
     *     or mailbox: some relays make up 5.1.1 for every 550
     * @param diagnosticCode its Diagnostic-Code field; empty when there is none
     */
    public static Diagnostic deliveryStatus(String action, String status, String diagnosticCode) {
        StatusCodes codes = StatusCodes.in(diagnosticCode).orStatus(status);
        return reply(codes.replyCode(), codes.enhancedCode(), diagnosticCode).action(action);
    }

    /** What the next hop answered to a submission. */
    public static Diagnostic of(Refusal refusal, ReplyOrigin origin) {
        return reply(refusal.code(), refusal.enhancedCode(), refusal.text()).origin(origin);
    }

    /** The same in a report that says that this has happened. */
    public Diagnostic action(String word) {
        return new Diagnostic(replyCode, enhancedCode, text, word, origin, domain);
    }

    /** The same in somebody else's mouth. */
    public Diagnostic origin(ReplyOrigin speaker) {
        return new Diagnostic(replyCode, enhancedCode, text, action, speaker, domain);
    }

    /** The same, knowing this of the recipient's domain. */
    public Diagnostic domain(RecipientDomain known) {
        return new Diagnostic(replyCode, enhancedCode, text, action, origin, known);
    }
}
