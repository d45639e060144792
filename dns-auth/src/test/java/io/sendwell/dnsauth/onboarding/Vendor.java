package io.sendwell.dnsauth.onboarding;

import io.sendwell.account.AccountId;
import io.sendwell.account.Secret;
import io.sendwell.address.DomainName;
import io.sendwell.dns.DnsType;
import io.sendwell.dnsauth.dkim.DkimKeys;
import io.sendwell.dnsauth.dkim.KeyRecordCheck;
import io.sendwell.dnsauth.dkim.KeyRotation;
import io.sendwell.dnsauth.dkim.KeyVisibility;
import io.sendwell.dnsauth.dkim.RotationTimes;
import io.sendwell.dnsauth.publish.DnsEntry;
import io.sendwell.dnsauth.resolver.DnsClient;
import io.sendwell.dnsauth.web.TestSites;
import io.sendwell.domain.InMemoryDomainStore;
import io.sendwell.signing.InMemorySigningKeyStore;
import io.sendwell.signing.Selector;
import io.sendwell.signing.SigningAlgorithm;
import io.sendwell.signing.SigningKey;
import io.sendwell.testkit.VirtualClock;
import io.sendwell.testkit.dns.CustomerZone;
import io.sendwell.testkit.dns.FakeDns;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** An operator with a DNS and a website of its customer around it, all on the loopback, and a clock that a test moves. */
final class Vendor implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-11-21T15:24:00Z");

    /** Made once: a key takes longer than everything else here. */
    private static final Secret KEY = DkimKeys.write(DkimKeys.createRsa().getPrivate());

    final FakeDns dns = FakeDns.start();
    final VirtualClock clock = VirtualClock.at(NOW);
    final InMemoryDomainStore store = new InMemoryDomainStore();
    final InMemorySigningKeyStore keys = new InMemorySigningKeyStore();
    final List<DomainChange> told = Collections.synchronizedList(new ArrayList<>());
    final DnsClient resolver = DnsClient.builder()
            .server(dns.address())
            .directAddress(dns.routes())
            .build();

    final KeyRotation rotation =
            new KeyRotation(keys, KeyVisibility.by(KeyRecordCheck.over(resolver)), clock, RotationTimes.defaults());
    final TestSites website = TestSites.open();

    Vendor() {
        dns.zone("vendor.example", """
                spf  IN TXT "v=spf1 ip4:192.0.2.0/28 -all"
                b    IN TXT "v=spf1 ip4:192.0.2.0/28 -all"
                b    IN MX  10 mx
                mx   IN A   192.0.2.5
                """);
    }

    /** A customer's zone with a website, of a domain that the sites have a certificate for, and a key that is not published. */
    Vendor customer(String domain) {
        CustomerZone.of(domain).publishTo(dns);
        dns.replace(domain, DnsType.A, "127.0.0.1");
        dns.replace("www." + domain, DnsType.A, "127.0.0.1");
        website.page("https://" + domain + "/", "<h1>Acme</h1>");
        for (String account : List.of("acme", "globex")) {
            keys.save(SigningKey.created(
                    Optional.of(AccountId.of(account)),
                    DomainName.parse(domain),
                    Selector.of("s1"),
                    SigningAlgorithm.RSA_SHA256,
                    KEY,
                    NOW));
        }
        return this;
    }

    DomainOnboardingBuilder settings() {
        return DomainOnboarding.builder()
                .resolver(resolver)
                .store(store)
                .keys(rotation)
                .clock(clock)
                .webReader(website.reader(resolver))
                .timeZones(account -> ZoneId.of("Europe/Copenhagen"))
                .listener(told::add);
    }

    void publish(DnsEntry entry) {
        dns.publish(entry.name(), entry.type(), entry.value());
    }

    List<DomainChange.Kind> toldKinds() {
        return told.stream().map(DomainChange::kind).toList();
    }

    @Override
    public void close() {
        website.close();
        dns.close();
    }
}
