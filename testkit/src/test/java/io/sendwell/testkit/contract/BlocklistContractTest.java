package io.sendwell.testkit.contract;

import io.sendwell.blocklist.Blocklist;
import io.sendwell.blocklist.OperatorBlocklist;
import io.sendwell.testkit.contract.FlawedBlocklist.Flaw;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BlocklistContractTest {

    /** What the run under way is about: JUnit makes the implementer itself, in this thread. */
    private static final ThreadLocal<Flaw> FLAW = new ThreadLocal<>();

    static class Implementer implements OperatorBlocklistContract {
        @Override
        public OperatorBlocklist newOperatorBlocklist(InstantSource clock) {
            return new FlawedBlocklist(FLAW.get(), clock);
        }
    }

    /** Opens something that has nothing to do with the first list. */
    static class Forgetful extends Implementer {
        @Override
        public Optional<OperatorBlocklist> reopen(Blocklist blocklist) {
            return Optional.of(newBlocklist());
        }
    }

    @Test
    void an_implementation_without_a_flaw_passes() {
        FLAW.set(Flaw.NONE);
        ContractRun run = ContractRun.of(Implementer.class);
        run.succeeded();
        run.skipped(2);
    }

    @ParameterizedTest
    @EnumSource(value = Flaw.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void a_flaw_is_caught(Flaw flaw) {
        FLAW.set(flaw);
        ContractRun.of(Implementer.class, flaw.caughtBy).failed();
    }

    @Test
    void a_list_that_forgets_when_the_process_ends_is_caught() {
        FLAW.set(Flaw.NONE);
        ContractRun.of(Forgetful.class, "an_entry_survives_the_process_that_added_it")
                .failed();
        ContractRun.of(Forgetful.class, "the_record_of_a_lift_survives_the_process_that_wrote_it")
                .failed();
    }
}
