package io.sendwell.dnsauth.spf;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.dns.DnsName;
import io.sendwell.dnsauth.spf.SpfPlan.Kind;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Plans for records that are thrown together from parts; the seed is printed with what fails. */
class SpfPlannerPropertyTest {

    private static final long SEED = 20_261_122;

    private static final DnsName DOMAIN = DnsName.parse("acme.example");

    private static final List<String> PARTS = List.of(
            "a",
            "A:host.acme.example/28",
            "mx",
            "-mx",
            "ip4:198.51.100.0/25",
            "IP4:192.0.2.0/29",
            "-ip4:192.0.2.0/28",
            "~ip4:203.0.113.0/24",
            "?include:_spf.plain.example",
            "include:_spf.plain.example",
            "include:_spf.vendor.example",
            "-include:_spf.vendor.example",
            "exists:%{i}._known.acme.example",
            "ip6:2001:db8::/32",
            "ptr",
            "x-mod=%{l}:1",
            "redirect=_spf.plain.example",
            "exp=why.acme.example",
            "~all",
            "-all",
            "?ALL");

    private static final List<SpfNeed> NEEDS = List.of(
            SpfNeed.include(DnsName.parse("_spf.vendor.example")),
            SpfNeed.include(DnsName.parse("_spf.vendor.example")).passing(SpfNetwork.parse("192.0.2.0/28")),
            SpfNeed.networks(SpfNetwork.parse("192.0.2.0/28")),
            SpfNeed.networks(SpfNetwork.parse("192.0.2.3"), SpfNetwork.parse("2001:db8:7::/48")));

    private static final List<String> OTHERS = List.of(
            "192.0.2.200",
            "198.51.100.1",
            "198.51.100.200",
            "203.0.113.1",
            "203.0.113.99",
            "2001:db8:9::1",
            "2001:db9::1");

    private final MapResolver dns = new MapResolver()
            .txt("_spf.vendor.example", "v=spf1 ip4:192.0.2.0/25 ~all")
            .txt("_spf.plain.example", "v=spf1 ip4:198.51.100.0/24 -all")
            .host("acme.example", "203.0.113.1", "2001:db8:9::1")
            .host("host.acme.example", "203.0.113.2")
            .host("203.0.113.99._known.acme.example", "127.0.0.2")
            .mx("acme.example", "mx.acme.example")
            .host("mx.acme.example", "203.0.113.4", "2001:db8:9::4");

    @Test
    void a_planned_record_lets_the_operator_pass_and_judges_all_others_as_before() {
        Random random = new Random(SEED);
        int planned = 0;
        for (int round = 0; round < 1_500; round++) {
            String live = record(random);
            SpfNeed need = NEEDS.get(random.nextInt(NEEDS.size()));
            String seen = "seed " + SEED + ", round " + round + ", " + need + ": " + live;

            MapResolver world = dns.copy().txt(DOMAIN.octets(), live);
            SpfPlan plan = SpfPlanner.over(world).plan(DOMAIN, need);

            if (plan.planned().isPresent() && !SpfRecord.parse(live).isBroken()) {
                planned++;
                holds(world, plan, need, live, seen);
            }
        }
        assertThat(planned).isGreaterThan(700);
    }

    private static void holds(MapResolver world, SpfPlan plan, SpfNeed need, String live, String seen) {
        SpfRecord record = plan.planned().orElseThrow();
        SpfSample before = new SpfSample(world, DOMAIN, live);
        SpfSample after = new SpfSample(world, DOMAIN, record.text());
        assertThat(record.isBroken()).as(seen).isFalse();
        assertThat(plan.diff().stream()
                        .filter(piece -> piece.kind() != Kind.ADDED)
                        .map(SpfPlan.Piece::text)
                        .collect(Collectors.joining()))
                .as(seen)
                .isEqualTo(live);
        for (SpfNetwork network : need.networks()) {
            assertThat(after.result(network.address().toString())).as(seen).isEqualTo(SpfResult.PASS);
        }
        for (String other : OTHERS) {
            assertThat(after.result(other))
                    .as("%s, %s, planned %s", seen, other, record)
                    .isEqualTo(before.result(other));
        }
    }

    private static String record(Random random) {
        StringBuilder record = new StringBuilder(random.nextBoolean() ? "v=spf1" : "V=SPF1");
        int parts = random.nextInt(7);
        for (int part = 0; part < parts; part++) {
            record.append(" ".repeat(1 + random.nextInt(2))).append(PARTS.get(random.nextInt(PARTS.size())));
        }
        return record.append(" ".repeat(random.nextInt(2))).toString();
    }
}
