package io.sendwell.transport;

/** What a refusal is about, and so what else need not be tried. */
public enum RefusalScope {
    /** This recipient; the message may go to others. */
    RECIPIENT,
    /** This message; others may go. */
    MESSAGE,
    /**
     * The call as a whole, for its size or its form: nothing of it was taken, and each message alone, or half of them, may
     * go. In a call of one message it is about that one.
     */
    CALL,
    /** The route: nothing can go on it now, because of credentials, a rate, or a server that is away. */
    ROUTE
}
