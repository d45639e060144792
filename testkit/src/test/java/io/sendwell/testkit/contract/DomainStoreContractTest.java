package io.sendwell.testkit.contract;

import io.sendwell.domain.DomainStore;
import io.sendwell.testkit.contract.FlawedDomainStore.Flaw;
import java.util.Optional;

class DomainStoreContractTest extends StoreContractProof<Flaw> {

    DomainStoreContractTest() {
        super(
                Flaw.NONE,
                flaw -> flaw.caughtBy,
                Implementer.class,
                Forgetful.class,
                "registrations_survive_the_process_that_saved_them");
    }

    static class Implementer implements DomainStoreContract {
        @Override
        public DomainStore newDomainStore() {
            return new FlawedDomainStore(flaw(Flaw.class));
        }
    }

    /** Opens something that has nothing to do with the first store. */
    static class Forgetful extends Implementer {
        @Override
        public Optional<DomainStore> reopen(DomainStore store) {
            return Optional.of(newDomainStore());
        }
    }
}
