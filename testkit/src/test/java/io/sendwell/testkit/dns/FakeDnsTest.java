package io.sendwell.testkit.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.xbill.DNS.Section.ADDITIONAL;
import static org.xbill.DNS.Section.ANSWER;
import static org.xbill.DNS.Section.AUTHORITY;

import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsRecord;
import io.sendwell.dns.DnsType;
import io.sendwell.dns.IpAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;

class FakeDnsTest {

    private static final String CUSTOMER = """
            $TTL 3600
            @           IN SOA  ns1 hostmaster 2026112201 7200 900 1209600 120
            @           IN NS   ns1
            @           IN MX   10 mail
            @       300 IN TXT  "v=spf1 mx -all"
            ns1         IN A    192.0.2.53
            mail        IN A    192.0.2.25
            mail        IN AAAA 2001:db8::25
            www         IN CNAME shop
            shop        IN CNAME hosting.vendor.example.
            gone        IN CNAME nobody.vendor.example.
            loop        IN CNAME pool
            pool        IN CNAME loop
            *.wild      IN TXT  "anything"
            real.wild   IN A    192.0.2.80
            dept        IN NS   ns.dept
            ns.dept     IN A    192.0.2.54
            s1._domainkey IN TXT ( "v=DKIM1; p=first"
                                   "second" )
            """;

    private final FakeDns dns = FakeDns.builder()
            .zone("customer.example", CUSTOMER)
            .zone("vendor.example", "hosting IN A 198.51.100.7")
            .start();

    @AfterEach
    void stop() {
        dns.close();
    }

    @Test
    void a_record_of_the_zone_is_found_with_its_ttl() throws IOException {
        Message answer = Client.of(dns).ask("CUSTOMER.example", "TXT");

        assertThat(Client.data(answer, ANSWER)).containsExactly("TXT \"v=spf1 mx -all\"");
        assertThat(answer.getSection(ANSWER)).extracting(Record::getTTL).containsExactly(300L);
        assertThat(answer.getHeader().getFlag(Flags.RA)).isTrue();
        assertThat(answer.getHeader().getFlag(Flags.AA)).isFalse();
    }

    @Test
    void a_connection_gets_the_same_answer_as_a_datagram() throws IOException {
        assertThat(Client.of(dns).byTcp().answers("customer.example", "MX"))
                .isEqualTo(Client.of(dns).answers("customer.example", "MX"))
                .containsExactly("MX 10 mail.customer.example.");
    }

    @Test
    void a_name_that_is_not_there_is_told_from_one_without_such_a_record() throws IOException {
        Message noName = Client.of(dns).ask("missing.customer.example", "TXT");
        Message noData = Client.of(dns).ask("mail.customer.example", "TXT");

        assertThat(noName.getRcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(noData.getRcode()).isEqualTo(Rcode.NOERROR);
        for (Message denial : List.of(noName, noData)) {
            assertThat(denial.getSection(ANSWER)).isEmpty();
            assertThat(Client.data(denial, AUTHORITY))
                    .singleElement()
                    .asString()
                    .startsWith("SOA ns1.customer");
            assertThat(denial.getSection(AUTHORITY)).extracting(Record::getTTL).containsExactly(120L);
        }
    }

    @Test
    void a_name_that_only_has_names_below_it_exists() throws IOException {
        assertThat(Client.of(dns).ask("_domainkey.customer.example", "TXT").getRcode())
                .isEqualTo(Rcode.NOERROR);
    }

    @Test
    void a_resolver_follows_aliases_into_other_zones() throws IOException {
        assertThat(Client.of(dns).answers("www.customer.example", "A"))
                .containsExactly("CNAME shop.customer.example.", "CNAME hosting.vendor.example.", "A 198.51.100.7");
        assertThat(Client.of(dns).answers("www.customer.example", "CNAME"))
                .containsExactly("CNAME shop.customer.example.");
    }

    @Test
    void an_alias_of_nobody_says_so_and_shows_the_alias() throws IOException {
        Message answer = Client.of(dns).ask("gone.customer.example", "A");

        assertThat(answer.getRcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(Client.data(answer, ANSWER)).containsExactly("CNAME nobody.vendor.example.");
    }

    @Test
    void aliases_in_a_circle_are_told_once_each() throws IOException {
        assertThat(Client.of(dns).answers("loop.customer.example", "A"))
                .containsExactly("CNAME pool.customer.example.", "CNAME loop.customer.example.");
    }

    @Test
    void a_wildcard_answers_where_no_name_is() throws IOException {
        Client client = Client.of(dns);
        Message made = client.ask("a.b.wild.customer.example", "TXT");

        assertThat(made.getSection(ANSWER))
                .extracting(record -> record.getName() + " " + record.rdataToString())
                .containsExactly("a.b.wild.customer.example. anything");
        assertThat(client.ask("a.wild.customer.example", "MX").getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(client.answers("real.wild.customer.example", "TXT")).isEmpty();
        // RFC 4592 section 3.3.1: the closest name that exists is real.wild, and it has no wildcard of its own.
        assertThat(client.ask("below.real.wild.customer.example", "TXT").getRcode())
                .isEqualTo(Rcode.NXDOMAIN);
    }

    @Test
    void a_server_of_the_zone_answers_with_authority_and_refers_to_others() throws IOException {
        Client client = Client.of(dns).withoutRecursion();
        Message own = client.ask("customer.example", "MX");
        Message referral = client.ask("www.dept.customer.example", "A");

        assertThat(own.getHeader().getFlag(Flags.AA)).isTrue();
        assertThat(referral.getHeader().getFlag(Flags.AA)).isFalse();
        assertThat(referral.getSection(ANSWER)).isEmpty();
        assertThat(Client.data(referral, AUTHORITY)).containsExactly("NS ns.dept.customer.example.");
        assertThat(Client.data(referral, ADDITIONAL)).containsExactly("A 192.0.2.54");
        assertThat(client.ask("example.net", "A").getRcode()).isEqualTo(Rcode.REFUSED);
    }

    @Test
    void a_resolver_cannot_look_behind_a_delegation_to_nobody() throws IOException {
        assertThat(Client.of(dns).ask("www.dept.customer.example", "A").getRcode())
                .isEqualTo(Rcode.SERVFAIL);
        dns.zone("dept.customer.example", "www IN A 192.0.2.81");
        assertThat(Client.of(dns).answers("www.dept.customer.example", "A")).containsExactly("A 192.0.2.81");
    }

    @Test
    void without_recursion_nobody_is_answered_for_others() throws IOException {
        try (FakeDns server = FakeDns.builder()
                .zone("customer.example", CUSTOMER)
                .withoutRecursion()
                .start()) {
            Message answer = Client.of(server).ask("www.customer.example", "A");

            assertThat(answer.getHeader().getFlag(Flags.RA)).isFalse();
            assertThat(Client.data(answer, ANSWER))
                    .containsExactly("CNAME shop.customer.example.", "CNAME hosting.vendor.example.");
            assertThat(Client.of(server).ask("hosting.vendor.example", "A").getRcode())
                    .isEqualTo(Rcode.REFUSED);
        }
    }

    @Test
    void records_change_while_it_runs() throws IOException {
        Client client = Client.of(dns);
        dns.publish("_dmarc.customer.example", DnsType.TXT, "v=DMARC1; p=none");
        assertThat(client.answers("_dmarc.customer.example", "TXT")).containsExactly("TXT \"v=DMARC1; p=none\"");

        dns.replace("_dmarc.customer.example", DnsType.TXT, "v=DMARC1; p=reject");
        assertThat(client.answers("_dmarc.customer.example", "TXT")).containsExactly("TXT \"v=DMARC1; p=reject\"");

        dns.remove("_dmarc.customer.example", DnsType.TXT);
        assertThat(client.ask("_dmarc.customer.example", "TXT").getRcode()).isEqualTo(Rcode.NXDOMAIN);

        dns.remove("customer.example");
        assertThat(client.answers("customer.example", "MX")).isEmpty();
    }

    @Test
    void a_record_outside_every_zone_is_found_by_a_resolver() throws IOException {
        dns.publish("stray.example.net. 17 IN MX 5 mx.example.net.");

        assertThat(Client.of(dns).answers("stray.example.net", "MX")).containsExactly("MX 5 mx.example.net.");
        assertThat(Client.of(dns).ask("example.net", "MX").getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(Client.of(dns).ask("other.example.net", "MX").getRcode()).isEqualTo(Rcode.NXDOMAIN);
    }

    @Test
    void octets_come_through_that_no_zone_file_can_say() throws IOException {
        DnsName name = DnsName.parse("a:\u0000\u00ffb.customer.example");
        dns.publish(name, new DnsRecord.Text(List.of("", "\u0000\u0080\r\n", "")));

        List<byte[]> strings = Client.strings(Client.of(dns).ask("a:\\000\\255b.customer.example", "TXT"));

        assertThat(strings)
                .containsExactly(new byte[0], "\u0000\u0080\r\n".getBytes(StandardCharsets.ISO_8859_1), new byte[0]);
    }

    @Test
    void a_long_text_is_cut_into_strings_and_a_zone_may_have_utf_8() throws IOException {
        dns.publish("long.customer.example", DnsType.TXT, "x".repeat(600));
        dns.publish("utf8.customer.example. IN TXT \"größe\"");

        assertThat(Client.strings(Client.of(dns).ask("long.customer.example", "TXT")))
                .extracting(string -> string.length)
                .containsExactly(255, 255, 90);
        assertThat(Client.strings(Client.of(dns).ask("utf8.customer.example", "TXT")))
                .containsExactly("größe".getBytes(StandardCharsets.UTF_8));
        assertThat(Client.of(dns).answers("s1._domainkey.customer.example", "TXT"))
                .containsExactly("TXT \"v=DKIM1; p=first\" second");
    }

    @Test
    void every_type_of_record_can_be_published_octet_by_octet() throws IOException {
        DnsName name = DnsName.parse("types.example.net");
        DnsName target = DnsName.parse("target.example.net");
        dns.publish(name, new DnsRecord.Address(IpAddress.parse("192.0.2.1")))
                .publish(name, new DnsRecord.Address(IpAddress.parse("2001:db8::1")))
                .publish(name, Duration.ofSeconds(7), new DnsRecord.MailExchange(0, DnsName.ROOT))
                .publish(name, new DnsRecord.Pointer(target))
                .publish(name, new DnsRecord.DelegationSigner(4711, 13, 2, "00ff"))
                .publish(name, new DnsRecord.TlsAssociation(3, 1, 1, "abcd"))
                .publish(name, new DnsRecord.NameServer(target))
                .publish(name, new DnsRecord.StartOfAuthority(target, 42, Duration.ofSeconds(30)))
                .publish(name.child("alias"), new DnsRecord.Alias(target));
        Client client = Client.of(dns);

        assertThat(client.answers("types.example.net", "A")).containsExactly("A 192.0.2.1");
        assertThat(client.answers("types.example.net", "AAAA")).containsExactly("AAAA 2001:db8:0:0:0:0:0:1");
        assertThat(client.answers("types.example.net", "MX")).containsExactly("MX 0 .");
        assertThat(client.answers("types.example.net", "PTR")).containsExactly("PTR target.example.net.");
        assertThat(client.answers("types.example.net", "DS")).containsExactly("DS 4711 13 2 00FF");
        assertThat(client.answers("types.example.net", "TLSA")).containsExactly("TLSA 3 1 1 ABCD");
        assertThat(client.answers("types.example.net", "NS")).containsExactly("NS target.example.net.");
        assertThat(client.answers("types.example.net", "SOA"))
                .singleElement()
                .asString()
                .contains(" 42 ");
        assertThat(client.answers("alias.types.example.net", "CNAME")).containsExactly("CNAME target.example.net.");
    }

    @Test
    void an_answer_too_long_for_a_datagram_is_truncated_and_comes_by_tcp() throws IOException {
        dns.publish("long.customer.example", DnsType.TXT, "x".repeat(1000));
        Message cut = Client.of(dns).withUdpSize(0).ignoringTruncation().ask("long.customer.example", "TXT");
        Message whole = Client.of(dns).withUdpSize(0).ask("long.customer.example", "TXT");
        Message byEdns = Client.of(dns).withUdpSize(1232).ignoringTruncation().ask("long.customer.example", "TXT");

        assertThat(cut.getHeader().getFlag(Flags.TC)).isTrue();
        assertThat(cut.getSection(ANSWER)).isEmpty();
        assertThat(whole.getSection(ANSWER)).hasSize(1);
        assertThat(byEdns.getHeader().getFlag(Flags.TC)).isFalse();
        assertThat(byEdns.getSection(ANSWER)).hasSize(1);
        assertThat(byEdns.getOPT()).isNotNull();
        assertThat(dns.questions())
                .extracting(ReceivedQuestion::transport)
                .containsExactly(DnsTransport.UDP, DnsTransport.UDP, DnsTransport.TCP, DnsTransport.UDP);
        assertThat(dns.questions()).extracting(ReceivedQuestion::udpSize).containsExactly(0, 0, 0, 1232);
    }

    @Test
    void it_vouches_for_names_to_those_who_understand_it() throws IOException {
        dns.authenticate("customer.example");
        Client client = Client.of(dns);

        assertThat(client.ask("mail.customer.example", "A", Flags.AD)
                        .getHeader()
                        .getFlag(Flags.AD))
                .isTrue();
        assertThat(client.ask("nobody.customer.example", "A", Flags.AD)
                        .getHeader()
                        .getFlag(Flags.AD))
                .isTrue();
        assertThat(client.ask("mail.customer.example", "A").getHeader().getFlag(Flags.AD))
                .isFalse();
        // The alias leads out of what is vouched for.
        assertThat(client.ask("www.customer.example", "A", Flags.AD).getHeader().getFlag(Flags.AD))
                .isFalse();
    }

    @Test
    void a_name_server_has_its_own_content_and_its_own_address() throws IOException {
        FakeDns first = dns.nameServer("192.0.2.53");
        FakeDns second = dns.nameServer("2001:db8::53");
        first.replace("customer.example", DnsType.TXT, "v=spf1 -all");

        assertThat(Client.of(first).answers("customer.example", "TXT")).containsExactly("TXT \"v=spf1 -all\"");
        assertThat(Client.of(second).answers("customer.example", "TXT")).containsExactly("TXT \"v=spf1 mx -all\"");
        assertThat(dns.routes().apply(IpAddress.parse("192.0.2.53"))).isEqualTo(first.address());
        assertThat(dns.routes().apply(IpAddress.parse("2001:db8::53"))).isEqualTo(second.address());
        assertThat(dns.routes().apply(IpAddress.parse("192.0.2.99"))).isEqualTo(dns.address());
        assertThat(dns.questions()).isEmpty();
    }

    @Test
    void it_remembers_what_it_was_asked() throws IOException {
        Client.of(dns).ask("Customer.Example", "TXT");
        Client.of(dns).withoutRecursion().ask("customer.example", "TXT");
        Client.of(dns).byTcp().ask("customer.example", "MX");

        assertThat(dns.timesAsked("customer.EXAMPLE.", DnsType.TXT)).isEqualTo(2);
        assertThat(dns.questions())
                .extracting(ReceivedQuestion::toString)
                .containsExactly(
                        "TXT customer.example by UDP", "TXT customer.example by UDP", "MX customer.example by TCP");
        assertThat(dns.questions())
                .extracting(ReceivedQuestion::recursionDesired)
                .containsExactly(true, false, true);
        assertThat(dns.violations()).isEmpty();
        dns.clear();
        assertThat(dns.questions()).isEmpty();
    }

    @Test
    void text_that_is_no_zone_is_refused_with_its_line() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dns.publish("customer.example. IN A 192.0.2.256"))
                .withMessageContaining("192.0.2.256");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dns.publish("customer.example", DnsType.MX, "mail"))
                .withMessageContaining("\"mail\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dns.publish("customer.example", DnsType.TXT, "größer als 漢"))
                .withMessageContaining("octets");
        assertThatIllegalArgumentException().isThrownBy(() -> dns.remove("a..b"));
    }
}
