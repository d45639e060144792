package io.sendwell.dnsauth.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.address.DomainName;
import io.sendwell.dns.DnsResolver;
import io.sendwell.dns.IpAddress;
import io.sendwell.dnsauth.Vectors;
import io.sendwell.dnsauth.dkim.DkimVerifier;
import io.sendwell.dnsauth.resolver.DnsClient;
import io.sendwell.dnsauth.spf.SpfEvaluator;
import io.sendwell.dnsauth.spf.SpfRequest;
import io.sendwell.identity.DmarcPolicy;
import io.sendwell.testkit.dns.DnsFault;
import io.sendwell.testkit.dns.FakeDns;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Rspamd's cases (vectors/dmarc-rspamd, from rspamd/rspamd at eaac8e914ef0) over a real DNS server. They expect what RFC
 * 7489 says; the columns for RFC 9989 differ in two rows, where a parent without a record is no organization, and where
 * pct is gone.
 */
class RspamdDmarcTest {

    private static final Pattern AUTHOR = Pattern.compile("(?m)^From:.*@([^>\\s]+)");

    private FakeDns dns;

    @BeforeEach
    void serveTheZone() throws IOException {
        Path zone = file("zone");
        dns = FakeDns.start();
        for (String line : Files.readAllLines(zone)) {
            if (line.startsWith(";!TIMEOUT ")) {
                dns.inject(DnsFault.serverFailure().at(line.split(" ", 3)[1]));
            } else if (!line.startsWith(";")) {
                dns.publish(line);
            }
        }
    }

    @AfterEach
    void close() {
        if (dns != null) {
            dns.close();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            fail_quarantine          | FAIL      | QUARANTINE | FAIL      | QUARANTINE
            subdomain_fail_none      | FAIL      | NONE       | FAIL      | NONE
            subdomain_fail_reject    | FAIL      | REJECT     | FAIL      | REJECT
            onsubdomain_pass_relaxed | PASS      | NONE       | FAIL      | REJECT
            onsubdomain_fail         | PASS      | NONE       | FAIL      | REJECT
            dmarc_tmpfail            | TEMPERROR | UNKNOWN    | TEMPERROR | UNKNOWN
            pct_none                 | FAIL      | QUARANTINE | FAIL      | REJECT
            """)
    void receivers_of_both_generations_judge_as_their_standard_says(
            String message, DmarcResult before, DmarcPolicy askedBefore, DmarcResult today, DmarcPolicy askedToday)
            throws IOException {
        DnsResolver resolver = DnsClient.of(dns.host() + ":" + dns.port());
        AuthenticationResults results = resultsOf(message, resolver);

        DmarcEvaluation evaluation =
                new DmarcEvaluator(DmarcDiscovery.with(resolver)).evaluate(results, Duration.ofSeconds(20));

        assertThat(evaluation.rfc7489().result()).isEqualTo(before);
        assertThat(evaluation.rfc7489().disposition()).isEqualTo(askedBefore);
        assertThat(evaluation.rfc9989().result()).isEqualTo(today);
        assertThat(evaluation.rfc9989().disposition()).isEqualTo(askedToday);
        assertThat(evaluation.receiversDiffer()).isEqualTo(before != today || askedBefore != askedToday);
    }

    /** What SPF and DKIM say of the message, as cases.tsv says that it came. */
    private static AuthenticationResults resultsOf(String message, DnsResolver resolver) throws IOException {
        byte[] octets = Files.readAllBytes(file(message + ".eml"));
        Matcher from = AUTHOR.matcher(new String(octets, StandardCharsets.ISO_8859_1));
        assertThat(from.find()).isTrue();
        AuthenticationResults results = AuthenticationResults.of(DomainName.parseDnsName(from.group(1)));

        String[] row = Files.readAllLines(file("cases.tsv")).stream()
                .filter(line -> line.startsWith(message + "\t"))
                .findFirst()
                .orElseThrow()
                .split("\t", -1);
        if (!row[1].isEmpty()) {
            results = results.withSpf(SpfEvaluator.over(resolver)
                    .check(SpfRequest.mailFrom(IpAddress.parse(row[1]), row[2], "mx.example.net")));
        }
        return results.withSignatures(
                DkimVerifier.strict(resolver, InstantSource.system()).verify(octets));
    }

    private static Path file(String name) {
        return Vectors.suite("dmarc-rspamd").resolve(name);
    }
}
