package io.sendwell.dnsauth.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.address.DomainName;
import io.sendwell.check.FindingStatus;
import io.sendwell.dns.DnsType;
import io.sendwell.dns.IpAddress;
import io.sendwell.dnsauth.finding.DomainFinding;
import io.sendwell.dnsauth.finding.FindingCode;
import io.sendwell.dnsauth.publish.DnsEntry;
import io.sendwell.dnsauth.resolver.DnsClient;
import io.sendwell.dnsauth.web.TestSites;
import io.sendwell.testkit.dns.DnsFault;
import io.sendwell.testkit.dns.FakeDns;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import mockwebserver3.MockResponse;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostChecksTest {

    private static final DomainName ACME = DomainName.parse("acme.example");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String POLICY =
            "version: STSv1\r\nmode: enforce\r\nmx: mx.acme.example\r\nmax_age: 2419200\r\n";
    private static final String POLICY_URL = "https://mta-sts.acme.example/.well-known/mta-sts.txt";

    private final FakeDns dns = FakeDns.start();
    private final TestSites sites = TestSites.open();
    private final InstantSource now = InstantSource.fixed(Instant.now());

    @AfterEach
    void close() {
        dns.close();
        sites.close();
    }

    private HostChecks checks() {
        return checksAt(now);
    }

    private HostChecks checksAt(InstantSource clock) {
        DnsClient client = DnsClient.of(dns.host() + ":" + dns.port());
        return HostChecks.using(client, sites.reader(client), clock);
    }

    private static List<FindingCode> failed(List<DomainFinding> findings) {
        return findings.stream()
                .filter(finding -> finding.status() == FindingStatus.FAIL)
                .map(DomainFinding::code)
                .toList();
    }

    private static List<FindingCode> passed(List<DomainFinding> findings) {
        return findings.stream()
                .filter(finding -> finding.status() == FindingStatus.PASS)
                .map(DomainFinding::code)
                .toList();
    }

    private static List<String> lines(List<DomainFinding> findings) {
        return findings.stream()
                .flatMap(finding -> finding.publish().stream())
                .map(DnsEntry::zoneLine)
                .toList();
    }

    private static void assertUnavailable(List<DomainFinding> findings) {
        assertThat(failed(findings)).isEmpty();
        assertThat(passed(findings)).isEmpty();
        assertThat(findings).extracting(DomainFinding::code).containsExactly(HostFinding.HOST_DNS_UNAVAILABLE);
    }

    @Test
    void a_domain_with_a_mail_server_takes_mail() {
        dns.zone("acme.example", "@ IN MX 20 mx2\n@ IN MX 10 mx\nmx IN A 192.0.2.1\nmx2 IN AAAA 2001:db8::1");

        List<DomainFinding> findings = checks().mailServers(ACME, PATIENCE);

        assertThat(failed(findings)).isEmpty();
        assertThat(findings.get(0).values()).containsEntry("hosts", "mx.acme.example, mx2.acme.example");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "@ IN MX 0 .                                                         | HOST_NULL_MX",
                "@ IN MX 0 .; @ IN MX 10 mx; mx IN A 192.0.2.1                       | HOST_NULL_MX_NOT_ALONE",
                "@ IN TXT x                                                          | HOST_NO_MAIL_SERVER",
                "@ IN A 192.0.2.1                                                    | HOST_MX_IMPLICIT",
                "@ IN MX 10 mx; mx IN CNAME real; real IN A 192.0.2.1                | HOST_MX_ALIAS",
                "@ IN MX 10 192.0.2.1.                                               | HOST_NO_MAIL_SERVER HOST_MX_IS_ADDRESS",
                "@ IN MX 10 mx                                                       | HOST_NO_MAIL_SERVER HOST_MX_NO_ADDRESS",
                "@ IN MX 10 mx; @ IN MX 20 mx2; mx2 IN A 192.0.2.1                   | HOST_MX_NO_ADDRESS"
            })
    void what_is_wrong_with_mail_servers_is_named(String records, String codes) {
        dns.zone("acme.example", records.replace("; ", "\n"));

        assertThat(failed(checks().mailServers(ACME, PATIENCE)))
                .extracting(FindingCode::name)
                .containsExactly(codes.split(" "));
    }

    @Test
    void a_domain_that_does_not_exist_is_named() {
        dns.zone("example", "other IN A 192.0.2.1");

        assertThat(failed(checks().mailServers(ACME, PATIENCE))).containsExactly(HostFinding.HOST_NO_SUCH_DOMAIN);
    }

    @Test
    void an_alias_as_mail_server_is_replaced_by_its_real_name() {
        dns.zone("acme.example", "@ IN MX 10 mx\nmx IN CNAME real\nreal IN A 192.0.2.1");

        assertThat(lines(checks().mailServers(ACME, PATIENCE)))
                .containsExactly("acme.example. IN MX 10 real.acme.example.");
    }

    @Test
    void a_dns_that_is_away_is_not_taken_for_a_domain_without_anything() {
        dns.inject(DnsFault.serverFailure().atOrBelow("acme.example"));

        assertUnavailable(checks().mailServers(ACME, PATIENCE));
        assertUnavailable(checks().mtaSts(ACME, PATIENCE));
        assertUnavailable(checks().tlsReporting(ACME, PATIENCE));
        assertUnavailable(checks().dane(ACME, PATIENCE));
        assertUnavailable(checks().bimi(ACME, PATIENCE));
    }

    @Test
    void a_mail_server_whose_address_could_not_be_asked_for_is_not_called_unreachable() {
        dns.zone("acme.example", "@ IN MX 10 mx");
        dns.inject(DnsFault.serverFailure().at("mx.acme.example"));

        assertUnavailable(checks().mailServers(ACME, PATIENCE));
    }

    @Test
    void of_hundreds_of_mail_servers_only_the_first_are_looked_at() {
        StringBuilder zone = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            zone.append("@ IN MX ").append(i).append(" mx").append(i).append('\n');
        }
        dns.zone("acme.example", zone.toString());

        checks().mailServers(ACME, PATIENCE);

        assertThat(dns.timesAsked("mx9.acme.example", DnsType.A)).isEqualTo(1);
        assertThat(dns.timesAsked("mx10.acme.example", DnsType.A)).isZero();
    }

    private static SendingHost host(String helo, String... addresses) {
        return new SendingHost(
                helo, Arrays.stream(addresses).map(IpAddress::parse).toList());
    }

    private void publishReverse(String address, String name) {
        dns.publish(IpAddress.parse(address).reverseName(), DnsType.PTR, name);
    }

    @Test
    void a_host_whose_names_and_addresses_lead_to_each_other_is_fine() {
        dns.zone("vendor.example", "mail IN A 192.0.2.25\nmail IN AAAA 2001:db8::25\nmail IN TXT \"v=spf1 a -all\"");
        publishReverse("192.0.2.25", "mail.vendor.example");
        publishReverse("2001:db8::25", "mail.vendor.example");

        List<DomainFinding> findings =
                checks().sendingHost(host("mail.vendor.example", "192.0.2.25", "2001:db8::25"), PATIENCE);

        assertThat(failed(findings)).isEmpty();
        assertThat(passed(findings))
                .containsExactly(HostFinding.HOST_NO_REVERSE_NAME, HostFinding.HOST_NO_REVERSE_NAME);
    }

    @Test
    void a_host_without_any_records_is_told_every_line() {
        List<DomainFinding> findings = checks().sendingHost(host("mail.vendor.example", "192.0.2.25"), PATIENCE);

        assertThat(failed(findings))
                .containsExactly(
                        HostFinding.HOST_NO_REVERSE_NAME,
                        HostFinding.HOST_HELO_UNRESOLVED,
                        HostFinding.HOST_HELO_WITHOUT_SPF);
        assertThat(lines(findings))
                .containsExactly(
                        "25.2.0.192.in-addr.arpa. IN PTR mail.vendor.example.",
                        "mail.vendor.example. IN A 192.0.2.25",
                        "mail.vendor.example. IN TXT \"v=spf1 a -all\"");
    }

    @Test
    void a_reverse_name_that_leads_elsewhere_is_no_name() {
        dns.zone("vendor.example", "mail IN A 192.0.2.26\nmail IN TXT \"v=spf1 a -all\"");
        publishReverse("192.0.2.25", "mail.vendor.example");

        assertThat(failed(checks().sendingHost(host("mail.vendor.example", "192.0.2.25"), PATIENCE)))
                .containsExactly(HostFinding.HOST_REVERSE_NAME_DIFFERS, HostFinding.HOST_HELO_DIFFERS);
    }

    @Test
    void a_reverse_name_that_a_provider_gave_is_told_apart() {
        dns.publish("192-0-2-25.pool.isp.example. IN A 192.0.2.25");
        dns.zone("vendor.example", "mail IN A 192.0.2.25\nmail IN TXT \"v=spf1 a -all\"");
        publishReverse("192.0.2.25", "192-0-2-25.pool.isp.example");

        assertThat(failed(checks().sendingHost(host("mail.vendor.example", "192.0.2.25"), PATIENCE)))
                .containsExactly(HostFinding.HOST_REVERSE_NAME_GENERIC);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "192.0.2.25", "[192.0.2.25]", "mail_1.vendor.example", "a b.example"})
    void a_helo_that_is_no_full_name_is_named(String helo) {
        assertThat(failed(checks().sendingHost(host(helo, "192.0.2.25"), PATIENCE)))
                .contains(HostFinding.HOST_HELO_NOT_FULL);
    }

    @Test
    void a_reverse_dns_that_is_away_is_not_taken_for_no_name() {
        dns.inject(DnsFault.serverFailure().atOrBelow("arpa"));
        dns.zone("vendor.example", "mail IN A 192.0.2.25\nmail IN TXT \"v=spf1 a -all\"");

        assertUnavailable(checks().sendingHost(host("mail.vendor.example", "192.0.2.25"), PATIENCE));
    }

    @Test
    void an_operator_s_domain_has_mail_servers_spf_keys_and_reject() {
        dns.zone("vendor.example", """
                @ IN MX 10 mx
                mx IN A 192.0.2.1
                @ IN TXT "v=spf1 mx -all"
                _dmarc IN TXT "v=DMARC1; p=reject"
                s1._domainkey IN TXT "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
                """);
        DomainName vendor = DomainName.parse("vendor.example");

        List<DomainFinding> findings = checks().operatorDomain(vendor, List.of("s1", "s2"), PATIENCE);

        assertThat(passed(findings))
                .containsExactly(
                        HostFinding.HOST_NO_MAIL_SERVER,
                        HostFinding.HOST_SENDER_WITHOUT_SPF,
                        HostFinding.HOST_SENDER_WITHOUT_KEY,
                        HostFinding.HOST_SENDER_WITHOUT_REJECT);
        assertThat(failed(findings)).containsExactly(HostFinding.HOST_SENDER_WITHOUT_KEY);
        assertThat(findings)
                .anyMatch(finding -> finding.code() == HostFinding.HOST_ROLE_MAILBOXES
                        && finding.status() == FindingStatus.NOT_CHECKED);
    }

    @Test
    void an_operator_s_domain_without_anything_is_told_what_is_missing() {
        dns.zone("vendor.example", "@ IN MX 10 mx\nmx IN A 192.0.2.1\n_dmarc IN TXT \"v=DMARC1; p=none\"");

        assertThat(failed(checks().operatorDomain(DomainName.parse("vendor.example"), List.of(), PATIENCE)))
                .containsExactly(HostFinding.HOST_SENDER_WITHOUT_SPF, HostFinding.HOST_SENDER_WITHOUT_REJECT);
    }

    private HostChecksTest withPolicy(String policy) {
        dns.zone("acme.example", """
                @ IN MX 10 mx
                mx IN A 192.0.2.1
                mta-sts IN A 127.0.0.1
                _mta-sts IN TXT "v=STSv1; id=20261122T120000;"
                """);
        sites.page(
                POLICY_URL,
                new MockResponse.Builder()
                        .body(policy)
                        .setHeader("Content-Type", "text/plain; charset=utf-8")
                        .build());
        return this;
    }

    @Test
    void an_enforced_policy_that_names_every_mail_server_is_fine() {
        withPolicy(POLICY);

        List<DomainFinding> findings = checks().mtaSts(ACME, PATIENCE);

        // The test's certificate lives a day: it is about to end, as one that was not renewed.
        assertThat(failed(findings)).containsExactly(HostFinding.HOST_EXPIRES_SOON);
        assertThat(passed(findings)).containsExactly(HostFinding.HOST_MTA_STS_ABSENT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "version: STSv1;mode: testing;mx: mx.acme.example;max_age: 604800 | HOST_MTA_STS_NOT_ENFORCED",
                "version: STSv1;mode: none;max_age: 604800                        | HOST_MTA_STS_NOT_ENFORCED",
                "version: STSv1;mode: enforce;mx: mx2.acme.example;max_age: 604800 | HOST_MTA_STS_MX_MISSING",
                "version: STSv1;mode: enforce;mx: *.acme.example;max_age: 600     | HOST_MTA_STS_SHORT",
                "version: STSv2;mode: enforce;mx: mx.acme.example;max_age: 604800 | HOST_MTA_STS_POLICY_INVALID",
                "version: STSv1;mode: enforce;max_age: 604800                     | HOST_MTA_STS_POLICY_INVALID",
                "<!doctype html>                                                  | HOST_MTA_STS_POLICY_INVALID"
            })
    void what_is_wrong_with_a_policy_is_named(String policy, HostFinding code) {
        withPolicy(policy.replace(";", "\n"));

        assertThat(failed(checks().mtaSts(ACME, PATIENCE))).contains(code);
    }

    @Test
    void a_policy_behind_a_redirect_is_not_fetched() {
        withPolicy(POLICY);
        sites.page(POLICY_URL, TestSites.redirect("/mta-sts.txt"))
                .page("https://mta-sts.acme.example/mta-sts.txt", POLICY);

        assertThat(failed(checks().mtaSts(ACME, PATIENCE))).containsExactly(HostFinding.HOST_MTA_STS_NO_POLICY);
        assertThat(sites.asked()).containsExactly(POLICY_URL);
    }

    @Test
    void a_policy_larger_than_the_limit_or_of_another_type_is_invalid() {
        withPolicy(POLICY + "#".repeat(MtaStsPolicy.MAX_OCTETS));
        assertThat(failed(checks().mtaSts(ACME, PATIENCE))).contains(HostFinding.HOST_MTA_STS_POLICY_INVALID);

        sites.page(
                POLICY_URL,
                new MockResponse.Builder()
                        .body(POLICY)
                        .setHeader("Content-Type", "text/html")
                        .build());
        assertThat(failed(checks().mtaSts(ACME, PATIENCE))).contains(HostFinding.HOST_MTA_STS_POLICY_INVALID);
    }

    @Test
    void a_policy_on_a_private_address_is_not_fetched() {
        dns.zone("acme.example", "mta-sts IN A 10.0.0.1\n_mta-sts IN TXT \"v=STSv1; id=1\"");

        List<DomainFinding> findings = checks().mtaSts(ACME, PATIENCE);

        assertThat(failed(findings)).containsExactly(HostFinding.HOST_MTA_STS_NO_POLICY);
        assertThat(findings.get(0).values().get("detail")).contains("10.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v=STSv1", "v=STSv1; id=", "v=STSv1; id=2026-11-22", "v=STSv1 id=1"})
    void a_record_of_mta_sts_without_a_proper_id_is_invalid(String record) {
        dns.publish("_mta-sts.acme.example", DnsType.TXT, record);

        assertThat(failed(checks().mtaSts(ACME, PATIENCE))).containsExactly(HostFinding.HOST_MTA_STS_RECORD_INVALID);
    }

    @Test
    void two_records_of_mta_sts_are_one_too_many_and_none_is_no_fault() {
        assertThat(failed(checks().mtaSts(ACME, PATIENCE))).containsExactly(HostFinding.HOST_MTA_STS_ABSENT);

        dns.publish("_mta-sts.acme.example", DnsType.TXT, "v=STSv1; id=1");
        dns.publish("_mta-sts.acme.example", DnsType.TXT, "v=STSv1; id=2");
        assertThat(failed(checks().mtaSts(ACME, PATIENCE))).containsExactly(HostFinding.HOST_MTA_STS_RECORD_INVALID);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v=TLSRPTv1; rua=mailto:tls@acme.example                          | PASS | HOST_TLS_REPORTING_ABSENT",
                "v=TLSRPTv1;rua=https://r.acme.example/v1,mailto:tls@acme.example | PASS | HOST_TLS_REPORTING_ABSENT",
                "v=TLSRPTv1; rua=tls@acme.example                                 | FAIL | HOST_TLS_REPORTING_INVALID",
                "v=TLSRPTv1; rua=                                                 | FAIL | HOST_TLS_REPORTING_INVALID",
                "v=TLSRPTv1                                                       | FAIL | HOST_TLS_REPORTING_INVALID",
                "v=TLSRPTv11; rua=mailto:tls@acme.example                         | FAIL | HOST_TLS_REPORTING_ABSENT",
                "something else                                                   | FAIL | HOST_TLS_REPORTING_ABSENT"
            })
    void a_record_for_reports_about_tls_is_read(String record, FindingStatus status, HostFinding code) {
        dns.publish("_smtp._tls.acme.example", DnsType.TXT, record);

        List<DomainFinding> findings = checks().tlsReporting(ACME, PATIENCE);

        assertThat(findings).extracting(DomainFinding::code).containsExactly(code);
        assertThat(findings).extracting(DomainFinding::status).containsExactly(status);
    }

    @Test
    void dane_without_dnssec_is_worth_nothing() {
        dns.zone("acme.example", "@ IN MX 10 mx\nmx IN A 192.0.2.1\n_25._tcp.mx IN TLSA 3 1 1 ab");

        assertThat(failed(checks().dane(ACME, PATIENCE))).containsExactly(HostFinding.HOST_DANE_UNSIGNED);
    }

    @Test
    void dane_with_dnssec_counts_unless_its_usage_is_that_of_the_web() {
        dns.zone("acme.example", "@ IN MX 10 mx\nmx IN A 192.0.2.1\n_25._tcp.mx IN TLSA 3 1 1 ab");
        dns.authenticate("acme.example");
        assertThat(passed(checks().dane(ACME, PATIENCE))).containsExactly(HostFinding.HOST_DANE_ABSENT);

        dns.zone("other.example", "@ IN MX 10 mx\nmx IN A 192.0.2.1\n_25._tcp.mx IN TLSA 1 1 1 ab");
        assertThat(failed(checks().dane(DomainName.parse("other.example"), PATIENCE)))
                .containsExactly(HostFinding.HOST_DANE_ABSENT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v=BIMI1; l=https://acme.example/l.svg; a=https://acme.example/l.pem | reject     | ",
                "v=BIMI1; l=https://acme.example/l.svg; a=https://acme.example/l.pem | none       | HOST_BIMI_NEEDS_POLICY",
                "v=BIMI1; l=https://acme.example/l.svg; a=                           | quarantine | HOST_BIMI_WITHOUT_CERTIFICATE",
                "v=BIMI1; l=http://acme.example/l.svg                                | reject     | HOST_BIMI_INVALID",
                "v=BIMI1; l=https://acme.example/l.png                               | reject     | HOST_BIMI_INVALID",
                "v=BIMI1; a=https://acme.example/l.pem                               | reject     | HOST_BIMI_INVALID",
                "v=BIMI1; l=; a=                                                     | reject     | HOST_BIMI_ABSENT",
                "v=spf1 -all                                                         | reject     | HOST_BIMI_ABSENT"
            })
    void a_record_of_the_logo_is_read_and_nothing_of_it_fetched(String record, String policy, HostFinding code) {
        dns.zone("acme.example", "@ IN A 127.0.0.1\n_dmarc IN TXT \"v=DMARC1; p=" + policy + "\"");
        dns.publish("default._bimi.acme.example", DnsType.TXT, record);

        List<DomainFinding> findings = checks().bimi(ACME, PATIENCE);

        assertThat(failed(findings)).isEqualTo(code == null ? List.of() : List.of(code));
        assertThat(passed(findings)).hasSize(code == null ? 1 : 0);
        assertThat(sites.asked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"15,", "14,HOST_EXPIRES_SOON", "1,HOST_EXPIRES_SOON", "0,HOST_EXPIRED", "-1,HOST_EXPIRED"})
    void what_ends_is_said_two_weeks_ahead(int days, HostFinding code) {
        List<DomainFinding> findings = checks().end("Key s1", now.instant().plus(Duration.ofDays(days)));

        assertThat(failed(findings)).isEqualTo(code == null ? List.of() : List.of(code));
    }

    @Test
    void a_certificate_that_is_handed_in_is_looked_at() {
        HeldCertificate certificate = new HeldCertificate.Builder().build();

        assertThat(failed(checks().certificate("mail.vendor.example", certificate.certificate())))
                .containsExactly(HostFinding.HOST_EXPIRES_SOON);
        assertThat(failed(checksAt(InstantSource.fixed(Instant.now().plus(Duration.ofDays(3))))
                        .certificate("mail.vendor.example", certificate.certificate())))
                .containsExactly(HostFinding.HOST_EXPIRED);
    }

    @Test
    void a_domain_is_looked_at_from_every_side_at_once() {
        withPolicy(POLICY);

        assertThat(checks().domain(ACME, PATIENCE))
                .extracting(DomainFinding::code)
                .contains(
                        HostFinding.HOST_NO_MAIL_SERVER,
                        HostFinding.HOST_TLS_REPORTING_ABSENT,
                        HostFinding.HOST_DANE_ABSENT,
                        HostFinding.HOST_BIMI_ABSENT,
                        HostFinding.HOST_MTA_STS_ABSENT);
    }
}
