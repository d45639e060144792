package io.sendwell.dnsauth.host;

import io.sendwell.address.DomainName;
import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsRecord;
import io.sendwell.dns.DnsType;
import io.sendwell.dns.IpAddress;
import io.sendwell.dnsauth.finding.DomainFinding;
import io.sendwell.dnsauth.publish.DnsEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Whether mail to a domain arrives anywhere: answers, bounces and the reports about abuse all come back this way. */
final class MailExchanges {

    // More than that nobody tries (RFC 7208 section 4.6.4 stops at the same number).
    static final int MAX_HOSTS = 10;

    private MailExchanges() {}

    static List<DomainFinding> check(DomainName domain, Lookup lookup) {
        DnsName name = DnsName.of(domain);
        DnsAnswer answer = lookup.ask(name, DnsType.MX);
        if (answer instanceof DnsAnswer.Unavailable) {
            return lookup.troubles();
        }
        List<DnsRecord.MailExchange> exchanges = sorted(answer);
        if (exchanges.isEmpty()) {
            return withoutExchange(domain, answer, lookup);
        }
        List<DomainFinding> findings = new ArrayList<>();
        List<DnsRecord.MailExchange> real = exchanges.stream()
                .filter(exchange -> !exchange.exchange().isRoot())
                .toList();
        if (real.size() < exchanges.size()) {
            findings.add(about(domain, real.isEmpty() ? HostFinding.HOST_NULL_MX : HostFinding.HOST_NULL_MX_NOT_ALONE));
        }
        int reachable = 0;
        for (DnsRecord.MailExchange exchange : real) {
            reachable += checkHost(domain, exchange, lookup, findings) ? 1 : 0;
        }
        if (reachable > 0) {
            findings.add(
                    0,
                    DomainFinding.pass(HostFinding.HOST_NO_MAIL_SERVER)
                            .with("domain", domain)
                            .with("hosts", hosts(real)));
        } else if (!real.isEmpty() && !lookup.failed()) {
            findings.add(0, about(domain, HostFinding.HOST_NO_MAIL_SERVER));
        }
        findings.addAll(lookup.troubles());
        return findings;
    }

    /** The hosts that take mail, the preferred first, at most {@link #MAX_HOSTS}; without the root. */
    static List<DnsName> names(DnsAnswer answer) {
        return sorted(answer).stream()
                .map(DnsRecord.MailExchange::exchange)
                .filter(name -> !name.isRoot())
                .toList();
    }

    private static List<DnsRecord.MailExchange> sorted(DnsAnswer answer) {
        return answer.records(DnsRecord.MailExchange.class).stream()
                .sorted(Comparator.comparingInt(DnsRecord.MailExchange::preference))
                .limit(MAX_HOSTS)
                .toList();
    }

    private static String hosts(List<DnsRecord.MailExchange> exchanges) {
        return exchanges.stream()
                .map(exchange -> exchange.exchange().toString())
                .collect(Collectors.joining(", "));
    }

    /** Without MX mail goes to the address of the domain itself (RFC 5321 section 5.1). */
    private static List<DomainFinding> withoutExchange(DomainName domain, DnsAnswer answer, Lookup lookup) {
        if (answer instanceof DnsAnswer.NoSuchName) {
            return List.of(about(domain, HostFinding.HOST_NO_SUCH_DOMAIN));
        }
        List<IpAddress> addresses = lookup.addresses(DnsName.of(domain)).all();
        if (!addresses.isEmpty()) {
            return List.of(about(domain, HostFinding.HOST_MX_IMPLICIT)
                    .with("address", addresses.get(0))
                    .publishing(new DnsEntry(DnsName.of(domain), DnsType.MX, "10 " + domain + ".")));
        }
        return lookup.failed() ? lookup.troubles() : List.of(about(domain, HostFinding.HOST_NO_MAIL_SERVER));
    }

    private static boolean checkHost(
            DomainName domain, DnsRecord.MailExchange exchange, Lookup lookup, List<DomainFinding> findings) {
        DnsName host = exchange.exchange();
        if (IpAddress.tryParse(host.octets()).isPresent()) {
            findings.add(about(domain, HostFinding.HOST_MX_IS_ADDRESS).with("host", host));
            return false;
        }
        int failuresBefore = lookup.failures();
        Lookup.Addresses addresses = lookup.addresses(host);
        addresses
                .alias()
                .ifPresent(target -> findings.add(about(domain, HostFinding.HOST_MX_ALIAS)
                        .with("host", host)
                        .with("target", target)
                        .publishing(new DnsEntry(
                                DnsName.of(domain), DnsType.MX, exchange.preference() + " " + target + "."))));
        if (addresses.all().isEmpty() && lookup.failures() == failuresBefore) {
            findings.add(about(domain, HostFinding.HOST_MX_NO_ADDRESS).with("host", host));
        }
        return !addresses.all().isEmpty();
    }

    private static DomainFinding about(DomainName domain, HostFinding code) {
        return DomainFinding.fail(code).with("domain", domain);
    }
}
