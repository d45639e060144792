package io.sendwell.esp.webhook;

/**
 * What to answer. An ESP takes anything but 200 for a failure and comes again.
 *
 * @param status the HTTP status
 * @param text why, in a few words for whoever reads the log of the web server; nothing of the request
 */
public record WebhookReply(int status, String text) {

    /** Taken in. */
    public static WebhookReply taken(int events) {
        return new WebhookReply(200, events + " events taken in");
    }

    /** Whoever asks may not (RFC 9110 section 15.5.2). Answer it with {@code WWW-Authenticate: Basic} where that is the guard. */
    public static WebhookReply unauthorized() {
        return new WebhookReply(401, "not admitted");
    }

    /** It is no report; the same again would not be one either. */
    public static WebhookReply unreadable() {
        return new WebhookReply(400, "no report");
    }

    /** It is larger than any report. */
    public static WebhookReply tooLarge() {
        return new WebhookReply(413, "too large");
    }

    /** It cannot be taken in now; come again. */
    public static WebhookReply comeAgain() {
        return new WebhookReply(503, "come again");
    }
}
