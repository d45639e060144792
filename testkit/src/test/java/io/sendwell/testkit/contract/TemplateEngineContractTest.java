package io.sendwell.testkit.contract;

import io.sendwell.merge.TemplateEngine;
import io.sendwell.testkit.contract.FlawedTemplateEngine.Flaw;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TemplateEngineContractTest {

    /** What the run under way is about: JUnit makes the implementer itself, in this thread. */
    private static final ThreadLocal<Flaw> FLAW = new ThreadLocal<>();

    static class Implementer implements TemplateEngineContract {
        @Override
        public TemplateEngine newTemplateEngine() {
            return new FlawedTemplateEngine(FLAW.get());
        }
    }

    /** An adapter whose library keeps to itself what was missing. */
    static class Silent extends Implementer {
        @Override
        public Reporting reporting() {
            return Reporting.NOTHING;
        }
    }

    @Test
    void an_implementation_without_a_flaw_passes() {
        FLAW.set(Flaw.NONE);
        ContractRun.of(Implementer.class).succeeded();
    }

    @ParameterizedTest
    @EnumSource(value = Flaw.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void a_flaw_is_caught(Flaw flaw) {
        FLAW.set(flaw);
        ContractRun.of(Implementer.class, flaw.caughtBy).failed();
    }

    @Test
    void what_an_adapter_declares_that_it_cannot_tell_is_skipped() {
        FLAW.set(Flaw.TELLS_NOTHING);
        ContractRun run = ContractRun.of(Silent.class);
        run.succeeded();
        run.skipped(1);
    }
}
