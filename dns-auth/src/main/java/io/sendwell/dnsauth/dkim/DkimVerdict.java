package io.sendwell.dnsauth.dkim;

import io.sendwell.dnsauth.internal.text.ForeignText;

/**
 * The judgement of one signature, or of all of a message.
 *
 * @param reason why; it decides the result
 * @param detail what was seen, for people; empty when the reason says it all. It may quote other people's text.
 */
public record DkimVerdict(DkimReason reason, String detail) {

    private static final int SHOWN_CHARACTERS = 300;

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

    /** Result and reason, such as {@code fail (BODY_ALTERED)}, and the detail in a form that is safe for a log. */
    @Override
    public String toString() {
        String shown = detail.isEmpty() ? "" : ": " + ForeignText.show(detail, SHOWN_CHARACTERS);
        return result().word() + " (" + reason + shown + ")";
    }
}
