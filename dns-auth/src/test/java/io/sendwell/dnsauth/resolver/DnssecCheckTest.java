package io.sendwell.dnsauth.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsQuestion;
import io.sendwell.dns.DnsResolver;
import io.sendwell.dns.DnsType;
import io.sendwell.dnsauth.resolver.DnssecCheck.State;
import io.sendwell.testkit.dns.DnsFault;
import io.sendwell.testkit.dns.FakeDns;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DnssecCheckTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final DnsName NAME = DnsName.parse("customer.example");

    private final FakeDns dns = FakeDns.start().zone("customer.example", "@ IN NS ns1\nns1 IN A 192.0.2.53");
    private final DnsClient client = DnsClient.builder().server(dns.address()).build();

    @AfterEach
    void stop() {
        dns.close();
    }

    private State state() {
        return DnssecCheck.of(client, client.withoutValidation())
                .check(NAME, PATIENCE)
                .state();
    }

    @Test
    void a_domain_that_the_resolver_vouches_for_is_signed() {
        dns.authenticate("customer.example");

        assertThat(state()).isEqualTo(State.SIGNED);
    }

    @Test
    void a_domain_without_ds_record_is_not_signed() {
        assertThat(state()).isEqualTo(State.ABSENT);
    }

    @Test
    void a_ds_record_that_nobody_vouches_for_says_that_the_resolver_does_not_look() {
        dns.publish("customer.example", DnsType.DS, "1 13 2 " + "00ff".repeat(16));

        assertThat(state()).isEqualTo(State.NOT_VALIDATED);
    }

    @Test
    void a_resolver_that_answers_only_when_told_not_to_judge_shows_broken_signatures() {
        DnsQuestion start = DnsQuestion.of(NAME, DnsType.SOA);
        DnsResolver unjudged = DnsSnapshot.of(
                        Instant.EPOCH,
                        List.of(new DnsAnswer.NoData(start, List.of(), Duration.ofSeconds(60), false, "")))
                .replay();
        dns.inject(DnsFault.serverFailure());

        DnssecCheck.Report report = DnssecCheck.of(client, unjudged).check(NAME, PATIENCE);

        assertThat(report.state()).isEqualTo(State.BROKEN);
        assertThat(report.finding().stops()).isTrue();
    }

    @Test
    void a_resolver_that_fails_either_way_leaves_it_open() {
        dns.inject(DnsFault.serverFailure());
        assertThat(state()).isEqualTo(State.UNKNOWN);

        dns.heal().inject(DnsFault.refused());
        assertThat(state()).isEqualTo(State.UNKNOWN);
    }
}
