package io.sendwell.account;

import java.time.Instant;

/**
 * What brought an account into its state.
 *
 * @param at when
 * @param by the person who decided it; not blank
 * @param reason why, for people
 */
public record StateChange(Instant at, String by, String reason) {

    public StateChange {
        if (by.isBlank()) {
            throw new IllegalArgumentException("Who changes the state of an account has a name.");
        }
    }
}
