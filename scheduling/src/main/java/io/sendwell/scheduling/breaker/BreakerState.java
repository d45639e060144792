package io.sendwell.scheduling.breaker;

/** Whether a route is used. */
public enum BreakerState {
    /** It is. */
    CLOSED,
    /** It is not, until some time has passed. */
    OPEN,
    /** One mail tries it; the others wait for what becomes of that one. */
    HALF_OPEN
}
