package io.sendwell.dnsauth.host;

import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsRecord;
import io.sendwell.dns.DnsType;
import io.sendwell.dns.IpAddress;
import io.sendwell.dnsauth.finding.DomainFinding;
import io.sendwell.dnsauth.publish.DnsEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether names and addresses of a sending host fit together, as Gmail, Yahoo and GMX demand (4.7.23, 5.7.25). */
final class SendingHosts {

    // Those who sort mail by names of hosts look at the first few as well (RFC 7208 section 4.6.4 says 10).
    private static final int MAX_NAMES = 10;

    private SendingHosts() {}

    static List<DomainFinding> check(SendingHost host, Lookup lookup) {
        List<DomainFinding> findings = new ArrayList<>();
        Optional<DnsName> helo = fullName(host.heloName());
        if (helo.isEmpty()) {
            findings.add(DomainFinding.fail(HostFinding.HOST_HELO_NOT_FULL).with("helo", host.heloName()));
        }
        for (IpAddress address : host.addresses()) {
            checkReverse(address, helo, lookup, findings);
        }
        helo.ifPresent(name -> checkHelo(name, host.addresses(), lookup, findings));
        findings.addAll(lookup.troubles());
        return findings;
    }

    private static Optional<DnsName> fullName(String helo) {
        return IpAddress.tryParse(helo).isPresent()
                ? Optional.empty()
                : DnsName.tryParse(helo)
                        .filter(name -> name.asDomainName().isPresent())
                        .filter(name -> name.labels().size() > 1);
    }

    private static void checkReverse(
            IpAddress address, Optional<DnsName> helo, Lookup lookup, List<DomainFinding> findings) {
        DnsAnswer answer = lookup.ask(address.reverseName(), DnsType.PTR);
        if (answer instanceof DnsAnswer.Unavailable) {
            return;
        }
        List<DnsName> names = answer.records(DnsRecord.Pointer.class).stream()
                .map(DnsRecord.Pointer::target)
                .limit(MAX_NAMES)
                .toList();
        if (names.isEmpty()) {
            findings.add(reverse(HostFinding.HOST_NO_REVERSE_NAME, address, helo));
            return;
        }
        Optional<DnsName> confirmed = Optional.empty();
        int failuresBefore = lookup.failures();
        for (DnsName name : names) {
            if (confirmed.isEmpty() && lookup.addresses(name).all().contains(address)) {
                confirmed = Optional.of(name);
            }
        }
        String shown = names.stream().map(DnsName::toString).collect(Collectors.joining(", "));
        if (confirmed.isPresent()) {
            HostFinding code = GenericNames.isGeneric(confirmed.get(), address)
                    ? HostFinding.HOST_REVERSE_NAME_GENERIC
                    : HostFinding.HOST_NO_REVERSE_NAME;
            findings.add(
                    code == HostFinding.HOST_NO_REVERSE_NAME
                            ? DomainFinding.pass(code).with("address", address).with("name", confirmed.get())
                            : reverse(code, address, helo).with("name", confirmed.get()));
        } else if (lookup.failures() == failuresBefore) {
            findings.add(reverse(HostFinding.HOST_REVERSE_NAME_DIFFERS, address, helo)
                    .with("name", shown));
        }
    }

    private static DomainFinding reverse(HostFinding code, IpAddress address, Optional<DnsName> helo) {
        DomainFinding finding = DomainFinding.fail(code).with("address", address);
        return helo.isPresent()
                ? finding.publishing(new DnsEntry(address.reverseName(), DnsType.PTR, helo.get() + "."))
                : finding;
    }

    private static void checkHelo(
            DnsName helo, List<IpAddress> addresses, Lookup lookup, List<DomainFinding> findings) {
        int failuresBefore = lookup.failures();
        List<IpAddress> found = lookup.addresses(helo).all();
        if (lookup.failures() != failuresBefore) {
            return;
        }
        for (IpAddress address : addresses) {
            if (!found.contains(address)) {
                HostFinding code = found.isEmpty() ? HostFinding.HOST_HELO_UNRESOLVED : HostFinding.HOST_HELO_DIFFERS;
                findings.add(DomainFinding.fail(code)
                        .with("helo", helo)
                        .with("address", address)
                        .publishing(
                                new DnsEntry(helo, address.isIpv4() ? DnsType.A : DnsType.AAAA, address.toString())));
            }
        }
        // Bounces have no envelope sender, so SPF judges HELO for them (RFC 7208 section 2.4).
        if (lookup.texts(helo, "spf1").isEmpty() && lookup.failures() == failuresBefore) {
            findings.add(DomainFinding.fail(HostFinding.HOST_HELO_WITHOUT_SPF)
                    .with("helo", helo)
                    .publishing(DnsEntry.txt(helo, "v=spf1 a -all")));
        }
    }
}
