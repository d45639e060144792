package io.sendwell.dnsauth.spf;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsRecord;
import io.sendwell.dns.DnsType;
import io.sendwell.dns.IpAddress;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Records that nobody would write; the seed is printed with what fails. */
class SpfFuzzTest {

    private static final long SEED = 7_208;

    private static final List<String> PIECES = List.of(
            "v=spf1",
            " ",
            "  ",
            "a",
            "mx",
            "ptr",
            "all",
            "include",
            "exists",
            "redirect=",
            "exp=",
            "ip4",
            "ip6",
            ":",
            "/",
            "//",
            "24",
            "128",
            "0",
            "032",
            "=",
            "-",
            "~",
            "?",
            "+",
            "%",
            "%{",
            "}",
            "%{i}",
            "%{ir}",
            "%{p}",
            "%{d2}",
            "%{L9999999999r-.+}",
            "%{h}",
            "%_",
            "%%",
            "one.example",
            "two.example",
            "three.example",
            "%{d}.example",
            ".",
            "..",
            "192.0.2.1",
            "2001:db8::1",
            "\"",
            "\u00E2\u0080\u0093",
            "\t",
            "\u0000",
            "\u00ff",
            ",",
            ";",
            "x-y_z.1=",
            "v=spf1 include:two.example",
            "mx:three.example",
            "redirect=one.example",
            "include:%{l}.example");

    private static final List<String> NAMES =
            List.of("one.example", "two.example", "three.example", "jo.example", "1.2.0.192.in-addr.arpa", "%.example");

    private static final List<DnsType> TYPES = List.of(DnsType.values());

    private static String text(Random random, int most) {
        StringBuilder text = new StringBuilder(random.nextInt(8) == 0 ? "" : "v=spf1 ");
        int pieces = random.nextInt(most);
        for (int piece = 0; piece < pieces; piece++) {
            text.append(
                    random.nextInt(40) == 0
                            ? String.valueOf((char) random.nextInt(256))
                            : PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    @Test
    void any_text_is_read_and_every_term_is_found_where_it_says() {
        Random random = new Random(SEED);
        for (int round = 0; round < 30_000; round++) {
            String text = text(random, 30);

            SpfRecord record = SpfRecord.parse(text);

            assertThat(record.text()).isSameAs(text);
            for (SpfTerm term : record.terms()) {
                assertThat(text.startsWith(term.text(), term.position()))
                        .as("seed %d, round %d: %s", SEED, round, text)
                        .isTrue();
            }
            record.corrected()
                    .ifPresent(corrected ->
                            assertThat(corrected.isBroken()).as("%s", text).isFalse());
        }
    }

    @Test
    void a_record_of_64_kilobytes_is_read_in_one_pass() {
        for (String piece :
                List.of("redirect=a.b ", "a ", "- ", "include: ", "%{", "ip4:", "\u00E2\u0080\u0093", ",", "\"")) {
            String text = "v=spf1 " + piece.repeat(65_000 / piece.length());

            assertThat(SpfRecord.parse(text).terms()).isNotEmpty();
        }
    }

    @Test
    void whatever_the_zones_say_there_is_a_verdict_after_a_bounded_number_of_questions() {
        Random random = new Random(SEED);
        for (int round = 0; round < 3_000; round++) {
            MapResolver dns = world(random);
            SpfRequest request = SpfRequest.mailFrom(
                    IpAddress.parse(random.nextBoolean() ? "192.0.2.1" : "2001:db8::1"),
                    random.nextInt(5) == 0 ? text(random, 5) : "jo@one.example",
                    random.nextInt(5) == 0 ? text(random, 5) : "two.example");

            SpfVerdict verdict = SpfEvaluator.over(dns).check(request);

            assertThat(verdict.problem()).as("seed %d, round %d", SEED, round).doesNotStartWith("The check failed");
            assertThat(dns.asked()).hasSize(verdict.queries()).hasSizeLessThanOrEqualTo(60);
            assertThat(verdict.explanation()).matches("[ -~]{0,480}");
            assertThat(verdict.lookups()).isLessThanOrEqualTo(11);
        }
    }

    @Test
    void whatever_the_zones_say_a_plan_is_sound_or_none() {
        Random random = new Random(SEED);
        for (int round = 0; round < 1_500; round++) {
            SpfPlan plan = SpfPlanner.over(world(random))
                    .plan(DnsName.parse("one.example"), SpfNeed.include(DnsName.parse("two.example")));

            plan.planned().ifPresent(record -> assertThat(record.isBroken()).isFalse());
            plan.budget()
                    .filter(budget -> plan.planned().isPresent())
                    .ifPresent(budget -> assertThat(budget.isWithinLimits()).isTrue());
        }
    }

    private static MapResolver world(Random random) {
        MapResolver dns = new MapResolver();
        for (String name : NAMES) {
            int records = random.nextInt(3);
            for (int record = 0; record < records; record++) {
                switch (random.nextInt(7)) {
                    case 0 -> dns.host(name, "192.0.2.1", "2001:db8::1");
                    case 1 -> dns.mx(name, NAMES.get(random.nextInt(4)), "");
                    case 2 -> dns.add(name, new DnsRecord.Pointer(DnsName.parse(NAMES.get(random.nextInt(4)))));
                    case 3 -> dns.silent(name, TYPES.get(random.nextInt(TYPES.size())));
                    default -> dns.txt(name, text(random, 12));
                }
            }
        }
        return dns;
    }
}
