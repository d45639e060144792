package io.sendwell.dnsauth.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.address.DomainName;
import io.sendwell.check.FindingStatus;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsType;
import io.sendwell.dnsauth.finding.DomainFinding;
import io.sendwell.dnsauth.web.ScriptedDns;
import io.sendwell.dnsauth.web.TestSites;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebsiteCheckTest {

    private static final DomainName ACME = DomainName.parse("acme.example");

    private final ScriptedDns dns = new ScriptedDns();
    private TestSites sites;

    @BeforeEach
    void openSites() {
        sites = TestSites.open();
    }

    @AfterEach
    void closeSites() {
        sites.close();
    }

    private DomainFinding look() {
        return WebsiteCheck.using(sites.reader(dns)).look(ACME, Duration.ofSeconds(40));
    }

    private void assertExistsAt(String beginning) {
        DomainFinding finding = look();

        assertThat(finding.code()).isEqualTo(OwnershipFinding.OWNERSHIP_NO_WEBSITE);
        assertThat(finding.status()).isEqualTo(FindingStatus.PASS);
        assertThat(finding.values().get("url")).startsWith(beginning);
    }

    @ParameterizedTest
    @CsvSource({
        "www.acme.example,https://www.acme.example",
        "acme.example,https://acme.example",
    })
    void a_site_at_the_domain_or_below_www_is_enough(String host, String url) {
        dns.address(host, "127.0.0.1");
        sites.page(url + "/", "Welcome");

        assertExistsAt(url);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://acme.example/", "http://127.0.0.1/", "https://elsewhere.example/"})
    void a_redirect_is_a_website_and_is_not_followed(String target) {
        dns.address("www.acme.example", "127.0.0.1");
        sites.otherwise(TestSites.redirect(target));

        assertExistsAt("https://www.acme.example");
        assertThat(sites.asked()).containsExactly("https://www.acme.example/");
    }

    @Test
    void a_page_that_is_not_found_or_not_for_us_is_a_website() {
        dns.address("acme.example", "127.0.0.1");
        sites.otherwise(TestSites.status(403));

        assertExistsAt("https://acme.example");
    }

    @Test
    void a_domain_without_addresses_has_none() {
        DomainFinding finding = look();

        assertThat(finding.code()).isEqualTo(OwnershipFinding.OWNERSHIP_NO_WEBSITE);
        assertThat(finding.status()).isEqualTo(FindingStatus.FAIL);
    }

    @Test
    void a_domain_that_points_inward_has_none() {
        dns.address("acme.example", "10.0.0.1").address("www.acme.example", "::ffff:127.0.0.1");
        WebsiteCheck check = WebsiteCheck.using(TestSites.settings(dns).build());

        assertThat(check.look(ACME, Duration.ofSeconds(10)).status()).isEqualTo(FindingStatus.FAIL);
    }

    @Test
    void a_site_in_trouble_and_a_dns_that_is_away_leave_it_open() {
        dns.address("acme.example", "127.0.0.1");
        sites.otherwise(TestSites.status(503));
        assertThat(look().code()).isEqualTo(OwnershipFinding.OWNERSHIP_WEBSITE_UNAVAILABLE);

        ScriptedDns away = new ScriptedDns().unavailable(DnsName.parse("acme.example"), DnsType.A);
        DomainFinding finding = WebsiteCheck.using(sites.reader(away)).look(ACME, Duration.ofSeconds(10));
        assertThat(finding.code()).isEqualTo(OwnershipFinding.OWNERSHIP_WEBSITE_UNAVAILABLE);
        assertThat(finding.status()).isEqualTo(FindingStatus.NOT_CHECKED);
    }
}
