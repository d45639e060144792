package io.sendwell.testkit.mailjet;

import static java.util.Objects.requireNonNull;

/**
 * Why a mail did not arrive, in the words of the service's events.
 *
 * @param relatedTo {@code error_related_to}
 * @param error {@code error}
 * @param comment {@code comment}, the receiving server's own words; only bounces have it
 */
public record ReportedError(String relatedTo, String error, String comment) {

    /** There is no such mailbox. */
    public static final ReportedError USER_UNKNOWN =
            new ReportedError("recipient", "user unknown", "550 5.1.1 No such mailbox here");

    /** The mailbox is full. */
    public static final ReportedError QUOTA_EXCEEDED =
            new ReportedError("recipient", "quota exceeded", "452 4.2.2 Mailbox full");

    /** The receiving server wants it again later; the service still tries. */
    public static final ReportedError GREYLISTED =
            new ReportedError("domain", "greylisted", "450 4.2.0 Greylisted, please come back later");

    /** The receiving server's policy is against it. */
    public static final ReportedError POLICY = new ReportedError("spam", "policy issue", "550 5.7.1 Refused by policy");

    /** The service did not try: it saw bounces of this address lately, perhaps of another customer. */
    public static final ReportedError PREBLOCKED = new ReportedError("mailjet", "preblocked", "");

    /** The service did not try: the campaign has written to this address already. */
    public static final ReportedError DUPLICATE_IN_CAMPAIGN = new ReportedError("mailjet", "duplicate in campaign", "");

    /** The sender is not one that may send. */
    public static final ReportedError SENDER_BLOCKED = new ReportedError("spam", "sender blocked", "");

    public ReportedError {
        requireNonNull(relatedTo, "relatedTo");
        requireNonNull(error, "error");
        requireNonNull(comment, "comment");
    }
}
