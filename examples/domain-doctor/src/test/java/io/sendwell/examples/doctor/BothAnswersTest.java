package io.sendwell.examples.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsQuestion;
import io.sendwell.dns.DnsResolver;
import io.sendwell.dns.DnsType;
import io.sendwell.dnsauth.resolver.DnsSnapshot;
import io.sendwell.dnsauth.resolver.DnssecCheck;
import io.sendwell.dnsauth.resolver.RecordingResolver;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BothAnswersTest {

    private static final DnsName NAME = DnsName.parse("customer.example");
    private static final DnsQuestion START = DnsQuestion.of(NAME, DnsType.SOA);

    @Test
    void one_recording_shows_broken_dnssec_again() {
        DnsResolver both = new BothAnswers(
                answering(new DnsAnswer.Unavailable(START, DnsAnswer.Trouble.SERVER_FAILURE, "SERVFAIL", "")),
                answering(new DnsAnswer.NoData(START, List.of(), Duration.ofMinutes(1), false, "")));
        RecordingResolver recording = RecordingResolver.of(both, Session.NOON);

        assertThat(state(recording)).isEqualTo(DnssecCheck.State.BROKEN);
        assertThat(state(recording.snapshot().replay())).isEqualTo(DnssecCheck.State.BROKEN);
    }

    private static DnsResolver answering(DnsAnswer answer) {
        return DnsSnapshot.of(Session.NOON.instant(), List.of(answer)).replay();
    }

    private static DnssecCheck.State state(DnsResolver both) {
        return DnssecCheck.of(both, BothAnswers.unjudged(both))
                .check(NAME, Duration.ofSeconds(5))
                .state();
    }
}
