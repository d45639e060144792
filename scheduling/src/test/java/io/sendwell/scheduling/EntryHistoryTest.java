package io.sendwell.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.outbox.EntryId;
import io.sendwell.outbox.Octets;
import io.sendwell.outbox.OutboxEntry;
import io.sendwell.testkit.fixtures.Sendings;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EntryHistoryTest {

    private static final Instant NOW = Instant.parse("2026-11-30T09:00:00Z");
    private static final Octets INNER = Octets.of(new byte[] {1, 0, '\n', 7});

    @Test
    void what_the_release_remembers_comes_back_whole() {
        EntryHistory first = EntryHistory.of(entry(1, INNER));
        EntryHistory second = EntryHistory.of(entry(2, first.answeredAt(NOW, INNER)));

        assertThat(first.inner()).isEqualTo(INNER);
        assertThat(second.inner()).isEqualTo(INNER);
        assertThat(second.age(NOW.plusSeconds(90))).isEqualTo(Duration.ofSeconds(90));
        assertThat(second.counted()).isEqualTo(2);
    }

    @Test
    void claims_that_ended_without_an_answer_are_counted() {
        Octets memo = EntryHistory.of(entry(1, Octets.none())).answeredAt(NOW, Octets.none());

        assertThat(EntryHistory.of(entry(1, Octets.none())).unanswered()).isZero();
        assertThat(EntryHistory.of(entry(3, Octets.none())).unanswered()).isEqualTo(2);
        assertThat(EntryHistory.of(entry(2, memo)).unanswered()).isZero();
        assertThat(EntryHistory.of(entry(4, memo)).unanswered()).isEqualTo(2);
    }

    @Test
    void an_attempt_that_does_not_count_is_answered_all_the_same() {
        Octets memo = EntryHistory.of(entry(1, Octets.none())).notCounted(Octets.none());
        EntryHistory next = EntryHistory.of(entry(2, memo));

        assertThat(next.counted()).isEqualTo(1);
        assertThat(next.unanswered()).isZero();
        assertThat(next.age(NOW)).isZero();
    }

    @Test
    void an_attempt_that_broke_off_here_counts_as_unanswered() {
        Octets memo = EntryHistory.of(entry(1, INNER)).stillUnanswered();

        assertThat(EntryHistory.of(entry(2, memo)).unanswered()).isEqualTo(1);
        assertThat(EntryHistory.of(entry(2, memo)).inner()).isEqualTo(INNER);
    }

    @Test
    void whoever_puts_an_entry_back_gives_it_all_its_attempts_again() {
        Octets memo = EntryHistory.of(entry(8, INNER)).answeredAt(NOW.minusSeconds(1_000_000), INNER);
        EntryHistory again = EntryHistory.of(entry(1, memo));

        assertThat(again.counted()).isEqualTo(1);
        assertThat(again.unanswered()).isZero();
        assertThat(again.age(NOW)).isZero();
        assertThat(again.inner()).isEqualTo(INNER);
    }

    private static OutboxEntry entry(int attempt, Octets memo) {
        return new OutboxEntry(new EntryId(Sendings.id(1), 0), attempt, Octets.none(), memo);
    }
}
