package io.sendwell.testkit.contract;

import io.sendwell.testkit.contract.FlawedThrottleStore.Flaw;
import io.sendwell.throttle.ThrottleStore;
import java.time.InstantSource;
import java.util.Optional;

class ThrottleStoreContractTest extends StoreContractProof<Flaw> {

    ThrottleStoreContractTest() {
        super(
                Flaw.NONE,
                flaw -> flaw.caughtBy,
                Implementer.class,
                Forgetful.class,
                "a_state_survives_the_process_that_set_it");
    }

    static class Implementer implements ThrottleStoreContract {
        @Override
        public ThrottleStore newThrottleStore(InstantSource clock) {
            return new FlawedThrottleStore(flaw(Flaw.class), clock);
        }
    }

    /** Opens something that has nothing to do with the first store. */
    static class Forgetful extends Implementer {
        @Override
        public Optional<ThrottleStore> reopen(ThrottleStore store, InstantSource clock) {
            return Optional.of(newThrottleStore(clock));
        }
    }
}
