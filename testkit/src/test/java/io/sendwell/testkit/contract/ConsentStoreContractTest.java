package io.sendwell.testkit.contract;

import io.sendwell.consent.ConsentStore;
import io.sendwell.testkit.contract.FlawedConsentStore.Flaw;
import java.util.Optional;

class ConsentStoreContractTest extends StoreContractProof<Flaw> {

    ConsentStoreContractTest() {
        super(
                Flaw.NONE,
                flaw -> flaw.caughtBy,
                Implementer.class,
                Forgetful.class,
                "everything_survives_the_process_that_recorded_it");
    }

    static class Implementer implements ConsentStoreContract {
        @Override
        public ConsentStore newConsentStore() {
            return new FlawedConsentStore(flaw(Flaw.class));
        }
    }

    /** Opens something that has nothing to do with the first store. */
    static class Forgetful extends Implementer {
        @Override
        public Optional<ConsentStore> reopen(ConsentStore store) {
            return Optional.of(newConsentStore());
        }
    }
}
