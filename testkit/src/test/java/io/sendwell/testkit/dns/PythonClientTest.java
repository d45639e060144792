package io.sendwell.testkit.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsRecord;
import io.sendwell.dns.DnsType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** dnspython as an independent client that shares no code with dnsjava. */
class PythonClientTest {

    @Test
    void dnspython_reads_what_the_server_says() throws Exception {
        String python = pythonWithDns().orElse("");
        assumeTrue(!python.isEmpty(), "python3 with dnspython is not installed; dnsjava alone judges the server");
        try (FakeDns dns = CustomerZone.of("customer.example")
                .spf("v=spf1 mx -all")
                .line("alias IN CNAME www")
                .line("*.wild IN MX 5 mail")
                .publishTo(FakeDns.start())) {
            dns.publish(DnsName.parse("odd:\u0001.customer.example"), new DnsRecord.Text(List.of("", "\u00ff")));
            dns.publish("long.customer.example", DnsType.TXT, "x".repeat(700));
            dns.authenticate("customer.example");

            assertThat(ask(python, dns).lines())
                    .containsExactly(
                            "customer.example. TXT NOERROR QR RD RA ['\"v=spf1 mx -all\"']",
                            "alias.customer.example. A NOERROR QR RD RA ['www.customer.example.', '192.0.2.80']",
                            "a.wild.customer.example. MX NOERROR QR RD RA ['5 mail.customer.example.']",
                            "odd:\\001.customer.example. TXT NOERROR QR RD RA ['\"\" \"\\\\255\"']",
                            "missing.customer.example. A NXDOMAIN QR RD RA [] SOA 600",
                            "mail.customer.example. MX NOERROR QR RD RA [] SOA 600",
                            "plain UDP: True 0",
                            "with TCP: 1",
                            "authoritative: QR AA RA",
                            "authenticated: QR RD RA AD");
            assertThat(dns.violations()).isEmpty();
        }
    }

    private static String ask(String python, FakeDns dns) throws IOException, InterruptedException {
        return run(List.of(python, "-X", "utf8", "-c", """
                import sys
                import dns.flags, dns.message, dns.query, dns.rcode
                host, port = sys.argv[1], int(sys.argv[2])
                def udp(query, **more):
                    return dns.query.udp(query, host, timeout=20, port=port, **more)
                for name, kind in [('customer.example.', 'TXT'), ('alias.customer.example.', 'A'),
                        ('a.wild.customer.example.', 'MX'), ('odd:\\\\001.customer.example.', 'TXT'),
                        ('missing.customer.example.', 'A'), ('mail.customer.example.', 'MX')]:
                    answer = udp(dns.message.make_query(name, kind, use_edns=0))
                    said = [record.to_text() for rrset in answer.answer for record in rrset]
                    denied = ''.join(' SOA %d' % rrset.ttl for rrset in answer.authority)
                    print(name, kind, dns.rcode.to_text(answer.rcode()), dns.flags.to_text(answer.flags), str(said) + denied)
                query = dns.message.make_query('long.customer.example.', 'TXT', use_edns=False)
                cut = udp(query)
                print('plain UDP:', bool(cut.flags & dns.flags.TC), len(cut.answer))
                print('with TCP:', len(dns.query.tcp(query, host, timeout=20, port=port).answer))
                query = dns.message.make_query('customer.example.', 'MX')
                query.flags &= ~dns.flags.RD
                print('authoritative:', dns.flags.to_text(udp(query).flags))
                query = dns.message.make_query('customer.example.', 'MX', want_dnssec=True)
                print('authenticated:', dns.flags.to_text(udp(query).flags))
                """, dns.host(), String.valueOf(dns.port())));
    }

    /** The python3 of the path, or that of the system, whichever knows dnspython. */
    private static Optional<String> pythonWithDns() throws InterruptedException {
        for (String python : List.of("python3", "/usr/bin/python3")) {
            try {
                if (run(List.of(python, "-c", "import dns.message; print('here')"))
                        .startsWith("here")) {
                    return Optional.of(python);
                }
            } catch (IOException notInstalled) {
                // The next one may be.
            }
        }
        return Optional.empty();
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said.replace("\r\n", "\n");
    }
}
