package io.sendwell.dnsauth.resolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.sendwell.check.FindingStatus;
import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsQuestion;
import io.sendwell.dns.DnsResolver;
import io.sendwell.dns.DnsType;
import io.sendwell.dnsauth.finding.DomainFinding;
import io.sendwell.dnsauth.finding.FindingTexts;
import io.sendwell.dnsauth.publish.DnsEntry;
import io.sendwell.dnsauth.resolver.ServerView.State;
import io.sendwell.testkit.VirtualClock;
import io.sendwell.testkit.dns.DnsFault;
import io.sendwell.testkit.dns.FakeDns;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PropagationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final DnsEntry ENTRY =
            DnsEntry.txt(DnsName.parse("s1._domainkey.customer.example"), "v=DKIM1; p=AAAA");

    private final VirtualClock clock = VirtualClock.at("2026-11-22T02:00:00Z");
    private final FakeDns dns = FakeDns.start();
    private FakeDns first;
    private FakeDns second;
    private DnsResolver resolver;
    private Propagation propagation;

    @BeforeEach
    void startTwoNameServers() {
        dns.zone("customer.example", """
                $TTL 3600
                @    IN SOA ns1 hostmaster 1 7200 900 1209600 2460
                @    IN NS ns1
                @    IN NS ns2
                ns1  IN A 192.0.2.53
                ns1  IN AAAA 2001:db8::53
                ns2  IN A 198.51.100.53
                """);
        first = dns.nameServer("192.0.2.53");
        second = dns.nameServer("198.51.100.53");
        dns.nameServer("2001:db8::53").close();
        resolver = CachingResolver.of(
                DnsClient.builder()
                        .server(dns.address())
                        .directAddress(dns.routes())
                        .build(),
                DnsCache.of(clock));
        propagation = Propagation.builder(resolver)
                .permitting(address -> true)
                .serverPatience(Duration.ofMillis(500))
                .build();
    }

    @AfterEach
    void stop() {
        dns.close();
    }

    private void publish(FakeDns... servers) {
        for (FakeDns server : servers) {
            server.publish("s1._domainkey.customer.example. 600 IN TXT \"v=DKIM1; p=AAAA\"");
        }
    }

    private static List<String> codes(PropagationReport report) {
        return report.findings().stream()
                .map(finding -> finding.status() + " " + finding.code().name())
                .toList();
    }

    @Test
    void a_record_at_every_server_is_published_and_seen() {
        publish(dns, first, second);

        PropagationReport report = propagation.check(ENTRY, PATIENCE);

        assertThat(report.publishedAt()).isEqualTo(2);
        assertThat(report.servers())
                .extracting(ServerView::where, ServerView::state)
                .containsExactly(
                        tuple("ns1.customer.example (192.0.2.53)", State.WANTED),
                        tuple("ns1.customer.example (2001:db8::53)", State.NO_ANSWER),
                        tuple("ns2.customer.example (198.51.100.53)", State.WANTED));
        assertThat(report.visibleIn()).contains(Duration.ZERO);
        assertThat(report.everywhereIn()).contains(Duration.ofMinutes(41));
        assertThat(codes(report)).containsExactly("PASS DNS_NOT_PUBLISHED", "FAIL DNS_SERVER_SILENT");
    }

    @Test
    void a_record_at_some_servers_says_where_it_is_missing() {
        publish(first);

        PropagationReport report = propagation.check(ENTRY, PATIENCE);

        assertThat(report.isPublished()).isFalse();
        assertThat(report.visibleIn()).isEmpty();
        DomainFinding finding = report.findings().get(0);
        assertThat(finding.code()).isEqualTo(DnsFinding.DNS_PARTLY_PUBLISHED);
        assertThat(finding.publish()).containsExactly(ENTRY);
        assertThat(FindingTexts.in(Locale.ENGLISH).meaning(finding))
                .isEqualTo("The record s1._domainkey.customer.example of type TXT is published at 1 of 2 name servers."
                        + " It is still missing at: ns2.customer.example (198.51.100.53)");
    }

    @Test
    void a_resolver_that_remembers_the_absence_will_see_the_record_when_that_runs_out() {
        assertThat(propagation.check(ENTRY, PATIENCE).findings())
                .extracting(DomainFinding::code)
                .contains(DnsFinding.DNS_NOT_PUBLISHED);
        publish(dns, first, second);
        clock.advance(Duration.ofSeconds(60));

        PropagationReport report = propagation.check(ENTRY, PATIENCE);

        assertThat(report.visibleIn()).contains(Duration.ofMinutes(40));
        assertThat(codes(report)).contains("PASS DNS_NOT_PUBLISHED", "FAIL DNS_NOT_YET_VISIBLE");
        assertThat(FindingTexts.in(Locale.ENGLISH).meaning(report.findings().get(1)))
                .contains("in 40 minutes at the latest");

        clock.advance(Duration.ofMinutes(40));
        assertThat(propagation.check(ENTRY, PATIENCE).visibleIn()).contains(Duration.ZERO);
    }

    @Test
    void another_value_is_shown() {
        for (FakeDns server : List.of(dns, first, second)) {
            server.publish("s1._domainkey.customer.example", DnsType.TXT, "v=DKIM1; p=BBBB");
        }

        PropagationReport report = propagation.check(ENTRY, PATIENCE);

        assertThat(report.findings().get(0).code()).isEqualTo(DnsFinding.DNS_OTHER_VALUE);
        assertThat(report.findings().get(0).values()).containsEntry("found", "v=DKIM1; p=BBBB");
    }

    @Test
    void servers_that_contradict_each_other_are_named_even_when_none_is_right() {
        first.publish("s1._domainkey.customer.example", DnsType.TXT, "one");
        second.publish("s1._domainkey.customer.example", DnsType.TXT, "two");

        assertThat(codes(propagation.check(ENTRY, PATIENCE)))
                .containsExactly("FAIL DNS_OTHER_VALUE", "FAIL DNS_SERVERS_DISAGREE", "FAIL DNS_SERVER_SILENT");
    }

    @Test
    void a_lame_server_is_told_from_one_without_the_record() {
        publish(dns, first);
        second.inject(DnsFault.lame());

        PropagationReport report = propagation.check(ENTRY, PATIENCE);

        assertThat(report.isPublished()).isTrue();
        assertThat(codes(report)).contains("PASS DNS_NOT_PUBLISHED", "FAIL DNS_SERVER_LAME");
        assertThat(report.findings().get(1).values())
                .containsEntry("zone", "customer.example")
                .containsEntry("server", "ns2.customer.example (198.51.100.53)");
    }

    @Test
    void an_alias_into_another_zone_is_no_lameness() {
        for (FakeDns server : List.of(dns, first, second)) {
            server.publish("s1._domainkey.customer.example", DnsType.CNAME, "s1.vendor.net");
        }
        dns.publish("s1.vendor.net", DnsType.TXT, ENTRY.value());

        PropagationReport report = propagation.check(ENTRY, PATIENCE);
        assertThat(report.servers()).extracting(ServerView::state).contains(State.ALIAS_ELSEWHERE);
        assertThat(report.visibleIn()).contains(Duration.ZERO);
        assertThat(codes(report)).containsExactly("FAIL DNS_SERVER_SILENT");

        DnsEntry alias = DnsEntry.cname(ENTRY.name(), DnsName.parse("s1.vendor.net"));
        assertThat(propagation.check(alias, PATIENCE).publishedAt()).isEqualTo(2);
    }

    @Test
    void name_servers_at_addresses_that_are_not_public_are_not_asked() {
        PropagationReport report = Propagation.of(resolver).check(ENTRY, PATIENCE);

        assertThat(report.servers()).extracting(ServerView::state).containsOnly(State.NOT_PUBLIC);
        assertThat(first.questions()).isEmpty();
        assertThat(codes(report)).containsExactly("NOT_CHECKED DNS_SERVERS_UNKNOWN", "FAIL DNS_SERVER_NOT_PUBLIC");
    }

    @Test
    void no_more_servers_are_asked_than_permitted() {
        PropagationReport report = Propagation.builder(resolver)
                .permitting(address -> true)
                .maxServers(1)
                .build()
                .check(ENTRY, PATIENCE);

        assertThat(report.servers()).hasSize(1);
        assertThat(second.questions()).isEmpty();
    }

    @Test
    void servers_that_all_keep_silent_leave_it_open() {
        for (FakeDns server : List.of(first, second)) {
            server.inject(DnsFault.silence());
        }

        assertThat(codes(propagation.check(ENTRY, PATIENCE)))
                .containsExactly("NOT_CHECKED DNS_SERVERS_UNKNOWN", "FAIL DNS_SERVER_SILENT");
    }

    @Test
    void a_domain_that_nobody_has_registered_is_called_that() {
        DnsEntry entry = DnsEntry.txt(DnsName.parse("_dmarc.nobody.example"), "v=DMARC1; p=none");

        assertThat(codes(propagation.check(entry, PATIENCE))).containsExactly("FAIL DNS_NOT_REGISTERED");
    }

    @Test
    void trouble_on_the_way_up_is_not_taken_for_absence() {
        dns.inject(DnsFault.serverFailure().at("customer.example", DnsType.NS));

        PropagationReport report = propagation.check(ENTRY, PATIENCE);

        assertThat(report.zone()).isEmpty();
        assertThat(codes(report)).containsExactly("NOT_CHECKED DNS_SERVERS_UNKNOWN");
    }

    @Test
    void a_resolver_that_fails_where_the_servers_answer_points_to_broken_signatures() {
        publish(dns, first, second);
        dns.inject(DnsFault.serverFailure().at(ENTRY.name().toString(), DnsType.TXT));

        assertThat(codes(propagation.check(ENTRY, PATIENCE)))
                .contains("PASS DNS_NOT_PUBLISHED", "FAIL DNS_DNSSEC_BROKEN");
    }

    @Test
    void the_absence_of_a_record_can_be_wanted_too() {
        publish(first);

        PropagationReport report =
                propagation.check(DnsQuestion.of(ENTRY.name(), DnsType.TXT), DnsAnswer::isNegative, PATIENCE);

        assertThat(report.publishedAt()).isEqualTo(1);
        assertThat(report.findings())
                .filteredOn(finding -> finding.status() == FindingStatus.FAIL)
                .first()
                .extracting(DomainFinding::code)
                .isEqualTo(DnsFinding.DNS_PARTLY_PUBLISHED);
    }

    @Test
    void a_recorded_look_is_replayed_without_a_network() {
        publish(dns, first);
        RecordingResolver recording = RecordingResolver.of(resolver, clock);
        PropagationReport live = Propagation.builder(recording)
                .permitting(address -> true)
                .build()
                .check(ENTRY, PATIENCE);
        dns.close();

        DnsSnapshot snapshot = DnsSnapshot.parse(recording.snapshot().toJson());
        PropagationReport replayed = Propagation.builder(snapshot.replay())
                .permitting(address -> true)
                .build()
                .check(ENTRY, PATIENCE);

        assertThat(replayed).isEqualTo(live);
    }

    @Test
    void the_zone_of_a_name_is_found_upwards() {
        dns.publish("sub.customer.example", DnsType.CNAME, "customer.example");

        ZoneSearch search = NameServers.of(resolver).find(DnsName.parse("a.b.sub.customer.example"), PATIENCE);

        assertThat(search).isInstanceOfSatisfying(ZoneSearch.Found.class, found -> {
            assertThat(found.zone().apex()).isEqualTo(DnsName.parse("customer.example"));
            assertThat(found.zone().nameServerNames())
                    .containsExactlyInAnyOrder(
                            DnsName.parse("ns1.customer.example"), DnsName.parse("ns2.customer.example"));
            assertThat(found.zone().negativeTtl()).isEqualTo(Duration.ofMinutes(41));
        });
    }

    @Test
    void a_name_of_very_many_labels_costs_a_bounded_number_of_questions() {
        NameServers.of(resolver).find(DnsName.parse("a.".repeat(110) + "nobody.example"), PATIENCE);

        assertThat(dns.questions()).hasSizeLessThanOrEqualTo(40);
    }

    @Test
    void no_patience_asks_nobody_and_claims_nothing() {
        PropagationReport report = propagation.check(ENTRY, Duration.ZERO);

        assertThat(dns.questions()).isEmpty();
        assertThat(report.zone()).isEqualTo(Optional.empty());
        assertThat(codes(report)).containsExactly("NOT_CHECKED DNS_SERVERS_UNKNOWN");
    }

    @Test
    void settings_that_make_no_sense_are_refused() {
        Propagation.Builder builder = Propagation.builder(resolver);

        assertThatThrownBy(() -> builder.maxServers(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.maxServers(53)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.serverPatience(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }
}
