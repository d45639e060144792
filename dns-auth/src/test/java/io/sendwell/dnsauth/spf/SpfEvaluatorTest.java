package io.sendwell.dnsauth.spf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsQuestion;
import io.sendwell.dns.DnsRecord;
import io.sendwell.dns.DnsResolver;
import io.sendwell.dns.DnsType;
import io.sendwell.dns.IpAddress;
import io.sendwell.testkit.VirtualClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpfEvaluatorTest {

    private static final IpAddress CLIENT = IpAddress.parse("192.0.2.7");
    private static final IpAddress CLIENT_IPV6 = IpAddress.parse("2001:db8::7");

    private final MapResolver dns = new MapResolver();

    private SpfVerdict check(String domain) {
        return check(CLIENT, "jo@" + domain);
    }

    private SpfVerdict check(IpAddress client, String reversePath) {
        return SpfEvaluator.over(dns).check(SpfRequest.mailFrom(client, reversePath, "mail.example.org"));
    }

    @Test
    void the_trace_shows_what_each_record_asked_and_decided() {
        dns.txt("example.org", "v=spf1 a:gone.example.org include:_spf.vendor.example redirect=policy.example.org")
                .txt("_spf.vendor.example", "v=spf1 mx -all")
                .mx("_spf.vendor.example", "mx.vendor.example")
                .host("mx.vendor.example", "198.51.100.1")
                .txt("policy.example.org", "v=spf1 ip4:192.0.2.0/24 -all");

        SpfVerdict verdict = check("example.org");

        assertThat(verdict.result()).isEqualTo(SpfResult.PASS);
        assertThat(verdict.lookups()).isEqualTo(4);
        assertThat(verdict.voids()).isEqualTo(1);
        assertThat(verdict.queries()).isEqualTo(6).isEqualTo(verdict.trace().queries());
        assertThat(verdict.trace().steps())
                .extracting(step -> step.term().text(), SpfStep::outcome)
                .containsExactly(
                        tuple("a:gone.example.org", SpfStep.Outcome.NOT_MATCHED),
                        tuple("include:_spf.vendor.example", SpfStep.Outcome.NOT_MATCHED),
                        tuple("redirect=policy.example.org", SpfStep.Outcome.REDIRECTED));
        assertThat(verdict.trace().steps().get(1).inner().orElseThrow().result())
                .isEqualTo(SpfResult.FAIL);
        assertThat(verdict).hasToString("pass by \"ip4:192.0.2.0/24\" of policy.example.org");
    }

    /** A record of 64 kB can repeat the claim so often that there would be gigabytes to copy. */
    @Test
    @Timeout(60)
    void what_a_client_claims_at_any_length_is_soon_judged() {
        dns.txt("example.org", "v=spf1 exists:" + "%{lr}%{hr}".repeat(6_000) + ".example.com -all");

        assertThat(claiming("x.".repeat(30_000), "x.".repeat(200_000))).isEqualTo(SpfResult.FAIL);
        assertThat(claiming("x.".repeat(200_000), "mail.example.org")).isEqualTo(SpfResult.NONE);
    }

    private SpfResult claiming(String localPart, String helo) {
        SpfRequest request = new SpfRequest(CLIENT, "example.org", localPart, helo);
        return SpfEvaluator.over(dns).check(request).result();
    }

    @Test
    void a_record_that_asks_too_many_questions_ends_in_permerror() {
        dns.txt(
                "example.org",
                "v=spf1 mx mx:a.example.org mx:b.example.org mx:c.example.org mx:d.example.org "
                        + "mx:e.example.org ip4:192.0.2.7");
        for (String name : List.of(
                "example.org", "a.example.org", "b.example.org", "c.example.org", "d.example.org", "e.example.org")) {
            for (int host = 0; host < 10; host++) {
                dns.mx(name, "mx" + host + "." + name).host("mx" + host + "." + name, "198.51.100." + host);
            }
        }

        SpfVerdict verdict = check("example.org");

        assertThat(verdict.result()).isEqualTo(SpfResult.PERMERROR);
        assertThat(verdict.problem()).contains("60 questions");
        assertThat(dns.asked()).hasSize(60);
    }

    @Test
    void a_check_that_takes_too_long_ends_in_temperror_even_where_errors_are_overlooked() {
        VirtualClock clock = VirtualClock.at("2026-11-22T09:00:00Z");
        dns.txt("example.org", "v=spf1 ptr +all");
        for (int name = 0; name < 9; name++) {
            dns.add("7.2.0.192.in-addr.arpa", new DnsRecord.Pointer(DnsName.parse("h" + name + ".example.org")));
        }
        DnsResolver slow = new DnsResolver() {
            @Override
            public DnsAnswer resolve(DnsQuestion question, Duration patience) {
                clock.advance(Duration.ofSeconds(6).compareTo(patience) < 0 ? Duration.ofSeconds(6) : patience);
                return dns.resolve(question, patience);
            }

            @Override
            public DnsAnswer ask(IpAddress server, DnsQuestion question, Duration patience) {
                return resolve(question, patience);
            }
        };

        SpfVerdict verdict =
                SpfEvaluator.over(slow).withClock(clock).check(SpfRequest.mailFrom(CLIENT, "jo@example.org", "h"));

        assertThat(verdict.result()).isEqualTo(SpfResult.TEMPERROR);
        assertThat(verdict.problem()).contains("longer than 20000 ms");
        assertThat(clock.instant()).isEqualTo("2026-11-22T09:00:20Z");
    }

    @Test
    void the_term_over_the_limit_is_named() {
        dns.txt("example.org", "v=spf1 a:a.gone.example a:b.gone.example a:c.gone.example +all");

        SpfVerdict verdict = check("example.org");

        assertThat(verdict.result()).isEqualTo(SpfResult.PERMERROR);
        assertThat(verdict.offender()).map(SpfTerm::text).contains("a:c.gone.example");
    }

    @Test
    void hosts_behind_mx_without_ipv6_are_no_void_terms() {
        dns.txt("example.org", "v=spf1 mx ip6:2001:db8::/32 -all")
                .mx("example.org", "a.example.org", "b.example.org", "c.example.org")
                .host("a.example.org", "198.51.100.1")
                .host("b.example.org", "198.51.100.2")
                .host("c.example.org", "198.51.100.3");

        assertThat(check(CLIENT_IPV6, "jo@example.org").result()).isEqualTo(SpfResult.PASS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "%{c} may not send for %{d}, %{l}|192.0.2.7 may not send for example.org, jo",
                "bell \u0007 rings|''",
                "caf\u00e9|''",
                "%{x}|''",
                "%{r} %{v}|unknown in-addr",
            })
    void an_explanation_is_printable_or_nothing(String text, String shown) {
        dns.txt("example.org", "v=spf1 -all exp=why.example.org").txt("why.example.org", text);

        assertThat(check("example.org").explanation()).isEqualTo(shown);
    }

    @Test
    void an_explanation_cannot_be_made_to_grow_or_to_smuggle_lines() {
        dns.txt("example.org", "v=spf1 -all exp=why.example.org").txt("why.example.org", "%{l}%{s}%{l}".repeat(500));

        String explanation = check(CLIENT, "x\r\n250 OK\u202e" + "y".repeat(5_000) + "@example.org")
                .explanation();

        assertThat(explanation).hasSize(SpfVerdict.MAX_EXPLANATION).startsWith("x??250 OK?y");
    }

    @Test
    void a_long_name_made_by_macros_is_cut_without_filling_the_memory() {
        dns.txt("example.org", "v=spf1 " + "exists:" + "%{l}.".repeat(5_000) + "example.org -all");

        SpfVerdict verdict = check(CLIENT, "y.".repeat(20_000) + "z@example.org");

        assertThat(verdict.result()).isEqualTo(SpfResult.FAIL);
        assertThat(dns.asked().get(1).name().octets()).hasSizeBetween(250, 253).endsWith(".z.example.org");
    }

    @Test
    void a_local_part_outside_ascii_matches_nothing_that_depends_on_it() {
        dns.txt("example.org", "v=spf1 exists:%{l}._spf.example.org -all")
                .host("j\u00f6._spf.example.org", "127.0.0.2");

        assertThat(check(CLIENT, "j\u00f6@example.org").result()).isEqualTo(SpfResult.FAIL);
    }

    @Test
    void a_domain_in_other_letters_is_asked_for_in_a_labels() {
        dns.txt("xn--bcher-kva.example", "v=spf1 ip4:192.0.2.7 -all");

        assertThat(check(CLIENT, "jo@b\u00fccher.example").result()).isEqualTo(SpfResult.PASS);
    }

    @Test
    void the_null_reverse_path_is_judged_by_helo() {
        dns.txt("mail.example.org", "v=spf1 exists:%{l}.%{o} -all").host("postmaster.mail.example.org", "127.0.0.2");

        assertThat(check(CLIENT, "<>").result()).isEqualTo(SpfResult.PASS);
        assertThat(check(CLIENT, "").trace().domain()).isEqualTo("mail.example.org");
    }

    @Test
    void what_nobody_foresaw_is_temperror() {
        DnsResolver broken = new DnsResolver() {
            @Override
            public DnsAnswer resolve(DnsQuestion question, Duration patience) {
                throw new IllegalStateException("broken");
            }

            @Override
            public DnsAnswer ask(IpAddress server, DnsQuestion question, Duration patience) {
                throw new IllegalStateException("broken");
            }
        };

        SpfVerdict verdict =
                SpfEvaluator.over(broken).check(SpfRequest.mailFrom(CLIENT, "jo@example.org", "mail.example.org"));

        assertThat(verdict.result()).isEqualTo(SpfResult.TEMPERROR);
        assertThat(verdict.problem()).contains("broken");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jo@", "@", "jo@localhost", "jo@.", "jo@[192.0.2.1]", "jo@a..b", "jo@\ud800.example"})
    void what_is_no_domain_has_no_record(String reversePath) {
        assertThat(check(CLIENT, reversePath).result()).isEqualTo(SpfResult.NONE);
        assertThat(dns.asked()).isEmpty();
    }

    @Test
    void an_unanswered_include_is_temperror_and_not_a_missing_one() {
        dns.txt("example.org", "v=spf1 include:_spf.vendor.example +all").silent("_spf.vendor.example", DnsType.TXT);

        assertThat(check("example.org").result()).isEqualTo(SpfResult.TEMPERROR);
    }
}
