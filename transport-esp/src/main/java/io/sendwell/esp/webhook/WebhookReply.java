package io.sendwell.esp.webhook;

import java.util.Map;

/**
 * What to answer. An ESP takes anything but 200 for a failure and comes again.
 *
 * @param status the HTTP status
 * @param headers header fields that belong to it
 * @param text why, in a few words for whoever reads the log of the web server; nothing of the request
 */
public record WebhookReply(int status, Map<String, String> headers, String text) {

    public WebhookReply {
        headers = Map.copyOf(headers);
    }

    private static WebhookReply of(int status, String text) {
        return new WebhookReply(status, Map.of(), text);
    }

    /** Taken in, or nothing to take in: there is no reason to come again. */
    public static WebhookReply taken(int events) {
        return of(200, events + " events taken in");
    }

    /** Whoever asks has to say who it is (RFC 9110 section 15.5.2). */
    public static WebhookReply unauthorized() {
        return new WebhookReply(
                401, Map.of("WWW-Authenticate", "Basic realm=\"webhook\", charset=\"UTF-8\""), "not admitted");
    }

    /** Whoever asks may not. */
    public static WebhookReply forbidden() {
        return of(403, "not admitted");
    }

    /** There is nothing here, for whoever asks. */
    public static WebhookReply notFound() {
        return of(404, "not found");
    }

    /** It is larger than any report. */
    public static WebhookReply tooLarge() {
        return of(413, "too large");
    }

    /** It cannot be taken in now; come again. */
    public static WebhookReply comeAgain() {
        return of(503, "come again");
    }
}
