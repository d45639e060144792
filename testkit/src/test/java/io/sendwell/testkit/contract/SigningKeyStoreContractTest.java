package io.sendwell.testkit.contract;

import io.sendwell.signing.SigningKeyStore;
import io.sendwell.testkit.contract.FlawedSigningKeyStore.Flaw;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SigningKeyStoreContractTest {

    /** What the run under way is about: JUnit makes the implementer itself, in this thread. */
    private static final ThreadLocal<Flaw> FLAW = new ThreadLocal<>();

    static class Implementer implements SigningKeyStoreContract {
        @Override
        public SigningKeyStore newSigningKeyStore() {
            return new FlawedSigningKeyStore(FLAW.get());
        }
    }

    /** Opens something that has nothing to do with the first store. */
    static class Forgetful extends Implementer {
        @Override
        public Optional<SigningKeyStore> reopen(SigningKeyStore store) {
            return Optional.of(newSigningKeyStore());
        }
    }

    @Test
    void an_implementation_without_a_flaw_passes() {
        FLAW.set(Flaw.NONE);
        ContractRun run = ContractRun.of(Implementer.class);
        run.succeeded();
        run.skipped(1);
    }

    @ParameterizedTest
    @EnumSource(value = Flaw.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void a_flaw_is_caught(Flaw flaw) {
        FLAW.set(flaw);
        ContractRun.of(Implementer.class, flaw.caughtBy).failed();
    }

    @Test
    void a_store_that_forgets_when_the_process_ends_is_caught() {
        FLAW.set(Flaw.NONE);
        ContractRun.of(Forgetful.class, "keys_survive_the_process_that_saved_them")
                .failed();
    }
}
