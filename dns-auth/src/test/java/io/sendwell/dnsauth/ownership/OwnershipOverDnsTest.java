package io.sendwell.dnsauth.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.account.AccountId;
import io.sendwell.address.DomainName;
import io.sendwell.dns.DnsType;
import io.sendwell.dnsauth.finding.DomainFinding;
import io.sendwell.dnsauth.finding.FindingTexts;
import io.sendwell.dnsauth.ownership.OwnershipResult.Undecided;
import io.sendwell.dnsauth.resolver.DnsClient;
import io.sendwell.dnsauth.web.TestSites;
import io.sendwell.testkit.dns.DnsFault;
import io.sendwell.testkit.dns.FakeDns;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The same checks as in {@link OwnershipCheckTest}, where it matters what a real DNS server answers. */
class OwnershipOverDnsTest {

    private static final DomainName ACME = DomainName.parse("acme.example");
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private final OwnershipChallenge challenge =
            OwnershipChallenge.begin(AccountId.of("acme"), ACME, NOW, new SecureRandom());
    private final FakeDns dns = FakeDns.start();
    private final TestSites sites = TestSites.open();

    @AfterEach
    void close() {
        dns.close();
        sites.close();
    }

    private OwnershipResult check() {
        DnsClient client = DnsClient.of(dns.host() + ":" + dns.port());
        return OwnershipCheck.using(client, sites.reader(client), InstantSource.fixed(NOW))
                .build()
                .check(challenge, Duration.ofSeconds(20));
    }

    private List<String> codes() {
        return check().findings().stream()
                .map(DomainFinding::code)
                .map(code -> code.name())
                .toList();
    }

    @Test
    void the_line_that_is_shown_proves_the_domain_when_it_is_published() {
        assertThat(check().isProven()).isFalse();

        dns.publish(check().findings().get(0).publish().get(0).zoneLine());

        assertThat(check().isProven()).isTrue();
    }

    @Test
    void the_name_may_be_an_alias_to_a_place_that_the_operator_keeps() {
        dns.publish(challenge.recordName(), DnsType.CNAME, "acme.proofs.vendor.example");
        dns.publish("acme.proofs.vendor.example", DnsType.TXT, challenge.text());

        assertThat(check().isProven()).isTrue();
    }

    @Test
    void a_wildcard_that_points_to_somebody_else_does_not_make_him_the_owner() {
        dns.zone("acme.example", "* IN CNAME tenant.hosting.example.");
        dns.publish("tenant.hosting.example", DnsType.TXT, challenge.text());

        assertThat(codes()).contains("OWNERSHIP_TXT_WILDCARD");
    }

    @Test
    void an_empty_file_on_the_website_proves_the_domain() {
        dns.publish("acme.example. IN A 127.0.0.1");
        sites.page("https://acme.example/" + challenge.fileName(), "");

        assertThat(check().isProven()).isTrue();
    }

    @Test
    void a_website_behind_an_alias_to_this_machine_is_not_asked_unless_that_is_permitted() {
        dns.publish("acme.example. IN CNAME internal.example.");
        dns.publish("internal.example. IN A 10.0.0.1");
        sites.page("https://acme.example/" + challenge.fileName(), "");

        assertThat(codes()).contains("OWNERSHIP_FILE_NO_SITE");
        assertThat(sites.asked()).isEmpty();
    }

    @Test
    void a_server_that_fails_is_not_taken_for_a_missing_record() {
        dns.publish(challenge.dnsEntry().zoneLine());
        dns.inject(DnsFault.serverFailure().atOrBelow("acme.example"));

        assertThat(check()).isInstanceOf(Undecided.class);
    }

    @Test
    void what_to_do_is_said_with_the_exact_line_in_every_language() {
        DomainFinding missing = check().findings().get(0);

        for (Locale language : FindingTexts.languages()) {
            assertThat(FindingTexts.in(language).explain(missing))
                    .contains(
                            "acme.example",
                            challenge.text(),
                            challenge.dnsEntry().zoneLine())
                    .doesNotContain("{");
        }
    }
}
