package io.sendwell.dnsauth.host;

import io.sendwell.address.DomainName;
import io.sendwell.dns.DnsName;
import io.sendwell.dnsauth.finding.DomainFinding;
import io.sendwell.identity.DmarcPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The record that shows a logo beside mail (draft-brand-indicators-for-message-identification). Fetches nothing. */
final class Bimi {

    private Bimi() {}

    static List<DomainFinding> check(DomainName domain, DmarcPolicy policy, Lookup lookup) {
        DnsName name = DnsName.of(domain).child("default._bimi");
        List<String> records = lookup.texts(name, "BIMI1");
        if (lookup.failed()) {
            return lookup.troubles();
        }
        if (records.isEmpty()) {
            return List.of(about(domain, HostFinding.HOST_BIMI_ABSENT));
        }
        FieldList fields = FieldList.parse(records.get(0));
        String logo = fields.value("l").toLowerCase(Locale.ROOT);
        String certificate = fields.value("a").toLowerCase(Locale.ROOT);
        List<DomainFinding> findings = new ArrayList<>();
        boolean logoFits = logo.startsWith("https://") && (logo.endsWith(".svg") || logo.endsWith(".svg.gz"));
        boolean certificateFits =
                certificate.isEmpty() || certificate.startsWith("https://") && certificate.endsWith(".pem");
        // Both empty says "no logo here", which is a valid wish.
        boolean declined = logo.isEmpty() && certificate.isEmpty();
        if (records.size() > 1 || !declined && !(logoFits && certificateFits)) {
            return List.of(about(domain, HostFinding.HOST_BIMI_INVALID)
                    .with("name", name)
                    .with("found", String.join(" | ", records)));
        }
        if (declined) {
            return List.of(about(domain, HostFinding.HOST_BIMI_ABSENT));
        }
        if (policy != DmarcPolicy.QUARANTINE && policy != DmarcPolicy.REJECT && policy != DmarcPolicy.UNKNOWN) {
            findings.add(about(domain, HostFinding.HOST_BIMI_NEEDS_POLICY));
        }
        if (certificate.isEmpty()) {
            findings.add(about(domain, HostFinding.HOST_BIMI_WITHOUT_CERTIFICATE));
        }
        return findings.isEmpty()
                ? List.of(DomainFinding.pass(HostFinding.HOST_BIMI_ABSENT).with("domain", domain))
                : findings;
    }

    private static DomainFinding about(DomainName domain, HostFinding code) {
        return DomainFinding.fail(code).with("domain", domain);
    }
}
