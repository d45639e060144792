package io.sendwell.scheduling;

import io.sendwell.EntryOutcome;
import io.sendwell.outbox.EntryResult;
import io.sendwell.scheduling.retry.Treatment;
import io.sendwell.transport.Refusal;

/** What is done with an entry after its attempt. */
sealed interface Verdict {

    /** It is completed: as ended, or as due again. */
    record Complete(EntryResult result, Blame blame) implements Verdict {

        /** It says nothing against the broadcast. */
        static Complete harmless(EntryResult result) {
            return new Complete(result, Blame.NONE);
        }
    }

    /** It was not sent, and is given back. */
    record NotLeft(EntryOutcome outcome) implements Verdict {}

    /** Its call was refused as a whole; it is tried with fewer others. */
    record Halve(EntryOutcome outcome) implements Verdict {}

    /** The route is at fault; the entry is due again, and no attempt is counted. */
    record RouteAtFault(EntryResult result, Treatment treatment, Refusal why) implements Verdict {}

    /** Nobody knows whether it was taken; it stays dispatched until it is recovered. */
    record InDoubt(EntryOutcome outcome) implements Verdict {}

    /** What an end says about the broadcast. */
    enum Blame {
        /** Nothing: it was accepted, withheld or deferred. */
        NONE,
        /** It failed for good. */
        FAILED,
        /** It failed for a policy of the receiver's. */
        POLICY
    }
}
