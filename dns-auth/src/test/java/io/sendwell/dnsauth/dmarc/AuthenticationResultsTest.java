package io.sendwell.dnsauth.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.address.DomainName;
import io.sendwell.dns.IpAddress;
import io.sendwell.dnsauth.spf.SpfEvaluator;
import io.sendwell.dnsauth.spf.SpfRequest;
import io.sendwell.dnsauth.spf.SpfVerdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthenticationResultsTest {

    @ParameterizedTest
    @CsvSource({
        "jo@acme-customer.com, acme-customer.com",
        "jo@ACME-Customer.com., acme-customer.com",
        "jo@b\u00fccher.com, xn--bcher-kva.com",
        "jo@\u03c0\u03b1\u03c1\u03ac\u03b4\u03b5\u03b9\u03b3\u03bc\u03b1.com, xn--hxajbheg2az3al.com",
    })
    void the_domain_that_spf_asked_about_is_the_one_that_counts(String reversePath, String domain) {
        Zone zone = new Zone().txt(domain, "v=spf1 ip4:192.0.2.7 -all");
        SpfVerdict verdict = SpfEvaluator.over(zone)
                .check(SpfRequest.mailFrom(IpAddress.parse("192.0.2.7"), reversePath, "mail.example.org"));

        AuthenticationResults results =
                AuthenticationResults.of(DomainName.parse(domain)).withSpf(verdict);

        assertThat(results.spfDomain()).contains(DomainName.parse(domain));
        assertThat(results.spf()).isEqualTo(IdentifierOutcome.PASS);
    }
}
