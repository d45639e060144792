package io.sendwell.identity;

/** Under whose name a mail leaves; the six outcomes of the decision. */
public enum IdentityOutcome {
    /** I1: the author stands in From, and the signature is of the author's own domain. */
    ALIGNED("as the author, with a signature of the author's domain"),
    /** I2: the author stands in From, and only SPF vouches for it; forwarding breaks that. */
    SPF_ONLY("as the author, vouched for by SPF alone"),
    /** I3: the author stands in From, the operator's mailbox in the Sender field. */
    ON_BEHALF_OF("on behalf of the author"),
    /** I4: a mailbox of the operator stands in From, the author's in Reply-To. */
    REWRITE("from a mailbox of the operator, with replies to the author"),
    /** I5: the author stands in From, and the account's own server sends. */
    OWN_SERVER("as the author, by the account's own server"),
    /** I6: there is no way to send it that would arrive. */
    REFUSE("not at all");

    private final String words;

    IdentityOutcome(String words) {
        this.words = words;
    }

    /** What it means, for a sentence that begins with "sent" or "leaves". */
    public String words() {
        return words;
    }
}
