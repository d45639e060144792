package io.sendwell.dnsauth.resolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsAnswer.Trouble;
import io.sendwell.dns.DnsQuestion;
import io.sendwell.dns.DnsRecord;
import io.sendwell.dns.DnsType;
import io.sendwell.testkit.VirtualClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DnsCacheTest {

    private static final DnsQuestion QUESTION = DnsQuestion.of("customer.example", DnsType.TXT);

    private final VirtualClock clock = VirtualClock.at("2026-11-22T02:00:00Z");
    private final DnsCache cache = DnsCache.of(clock);

    private static DnsAnswer found(DnsQuestion question, String text, Duration ttl) {
        return new DnsAnswer.Found(question, List.of(DnsRecord.Text.of(text)), List.of(), ttl, false, "192.0.2.53:53");
    }

    private static DnsAnswer found(Duration ttl) {
        return found(QUESTION, "here", ttl);
    }

    private static DnsAnswer denied(Duration ttl) {
        return new DnsAnswer.NoSuchName(QUESTION, List.of(), ttl, false, "192.0.2.53:53");
    }

    private static DnsAnswer unavailable() {
        return new DnsAnswer.Unavailable(QUESTION, Trouble.TIMEOUT, "silence", "");
    }

    @Test
    void the_ttl_of_a_kept_answer_runs_down_to_nothing() {
        cache.keep(found(Duration.ofMinutes(5)));
        clock.advance(Duration.ofSeconds(299));

        assertThat(cache.find(QUESTION)).contains(found(Duration.ofSeconds(1)));

        clock.advance(Duration.ofSeconds(1));
        assertThat(cache.find(QUESTION)).isEmpty();
    }

    @Test
    void a_denial_is_kept_as_long_as_it_says_and_no_longer_than_three_hours() {
        cache.keep(denied(Duration.ofDays(2)));

        assertThat(cache.find(QUESTION)).contains(denied(Duration.ofHours(3)));
    }

    @Test
    void an_answer_without_ttl_is_not_kept() {
        cache.keep(found(Duration.ofMinutes(5)));
        cache.keep(found(Duration.ZERO));

        assertThat(cache.find(QUESTION)).isEmpty();
        assertThat(cache.size()).isZero();
    }

    @Test
    void trouble_is_not_kept() {
        assertThat(cache.keep(unavailable())).isEqualTo(unavailable());
        assertThat(cache.find(QUESTION)).isEmpty();
    }

    @Test
    void trouble_is_kept_for_seconds_where_that_is_wanted() {
        DnsCache patient =
                DnsCache.builder(clock).unavailable(Duration.ofSeconds(5)).build();
        patient.keep(unavailable());

        assertThat(patient.find(QUESTION)).contains(unavailable());
        clock.advance(Duration.ofSeconds(5));
        assertThat(patient.find(QUESTION)).isEmpty();
    }

    @Test
    void a_policy_may_keep_answers_longer_or_shorter_than_they_say() {
        DnsCache facts = DnsCache.builder(clock)
                .positive(Duration.ofMinutes(5), Duration.ofHours(24))
                .negative(Duration.ofMinutes(5), Duration.ofMinutes(15))
                .build();

        assertThat(facts.keep(found(Duration.ZERO))).isEqualTo(found(Duration.ofMinutes(5)));
        assertThat(facts.keep(found(Duration.ofDays(3)))).isEqualTo(found(Duration.ofHours(24)));
        assertThat(facts.keep(denied(Duration.ofSeconds(1)))).isEqualTo(denied(Duration.ofMinutes(5)));
        assertThat(facts.keep(denied(Duration.ofHours(3)))).isEqualTo(denied(Duration.ofMinutes(15)));
    }

    @Test
    void the_last_good_answer_stands_in_for_a_day_and_says_that_nobody_may_keep_it() {
        DnsCache facts = DnsCache.builder(clock).lastGood(Duration.ofHours(24)).build();
        facts.keep(found(Duration.ofMinutes(5)));
        clock.advance(Duration.ofSeconds(301));
        assertThat(facts.find(QUESTION)).isEmpty();

        assertThat(facts.keep(unavailable())).isEqualTo(found(Duration.ZERO));
        assertThat(facts.find(QUESTION)).isEmpty();
        clock.advance(Duration.ofHours(23));
        assertThat(facts.keep(unavailable())).isEqualTo(found(Duration.ZERO));
        clock.advance(Duration.ofHours(1));
        assertThat(facts.keep(unavailable())).isEqualTo(unavailable());
    }

    @Test
    void a_denial_after_a_good_answer_is_believed() {
        DnsCache facts = DnsCache.builder(clock).lastGood(Duration.ofHours(24)).build();
        facts.keep(found(Duration.ofSeconds(1)));
        facts.keep(denied(Duration.ofSeconds(1)));
        clock.advance(Duration.ofSeconds(2));

        assertThat(facts.keep(unavailable())).isEqualTo(denied(Duration.ZERO));
    }

    @Test
    void what_was_not_asked_for_the_longest_time_goes_first() {
        DnsCache small = DnsCache.builder(clock).maxEntries(2).build();
        DnsQuestion first = DnsQuestion.of("first.example", DnsType.TXT);
        DnsQuestion second = DnsQuestion.of("second.example", DnsType.TXT);
        small.keep(found(first, "1", Duration.ofHours(1)));
        small.keep(found(second, "2", Duration.ofHours(1)));
        small.find(first);
        small.keep(found(Duration.ofHours(1)));

        assertThat(small.size()).isEqualTo(2);
        assertThat(small.find(first)).isPresent();
        assertThat(small.find(second)).isEmpty();
    }

    @Test
    void large_answers_count_by_their_octets() {
        DnsCache small = DnsCache.builder(clock).maxOctets(10_000).build();
        for (int i = 0; i < 20; i++) {
            small.keep(found(DnsQuestion.of("n" + i + ".example", DnsType.TXT), "x".repeat(2000), Duration.ofHours(1)));
        }
        assertThat(small.size()).isEqualTo(4);

        small.keep(found(QUESTION, "x".repeat(20_000), Duration.ofHours(1)));
        assertThat(small.size()).isZero();

        small.keep(found(Duration.ofHours(1)));
        assertThat(small.find(QUESTION)).isPresent();
    }

    @Test
    void an_answer_can_be_forgotten() {
        cache.keep(found(Duration.ofHours(1)));
        cache.forget(QUESTION);
        assertThat(cache.find(QUESTION)).isEmpty();

        cache.keep(found(Duration.ofHours(1)));
        cache.clear();
        assertThat(cache.size()).isZero();
    }

    @Test
    void settings_that_make_no_sense_are_refused() {
        DnsCache.Builder builder = DnsCache.builder(clock);

        assertThatThrownBy(() -> builder.maxEntries(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.maxOctets(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.positive(Duration.ofHours(2), Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.unavailable(Duration.ofMinutes(5)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.lastGood(Duration.ofSeconds(-1))).isInstanceOf(IllegalArgumentException.class);
    }
}
