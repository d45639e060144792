package io.sendwell.message;

/** How a message came to be. Receivers' rules, unsubscribing and the throttle depend on it. */
public enum MessageClass {
    /** Written by one person for one person. */
    INDIVIDUAL,
    /** One of many from one template: a newsletter, a broadcast. */
    MASS,
    /** Caused by an event in the application: a receipt, a reminder. */
    SYSTEM
}
