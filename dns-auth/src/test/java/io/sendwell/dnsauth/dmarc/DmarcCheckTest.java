package io.sendwell.dnsauth.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.address.DomainName;
import io.sendwell.address.EmailAddress;
import io.sendwell.check.FindingStatus;
import io.sendwell.dnsauth.finding.DomainFinding;
import io.sendwell.dnsauth.finding.FindingCode;
import io.sendwell.dnsauth.finding.FindingTexts;
import io.sendwell.dnsauth.publish.DnsEntry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DmarcCheckTest {

    private static final DomainName ACME = DomainName.parse("acme-customer.com");
    private static final String PLACE = "_dmarc.acme-customer.com";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Zone zone = new Zone();
    private List<DomainFinding> findings = List.of();

    private List<FindingCode> failuresOf(String domain) {
        findings = new DmarcCheck(DmarcDiscovery.with(zone))
                .check(DomainName.parse(domain), EmailAddress.parse("dmarc@acme-customer.com"), PATIENCE)
                .findings();
        return findings.stream()
                .filter(finding -> finding.status() == FindingStatus.FAIL)
                .map(DomainFinding::code)
                .toList();
    }

    private List<FindingCode> failures() {
        return failuresOf(ACME.ascii());
    }

    /** Every value that a text mentions is there. */
    @AfterEach
    void texts_are_complete() {
        for (Locale language : FindingTexts.languages()) {
            assertThat(findings)
                    .extracting(finding -> FindingTexts.in(language).explain(finding))
                    .allSatisfy(text -> assertThat(text).doesNotContain("{").doesNotContain("DMARC_"));
        }
    }

    @Test
    void a_domain_without_a_policy_gets_a_record_to_publish() {
        assertThat(failures()).containsExactly(DmarcFinding.DMARC_NONE);
        assertThat(findings.get(0).publish())
                .extracting(DnsEntry::zoneLine)
                .containsExactly(
                        "_dmarc.acme-customer.com. IN TXT \"v=DMARC1; p=none; rua=mailto:dmarc@acme-customer.com\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            reports+dmarc@example.org ; reports+dmarc@example.org
            {a|b}@example.org         ; %7Ba%7Cb%7D@example.org
            j\u00f6@example.org       ; j%C3%B6@example.org
            jo@b\u00fccher.example    ; jo@xn--bcher-kva.example
            """)
    void any_address_for_reports_makes_a_record_that_can_be_published_and_read(String reportsTo, String uri) {
        findings = new DmarcCheck(DmarcDiscovery.with(zone))
                .check(ACME, EmailAddress.parse(reportsTo), PATIENCE)
                .findings();

        DnsEntry entry = findings.get(0).publish().get(0);
        assertThat(entry.value()).isEqualTo("v=DMARC1; p=none; rua=mailto:" + uri);
        DmarcRecord record = DmarcRecord.parse(entry.value());
        assertThat(record.problems()).isEmpty();
        assertThat(record.aggregateReports()).hasSize(1);
    }

    @Test
    void a_good_record_is_told_of() {
        zone.txt(PLACE, "v=DMARC1; p=reject; rua=mailto:dmarc@acme-customer.com");

        assertThat(failures()).isEmpty();
        assertThat(findings).extracting(DomainFinding::code).containsExactly(DmarcFinding.DMARC_NONE);
        assertThat(FindingTexts.in(Locale.ENGLISH).meaning(findings.get(0)))
                .isEqualTo("acme-customer.com has a DMARC policy: reject.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            v=DMARC1; p=none                        | DMARC_POLICY_NONE
            v=DMARC1; p=reject; pct=100             | DMARC_REMOVED_TAG
            v=DMARC1; p=reject; sp=none             | DMARC_SUBDOMAIN_POLICY
            v=DMARC1; p=reject; adkim=strict        | DMARC_SYNTAX
            v=DMARC1; p=rejected                    | DMARC_WITHOUT_EFFECT
            v=DMARC1                                | DMARC_WITHOUT_EFFECT
            v=dmarc1; p=reject                      | DMARC_NOT_RECOGNISED
            v=DMARC1; p=reject; rua=mailto:r@crm-vendor.net | DMARC_REPORTS_NOT_AUTHORIZED
            """)
    void a_weak_spot_of_a_record_is_found(String record, DmarcFinding expected) {
        zone.txt(PLACE, record);

        assertThat(failures()).contains(expected);
    }

    @Test
    void two_records_are_found_and_nobody_is_told_to_add_a_third() {
        zone.txt(PLACE, "v=DMARC1; p=none", "v=DMARC1; p=reject");

        assertThat(failures()).containsExactly(DmarcFinding.DMARC_TWO_RECORDS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"acme-customer.com", "dmarc.acme-customer.com", "_dmarc.acme-customer.com.acme-customer.com"})
    void a_record_in_the_wrong_place_is_found(String place) {
        zone.txt(place, "v=DMARC1; p=reject");

        assertThat(failures()).containsExactly(DmarcFinding.DMARC_WRONG_PLACE);
        assertThat(findings.get(0).values()).containsEntry("found", place).containsEntry("name", PLACE);
    }

    @Test
    void a_domain_that_agreed_to_take_reports_is_no_finding() {
        zone.txt(PLACE, "v=DMARC1; p=reject; rua=mailto:r@crm-vendor.net,mailto:r@mail.acme-customer.com");
        zone.txt("acme-customer.com._report._dmarc.crm-vendor.net", "v=DMARC1;");

        assertThat(failures()).isEmpty();
    }

    @Test
    void a_domain_that_did_not_agree_gets_the_record_to_publish() {
        zone.txt(PLACE, "v=DMARC1; p=reject; rua=mailto:r@crm-vendor.net");
        failures();

        assertThat(findings)
                .flatExtracting(DomainFinding::publish)
                .extracting(DnsEntry::zoneLine)
                .containsExactly("acme-customer.com._report._dmarc.crm-vendor.net. IN TXT \"v=DMARC1\"");
    }

    @Test
    void a_wildcard_in_place_of_a_record_is_found() {
        zone.txt(PLACE, "v=spf1 -all").txt("_sendwell-nobody.acme-customer.com", "v=spf1 -all");

        assertThat(failures()).contains(DmarcFinding.DMARC_WILDCARD);
    }

    @Test
    void receivers_that_disagree_are_told_of() {
        zone.txt("_dmarc.my.mom.za.org", "v=DMARC1; p=reject");

        assertThat(failuresOf("my.mom.za.org")).containsExactly(DmarcFinding.DMARC_GENERATIONS_DIFFER);
    }

    @Test
    void trouble_with_the_dns_is_not_taken_for_a_missing_record() {
        zone.broken(PLACE);

        assertThat(failures()).isEmpty();
        assertThat(findings).extracting(DomainFinding::status).containsExactly(FindingStatus.NOT_CHECKED);
    }

    @Test
    void a_policy_of_rejection_must_not_rest_on_spf_alone() {
        zone.txt(PLACE, "v=DMARC1; p=reject");
        PlannedMessage message = PlannedMessage.from(ACME).withReversePath(ACME, IdentifierOutcome.PASS);
        DmarcEvaluator evaluator = new DmarcEvaluator(DmarcDiscovery.with(zone));

        findings = DmarcCheck.findings(evaluator.predict(message, PATIENCE));
        assertThat(findings).extracting(DomainFinding::code).containsExactly(DmarcFinding.DMARC_REJECT_ON_SPF_ALONE);
        assertThat(DmarcCheck.findings(evaluator.predict(message.signedBy(ACME), PATIENCE)))
                .isEmpty();
    }
}
