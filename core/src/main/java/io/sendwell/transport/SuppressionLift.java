package io.sendwell.transport;

/** What became of an address on the list that an ESP keeps of its own, after it was lifted here. */
public sealed interface SuppressionLift {

    /** The result for people. */
    String explain();

    /**
     * It is lifted there too, or was not listed.
     *
     * @param what the list, or that nothing was listed
     */
    record Lifted(String what) implements SuppressionLift {
        @Override
        public String explain() {
            return "lifted. " + what;
        }
    }

    /**
     * The ESP offers no way to lift it by program.
     *
     * @param why what stands against it
     * @param nextStep what a person can do
     */
    record CannotBeLifted(String why, String nextStep) implements SuppressionLift {
        @Override
        public String explain() {
            return "cannot be lifted. " + why + " " + nextStep;
        }
    }

    /**
     * It could not be asked now. Lift once more.
     *
     * @param why what happened
     */
    record Unavailable(String why) implements SuppressionLift {
        @Override
        public String explain() {
            return "not known, ask again. " + why;
        }
    }
}
