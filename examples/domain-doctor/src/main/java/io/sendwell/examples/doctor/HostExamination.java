package io.sendwell.examples.doctor;

import io.sendwell.dns.IpAddress;
import io.sendwell.dnsauth.finding.DomainFinding;
import io.sendwell.dnsauth.host.HostChecks;
import io.sendwell.dnsauth.host.HostFinding;
import io.sendwell.dnsauth.host.SendingHost;
import java.time.Duration;
import java.util.List;

/** The hosts that send, as {@code --host IP[,HELO]} names them. */
final class HostExamination {

    private final HostChecks checks;
    private final Duration patience;

    HostExamination(HostChecks checks, Duration patience) {
        this.checks = checks;
        this.patience = patience;
    }

    List<Section> sections(List<String> hosts) {
        return hosts.stream().map(this::section).toList();
    }

    private Section section(String host) {
        int comma = host.indexOf(',');
        IpAddress address = Arguments.read(comma < 0 ? host : host.substring(0, comma), IpAddress::parse);
        String helo = comma < 0 ? "" : host.substring(comma + 1);
        List<DomainFinding> findings = checks.sendingHost(new SendingHost(helo, List.of(address)), patience).stream()
                // Without a name nobody asked about it.
                .filter(finding -> comma >= 0 || finding.code() != HostFinding.HOST_HELO_NOT_FULL)
                .toList();
        return Section.of(Label.SENDING_HOST, List.of(), findings).about(address);
    }
}
