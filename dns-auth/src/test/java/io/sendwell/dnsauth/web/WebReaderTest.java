package io.sendwell.dnsauth.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendwell.address.DomainName;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsType;
import io.sendwell.dns.IpAddress;
import io.sendwell.dnsauth.web.WebAnswer.Answered;
import io.sendwell.dnsauth.web.WebAnswer.Trouble;
import io.sendwell.dnsauth.web.WebAnswer.Unanswered;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.tls.HeldCertificate;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebReaderTest {

    private static final DomainName ACME = DomainName.parse("acme.example");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final WebRequest FILE = WebRequest.https(ACME, "/file.txt");

    private final ScriptedDns dns = new ScriptedDns().address("acme.example", "127.0.0.1");
    private TestSites sites;

    @BeforeEach
    void openSites() {
        sites = TestSites.open();
    }

    @AfterEach
    void closeSites() {
        sites.close();
    }

    private WebAnswer read(WebRequest request) {
        return sites.reader(dns).read(request, PATIENCE);
    }

    private static Trouble troubleOf(WebAnswer answer) {
        assertThat(answer).isInstanceOf(Unanswered.class);
        return ((Unanswered) answer).trouble();
    }

    private static Answered answered(WebAnswer answer) {
        assertThat(answer).isInstanceOf(Answered.class);
        return (Answered) answer;
    }

    @Test
    void a_file_is_read_with_what_is_known_of_the_site() {
        sites.page(
                "https://acme.example/file.txt",
                new MockResponse.Builder()
                        .body("proof\n")
                        .setHeader("Content-Type", "Text/Plain; charset=utf-8")
                        .build());

        Answered answer = answered(read(FILE));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("proof\n");
        assertThat(answer.wholeBody()).isTrue();
        assertThat(answer.mediaType()).isEqualTo("text/plain");
        assertThat(answer.address()).isEqualTo(IpAddress.parse("127.0.0.1"));
        assertThat(answer.certificateEnd())
                .hasValueSatisfying(end -> assertThat(end).isAfter(Instant.now()));
        assertThat(answer.toString()).doesNotContain("proof");
    }

    @Test
    void a_file_is_read_without_tls_too() {
        sites.page("http://acme.example/file.txt", "proof");

        Answered answer = answered(read(WebRequest.http(ACME, "/file.txt")));

        assertThat(answer.body()).isEqualTo("proof");
        assertThat(answer.certificateEnd()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.8.8",
                "10.1.2.3",
                "169.254.169.254",
                "192.168.1.1",
                "100.64.0.1",
                "0.0.0.0",
                "::1",
                "::ffff:127.0.0.1",
                "fd00:ec2::254",
                "fe80::1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::1",
                "2001:0:7f00:1::1"
            })
    void an_address_that_is_not_public_is_never_connected_to(String address) {
        ScriptedDns inward = new ScriptedDns().address("acme.example", address);
        WebReader reader = TestSites.settings(inward).build();

        WebAnswer answer = reader.read(FILE, PATIENCE);

        assertThat(troubleOf(answer)).isEqualTo(Trouble.ADDRESS_NOT_PUBLIC);
        assertThat(((Unanswered) answer).detail()).contains("acme.example points to");
        assertThat(sites.asked()).isEmpty();
    }

    @Test
    void of_a_public_and_a_private_address_only_the_public_one_is_used() {
        dns.address("mixed.example", "10.0.0.1", "127.0.0.1", "fd00::1");
        sites.page("http://mixed.example/", "here");

        Answered answer = answered(read(WebRequest.http(DomainName.parse("mixed.example"), "/")));

        assertThat(answer.address()).isEqualTo(IpAddress.parse("127.0.0.1"));
    }

    @Test
    void a_name_that_changes_its_address_after_the_check_is_not_asked_for_again() {
        ScriptedDns rebinding =
                new ScriptedDns().address("acme.example", "127.0.0.1").address("acme.example", "10.0.0.1");
        sites.page("https://acme.example/file.txt", TestSites.redirect("/other.txt"));
        sites.page("https://acme.example/other.txt", "proof");

        Answered answer = answered(sites.reader(rebinding).read(FILE.followingWithinHost(), PATIENCE));

        assertThat(answer.body()).isEqualTo("proof");
        assertThat(answer.address()).isEqualTo(IpAddress.parse("127.0.0.1"));
        assertThat(rebinding.asked()).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void a_socket_goes_to_the_checked_addresses_and_to_no_others() throws IOException {
        PinnedSocketFactory sockets = new PinnedSocketFactory(List.of(IpAddress.parse("192.0.2.1")));

        assertThatThrownBy(() -> sockets.createSocket(InetAddress.getLoopbackAddress(), sites.httpPort()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not checked");
        assertThatThrownBy(() -> sockets.createSocket("127.0.0.1", sites.httpPort()))
                .isInstanceOf(IOException.class);
        assertThat(sockets.connected()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.1",
                "2130706433",
                "0x7f.1",
                "0177.0.0.01",
                "[::1]",
                "localhost:80",
                "a@b.example"
            })
    void an_address_in_disguise_is_no_host(String host) {
        assertThatThrownBy(() -> WebRequest.http(DomainName.parse(host), "/"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "0x7f000001"})
    void a_name_means_what_our_resolver_says_and_nothing_else(String host) {
        WebAnswer answer = read(WebRequest.http(DomainName.parse(host), "/"));

        assertThat(troubleOf(answer)).isEqualTo(Trouble.NO_ADDRESS);
        assertThat(sites.asked()).isEmpty();
    }

    @Test
    void a_redirect_is_the_answer_unless_following_was_asked_for() {
        sites.page("https://acme.example/file.txt", TestSites.redirect("/other.txt"));

        Answered answer = answered(read(FILE));

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.redirect()).contains("/other.txt");
        assertThat(sites.asked()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/",
                "https://www.acme.example/file.txt",
                "//evil.example/",
                "http://acme.example/x",
                "https://acme.example:1/x",
                "https://acme.example.evil.example/",
                "file:///etc/passwd",
                "gopher://x/",
                "https://acme.example@127.0.0.1/",
                "http://[::1]/",
                "https:///",
                "::::",
                ""
            })
    void a_redirect_to_elsewhere_is_never_followed(String target) {
        sites.page("https://acme.example/file.txt", TestSites.redirect(target));
        sites.otherwise(TestSites.status(200));

        Answered answer = answered(read(FILE.followingWithinHost()));

        assertThat(answer.status()).isIn(302, 200);
        assertThat(sites.asked()).allMatch(url -> url.startsWith("https://acme.example/"));
        assertThat(answer.url()).startsWith("https://acme.example:" + sites.httpsPort() + "/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://www.acme.example:PORT/file.txt", "//www.acme.example:PORT/file.txt"})
    void a_redirect_to_another_host_is_not_followed_even_where_the_port_is_ours(String target) {
        sites.page(
                "https://acme.example/file.txt",
                TestSites.redirect(target.replace("PORT", String.valueOf(sites.httpsPort()))));

        assertThat(answered(read(FILE.followingWithinHost())).status()).isEqualTo(302);
        assertThat(sites.asked()).containsExactly("https://acme.example/file.txt");
    }

    @Test
    void a_redirect_from_http_to_https_of_the_same_host_is_followed_without_its_password() {
        sites.page(
                "http://acme.example/file.txt",
                TestSites.redirect("https://user:secret@acme.example:" + sites.httpsPort() + "/file.txt"));
        sites.page("https://acme.example/file.txt", "proof");

        Answered answer = answered(read(WebRequest.http(ACME, "/file.txt").followingWithinHost()));

        assertThat(answer.body()).isEqualTo("proof");
        assertThat(answer.url()).doesNotContain("secret");
    }

    @Test
    void redirects_in_a_circle_end_after_three() {
        sites.page("https://acme.example/file.txt", TestSites.redirect("/file.txt"));

        Answered answer = answered(read(FILE.followingWithinHost()));

        assertThat(answer.redirect()).contains("/file.txt");
        assertThat(sites.asked()).hasSize(4);
    }

    @Test
    void of_a_huge_body_only_the_beginning_is_read() {
        sites.page("https://acme.example/file.txt", "x".repeat(50_000_000));

        Answered answer = answered(read(FILE));

        assertThat(answer.body()).hasSize(WebRequest.DEFAULT_MAX_BODY);
        assertThat(answer.wholeBody()).isFalse();
    }

    @Test
    void a_body_of_exactly_the_limit_is_whole() {
        sites.page("https://acme.example/file.txt", "x".repeat(64));

        assertThat(answered(read(FILE.withMaxBody(64))).wholeBody()).isTrue();
        assertThat(answered(read(FILE.withMaxBody(63))).wholeBody()).isFalse();
    }

    @Test
    void what_is_compressed_stays_compressed() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
            gzip.write(new byte[10_000_000]);
        }
        sites.page(
                "https://acme.example/file.txt",
                new MockResponse.Builder()
                        .setHeader("Content-Encoding", "gzip")
                        .body(new Buffer().write(bomb.toByteArray()))
                        .build());

        Answered answer = answered(read(FILE));

        assertThat(answer.wholeBody()).isFalse();
        assertThat(answer.body()).startsWith("\u001f");
    }

    @Test
    void a_site_that_drips_its_answer_is_left_in_time() {
        sites.page(
                "https://acme.example/file.txt",
                new MockResponse.Builder()
                        .body("x".repeat(1000))
                        .throttleBody(1, 200, TimeUnit.MILLISECONDS)
                        .build());

        assertThat(troubleOf(sites.reader(dns).read(FILE, Duration.ofSeconds(1))))
                .isEqualTo(Trouble.TIMEOUT);
    }

    @Test
    void a_site_that_says_nothing_is_left_in_time() {
        sites.page(
                "https://acme.example/file.txt",
                new MockResponse.Builder()
                        .onResponseStart(SocketEffect.Stall.INSTANCE)
                        .build());

        assertThat(troubleOf(sites.reader(dns).read(FILE, Duration.ofSeconds(1))))
                .isEqualTo(Trouble.TIMEOUT);
    }

    @Test
    void an_answer_that_breaks_off_is_no_answer() {
        sites.page(
                "https://acme.example/file.txt",
                new MockResponse.Builder()
                        .body("x".repeat(1000))
                        .onResponseBody(new SocketEffect.CloseSocket())
                        .build());

        assertThat(troubleOf(read(FILE))).isEqualTo(Trouble.BROKEN);
    }

    @Test
    void what_is_not_http_is_not_repeated() throws Exception {
        try (ServerSocket secretive = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(
                    () -> {
                        try (var socket = secretive.accept()) {
                            socket.getOutputStream()
                                    .write("-ERR secret of redis\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                            socket.getOutputStream().flush();
                            socket.getInputStream().readAllBytes();
                        } catch (IOException closed) {
                            // The client has read enough.
                        }
                    },
                    "secretive");
            server.start();
            WebReader reader = TestSites.settings(dns)
                    .permitLoopback(1, secretive.getLocalPort())
                    .build();

            WebAnswer answer = reader.read(WebRequest.http(ACME, "/"), PATIENCE);

            assertThat(troubleOf(answer)).isEqualTo(Trouble.BROKEN);
            assertThat(answer.toString()).doesNotContain("secret of redis");
            server.join();
        }
    }

    @Test
    void a_port_where_nobody_listens_is_said() throws IOException {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        WebReader reader =
                TestSites.settings(dns).permitLoopback(nobody, nobody).build();

        assertThat(troubleOf(reader.read(FILE, PATIENCE))).isEqualTo(Trouble.NO_CONNECTION);
    }

    @Test
    void a_name_without_address_and_one_that_could_not_be_asked_for_are_told_apart() {
        ScriptedDns other = new ScriptedDns()
                .unavailable(DnsName.parse("away.example"), DnsType.A)
                .unavailable(DnsName.parse("away.example"), DnsType.AAAA);
        WebReader reader = sites.reader(other);

        assertThat(troubleOf(reader.read(WebRequest.https(DomainName.parse("away.example"), "/"), PATIENCE)))
                .isEqualTo(Trouble.DNS_UNAVAILABLE);
        assertThat(troubleOf(reader.read(WebRequest.https(DomainName.parse("none.example"), "/"), PATIENCE)))
                .isEqualTo(Trouble.NO_ADDRESS);
    }

    @Test
    void a_certificate_for_another_name_is_refused() {
        dns.address("other.example", "127.0.0.1");

        WebAnswer answer = read(WebRequest.https(DomainName.parse("other.example"), "/"));

        assertThat(troubleOf(answer)).isEqualTo(Trouble.TLS);
        assertThat(((Unanswered) answer).detail()).contains("for another name");
        assertThat(sites.asked()).isEmpty();
    }

    @Test
    void a_certificate_that_nobody_vouches_for_is_refused() {
        sites.close();
        sites = TestSites.open(new HeldCertificate.Builder()
                .addSubjectAlternativeName("acme.example")
                .build());

        WebAnswer answer = read(FILE);

        assertThat(troubleOf(answer)).isEqualTo(Trouble.TLS);
        assertThat(((Unanswered) answer).detail()).contains("not from an authority that is trusted");
    }

    @Test
    void a_certificate_that_has_expired_is_refused() {
        sites.close();
        Instant past = Instant.now().minus(30, ChronoUnit.DAYS);
        sites = TestSites.open(new HeldCertificate.Builder()
                .addSubjectAlternativeName("acme.example")
                .validityInterval(
                        past.toEpochMilli(), past.plus(1, ChronoUnit.DAYS).toEpochMilli())
                .signedBy(TestSites.authority())
                .build());

        WebAnswer answer = read(FILE);

        assertThat(troubleOf(answer)).isEqualTo(Trouble.TLS);
        assertThat(((Unanswered) answer).detail()).contains("has expired");
    }

    @Test
    void a_proxy_of_the_virtual_machine_is_not_used() {
        sites.page("http://acme.example/", "direct");
        System.setProperty("socksProxyHost", "127.0.0.1");
        System.setProperty("socksProxyPort", "1");
        System.setProperty("http.proxyHost", "127.0.0.1");
        System.setProperty("http.proxyPort", "1");
        System.setProperty("http.nonProxyHosts", "");
        try {
            assertThat(answered(read(WebRequest.http(ACME, "/"))).body()).isEqualTo("direct");
        } finally {
            for (String property : new String[] {
                "socksProxyHost", "socksProxyPort", "http.proxyHost", "http.proxyPort", "http.nonProxyHosts"
            }) {
                System.clearProperty(property);
            }
        }
    }

    @Test
    void an_interrupt_ends_the_call_and_stays_set() {
        sites.page("https://acme.example/file.txt", "proof");

        Thread.currentThread().interrupt();
        WebAnswer answer = read(FILE);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(troubleOf(answer)).isEqualTo(Trouble.TIMEOUT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "file", "/a?b=c", "/a#b", "/a b", "/\r\nHost: x", "/%2e%2e/"})
    void what_is_no_path_is_refused(String path) {
        assertThatThrownBy(() -> WebRequest.https(ACME, path)).isInstanceOf(IllegalArgumentException.class);
    }
}
