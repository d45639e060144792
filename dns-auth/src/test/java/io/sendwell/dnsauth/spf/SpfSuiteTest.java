package io.sendwell.dnsauth.spf;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.dns.DnsType;
import io.sendwell.dnsauth.resolver.DnsClient;
import io.sendwell.testkit.dns.DnsFault;
import io.sendwell.testkit.dns.FakeDns;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The public suite, asked of a real DNS server over UDP and TCP. What times out there is answered by SERVFAIL. */
class SpfSuiteTest {

    /** Wants two identical records to be counted as two, which a DNS server sends as one; so the suite allows fail, too. */
    private static final String NOT_SAID_BY_DNS = "multispf1";

    private static final IdentityHashMap<SpfSuite.World, FakeDns> SERVERS = new IdentityHashMap<>();

    @AfterAll
    static void stop() {
        SERVERS.values().forEach(FakeDns::close);
        SERVERS.clear();
    }

    @TestFactory
    Stream<DynamicTest> every_public_case_has_its_preferred_result() {
        List<SpfSuite.Case> cases = SpfSuite.cases();
        assertThat(cases).hasSize(203);
        return cases.stream().map(test -> DynamicTest.dynamicTest(test.name(), () -> judge(test)));
    }

    private static void judge(SpfSuite.Case test) {
        FakeDns dns = SERVERS.computeIfAbsent(test.world(), SpfSuiteTest::serving);
        SpfEvaluator evaluator = SpfEvaluator.over(DnsClient.of(dns.host() + ":" + dns.port()));

        SpfVerdict verdict = evaluator.check(test.request());

        assertThat(verdict.result().word())
                .as("%s", verdict)
                .isEqualTo(test.results().get(test.name().equals(NOT_SAID_BY_DNS) ? 1 : 0));
        if (test.explanation().equals("DEFAULT")) {
            assertThat(verdict.explanation()).isEmpty();
        } else if (!test.explanation().isEmpty()) {
            assertThat(verdict.explanation()).isEqualTo(test.explanation());
        }
    }

    private static FakeDns serving(SpfSuite.World world) {
        FakeDns dns = FakeDns.start();
        world.records().forEach((name, records) -> records.forEach(record -> dns.publish(name, record)));
        world.silent()
                .forEach((name, types) ->
                        dns.inject(DnsFault.serverFailure().at(name.octets(), types.toArray(new DnsType[0]))));
        return dns;
    }
}
