package io.sendwell.transport;

/** What a refusal is about, and so what else need not be tried. */
public enum RefusalScope {
    /** This recipient; the message may go to others. */
    RECIPIENT,
    /** This message; others may go. */
    MESSAGE,
    /** The route: nothing can go on it now, because of credentials, a rate, or a server that is away. */
    ROUTE
}
