package io.sendwell.testkit.contract;

import io.sendwell.outbox.Outbox;
import io.sendwell.testkit.contract.FlawedOutbox.Flaw;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutboxContractTest {

    /** What the run under way is about: JUnit makes the implementer itself, in this thread. */
    private static final ThreadLocal<Flaw> FLAW = new ThreadLocal<>();

    static class Implementer implements OutboxContract, OutboxConcurrencyContract {
        @Override
        public Outbox newOutbox(InstantSource clock) {
            return new FlawedOutbox(FLAW.get(), clock);
        }
    }

    /** Opens something that has nothing to do with the first outbox, as after a commit that was not durable. */
    static class Forgetful extends Implementer {
        @Override
        public Optional<Outbox> reopen(Outbox outbox, InstantSource clock) {
            return Optional.of(newOutbox(clock));
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
    void an_outbox_that_forgets_when_the_process_ends_is_caught() {
        FLAW.set(Flaw.NONE);
        ContractRun.of(Forgetful.class, "everything_survives_the_process_that_wrote_it")
                .failed();
    }
}
