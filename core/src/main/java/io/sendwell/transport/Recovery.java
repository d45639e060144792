package io.sendwell.transport;

import io.sendwell.account.AccountId;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What can be done when a submission's answer failed to come: what a next hop offers against sending twice. */
public sealed interface Recovery {

    /** Nothing: a repetition may send twice, and nobody can be asked. */
    record None() implements Recovery {}

    /**
     * A repetition is recognised: the hop sends a submission of the same id and the same octets once.
     *
     * @param remembered for how long after the first attempt
     */
    record Repeat(Duration remembered) implements Recovery {}

    /**
     * The hop can be asked.
     *
     * @param indexLag how long after it took a message the hop may not know of it yet, when asked
     * @param lookUp asks it
     */
    record Search(Duration indexLag, LookUp lookUp) implements Recovery {}

    /** Asks a next hop which submissions it has. */
    @FunctionalInterface
    interface LookUp {

        /**
         * Looks up submissions by {@link Submission#id()}. It does not throw for a hop that is away: that is an answer.
         *
         * @return an answer for each id
         */
        Map<String, Answer> find(AccountId account, List<String> submissionIds);
    }

    /** What a hop said of one submission. */
    sealed interface Answer {

        /**
         * It has it.
         *
         * @param providerId the hop's own id of it
         */
        record Found(String providerId) implements Answer {}

        /** It does not have it, or not yet. */
        record NotFound() implements Answer {}

        /**
         * It could not be asked now.
         *
         * @param why what happened
         */
        record Unavailable(String why) implements Answer {}
    }
}
