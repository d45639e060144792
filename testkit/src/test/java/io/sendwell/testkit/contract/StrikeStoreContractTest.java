package io.sendwell.testkit.contract;

import io.sendwell.event.StrikeStore;
import io.sendwell.testkit.contract.FlawedStrikeStore.Flaw;
import java.util.Optional;

class StrikeStoreContractTest extends StoreContractProof<Flaw> {

    StrikeStoreContractTest() {
        super(
                Flaw.NONE,
                flaw -> flaw.caughtBy,
                Implementer.class,
                Forgetful.class,
                "strikes_and_clearances_survive_the_process_that_made_them");
    }

    static class Implementer implements StrikeStoreContract {
        @Override
        public StrikeStore newStrikeStore() {
            return new FlawedStrikeStore(flaw(Flaw.class));
        }
    }

    /** Opens something that has nothing to do with the first store. */
    static class Forgetful extends Implementer {
        @Override
        public Optional<StrikeStore> reopen(StrikeStore store) {
            return Optional.of(newStrikeStore());
        }
    }
}
