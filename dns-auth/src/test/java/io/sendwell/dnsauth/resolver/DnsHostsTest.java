package io.sendwell.dnsauth.resolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendwell.check.FindingStatus;
import io.sendwell.dns.DnsName;
import io.sendwell.dnsauth.finding.DomainFinding;
import io.sendwell.dnsauth.finding.FindingTexts;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DnsHostsTest {

    @ParameterizedTest
    @CsvSource({
        "ada.ns.cloudflare.com, Cloudflare",
        "ns37.domaincontrol.com, GoDaddy",
        "ns-1536.awsdns-00.co.uk, Amazon Route 53",
        "NS1-07.AZURE-DNS.COM, Microsoft Azure DNS",
        "dns106.ovh.net, OVHcloud",
        "ns1045.ui-dns.biz, IONOS",
        "ns-93-a.gandi.net, Gandi",
        "ns1.simply.com, Simply.com",
        "ns01.one.com, one.com",
        "hydrogen.ns.hetzner.com, Hetzner DNS",
        "docks17.rzone.de, STRATO",
        "dns1.registrar-servers.com, Namecheap",
        "maceio.ns.porkbun.com, Porkbun",
        "ns1.squarespacedns.com, Squarespace"
    })
    void well_known_providers_are_recognised_by_their_name_servers(String server, String provider) {
        assertThat(DnsHosts.shipped().find(List.of(DnsName.parse("ns.other.example"), DnsName.parse(server))))
                .map(DnsHost::provider)
                .contains(provider);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ns1.example.org",
                "ada.ns.cloudflare.com.example.org",
                "a.b.ns.cloudflare.com",
                "ns.cloudflare.com",
                "ns1.ovh.net.example",
                "awsdns-00.co.uk"
            })
    void others_are_not(String server) {
        assertThat(DnsHosts.shipped().find(List.of(DnsName.parse(server)))).isEmpty();
    }

    @Test
    void a_known_provider_comes_with_what_to_mind_in_its_form() {
        Zone zone = new Zone(
                DnsName.parse("customer.example"),
                List.of(new NameServer(DnsName.parse("ns-1.awsdns-00.com"), List.of())),
                Duration.ZERO);

        List<DomainFinding> findings = DnsHosts.shipped().findings(zone);

        assertThat(findings)
                .extracting(finding -> finding.code().name())
                .containsExactly(
                        "DNS_HOST_UNKNOWN", "DNS_FORM_ADDS_DOMAIN", "DNS_FORM_APEX_IS_EMPTY", "DNS_FORM_QUOTED_TEXT");
        assertThat(FindingTexts.in(Locale.ENGLISH).meaning(findings.get(0)))
                .isEqualTo("The DNS of customer.example is run by Amazon Route 53.");
        assertThat(findings).noneMatch(DomainFinding::stops);
    }

    @Test
    void an_unknown_provider_is_said_with_its_servers() {
        Zone zone = new Zone(
                DnsName.parse("customer.example"),
                List.of(new NameServer(DnsName.parse("ns1.example.org"), List.of())),
                Duration.ZERO);

        assertThat(DnsHosts.shipped().findings(zone)).singleElement().satisfies(finding -> {
            assertThat(finding.status()).isEqualTo(FindingStatus.FAIL);
            assertThat(finding.values()).containsEntry("servers", "ns1.example.org");
        });
    }

    @Test
    void a_list_of_ones_own_takes_the_place_of_the_shipped_one() throws IOException {
        DnsHosts own = DnsHosts.read(new StringReader("# 2026\n\n*x*y*.example.net | Ours | plain-text\n"));

        assertThat(own.find(List.of(DnsName.parse("axbyc.example.net"))))
                .contains(new DnsHost("Ours", List.of(FormHint.DNS_FORM_PLAIN_TEXT)));
        assertThat(own.find(List.of(DnsName.parse("aybxc.example.net")))).isEmpty();
        assertThat(own.find(List.of(DnsName.parse("ada.ns.cloudflare.com")))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ns1.example.net", "ns1.example.net | x", " | Ours | ", "ns1.example.net | Ours | blue"})
    void a_line_that_cannot_be_understood_is_named(String line) {
        assertThatThrownBy(() -> DnsHosts.read(new StringReader(line)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(line);
    }
}
