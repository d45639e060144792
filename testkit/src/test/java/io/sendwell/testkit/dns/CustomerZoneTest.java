package io.sendwell.testkit.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.dns.DnsType;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Rcode;

class CustomerZoneTest {

    @Test
    void a_customer_has_mail_and_a_website_and_no_authentication() throws IOException {
        try (FakeDns dns = CustomerZone.of("customer.example").publishTo(FakeDns.start())) {
            Client client = Client.of(dns);

            assertThat(client.answers("customer.example", "MX")).containsExactly("MX 10 mail.customer.example.");
            assertThat(client.answers("mail.customer.example", "A")).containsExactly("A 192.0.2.25");
            assertThat(client.answers("www.customer.example", "A")).containsExactly("A 192.0.2.80");
            assertThat(client.answers("customer.example", "NS"))
                    .containsExactly("NS ns1.customer.example.", "NS ns2.customer.example.");
            assertThat(client.answers("customer.example", "TXT")).isEmpty();
            assertThat(client.ask("_dmarc.customer.example", "TXT").getRcode()).isEqualTo(Rcode.NXDOMAIN);
        }
    }

    @Test
    void what_is_added_is_published_as_it_was_written() throws IOException {
        String key = "v=DKIM1; p=" + "A".repeat(392);
        CustomerZone zone = CustomerZone.bare("customer.example")
                .spf("v=spf1 exp=\"quoted\\\" -all")
                .spf("v=spf1 +all")
                .dkim("s1", key)
                .dmarc("v=DMARC1; p=none")
                .entry("bounce", DnsType.CNAME, "bounce.vendor.example.")
                .line("_challenge IN TXT \"token\"");
        try (FakeDns dns = zone.publishTo(FakeDns.start())) {
            Client client = Client.of(dns);

            assertThat(client.answers("customer.example", "MX")).isEmpty();
            assertThat(client.answers("customer.example", "TXT"))
                    .containsExactly("TXT \"v=spf1 exp=\\\"quoted\\\\\\\" -all\"", "TXT \"v=spf1 +all\"");
            assertThat(Client.strings(client.ask("s1._domainkey.customer.example", "TXT")))
                    .extracting(string -> string.length)
                    .containsExactly(255, key.length() - 255);
            assertThat(client.answers("_dmarc.customer.example", "TXT")).containsExactly("TXT \"v=DMARC1; p=none\"");
            assertThat(client.answers("bounce.customer.example", "CNAME"))
                    .containsExactly("CNAME bounce.vendor.example.");
            assertThat(client.answers("_challenge.customer.example", "TXT")).containsExactly("TXT token");
        }
    }
}
