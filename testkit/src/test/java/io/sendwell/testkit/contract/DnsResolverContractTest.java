package io.sendwell.testkit.contract;

import io.sendwell.dns.DnsResolver;
import io.sendwell.testkit.contract.FlawedDnsResolver.Flaw;
import io.sendwell.testkit.dns.FakeDns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DnsResolverContractTest {

    /** What the run under way is about: JUnit makes the implementer itself, in this thread. */
    private static final ThreadLocal<Flaw> FLAW = new ThreadLocal<>();

    static class Implementer implements DnsResolverContract {

        private final Flaw flaw = FLAW.get();

        @Override
        public DnsResolver newDnsResolver(FakeDns dns) {
            return new FlawedDnsResolver(dns, flaw);
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
