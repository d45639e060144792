package io.sendwell.dnsauth.dkim;

/**
 * The judgement of one signature, or of all of a message.
 *
 * @param reason why; it decides the result
 * @param detail what was seen, for people; empty when the reason says it all. It may quote other people's text.
 */
public record DkimVerdict(DkimReason reason, String detail) {

    static DkimVerdict of(DkimReason reason) {
        return new DkimVerdict(reason, "");
    }

    /** The result. */
    public DkimResult result() {
        return reason.result();
    }

    /** Whether the signature is valid and acceptable. */
    public boolean isPass() {
        return result() == DkimResult.PASS;
    }

    /** Result and reason, such as {@code fail (BODY_ALTERED)}. */
    @Override
    public String toString() {
        return result().word() + " (" + reason + (detail.isEmpty() ? ")" : ": " + detail + ")");
    }
}
