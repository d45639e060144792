package io.sendwell.testkit.contract;

import io.sendwell.testkit.contract.FlawedThrottleStore.Flaw;
import io.sendwell.throttle.ThrottleStore;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ThrottleStoreContractTest {

    /** What the run under way is about: JUnit makes the implementer itself, in this thread. */
    private static final ThreadLocal<Flaw> FLAW = new ThreadLocal<>();

    static class Implementer implements ThrottleStoreContract {
        @Override
        public ThrottleStore newThrottleStore(InstantSource clock) {
            return new FlawedThrottleStore(FLAW.get(), clock);
        }
    }

    /** Opens something that has nothing to do with the first store. */
    static class Forgetful extends Implementer {
        @Override
        public Optional<ThrottleStore> reopen(ThrottleStore store, InstantSource clock) {
            return Optional.of(newThrottleStore(clock));
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
        ContractRun.of(Forgetful.class, "a_state_survives_the_process_that_set_it")
                .failed();
    }
}
