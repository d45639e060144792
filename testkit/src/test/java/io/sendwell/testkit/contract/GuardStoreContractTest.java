package io.sendwell.testkit.contract;

import io.sendwell.guard.GuardStore;
import io.sendwell.testkit.contract.FlawedGuardStore.Flaw;
import java.util.Optional;

class GuardStoreContractTest extends StoreContractProof<Flaw> {

    GuardStoreContractTest() {
        super(
                Flaw.NONE,
                flaw -> flaw.caughtBy,
                Implementer.class,
                Forgetful.class,
                "what_is_held_survives_the_process_that_saved_it");
    }

    static class Implementer implements GuardStoreContract {
        @Override
        public GuardStore newGuardStore() {
            return new FlawedGuardStore(flaw(Flaw.class));
        }
    }

    /** Opens something that has nothing to do with the first store. */
    static class Forgetful extends Implementer {
        @Override
        public Optional<GuardStore> reopen(GuardStore store) {
            return Optional.of(newGuardStore());
        }
    }
}
