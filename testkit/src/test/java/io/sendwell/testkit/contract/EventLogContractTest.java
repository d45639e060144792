package io.sendwell.testkit.contract;

import io.sendwell.log.EventLog;
import io.sendwell.testkit.contract.FlawedEventLog.Flaw;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventLogContractTest {

    /** What the run under way is about: JUnit makes the implementer itself, in this thread. */
    private static final ThreadLocal<Flaw> FLAW = new ThreadLocal<>();

    static class Implementer implements EventLogContract, EventLogConcurrencyContract {
        @Override
        public EventLog newEventLog() {
            return new FlawedEventLog(FLAW.get());
        }
    }

    /** Opens something that has nothing to do with the first log. */
    static class Forgetful extends Implementer {
        @Override
        public Optional<EventLog> reopen(EventLog log) {
            return Optional.of(newEventLog());
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
    void a_log_that_forgets_when_the_process_ends_is_caught() {
        FLAW.set(Flaw.NONE);
        ContractRun.of(Forgetful.class, "everything_survives_the_process_that_recorded_it")
                .failed();
    }
}
