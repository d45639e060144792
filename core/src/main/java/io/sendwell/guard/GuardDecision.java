package io.sendwell.guard;

import java.time.Instant;

/** Something that was decided about a scope; kept as evidence. */
public sealed interface GuardDecision {

    /** When. */
    Instant at();

    /**
     * A rate has reached its warning. Mail goes on.
     *
     * @param mails of how many
     * @param reports how many
     */
    record Warned(Instant at, GuardRate rate, long mails, long reports) implements GuardDecision {}

    /**
     * A rate has reached its pause. Mass mail is held until somebody releases it.
     *
     * @param mails of how many
     * @param reports how many
     */
    record Held(Instant at, GuardRate rate, long mails, long reports) implements GuardDecision {}

    /**
     * A person let the mail go again; counting began anew.
     *
     * @param by who; not blank
     * @param reason why, for people; not blank
     */
    record Released(Instant at, String by, String reason) implements GuardDecision {

        public Released {
            if (by.isBlank() || reason.isBlank()) {
                throw new IllegalArgumentException(
                        "Whoever releases mail that the guard holds has a name and says why; found \"" + by
                                + "\" and \"" + reason + "\".");
            }
        }
    }
}
