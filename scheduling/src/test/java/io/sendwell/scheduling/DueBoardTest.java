package io.sendwell.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.outbox.ClaimRequest;
import io.sendwell.outbox.InMemoryOutbox;
import io.sendwell.outbox.Lane;
import io.sendwell.outbox.NewSending;
import io.sendwell.outbox.SendingId;
import io.sendwell.testkit.VirtualClock;
import io.sendwell.testkit.fixtures.Sendings;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DueBoardTest {

    private static final Set<Lane> INDIVIDUAL_ONLY = Set.of(Lane.INDIVIDUAL);
    private static final Set<Lane> ALL = Set.of(Lane.values());
    private static final Duration POLL = Duration.ofMillis(250);

    private final VirtualClock clock = VirtualClock.at(Mailroom.MORNING);
    private final InMemoryOutbox outbox = new InMemoryOutbox(clock);
    private final AtomicLong nanoTime = new AtomicLong();
    private final DueBoard board = new DueBoard(outbox, nanoTime::get, account -> 1.0, new Events(List.of()));

    @Test
    void a_thread_that_comes_between_two_looks_waits_for_the_rest_of_the_poll_and_no_longer() {
        board.refreshIfStale(Lane.INDIVIDUAL, POLL);
        assertThat(board.untilLook(INDIVIDUAL_ONLY)).isEqualTo(POLL);

        passes(Duration.ofMillis(200));
        board.refreshIfStale(Lane.INDIVIDUAL, POLL);
        assertThat(board.untilLook(INDIVIDUAL_ONLY)).isEqualTo(Duration.ofMillis(50));

        passes(Duration.ofMillis(60));
        assertThat(board.untilLook(INDIVIDUAL_ONLY)).isZero();
    }

    @Test
    void the_lane_that_is_to_be_looked_at_first_counts() {
        board.refreshIfStale(Lane.BROADCAST, POLL.multipliedBy(4));
        board.refreshIfStale(Lane.SMALL, POLL.multipliedBy(3));
        board.refreshIfStale(Lane.INDIVIDUAL, POLL.multipliedBy(2));

        assertThat(board.untilLook(ALL)).isEqualTo(POLL.multipliedBy(2));
    }

    @Test
    void what_was_scheduled_is_looked_for_at_once() {
        board.refreshIfStale(Lane.INDIVIDUAL, POLL);
        board.expectMore();

        assertThat(board.untilLook(INDIVIDUAL_ONLY)).isZero();
    }

    @Test
    void ten_thousand_mails_that_wait_hide_nothing_that_was_scheduled_after_them() {
        for (int i = 0; i < 10_000; i++) {
            SendingId waiting = mail(i);
            outbox.claim(new ClaimRequest(
                    waiting, List.of(UUID.randomUUID()), 1, Duration.ofHours(1), ClaimRequest.Among.ALL));
        }
        clock.advance(Duration.ofSeconds(1));
        SendingId fresh = mail(10_000);

        board.refresh(Lane.INDIVIDUAL);

        assertThat(board.next(INDIVIDUAL_ONLY))
                .hasValueSatisfying(next -> assertThat(next.id()).isEqualTo(fresh));
    }

    private SendingId mail(int number) {
        NewSending mail = Sendings.of(number, Mailroom.ONE, Lane.INDIVIDUAL);
        outbox.create(mail);
        outbox.append(mail.id(), List.of(Sendings.entry(0)));
        outbox.seal(mail.id(), 1, clock.instant());
        return mail.id();
    }

    private void passes(Duration time) {
        nanoTime.addAndGet(time.toNanos());
    }
}
