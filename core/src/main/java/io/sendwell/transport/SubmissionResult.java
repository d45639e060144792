package io.sendwell.transport;

import java.util.function.Function;

/** What the next hop answered to one submission, for one recipient. No case says that the message reached an inbox. */
public sealed interface SubmissionResult {

    /**
     * The next hop took responsibility.
     *
     * @param providerId the hop's own id of this copy, such as Mailjet's MessageID or an SMTP server's queue id; empty
     *     when it gave none
     * @param reply the hop's own words
     */
    record Accepted(String providerId, String reply) implements SubmissionResult {}

    /** Refused for now; the same message may be taken later. */
    record Deferred(Refusal refusal) implements SubmissionResult {}

    /** Refused for good; do not try again unchanged. */
    record Rejected(Refusal refusal) implements SubmissionResult {}

    /**
     * No answer came after the content went out, so a retry may send twice.
     *
     * @param lastStep how far it had come
     * @param text what happened
     */
    record Uncertain(SubmissionStep lastStep, String text) implements SubmissionResult {}

    /** Applies the function of this case; a new case breaks the build where it was forgotten. */
    default <T> T fold(
            Function<Accepted, T> accepted,
            Function<Deferred, T> deferred,
            Function<Rejected, T> rejected,
            Function<Uncertain, T> uncertain) {
        if (this instanceof Accepted a) {
            return accepted.apply(a);
        }
        if (this instanceof Deferred d) {
            return deferred.apply(d);
        }
        if (this instanceof Rejected r) {
            return rejected.apply(r);
        }
        return uncertain.apply((Uncertain) this);
    }
}
