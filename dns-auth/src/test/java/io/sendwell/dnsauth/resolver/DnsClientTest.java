package io.sendwell.dnsauth.resolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsAnswer.Trouble;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsQuestion;
import io.sendwell.dns.DnsRecord;
import io.sendwell.dns.DnsType;
import io.sendwell.dns.IpAddress;
import io.sendwell.dnsauth.internal.time.Deadline;
import io.sendwell.testkit.dns.DnsFault;
import io.sendwell.testkit.dns.DnsTransport;
import io.sendwell.testkit.dns.FakeDns;
import io.sendwell.testkit.dns.ReceivedQuestion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class DnsClientTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final DnsQuestion TEXT = DnsQuestion.of("customer.example", DnsType.TXT);

    private final FakeDns dns = FakeDns.start();
    private final FakeDns second = FakeDns.start();
    private final DnsClient client = DnsClient.builder()
            .server(dns.address())
            .directAddress(dns.routes())
            .build();

    @AfterEach
    void stop() {
        dns.close();
        second.close();
    }

    /** Asks with little time, for servers that will not answer. */
    private static DnsClient hurried(FakeDns... servers) {
        DnsClient.Builder builder = DnsClient.builder().tryTimeout(Duration.ofMillis(200));
        for (FakeDns server : servers) {
            builder.server(server.address());
        }
        return builder.build();
    }

    private static Trouble trouble(DnsAnswer answer) {
        assertThat(answer).isInstanceOf(DnsAnswer.Unavailable.class);
        return ((DnsAnswer.Unavailable) answer).trouble();
    }

    @Test
    void records_of_every_type_come_as_they_were_published() {
        List<DnsRecord> records = List.of(
                new DnsRecord.Address(IpAddress.parse("192.0.2.1")),
                new DnsRecord.Address(IpAddress.parse("2001:db8::1")),
                new DnsRecord.MailExchange(10, DnsName.parse("mx.example.org")),
                new DnsRecord.NameServer(DnsName.parse("ns.example.org")),
                new DnsRecord.Pointer(DnsName.parse("host.example.org")),
                new DnsRecord.Text(List.of("one \"quoted\\", "", "two\u00ff\u0000")),
                new DnsRecord.DelegationSigner(12345, 13, 2, "00ff".repeat(16)),
                new DnsRecord.TlsAssociation(3, 1, 1, "ab".repeat(32)));
        for (DnsRecord record : records) {
            DnsName name = DnsName.parse(record.type() + ".example.org");
            dns.publish(name, Duration.ofSeconds(1234), record);

            DnsAnswer answer = client.resolve(DnsQuestion.of(name, record.type()), PATIENCE);

            assertThat(answer)
                    .isEqualTo(new DnsAnswer.Found(
                            DnsQuestion.of(name, record.type()),
                            List.of(record),
                            List.of(),
                            Duration.ofSeconds(1234),
                            false,
                            "127.0.0.1:" + dns.port()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a:b.example.org",
                "with blank.example.org",
                "back\\slash.example.org",
                "\\065.example.org",
                "@.example.org",
                "\u00e9\u00ff\u0001.example.org",
                "\"quoted\";.example.org",
                "*._x.example.org",
                "123456789012345678901234567890123456789012345678901234567890123.example.org"
            })
    void a_name_of_any_octets_arrives_as_it_is(String text) {
        DnsName name = DnsName.parse(text);
        dns.publish(name, DnsRecord.Text.of("here"));

        DnsAnswer answer = client.resolve(DnsQuestion.of(name, DnsType.TXT), PATIENCE);

        assertThat(answer.records(DnsRecord.Text.class)).containsExactly(DnsRecord.Text.of("here"));
    }

    @Test
    void a_name_of_the_greatest_length_arrives_as_it_is() {
        DnsName name =
                DnsName.parse("a".repeat(63) + "." + "b".repeat(63) + "." + "c".repeat(63) + "." + "d".repeat(61));
        dns.publish(name, DnsRecord.Text.of("here"));

        assertThat(client.resolve(DnsQuestion.of(name, DnsType.TXT), PATIENCE)).isInstanceOf(DnsAnswer.Found.class);
    }

    @Test
    void denials_are_told_apart_and_carry_the_time_that_the_zone_allows() {
        dns.zone("customer.example", """
                $TTL 600
                @ IN SOA ns hostmaster 1 3600 600 86400 90
                @ IN A 192.0.2.1
                """);

        assertThat(client.resolve(TEXT, PATIENCE))
                .isInstanceOfSatisfying(
                        DnsAnswer.NoData.class,
                        noData -> assertThat(noData.ttl()).isEqualTo(Duration.ofSeconds(90)));
        assertThat(client.resolve(DnsQuestion.of("no.customer.example", DnsType.TXT), PATIENCE))
                .isInstanceOfSatisfying(
                        DnsAnswer.NoSuchName.class,
                        noName -> assertThat(noName.ttl()).isEqualTo(Duration.ofSeconds(90)));
    }

    @Test
    void an_answer_that_does_not_fit_is_fetched_over_tcp() {
        for (int i = 0; i < 30; i++) {
            dns.publish("customer.example", DnsType.TXT, i + "x".repeat(200));
        }

        DnsAnswer answer = client.resolve(TEXT, PATIENCE);

        assertThat(answer.records(DnsRecord.Text.class)).hasSize(30);
        assertThat(dns.questions())
                .extracting(ReceivedQuestion::transport)
                .containsExactly(DnsTransport.UDP, DnsTransport.TCP);
    }

    @Test
    void an_answer_that_does_not_fit_and_cannot_be_fetched_is_not_there_for_us() {
        dns.publish("customer.example", DnsType.TXT, "here").inject(DnsFault.truncationWithoutTcp());

        assertThat(trouble(client.resolve(TEXT, PATIENCE))).isEqualTo(Trouble.NETWORK);
    }

    @Test
    void edns_offers_what_no_network_splits() {
        client.resolve(TEXT, PATIENCE);

        assertThat(dns.questions()).extracting(ReceivedQuestion::udpSize).containsExactly(1232);
        assertThat(dns.violations()).isEmpty();
    }

    @Test
    void a_server_that_does_not_know_edns_is_asked_without_it() {
        dns.publish("customer.example", DnsType.TXT, "here").inject(DnsFault.ednsUnknown());

        assertThat(client.resolve(TEXT, PATIENCE)).isInstanceOf(DnsAnswer.Found.class);
        assertThat(dns.questions()).extracting(ReceivedQuestion::udpSize).containsExactly(1232, 0);
    }

    @Test
    void a_silent_server_is_asked_twice_and_then_given_up() {
        dns.inject(DnsFault.silence());

        assertThat(trouble(hurried(dns).resolve(TEXT, PATIENCE))).isEqualTo(Trouble.TIMEOUT);
        assertThat(dns.timesAsked("customer.example", DnsType.TXT)).isEqualTo(2);
    }

    @Test
    void a_silent_server_leaves_time_for_the_next_one() {
        dns.inject(DnsFault.silence());
        second.publish("customer.example", DnsType.TXT, "here");
        DnsClient patientWithEach = DnsClient.builder()
                .server(dns.address())
                .server(second.address())
                .tryTimeout(Duration.ofSeconds(30))
                .build();

        assertThat(patientWithEach.resolve(TEXT, Duration.ofSeconds(1)).server())
                .endsWith(":" + second.port());
    }

    @Test
    void a_lost_answer_is_asked_for_again() {
        dns.publish("customer.example", DnsType.TXT, "here")
                .inject(DnsFault.silence().times(1));

        assertThat(hurried(dns).resolve(TEXT, PATIENCE)).isInstanceOf(DnsAnswer.Found.class);
    }

    @Test
    void a_server_in_trouble_is_followed_by_the_next_and_not_asked_again() {
        dns.inject(DnsFault.serverFailure());
        second.publish("customer.example", DnsType.TXT, "here");

        assertThat(hurried(dns, second).resolve(TEXT, PATIENCE)).isInstanceOf(DnsAnswer.Found.class);
        assertThat(dns.questions()).hasSize(1);
    }

    @Test
    void of_several_troubles_the_one_that_says_most_is_told() {
        dns.inject(DnsFault.serverFailure());
        second.inject(DnsFault.silence());

        assertThat(trouble(hurried(dns, second).resolve(TEXT, PATIENCE))).isEqualTo(Trouble.SERVER_FAILURE);
        assertThat(trouble(hurried(second, dns).resolve(TEXT, PATIENCE))).isEqualTo(Trouble.SERVER_FAILURE);
    }

    @Test
    void a_port_where_nobody_listens_is_the_networks_trouble() {
        dns.close();

        assertThat(trouble(client.resolve(TEXT, PATIENCE))).isEqualTo(Trouble.NETWORK);
    }

    @Test
    void refusals_and_garbage_have_names_of_their_own() {
        dns.inject(DnsFault.refused().at("refused.example"))
                .inject(DnsFault.garbage().at("garbage.example"))
                .inject(DnsFault.serverFailure().at("failing.example"));

        assertThat(trouble(client.resolve(DnsQuestion.of("refused.example", DnsType.A), PATIENCE)))
                .isEqualTo(Trouble.REFUSED);
        assertThat(trouble(hurried(dns).resolve(DnsQuestion.of("garbage.example", DnsType.A), PATIENCE)))
                .isIn(Trouble.MALFORMED, Trouble.TIMEOUT);
        assertThat(trouble(client.resolve(DnsQuestion.of("failing.example", DnsType.A), PATIENCE)))
                .isEqualTo(Trouble.SERVER_FAILURE);
    }

    @Test
    void an_answer_under_another_id_is_waited_past() {
        dns.publish("customer.example", DnsType.TXT, "here").inject(DnsFault.forgeryFirst());
        assertThat(client.resolve(TEXT, PATIENCE)).isInstanceOf(DnsAnswer.Found.class);

        dns.heal().inject(DnsFault.wrongId());
        assertThat(trouble(hurried(dns).resolve(TEXT, PATIENCE))).isEqualTo(Trouble.TIMEOUT);
    }

    @Test
    void an_answer_to_another_question_is_none() {
        dns.publish("customer.example", DnsType.TXT, "here").inject(DnsFault.wrongQuestion());

        assertThat(trouble(hurried(dns).resolve(TEXT, PATIENCE))).isEqualTo(Trouble.MALFORMED);
    }

    @Test
    void aliases_are_followed_and_named() {
        dns.publish("""
                customer.example. 300 IN CNAME one.vendor.example.
                one.vendor.example. 100 IN CNAME two.vendor.example.
                two.vendor.example. 200 IN TXT "here"
                """);

        assertThat(client.resolve(TEXT, PATIENCE)).isInstanceOfSatisfying(DnsAnswer.Found.class, found -> {
            assertThat(found.aliases())
                    .containsExactly(DnsName.parse("one.vendor.example"), DnsName.parse("two.vendor.example"));
            assertThat(found.ttl()).isEqualTo(Duration.ofSeconds(100));
        });
    }

    @ParameterizedTest
    @CsvSource({"customer.example, customer.example", "customer.example, a.example", "a.example, customer.example"})
    void aliases_in_a_circle_end_as_malformed(String first, String next) {
        dns.publish("customer.example", DnsType.CNAME, "a.example");
        dns.replace(first, DnsType.CNAME, next);
        dns.replace("a.example", DnsType.CNAME, "customer.example");

        assertThat(trouble(client.resolve(TEXT, PATIENCE))).isIn(Trouble.MALFORMED, Trouble.SERVER_FAILURE);
    }

    @Test
    void the_alias_itself_can_be_asked_for() {
        dns.publish("customer.example", DnsType.CNAME, "vendor.example");

        DnsAnswer answer = client.resolve(DnsQuestion.of("customer.example", DnsType.CNAME), PATIENCE);

        assertThat(answer.records(DnsRecord.Alias.class))
                .containsExactly(new DnsRecord.Alias(DnsName.parse("vendor.example")));
    }

    @Test
    void an_alias_into_nothing_names_the_alias() {
        dns.zone("vendor.example", "").publish("customer.example", DnsType.CNAME, "gone.vendor.example");

        assertThat(client.resolve(TEXT, PATIENCE))
                .isInstanceOfSatisfying(
                        DnsAnswer.NoSuchName.class,
                        noName -> assertThat(noName.aliases()).containsExactly(DnsName.parse("gone.vendor.example")));
    }

    @Test
    void what_dnssec_vouches_for_is_said() {
        dns.publish("customer.example", DnsType.TXT, "here").authenticate("customer.example");

        assertThat(client.resolve(TEXT, PATIENCE))
                .isInstanceOfSatisfying(
                        DnsAnswer.Found.class,
                        found -> assertThat(found.authenticated()).isTrue());
        assertThat(client.withoutValidation().resolve(TEXT, PATIENCE))
                .isInstanceOfSatisfying(
                        DnsAnswer.Found.class,
                        found -> assertThat(found.authenticated()).isFalse());
    }

    @Test
    void a_name_server_is_asked_directly_and_without_recursion() {
        dns.zone("customer.example", "@ IN TXT \"old\"");
        FakeDns nameServer = dns.nameServer("192.0.2.53");
        nameServer.replace("customer.example", DnsType.TXT, "new");

        DnsAnswer answer = client.ask(IpAddress.parse("192.0.2.53"), TEXT, PATIENCE);

        assertThat(answer.records(DnsRecord.Text.class)).containsExactly(DnsRecord.Text.of("new"));
        assertThat(nameServer.questions())
                .singleElement()
                .satisfies(question -> assertThat(question.recursionDesired()).isFalse());
    }

    /** A parent's or a resolver's copy may be old: it proves nothing about what is published now. */
    @Test
    void what_a_server_only_remembers_is_no_answer_of_a_name_server() {
        dns.zone("customer.example", "@ IN TXT \"remembered\"");
        dns.nameServer("192.0.2.53").inject(DnsFault.fromMemory().at("customer.example"));
        dns.inject(DnsFault.fromMemory().at("customer.example"));

        assertThat(trouble(client.ask(IpAddress.parse("192.0.2.53"), TEXT, PATIENCE)))
                .isEqualTo(Trouble.REFUSED);
        assertThat(trouble(client.ask(
                        IpAddress.parse("192.0.2.53"), DnsQuestion.of("customer.example", DnsType.MX), PATIENCE)))
                .isEqualTo(Trouble.REFUSED);
        assertThat(client.resolve(TEXT, PATIENCE).records(DnsRecord.Text.class))
                .containsExactly(DnsRecord.Text.of("remembered"));
    }

    @Test
    void a_name_server_that_does_not_have_the_zone_refuses_in_our_words() {
        dns.zone("customer.example", "@ IN TXT \"old\"\nsub IN NS ns.elsewhere.example.");
        dns.nameServer("192.0.2.53").inject(DnsFault.lame().at("customer.example"));
        IpAddress server = IpAddress.parse("192.0.2.53");

        assertThat(trouble(client.ask(server, TEXT, PATIENCE))).isEqualTo(Trouble.REFUSED);
        assertThat(trouble(client.ask(server, DnsQuestion.of("other.example", DnsType.TXT), PATIENCE)))
                .isEqualTo(Trouble.REFUSED);
        assertThat(trouble(client.ask(server, DnsQuestion.of("a.sub.customer.example", DnsType.TXT), PATIENCE)))
                .isEqualTo(Trouble.REFUSED);
    }

    @Test
    void an_interrupted_thread_gets_no_answer_and_keeps_its_flag() {
        Thread.currentThread().interrupt();

        DnsAnswer answer = client.resolve(TEXT, PATIENCE);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(trouble(answer)).isEqualTo(Trouble.TIMEOUT);
        assertThat(dns.questions()).isEmpty();
    }

    /** An interrupt between two looks at the flag closes the socket, which is no trouble of the network. */
    @Test
    void an_interrupt_in_the_middle_of_an_exchange_is_no_trouble_of_the_network() {
        Query query = Query.of(TEXT, EnumSet.of(Query.Option.RECURSION), DnsClient.DEFAULT_UDP_OCTETS);
        Thread.currentThread().interrupt();

        Exchange.Outcome outcome =
                Exchange.of(query, dns.address(), DnsClient.DEFAULT_UDP_OCTETS, Deadline.in(PATIENCE));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(outcome).isEqualTo(new Exchange.Outcome.Failed(Trouble.TIMEOUT, "interrupted while waiting"));
    }

    @Test
    void an_interrupt_ends_the_wait_for_a_silent_server() throws InterruptedException {
        dns.inject(DnsFault.silence());
        Thread waiting = Thread.currentThread();
        Thread interrupter = new Thread(() -> {
            while (dns.questions().isEmpty()) {
                Thread.onSpinWait();
            }
            waiting.interrupt();
        });
        interrupter.start();

        DnsAnswer answer = DnsClient.builder()
                .server(dns.address())
                .tryTimeout(Duration.ofMinutes(30))
                .build()
                .resolve(TEXT, Duration.ofMinutes(50));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(trouble(answer)).isEqualTo(Trouble.TIMEOUT);
        interrupter.join();
    }

    @Test
    void a_server_at_an_ipv6_address_is_asked() throws IOException {
        dns.publish("customer.example", DnsType.TXT, "here");
        try (DatagramSocket ipv6 = ipv6Loopback()) {
            Thread relay = new Thread(() -> relayOnce(ipv6, dns.address()));
            relay.start();

            DnsAnswer answer = DnsClient.of("[::1]:" + ipv6.getLocalPort()).resolve(TEXT, PATIENCE);

            assertThat(answer).isInstanceOf(DnsAnswer.Found.class);
            assertThat(answer.server()).isEqualTo("[::1]:" + ipv6.getLocalPort());
        }
    }

    private static DatagramSocket ipv6Loopback() throws IOException {
        try {
            return new DatagramSocket(
                    0, InetAddress.getByAddress(IpAddress.parse("::1").octets()));
        } catch (BindException none) {
            return Assumptions.abort("This machine has no IPv6 loopback address.");
        }
    }

    /** Takes one question to the server on IPv4, and its answer back. */
    private static void relayOnce(DatagramSocket ipv6, InetSocketAddress server) {
        try (DatagramSocket ipv4 = new DatagramSocket()) {
            DatagramPacket question = new DatagramPacket(new byte[1500], 1500);
            ipv6.receive(question);
            ipv4.send(new DatagramPacket(question.getData(), question.getLength(), server));
            DatagramPacket answer = new DatagramPacket(new byte[1500], 1500);
            ipv4.receive(answer);
            ipv6.send(new DatagramPacket(answer.getData(), answer.getLength(), question.getSocketAddress()));
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
    }

    @Test
    void no_patience_asks_nobody() {
        assertThat(trouble(client.resolve(TEXT, Duration.ZERO))).isEqualTo(Trouble.TIMEOUT);
        assertThat(dns.questions()).isEmpty();
    }

    @Test
    void no_thread_stays_behind() {
        client.resolve(TEXT, PATIENCE);

        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.contains("dnsjava"));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.53, 192.0.2.53:53",
        "192.0.2.53:5353, 192.0.2.53:5353",
        "2001:db8::53, [2001:db8::53]:53",
        "[2001:db8::53], [2001:db8::53]:53",
        "[2001:db8::53]:5353, [2001:db8::53]:5353"
    })
    void servers_are_written_with_and_without_port(String text, String shown) {
        assertThat(DnsClient.of(text)).hasToString("DnsClient[" + shown + "]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "dns.example.org:53",
                "192.0.2.53:",
                "192.0.2.53:0",
                "192.0.2.53:65536",
                "192.0.2.53:x",
                "[192.0.2.53",
                "[2001:db8::53]x",
                "[2001:db8::53]:",
                "192.0.2.256",
                "192.0.2.53:99999999999999999999"
            })
    void what_is_no_server_is_refused_without_asking_anybody(String text) {
        assertThatThrownBy(() -> DnsClient.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("A DNS server is written as");
    }

    @Test
    void a_client_without_servers_is_not_built() {
        assertThatThrownBy(DnsClient::of)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs a server");
    }

    @Test
    void the_systems_servers_are_taken_only_when_asked_for() {
        assertThat(DnsClient.ofSystem().toString()).startsWith("DnsClient[");
    }
}
