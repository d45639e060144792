package io.sendwell.examples.doctor;

import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsQuestion;
import io.sendwell.dns.DnsResolver;
import io.sendwell.dns.IpAddress;
import java.time.Duration;

/** Answers judged by DNSSEC and unjudged ones side by side, so that one recording holds both. */
final class BothAnswers implements DnsResolver {

    /** Whom unjudged answers are said to be from: an address that no server has (RFC 1122 section 3.2.1.3). */
    private static final IpAddress NOBODY = IpAddress.parse("0.0.0.0");

    private final DnsResolver judged;
    private final DnsResolver unjudged;

    BothAnswers(DnsResolver judged, DnsResolver unjudged) {
        this.judged = judged;
        this.unjudged = unjudged;
    }

    @Override
    public DnsAnswer resolve(DnsQuestion question, Duration patience) {
        return judged.resolve(question, patience);
    }

    @Override
    public DnsAnswer ask(IpAddress server, DnsQuestion question, Duration patience) {
        return server.equals(NOBODY) ? unjudged.resolve(question, patience) : judged.ask(server, question, patience);
    }

    /** The unjudged answers of such a resolver, of its recording, or of the replay of that. */
    static DnsResolver unjudged(DnsResolver both) {
        return new DnsResolver() {
            @Override
            public DnsAnswer resolve(DnsQuestion question, Duration patience) {
                return both.ask(NOBODY, question, patience);
            }

            @Override
            public DnsAnswer ask(IpAddress server, DnsQuestion question, Duration patience) {
                return both.ask(server, question, patience);
            }
        };
    }
}
