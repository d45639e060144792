package io.sendwell.testkit.contract;

import io.sendwell.outbox.Outbox;
import io.sendwell.testkit.contract.FlawedOutbox.Flaw;
import java.time.InstantSource;
import java.util.Optional;

class OutboxContractTest extends StoreContractProof<Flaw> {

    OutboxContractTest() {
        super(
                Flaw.NONE,
                flaw -> flaw.caughtBy,
                Implementer.class,
                Forgetful.class,
                "everything_survives_the_process_that_wrote_it");
    }

    static class Implementer implements OutboxContract, OutboxConcurrencyContract {
        @Override
        public Outbox newOutbox(InstantSource clock) {
            return new FlawedOutbox(flaw(Flaw.class), clock);
        }
    }

    /** Opens something that has nothing to do with the first outbox, as after a commit that was not durable. */
    static class Forgetful extends Implementer {
        @Override
        public Optional<Outbox> reopen(Outbox outbox, InstantSource clock) {
            return Optional.of(newOutbox(clock));
        }
    }
}
