package io.sendwell;

import io.sendwell.outbox.EntryId;
import io.sendwell.outbox.Octets;
import java.util.function.Function;

/** What could be learned of an entry that somebody dispatched and nobody completed. */
public sealed interface Recovered {

    /** Which entry. */
    EntryId entry();

    /**
     * The next hop has it, as it said when it was asked. It is complete.
     *
     * @param outcome with the state ACCEPTED, or FAILED for a recipient of an earlier attempt
     */
    record Taken(EntryOutcome outcome) implements Recovered {
        @Override
        public EntryId entry() {
            return outcome.entry();
        }
    }

    /**
     * The next hop does not have it, and would know by now. It is due again, and no attempt doubles it.
     *
     * @param memo to be left with it
     */
    record NotTaken(EntryId entry, Octets memo) implements Recovered {}

    /**
     * The next hop may have it and recognises a repetition. It is due again, now: the hop forgets.
     *
     * @param memo to be left with it
     */
    record Repeatable(EntryId entry, Octets memo) implements Recovered {}

    /**
     * The next hop could not be asked now. It stays dispatched, and is recovered again when its lease has ended.
     *
     * @param why what happened
     */
    record Unanswered(EntryId entry, String why) implements Recovered {}

    /**
     * The next hop may have it, and nobody can be asked, now or later. Whether to send it again or to give it up is the
     * operator's policy.
     *
     * @param outcome with the state UNCERTAIN
     */
    record InDoubt(EntryOutcome outcome) implements Recovered {
        @Override
        public EntryId entry() {
            return outcome.entry();
        }
    }

    /** Applies the function of this case; a new case breaks the build where it was forgotten. */
    default <T> T fold(
            Function<Taken, T> taken,
            Function<NotTaken, T> notTaken,
            Function<Repeatable, T> repeatable,
            Function<Unanswered, T> unanswered,
            Function<InDoubt, T> inDoubt) {
        if (this instanceof Taken found) {
            return taken.apply(found);
        }
        if (this instanceof NotTaken missing) {
            return notTaken.apply(missing);
        }
        if (this instanceof Repeatable again) {
            return repeatable.apply(again);
        }
        if (this instanceof Unanswered silence) {
            return unanswered.apply(silence);
        }
        return inDoubt.apply((InDoubt) this);
    }
}
