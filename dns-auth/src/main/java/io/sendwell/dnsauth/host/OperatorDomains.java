package io.sendwell.dnsauth.host;

import io.sendwell.address.DomainName;
import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsRecord;
import io.sendwell.dns.DnsType;
import io.sendwell.dnsauth.dkim.DkimRecord;
import io.sendwell.dnsauth.dmarc.DiscoveredPolicy;
import io.sendwell.dnsauth.finding.DomainFinding;
import io.sendwell.dnsauth.publish.DnsEntry;
import io.sendwell.identity.DmarcPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the operator keeps its own domains as it asks of its customers, and a little stricter. */
final class OperatorDomains {

    private OperatorDomains() {}

    static List<DomainFinding> check(
            DomainName domain, List<String> selectors, DiscoveredPolicy policy, Lookup lookup) {
        List<DomainFinding> findings = new ArrayList<>();
        DnsName name = DnsName.of(domain);
        int failuresBefore = lookup.failures();
        boolean hasSpf = !lookup.texts(name, "spf1").isEmpty();
        if (hasSpf || lookup.failures() == failuresBefore) {
            findings.add(
                    hasSpf
                            ? DomainFinding.pass(HostFinding.HOST_SENDER_WITHOUT_SPF)
                                    .with("domain", domain)
                            : about(domain, HostFinding.HOST_SENDER_WITHOUT_SPF)
                                    .publishing(DnsEntry.txt(name, "v=spf1 mx -all")));
        }
        selectors.forEach(selector -> checkKey(domain, selector, lookup, findings));
        checkPolicy(domain, policy, findings);
        findings.add(DomainFinding.notChecked(HostFinding.HOST_ROLE_MAILBOXES).with("domain", domain));
        if (lookup.failures() > failuresBefore) {
            findings.addAll(lookup.troubles());
        }
        return findings;
    }

    private static void checkKey(DomainName domain, String selector, Lookup lookup, List<DomainFinding> findings) {
        Optional<DnsName> name = DnsName.tryParse(selector + "._domainkey." + domain.ascii());
        if (name.isPresent()) {
            DnsAnswer answer = lookup.ask(name.get(), DnsType.TXT);
            if (answer instanceof DnsAnswer.Unavailable) {
                return;
            }
            List<DnsRecord.Text> texts = answer.records(DnsRecord.Text.class);
            boolean usable = texts.size() == 1
                    && DkimRecord.parse(texts.get(0).joined()).publicKey().isPresent();
            if (usable) {
                findings.add(DomainFinding.pass(HostFinding.HOST_SENDER_WITHOUT_KEY)
                        .with("domain", domain)
                        .with("selector", selector));
                return;
            }
        }
        findings.add(about(domain, HostFinding.HOST_SENDER_WITHOUT_KEY).with("selector", selector));
    }

    private static void checkPolicy(DomainName domain, DiscoveredPolicy policy, List<DomainFinding> findings) {
        DmarcPolicy found = policy.rfc9989().applied();
        if (found == DmarcPolicy.UNKNOWN) {
            findings.add(DomainFinding.notChecked(HostFinding.HOST_SENDER_WITHOUT_REJECT)
                    .with("domain", domain)
                    .with("policy", found));
        } else if (found == DmarcPolicy.REJECT) {
            findings.add(DomainFinding.pass(HostFinding.HOST_SENDER_WITHOUT_REJECT)
                    .with("domain", domain)
                    .with("policy", found));
        } else {
            findings.add(about(domain, HostFinding.HOST_SENDER_WITHOUT_REJECT)
                    .with("policy", found)
                    .publishing(DnsEntry.txt(DnsName.of(domain).child("_dmarc"), "v=DMARC1; p=reject")));
        }
    }

    private static DomainFinding about(DomainName domain, HostFinding code) {
        return DomainFinding.fail(code).with("domain", domain);
    }
}
