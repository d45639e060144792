package io.sendwell.dnsauth.spf;

import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsResolver;
import io.sendwell.dns.IpAddress;
import java.time.Duration;
import java.time.InstantSource;

/** A domain as it would be with another record, and what SPF says of clients then. */
final class SpfSample {

    private final SpfEvaluator evaluator;
    private final DnsName domain;

    SpfSample(DnsResolver dns, DnsName domain, String record) {
        this.evaluator = SpfEvaluator.over(PlanningDns.over(dns, InstantSource.system(), Duration.ofMinutes(1))
                .with(domain, record));
        this.domain = domain;
    }

    SpfResult result(String client) {
        return evaluator
                .check(SpfRequest.mailFrom(IpAddress.parse(client), "jo@" + domain.octets(), "mail.example.org"))
                .result();
    }
}
