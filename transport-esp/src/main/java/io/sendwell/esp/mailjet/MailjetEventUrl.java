package io.sendwell.esp.mailjet;

/**
 * Where Mailjet reports events of one kind to.
 *
 * @param kind which events
 * @param url where to, without user and password
 * @param state whether it is still tried
 */
public record MailjetEventUrl(MailjetEventKind kind, String url, State state) {

    /** Whether Mailjet still reports to a URL. */
    public enum State {
        /** It does. */
        ALIVE,
        /** It gave the URL up after a day in vain, until the URL is registered again. */
        DEAD
    }
}
