package io.sendwell.transport;

import java.time.Duration;
import java.util.Optional;

/**
 * Why the next hop did not take a message, in its own words and ours.
 *
 * @param scope what the refusal is about
 * @param code the hop's code: an SMTP reply code such as {@code 550}, a provider's such as {@code send-0008}, or empty
 *     when there was no answer to read
 * @param enhancedCode the enhanced status code (RFC 3463) such as {@code 5.1.1}; empty when there was none
 * @param text the hop's own words, or what happened on the way to it; never a secret
 * @param retryAfter how long to wait, when the hop said so
 */
public record Refusal(
        RefusalScope scope, String code, String enhancedCode, String text, Optional<Duration> retryAfter) {

    private static final String NOT_LEFT = "NOT_LEFT";

    /** A refusal without an enhanced code and without a time to wait. */
    public static Refusal of(RefusalScope scope, String code, String text) {
        return new Refusal(scope, code, "", text, Optional.empty());
    }

    /** The refusal of a submission that its {@link DispatchMark} did not let leave: nothing was sent. */
    public static Refusal notLeft() {
        return of(RefusalScope.MESSAGE, NOT_LEFT, "Not sent: it was cancelled, or somebody else has it in hand.");
    }

    /** The refusal of a submission that did not leave because its {@link DispatchMark} failed: nothing was sent. */
    static Refusal notLeft(RuntimeException failure) {
        return of(RefusalScope.MESSAGE, NOT_LEFT, "Not sent: its dispatch could not be recorded: " + failure);
    }

    /** One line: codes and words. */
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder(code);
        if (!enhancedCode.isEmpty()) {
            line.append(line.length() == 0 ? "" : " ").append(enhancedCode);
        }
        return line.append(line.length() == 0 ? "" : " ").append(text).toString();
    }
}
