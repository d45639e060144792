package io.sendwell.dnsauth.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsQuestion;
import io.sendwell.dns.DnsResolver;
import io.sendwell.dns.IpAddress;
import io.sendwell.testkit.contract.DnsResolverContract;
import io.sendwell.testkit.dns.FakeDns;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Timeout;

/** The contract of resolvers, kept by each of ours. */
@Timeout(120)
class DnsResolversTest {

    private static DnsClient client(FakeDns dns) {
        return DnsClient.builder()
                .server(dns.address())
                .directAddress(dns.routes())
                .build();
    }

    @Nested
    class Client implements DnsResolverContract {
        @Override
        public DnsResolver newDnsResolver(FakeDns dns) {
            return client(dns);
        }
    }

    @Nested
    class Caching implements DnsResolverContract {
        @Override
        public DnsResolver newDnsResolver(FakeDns dns) {
            return CachingResolver.of(client(dns), DnsCache.of(InstantSource.system()));
        }
    }

    @Nested
    class RecordedAndReplayed implements DnsResolverContract {
        @Override
        public DnsResolver newDnsResolver(FakeDns dns) {
            return new Replaying(client(dns));
        }
    }

    /** Asks, records, saves, loads and replays every single question. */
    private record Replaying(DnsResolver live) implements DnsResolver {

        @Override
        public DnsAnswer resolve(DnsQuestion question, Duration patience) {
            return replayed(resolver -> resolver.resolve(question, patience));
        }

        @Override
        public DnsAnswer ask(IpAddress server, DnsQuestion question, Duration patience) {
            return replayed(resolver -> resolver.ask(server, question, patience));
        }

        private DnsAnswer replayed(Function<DnsResolver, DnsAnswer> call) {
            RecordingResolver recording = RecordingResolver.of(live, InstantSource.system());
            DnsAnswer heard = call.apply(recording);
            DnsAnswer replayed =
                    call.apply(DnsSnapshot.parse(recording.snapshot().toJson()).replay());
            assertThat(replayed).hasSameClassAs(heard);
            return replayed;
        }
    }
}
