package io.sendwell.testkit.contract;

import io.sendwell.testkit.contract.FlawedTransport.Flaw;
import io.sendwell.transport.Transport;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TransportContractTest {

    /** What the run under way is about: JUnit makes the implementer itself, in this thread. */
    private static final ThreadLocal<Flaw> FLAW = new ThreadLocal<>();

    static class Implementer implements TransportContract {

        private final List<String> taken = new CopyOnWriteArrayList<>();

        @Override
        public Transport newTransport() {
            return new FlawedTransport(FLAW.get(), FlawedTransport.Hop.LISTENING, taken);
        }

        @Override
        public Transport newTransportToNowhere() {
            return new FlawedTransport(FLAW.get(), FlawedTransport.Hop.AWAY, taken);
        }

        @Override
        public List<String> takenByTheHop() {
            return taken;
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
}
