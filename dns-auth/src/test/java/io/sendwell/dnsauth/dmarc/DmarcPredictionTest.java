package io.sendwell.dnsauth.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.address.DomainName;
import io.sendwell.dns.DnsType;
import io.sendwell.identity.DmarcPolicy;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DmarcPredictionTest {

    private static final DomainName CUSTOMER = DomainName.parse("acme-customer.com");
    private static final DomainName VENDOR = DomainName.parse("crm-vendor.net");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Zone zone = new Zone();

    private DmarcPrediction predict(PlannedMessage message) {
        return new DmarcEvaluator(DmarcDiscovery.with(zone)).predict(message, PATIENCE);
    }

    private static PlannedMessage fromCustomer() {
        return PlannedMessage.from(CUSTOMER);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            -                                  | crm-vendor.net           | FAILS              | FAILS
            crm-vendor.net                     | crm-vendor.net           | FAILS              | FAILS
            acme-customer.com                  | crm-vendor.net           | PASSES             | PASSES
            sub.acme-customer.com              | crm-vendor.net           | PASSES             | FAILS
            -                                  | acme-customer.com        | PASSES_BY_SPF_ONLY | PASSES_BY_SPF_ONLY
            -                                  | bounce.acme-customer.com | PASSES_BY_SPF_ONLY | FAILS
            acme-customer.com crm-vendor.net   | crm-vendor.net           | PASSES             | PASSES
            -                                  | <>                       | FAILS              | FAILS
            """)
    void mail_on_behalf_of_a_customer_who_rejects(
            String signingDomains, String envelope, DmarcGrade relaxed, DmarcGrade strict) {
        PlannedMessage message = envelope.equals("<>")
                ? fromCustomer().withNullReversePath(VENDOR, IdentifierOutcome.PASS)
                : fromCustomer().withReversePath(DomainName.parse(envelope), IdentifierOutcome.PASS);
        for (String domain : Optional.ofNullable(signingDomains).stream()
                .flatMap(domains -> Arrays.stream(domains.split(" ", -1)))
                .toList()) {
            message = message.signedBy(DomainName.parse(domain));
        }

        zone.txt("_dmarc.acme-customer.com", "v=DMARC1; p=reject");
        assertSameWithAndWithoutSenderField(message, relaxed);

        zone.remove("_dmarc.acme-customer.com", DnsType.TXT)
                .txt("_dmarc.acme-customer.com", "v=DMARC1; p=reject; adkim=s; aspf=s");
        assertSameWithAndWithoutSenderField(message, strict);
    }

    private void assertSameWithAndWithoutSenderField(PlannedMessage message, DmarcGrade grade) {
        for (PlannedMessage variant : List.of(message, message.onBehalfOfAuthorBy(VENDOR))) {
            DmarcPrediction prediction = predict(variant);
            assertThat(prediction.rfc9989().grade()).isEqualTo(grade);
            assertThat(prediction.rfc7489().grade()).isEqualTo(grade);
            assertThat(prediction.grade()).isEqualTo(grade);
            assertThat(prediction.rfc9989().askedFor())
                    .isEqualTo(grade == DmarcGrade.FAILS ? DmarcPolicy.REJECT : DmarcPolicy.NONE);
        }
    }

    @Test
    void a_signature_of_a_parent_without_record_passes_at_old_receivers_only() {
        zone.txt("_dmarc.my.mom.za.org", "v=DMARC1; p=reject");

        DmarcPrediction prediction = predict(
                PlannedMessage.from(DomainName.parse("my.mom.za.org")).signedBy(DomainName.parse("mom.za.org")));

        assertThat(prediction.rfc7489().grade()).isEqualTo(DmarcGrade.PASSES);
        assertThat(prediction.rfc9989().grade()).isEqualTo(DmarcGrade.FAILS);
        assertThat(prediction.grade()).isEqualTo(DmarcGrade.FAILS);
        assertThat(prediction.receiversDiffer()).isTrue();
    }

    @Test
    void without_a_policy_nothing_is_asked() {
        DmarcPrediction prediction = predict(fromCustomer().withReversePath(VENDOR, IdentifierOutcome.PASS));

        assertThat(prediction.grade()).isEqualTo(DmarcGrade.NO_POLICY);
        assertThat(prediction.rfc9989().askedFor()).isEqualTo(DmarcPolicy.ABSENT);
    }

    @Test
    void a_policy_that_asks_for_nothing_still_fails() {
        zone.txt("_dmarc.acme-customer.com", "v=DMARC1; p=none");

        DmarcPrediction prediction = predict(fromCustomer().withReversePath(VENDOR, IdentifierOutcome.PASS));

        assertThat(prediction.grade()).isEqualTo(DmarcGrade.FAILS);
        assertThat(prediction.rfc9989().askedFor()).isEqualTo(DmarcPolicy.NONE);
    }

    @Test
    void trouble_with_the_dns_is_not_known_unless_the_author_domain_signs_itself() {
        zone.broken("_dmarc.acme-customer.com");

        assertThat(predict(fromCustomer().signedBy(VENDOR)).grade()).isEqualTo(DmarcGrade.UNKNOWN);
        assertThat(predict(fromCustomer().signedBy(CUSTOMER)).grade()).isEqualTo(DmarcGrade.PASSES);
    }

    @Test
    void an_unknown_organization_of_a_signature_is_not_known() {
        zone.txt("_dmarc.acme-customer.com", "v=DMARC1; p=reject").broken("_dmarc.s.acme-customer.com");

        DmarcPrediction prediction = predict(fromCustomer().signedBy(DomainName.parse("s.acme-customer.com")));

        assertThat(prediction.rfc9989().grade()).isEqualTo(DmarcGrade.UNKNOWN);
        assertThat(prediction.rfc7489().grade()).isEqualTo(DmarcGrade.PASSES);
    }

    @Test
    void spf_that_is_not_known_decides_only_where_nothing_else_does() {
        zone.txt("_dmarc.acme-customer.com", "v=DMARC1; p=reject");
        PlannedMessage message = fromCustomer().withReversePath(CUSTOMER, IdentifierOutcome.UNKNOWN);

        assertThat(predict(message).grade()).isEqualTo(DmarcGrade.UNKNOWN);
        assertThat(predict(message.signedBy(CUSTOMER)).grade()).isEqualTo(DmarcGrade.PASSES);
        assertThat(predict(fromCustomer().withReversePath(VENDOR, IdentifierOutcome.UNKNOWN))
                        .grade())
                .isEqualTo(DmarcGrade.FAILS);
    }

    @Test
    void a_bounce_passes_by_the_name_of_a_server_of_the_author() {
        zone.txt("_dmarc.acme-customer.com", "v=DMARC1; p=reject");

        assertThat(predict(fromCustomer()
                                .withNullReversePath(DomainName.parse("mx.acme-customer.com"), IdentifierOutcome.PASS))
                        .grade())
                .isEqualTo(DmarcGrade.PASSES_BY_SPF_ONLY);
    }

    @Test
    void the_reasons_name_policy_signature_spf_and_what_has_no_influence() {
        zone.txt("_dmarc.acme-customer.com", "v=DMARC1; p=reject");

        assertThat(predict(fromCustomer()
                                .withReversePath(DomainName.parse("bounce.acme-customer.com"), IdentifierOutcome.PASS)
                                .onBehalfOfAuthorBy(VENDOR))
                        .rfc9989()
                        .reasons())
                .containsExactly(
                        "acme-customer.com asks to refuse what fails (reject).",
                        "Nobody signs it.",
                        "SPF passes for bounce.acme-customer.com, which is aligned with acme-customer.com, whose organizational"
                                + " domain is acme-customer.com.",
                        "A forwarder sends from its own servers, so that SPF does not pass there: sign as acme-customer.com.",
                        "That crm-vendor.net stands in the Sender field has no influence on DMARC.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"customer.example", "customer.test"})
    void names_under_unlisted_last_labels_are_not_one_organization(String customer) {
        DomainName author = DomainName.parse(customer);
        zone.txt("_dmarc." + customer, "v=DMARC1; p=reject");

        assertThat(predict(PlannedMessage.from(author).signedBy(DomainName.parse("vendor." + author.topLevelDomain())))
                        .grade())
                .isEqualTo(DmarcGrade.FAILS);
    }

    @Test
    void signatures_beyond_ten_are_not_looked_at() {
        zone.txt("_dmarc.acme-customer.com", "v=DMARC1; p=reject");
        PlannedMessage message = fromCustomer();
        for (int i = 0; i < 50; i++) {
            message = message.signedBy(DomainName.parse("s" + i + ".other-customer.com"));
        }

        assertThat(predict(message.signedBy(CUSTOMER)).grade()).isEqualTo(DmarcGrade.FAILS);
        assertThat(zone.asked).hasSizeLessThan(40);
    }
}
