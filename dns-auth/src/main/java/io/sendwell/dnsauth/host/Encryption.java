package io.sendwell.dnsauth.host;

import io.sendwell.address.DomainName;
import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsRecord;
import io.sendwell.dns.DnsType;
import io.sendwell.dnsauth.finding.DomainFinding;
import io.sendwell.dnsauth.publish.DnsEntry;
import io.sendwell.dnsauth.web.WebAnswer;
import io.sendwell.dnsauth.web.WebAnswer.Answered;
import io.sendwell.dnsauth.web.WebAnswer.Unanswered;
import io.sendwell.dnsauth.web.WebReader;
import io.sendwell.dnsauth.web.WebRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether those who send mail to a domain can insist on encryption, and whom they tell when it fails. */
final class Encryption {

    // "Typically in the order of weeks" (RFC 8461 section 3.2); under a day an attacker need only wait.
    private static final Duration SHORT_MAX_AGE = Duration.ofDays(1);

    private Encryption() {}

    /** MTA-STS (RFC 8461): a text in the DNS, and a policy on a website, both of which must be right. */
    static List<DomainFinding> mtaSts(DomainName domain, Lookup lookup, WebReader reader, Expiry expiry) {
        DnsName name = DnsName.of(domain).child("_mta-sts");
        List<String> records = lookup.texts(name, "STSv1");
        if (lookup.failed()) {
            return lookup.troubles();
        }
        if (records.isEmpty()) {
            return List.of(about(domain, HostFinding.HOST_MTA_STS_ABSENT));
        }
        FieldList fields = FieldList.parse(records.get(0));
        if (records.size() > 1 || !fields.value("id").matches("[A-Za-z0-9]{1,32}")) {
            return List.of(about(domain, HostFinding.HOST_MTA_STS_RECORD_INVALID)
                    .with("name", name)
                    .with("found", String.join(" | ", records)));
        }
        return policy(domain, lookup, reader, expiry);
    }

    private static List<DomainFinding> policy(DomainName domain, Lookup lookup, WebReader reader, Expiry expiry) {
        Optional<DomainName> host = DnsName.of(domain).octets().length() + 8 > DnsName.MAX_OCTETS
                ? Optional.empty()
                : Optional.of(DomainName.parse("mta-sts." + domain.ascii()));
        if (host.isEmpty()) {
            return List.of();
        }
        // RFC 8461 section 3.3: redirects must not be followed, and nothing but 200 will do.
        WebRequest request =
                WebRequest.https(host.get(), "/.well-known/mta-sts.txt").withMaxBody(MtaStsPolicy.MAX_OCTETS);
        WebAnswer answer = reader.read(request, lookup.deadline().left());
        if (answer instanceof Unanswered trouble) {
            HostFinding code = HostFinding.HOST_MTA_STS_NO_POLICY;
            return List.of((trouble.trouble().isPassing() ? DomainFinding.notChecked(code) : DomainFinding.fail(code))
                    .with("domain", domain)
                    .with("url", request)
                    .with("detail", trouble.detail()));
        }
        Answered answered = (Answered) answer;
        if (answered.status() != 200) {
            return List.of(about(domain, HostFinding.HOST_MTA_STS_NO_POLICY)
                    .with("url", request)
                    .with("detail", "HTTP " + answered.status()));
        }
        List<DomainFinding> findings = new ArrayList<>(judged(domain, answered, lookup));
        answered.certificateEnd()
                .ifPresent(end -> findings.addAll(expiry.check(host.get().ascii(), end)));
        return findings;
    }

    private static List<DomainFinding> judged(DomainName domain, Answered answered, Lookup lookup) {
        MtaStsPolicy policy = MtaStsPolicy.parse(answered.body());
        List<String> faults = new ArrayList<>(policy.faults());
        if (!answered.wholeBody()) {
            faults.add("<= " + MtaStsPolicy.MAX_OCTETS);
        }
        if (!answered.mediaType().equals("text/plain")) {
            faults.add("Content-Type: text/plain");
        }
        if (!faults.isEmpty()) {
            return List.of(about(domain, HostFinding.HOST_MTA_STS_POLICY_INVALID)
                    .with("url", answered.request())
                    .with("wanted", String.join(", ", faults)));
        }
        List<DomainFinding> findings = new ArrayList<>();
        if (!policy.mode().equals("none")) {
            for (DnsName host : MailExchanges.names(lookup.ask(DnsName.of(domain), DnsType.MX))) {
                if (!policy.permits(host)) {
                    findings.add(
                            about(domain, HostFinding.HOST_MTA_STS_MX_MISSING).with("host", host));
                }
            }
        }
        if (!policy.mode().equals("enforce")) {
            findings.add(about(domain, HostFinding.HOST_MTA_STS_NOT_ENFORCED).with("mode", policy.mode()));
        }
        if (policy.maxAge().orElse(SHORT_MAX_AGE).compareTo(SHORT_MAX_AGE) < 0) {
            findings.add(about(domain, HostFinding.HOST_MTA_STS_SHORT)
                    .with("seconds", policy.maxAge().orElse(SHORT_MAX_AGE).toSeconds()));
        }
        findings.addAll(lookup.troubles());
        return findings.isEmpty()
                ? List.of(DomainFinding.pass(HostFinding.HOST_MTA_STS_ABSENT).with("domain", domain))
                : findings;
    }

    /** Reports about TLS (RFC 8460 section 3). */
    static List<DomainFinding> tlsReporting(DomainName domain, Lookup lookup) {
        DnsName name = DnsName.of(domain).child("_smtp._tls");
        List<String> records = lookup.texts(name, "TLSRPTv1");
        if (lookup.failed()) {
            return lookup.troubles();
        }
        if (records.isEmpty()) {
            return List.of(about(domain, HostFinding.HOST_TLS_REPORTING_ABSENT)
                    .publishing(DnsEntry.txt(name, "v=TLSRPTv1; rua=mailto:tls-reports@" + domain)));
        }
        String places = FieldList.parse(records.get(0)).value("rua");
        boolean valid = records.size() == 1
                && !places.isEmpty()
                && List.of(places.split(",", -1)).stream()
                        .map(String::strip)
                        .allMatch(place -> place.matches("mailto:[^@,;!]+@[^@,;!]+") || place.startsWith("https://"));
        return List.of(
                valid
                        ? DomainFinding.pass(HostFinding.HOST_TLS_REPORTING_ABSENT)
                                .with("domain", domain)
                        : about(domain, HostFinding.HOST_TLS_REPORTING_INVALID)
                                .with("name", name)
                                .with("found", String.join(" | ", records)));
    }

    /** DANE (RFC 7672 section 2.2): worth something only when every answer on the way is signed. */
    static List<DomainFinding> dane(DomainName domain, Lookup lookup) {
        DnsAnswer exchanges = lookup.ask(DnsName.of(domain), DnsType.MX);
        List<DomainFinding> findings = new ArrayList<>();
        int protectedHosts = 0;
        for (DnsName host : MailExchanges.names(exchanges)) {
            Optional<DnsName> name = DnsName.tryParse("_25._tcp." + host.octets());
            if (name.isEmpty()) {
                continue;
            }
            DnsAnswer answer = lookup.ask(name.get(), DnsType.TLSA);
            // RFC 7672 section 3.1.3: the usages of the web are not for mail.
            boolean usable = answer.records(DnsRecord.TlsAssociation.class).stream()
                    .anyMatch(record -> record.usage() == 2 || record.usage() == 3);
            if (usable && isAuthenticated(exchanges) && isAuthenticated(answer)) {
                protectedHosts++;
            } else if (usable) {
                findings.add(about(domain, HostFinding.HOST_DANE_UNSIGNED).with("host", host));
            }
        }
        findings.addAll(lookup.troubles());
        if (!findings.isEmpty()) {
            return findings;
        }
        return List.of(
                protectedHosts > 0
                        ? DomainFinding.pass(HostFinding.HOST_DANE_ABSENT)
                                .with("domain", domain)
                                .with("count", protectedHosts)
                        : about(domain, HostFinding.HOST_DANE_ABSENT).with("count", 0));
    }

    private static boolean isAuthenticated(DnsAnswer answer) {
        return answer instanceof DnsAnswer.Found found && found.authenticated();
    }

    private static DomainFinding about(DomainName domain, HostFinding code) {
        return DomainFinding.fail(code).with("domain", domain);
    }
}
