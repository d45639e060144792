package io.sendwell.esp.mailjet;

/** What Mailjet's Send API v3.1 takes in one call. Sizes are octets. */
final class MailjetLimits {

    /** Messages of one call, by the guide. */
    static final int MESSAGES = 50;

    /** Recipients of one call, To, Cc and Bcc of all its messages together; more is {@code send-0015} for the whole call. */
    static final int RECIPIENTS = 50;

    /** Elements of {@code Headers}, {@code Attachments} and {@code InlinedAttachments}; more is {@code mj-0008}. */
    static final int ELEMENTS = 50;

    /** Characters of {@code Subject}; more is {@code mj-0006}. */
    static final int SUBJECT = 255;

    /** Characters of {@code URLTags}; more is {@code mj-0006}. */
    static final int URL_TAGS = 256;

    /** Characters of {@code CustomCampaign}. */
    static final int CAMPAIGN = 255;

    /**
     * The body of one call. The guide names 15 MB for the attachments of a message; the front proxy refuses a body of
     * about that size with 413, whatever it holds.
     */
    static final long BODY = 15_000_000;

    /** Kept free in every body: nobody has published where exactly the proxy's limit lies. */
    static final long BODY_HEADROOM = 64 * 1024;

    /** Kept for texts and names when the largest attachment is stated as a capability. */
    static final long TEXT_ALLOWANCE = 1_000_000;

    /** More of an answer is not read. A full batch is answered with some 20 kB. */
    static final int ANSWER = 1024 * 1024;

    private MailjetLimits() {}

    /** How many octets these become in base64 (RFC 4648 section 4), without line breaks. */
    static long base64Length(long octets) {
        return (octets + 2) / 3 * 4;
    }
}
