package io.sendwell.testkit.contract;

import io.sendwell.signing.SigningKeyStore;
import io.sendwell.testkit.contract.FlawedSigningKeyStore.Flaw;
import java.util.Optional;

class SigningKeyStoreContractTest extends StoreContractProof<Flaw> {

    SigningKeyStoreContractTest() {
        super(
                Flaw.NONE,
                flaw -> flaw.caughtBy,
                Implementer.class,
                Forgetful.class,
                "keys_survive_the_process_that_saved_them");
    }

    static class Implementer implements SigningKeyStoreContract {
        @Override
        public SigningKeyStore newSigningKeyStore() {
            return new FlawedSigningKeyStore(flaw(Flaw.class));
        }
    }

    /** Opens something that has nothing to do with the first store. */
    static class Forgetful extends Implementer {
        @Override
        public Optional<SigningKeyStore> reopen(SigningKeyStore store) {
            return Optional.of(newSigningKeyStore());
        }
    }
}
