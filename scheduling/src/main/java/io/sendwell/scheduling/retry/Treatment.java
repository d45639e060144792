package io.sendwell.scheduling.retry;

/** What is done about a refusal. */
public enum Treatment {
    /** Nothing was sent, because somebody else has the mail or it was cancelled: nothing. */
    LEAVE,
    /** The call is repeated in halves, down to one mail. */
    HALVE,
    /** The route asks for a pause: it is stopped on all nodes, and the mail waits without losing an attempt. */
    STOP_ROUTE,
    /** The route is away: its breaker counts it, and the mail waits without losing an attempt. */
    ROUTE_AWAY,
    /** The route refuses us, and somebody has to do something: its breaker opens, and no mail loses an attempt. */
    ROUTE_REFUSES_US,
    /** The mail is tried again, by the schedule. */
    AGAIN,
    /** The mail is given up. */
    GIVE_UP,
    /** The mail is given up for a policy of the receiver's, which says more of the sender than of the address. */
    GIVE_UP_BY_POLICY;

    /** Whether it concerns the route, and so every mail on it. */
    public boolean isOfRoute() {
        return this == STOP_ROUTE || this == ROUTE_AWAY || this == ROUTE_REFUSES_US;
    }
}
