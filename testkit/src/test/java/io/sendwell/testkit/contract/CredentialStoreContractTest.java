package io.sendwell.testkit.contract;

import io.sendwell.credential.CredentialStore;
import io.sendwell.testkit.contract.FlawedCredentialStore.Flaw;
import java.util.Optional;

class CredentialStoreContractTest extends StoreContractProof<Flaw> {

    CredentialStoreContractTest() {
        super(
                Flaw.NONE,
                flaw -> flaw.caughtBy,
                Implementer.class,
                Forgetful.class,
                "logins_survive_the_process_that_saved_them");
    }

    static class Implementer implements CredentialStoreContract {
        @Override
        public CredentialStore newCredentialStore() {
            return new FlawedCredentialStore(flaw(Flaw.class));
        }
    }

    /** Opens something that has nothing to do with the first store. */
    static class Forgetful extends Implementer {
        @Override
        public Optional<CredentialStore> reopen(CredentialStore store) {
            return Optional.of(newCredentialStore());
        }
    }
}
