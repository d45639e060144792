package io.sendwell.transport;

import java.util.List;
import java.util.Optional;

/**
 * Asked by a transport at the last moment at which it is certain that nothing was sent: over HTTP right before the request
 * is written, over SMTP before the end of the content ({@code CRLF.CRLF}, {@code BDAT … LAST}). Until then a crash leaves
 * no doubt; from then on the next hop may have the message.
 */
@FunctionalInterface
public interface DispatchMark {

    /**
     * Records that these submissions are about to be handed over. It may be asked several times, for all of them or for
     * some.
     *
     * @return true when they may be; false when they must not leave, because somebody else holds them or they were
     *     cancelled. The transport then reports them as deferred and has sent nothing. So it does when the mark throws.
     */
    boolean mayLeave(List<Submission> submissions);

    /**
     * Asks {@link #mayLeave}, as transports do it: whatever it throws is a no.
     *
     * @return the refusal of these submissions; empty when they may leave
     */
    default Optional<Refusal> holdsBack(List<Submission> submissions) {
        try {
            return mayLeave(submissions) ? Optional.empty() : Optional.of(Refusal.notLeft());
        } catch (RuntimeException e) {
            return Optional.of(Refusal.notLeft(e));
        }
    }

    /** Lets everything leave and records nothing: for a caller that recorded it before. */
    static DispatchMark recorded() {
        return submissions -> true;
    }
}
