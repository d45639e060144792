package io.sendwell.dnsauth.spf;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.check.FindingStatus;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsType;
import io.sendwell.dnsauth.finding.DomainFinding;
import io.sendwell.dnsauth.finding.FindingTexts;
import io.sendwell.dnsauth.publish.DnsEntry;
import io.sendwell.dnsauth.spf.SpfPlan.Kind;
import io.sendwell.dnsauth.spf.SpfPlan.Outcome;
import io.sendwell.dnsauth.spf.SpfPlan.Piece;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpfPlannerTest {

    private static final DnsName DOMAIN = DnsName.parse("acme.example");
    private static final DnsName VENDOR = DnsName.parse("_spf.vendor.example");
    private static final SpfNeed INCLUDE = SpfNeed.include(VENDOR);
    private static final SpfNeed NETWORK = SpfNeed.networks(SpfNetwork.parse("192.0.2.0/28"));

    private final MapResolver dns = new MapResolver()
            .txt("_spf.vendor.example", "v=spf1 ip4:192.0.2.0/24 ~all")
            .txt("_spf.other.example", "v=spf1 ip4:198.51.100.0/24 include:_spf.vendor.example ~all")
            .txt("_spf.plain.example", "v=spf1 ip4:198.51.100.0/24 ~all")
            .host("acme.example", "203.0.113.1")
            .mx("acme.example", "mx.acme.example")
            .host("mx.acme.example", "203.0.113.2");

    private SpfPlan plan(SpfNeed need) {
        return SpfPlanner.over(dns).plan(DOMAIN, need);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "v=spf1 a mx -all|v=spf1 a mx include:_spf.vendor.example -all",
                "v=spf1  A   mx  ~ALL x-odd=%{d} |v=spf1  A   mx  include:_spf.vendor.example ~ALL x-odd=%{d} ",
                "v=spf1 mx redirect=_spf.plain.example|v=spf1 mx include:_spf.vendor.example redirect=_spf.plain.example",
                "v=spf1 redirect=_spf.plain.example mx|v=spf1 include:_spf.vendor.example redirect=_spf.plain.example mx",
                "v=spf1 mx|v=spf1 mx include:_spf.vendor.example",
                "v=spf1 mx |v=spf1 mx include:_spf.vendor.example",
                "v=spf1|v=spf1 include:_spf.vendor.example",
                "v=spf1 ~all include:_spf.vendor.example|v=spf1 include:_spf.vendor.example ~all include:_spf.vendor.example",
                "v=spf1 ?include:_spf.vendor.example ~all|v=spf1 ?include:_spf.vendor.example include:_spf.vendor.example ~all",
                "v=spf1 a mx include:_spf.plain.example - all|v=spf1 a mx include:_spf.plain.example include:_spf.vendor.example -all",
                "v=spf1 ipv4:203.0.113.9 ~all|v=spf1 ip4:203.0.113.9 include:_spf.vendor.example ~all",
            })
    void the_include_goes_where_it_is_read_and_nothing_else_changes(String live, String planned) {
        dns.txt("acme.example", live);

        SpfPlan plan = plan(INCLUDE);

        assertThat(plan.outcome()).isEqualTo(Outcome.REPLACE);
        assertThat(plan.planned()).map(SpfRecord::text).contains(planned);
        assertThat(plan.entry()).contains(DnsEntry.txt(DOMAIN, planned));
        assertThat(plan.obsolete()).containsExactly(live);
        assertThat(text(plan, Kind.ADDED)).isEqualTo(planned);
        assertThat(text(plan, Kind.REMOVED)).isEqualTo(live);
    }

    /** The pieces that stay, with those that come or those that go. */
    private static String text(SpfPlan plan, Kind kind) {
        StringBuilder text = new StringBuilder();
        for (Piece piece : plan.diff()) {
            text.append(piece.kind() == Kind.KEPT || piece.kind() == kind ? piece.text() : "");
        }
        return text.toString();
    }

    /** Each include has as many inside: walked naively, forty of them ten deep take longer than the sun has left. */
    @Test
    @Timeout(60)
    void a_record_that_includes_itself_many_times_is_soon_refused() {
        dns.txt("acme.example", "v=spf1" + " include:acme.example".repeat(40) + " ?all");

        assertThat(plan(INCLUDE).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(plan(NETWORK).outcome()).isEqualTo(Outcome.REFUSED);
    }

    @ParameterizedTest
    @CsvSource({
        "v=spf1 include:_spf.vendor.example -all",
        "v=spf1 mx Include:_SPF.Vendor.example ~all",
        "v=spf1 include:_spf.other.example ~all",
        "v=spf1 redirect=_spf.other.example",
    })
    void an_include_that_is_reached_already_changes_nothing(String live) {
        dns.txt("acme.example", live);

        SpfPlan plan = plan(INCLUDE);

        assertThat(plan.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(plan.entry()).isEmpty();
        assertThat(plan.planned()).map(SpfRecord::text).contains(live);
    }

    @ParameterizedTest
    @CsvSource({
        "v=spf1 ip4:192.0.2.0/24 -all, UNCHANGED",
        "v=spf1 include:_spf.other.example -all, UNCHANGED",
        "v=spf1 ip4:192.0.2.0/29 -all, REPLACE",
        "v=spf1 -ip4:192.0.2.0/24 -all, REPLACE",
        "v=spf1 ~all ip4:192.0.2.0/24, REPLACE",
    })
    void a_network_is_covered_when_all_of_it_passes(String live, Outcome outcome) {
        dns.txt("acme.example", live);

        SpfPlan plan = plan(NETWORK);

        assertThat(plan.outcome()).isEqualTo(outcome);
        assertThat(new SpfSample(dns, DOMAIN, plan.planned().orElseThrow().text()).result("192.0.2.15"))
                .isEqualTo(SpfResult.PASS);
    }

    @Test
    void a_refusal_in_front_of_the_end_makes_the_new_term_the_first() {
        dns.txt("acme.example", "v=spf1 -ip4:192.0.2.0/24 mx -all");

        assertThat(plan(NETWORK).planned())
                .map(SpfRecord::text)
                .contains("v=spf1 ip4:192.0.2.0/28 -ip4:192.0.2.0/24 mx -all");
    }

    @Test
    void without_a_record_there_is_a_fresh_one() {
        SpfPlan plan = plan(INCLUDE);

        assertThat(plan.outcome()).isEqualTo(Outcome.CREATE);
        assertThat(plan.planned()).map(SpfRecord::text).contains("v=spf1 include:_spf.vendor.example ~all");
        assertThat(plan.findings()).extracting(DomainFinding::code).contains(SpfFinding.SPF_NO_RECORD);
    }

    @Test
    void a_record_in_quotation_marks_is_replaced_by_what_was_meant() {
        dns.txt("acme.example", "\"v=spf1 mx ~all\"");

        assertThat(plan(INCLUDE).planned()).map(SpfRecord::text).contains("v=spf1 mx include:_spf.vendor.example ~all");
    }

    @Test
    void two_records_become_one() {
        dns.txt("acme.example", "v=spf1 mx -all").txt("acme.example", "v=spf1 MX include:_spf.plain.example ~all");

        SpfPlan plan = plan(INCLUDE);

        assertThat(plan.planned())
                .map(SpfRecord::text)
                .contains("v=spf1 MX include:_spf.plain.example include:_spf.vendor.example ~all");
        assertThat(plan.obsolete()).containsExactly("v=spf1 mx -all", "v=spf1 MX include:_spf.plain.example ~all");
    }

    @ParameterizedTest
    @CsvSource({
        "v=spf1 mx redirect=_spf.plain.example, v=spf1 a -all",
        "v=spf1 mx -ip4:192.0.2.1 -all, v=spf1 a -all",
        "v=spf1 mx +all, v=spf1 a -all",
        "v=spf1 nonsense:x -all, v=spf1 a -all",
    })
    void records_that_contradict_each_other_are_left_to_the_customer(String one, String other) {
        dns.txt("acme.example", one).txt("acme.example", other);

        SpfPlan plan = plan(INCLUDE);

        assertThat(plan.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(plan.entry()).isEmpty();
        assertThat(plan.findings()).extracting(DomainFinding::code).contains(SpfFinding.SPF_CANNOT_MERGE);
    }

    @Test
    void a_mistake_in_doubt_is_refused_with_its_position() {
        dns.txt("acme.example", "v=spf1 mx inclde:_spf.plain.example ~all");

        SpfPlan plan = plan(INCLUDE);

        assertThat(plan.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(plan.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo(SpfFinding.SPF_SYNTAX);
            assertThat(finding.values())
                    .containsEntry("position", "11")
                    .containsEntry("found", "inclde:_spf.plain.example");
        });
    }

    @Test
    void ten_lookups_are_never_exceeded_and_a_bounce_domain_is_offered_instead() {
        dns.txt("acme.example", "v=spf1 a mx include:_spf.plain.example" + " a:acme.example".repeat(7) + " ~all");

        SpfPlan plan = plan(INCLUDE.offeringBounceHost(DnsName.parse("bounce.vendor.example")));

        assertThat(plan.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(plan.budget()).map(SpfBudget::lookups).contains(11);
        assertThat(plan.budget().flatMap(SpfBudget::lookupOffender))
                .contains("include:_spf.vendor.example (acme.example)");
        assertThat(plan.findings())
                .filteredOn(finding -> finding.code() == SpfFinding.SPF_SUBDOMAIN_BETTER)
                .flatExtracting(DomainFinding::publish)
                .containsExactly(
                        DnsEntry.cname(DnsName.parse("bounce.acme.example"), DnsName.parse("bounce.vendor.example")));
    }

    @Test
    void names_that_are_gone_and_hosts_without_ipv6_are_counted() {
        dns.txt("acme.example", "v=spf1 a mx a:mx.acme.example ~all");
        SpfPlan ipv6 = plan(INCLUDE);
        assertThat(ipv6.outcome()).isEqualTo(Outcome.REPLACE);
        assertThat(ipv6.budget())
                .contains(new SpfBudget(4, 0, 2, 3, Optional.empty(), Optional.empty(), List.of(), List.of()));
        assertThat(ipv6.findings()).extracting(DomainFinding::code).contains(SpfFinding.SPF_IPV6_VOIDS);
    }

    @Test
    void a_record_that_fails_for_everyone_already_is_not_made_longer() {
        dns.txt("acme.example", "v=spf1 a:a.gone.example a:b.gone.example a:c.gone.example ~all");

        SpfPlan plan = plan(INCLUDE);

        assertThat(plan.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(plan.findings()).extracting(DomainFinding::code).contains(SpfFinding.SPF_TOO_MANY_VOIDS);
    }

    @Test
    void what_does_harm_is_flagged() {
        dns.txt("acme.example", "v=spf1 ptr mx mx include:gone.example +all");

        assertThat(plan(INCLUDE).findings())
                .extracting(DomainFinding::code)
                .contains(
                        SpfFinding.SPF_PTR,
                        SpfFinding.SPF_DUPLICATE,
                        SpfFinding.SPF_DEAD_END,
                        SpfFinding.SPF_PASSES_ALL);
    }

    @Test
    void a_record_that_no_answer_of_512_octets_holds_is_flagged() {
        dns.txt("acme.example", "v=spf1 mx ~all").txt("acme.example", "site-verification=" + "x".repeat(450));

        assertThat(plan(INCLUDE).findings()).extracting(DomainFinding::code).contains(SpfFinding.SPF_TOO_LONG);
    }

    @Test
    void addresses_that_the_include_forgets_are_the_operators_to_mend_and_are_added() {
        SpfPlan plan = plan(INCLUDE.passing(SpfNetwork.parse("192.0.2.0/28"), SpfNetwork.parse("2001:db8::/48")));

        assertThat(plan.planned())
                .map(SpfRecord::text)
                .contains("v=spf1 include:_spf.vendor.example ip6:2001:db8::/48 ~all");
        assertThat(plan.findings()).extracting(DomainFinding::code).contains(SpfFinding.SPF_INCLUDE_INCOMPLETE);
    }

    @Test
    void silence_of_the_dns_is_no_plan() {
        dns.silent("acme.example", DnsType.TXT);

        SpfReport report = SpfCheck.over(dns).examine(DOMAIN, INCLUDE);

        assertThat(report.plan().outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(report.status()).isEqualTo(FindingStatus.NOT_CHECKED);
    }

    @Test
    void the_seed_guides_record_is_explained_with_the_line_to_publish() {
        dns.txt("acme.example", "v=spf1 a mx include:_spf.vendor.example - all");

        SpfReport report = SpfCheck.over(dns).examine(DOMAIN, INCLUDE);

        assertThat(report.status()).isEqualTo(FindingStatus.FAIL);
        assertThat(report.findings().get(0).code()).isEqualTo(SpfFinding.SPF_BLANK_BEFORE_ALL);
        assertThat(FindingTexts.in(Locale.ENGLISH).explain(report.findings().get(0)))
                .contains("a space inside \"- all\"");
        assertThat(report.findings())
                .flatExtracting(DomainFinding::publish)
                .extracting(DnsEntry::zoneLine)
                .containsExactly("acme.example. IN TXT \"v=spf1 a mx include:_spf.vendor.example -all\"");
    }

    @Test
    void a_sound_record_with_the_include_passes_the_check() {
        dns.txt("acme.example", "v=spf1 mx include:_spf.vendor.example ~all");

        assertThat(SpfCheck.over(dns)
                        .examine(DOMAIN, INCLUDE.passing(SpfNetwork.parse("192.0.2.9")))
                        .status())
                .isEqualTo(FindingStatus.PASS);
    }
}
