package io.sendwell.unsubscribe;

import java.time.Instant;

/**
 * That an opt-out holds no more, by whose decision and why.
 *
 * @param at when
 * @param by the person at the account who decided it, or {@link #PERSON}
 * @param reason why, such as where and when the person agreed anew
 */
public record OptIn(Instant at, String by, String reason) {

    /** Who came back by the link in a mail. */
    public static final String PERSON = "the person";

    /**
     * @throws IllegalArgumentException when name or reason is blank
     */
    public OptIn {
        if (by.isBlank() || reason.isBlank()) {
            throw new IllegalArgumentException(
                    "To end an opt-out needs a reason and the name of who decided it; one of them is blank.");
        }
    }

    /** The person's own decision. */
    public static OptIn byPerson(Instant at, String how) {
        return new OptIn(at, PERSON, how);
    }
}
