package io.sendwell.scheduling;

import static io.sendwell.scheduling.Mailroom.ONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sendwell.ScheduleReceipt;
import io.sendwell.account.SendwellException;
import io.sendwell.campaign.Broadcast;
import io.sendwell.campaign.Recipient;
import io.sendwell.log.MessageQuery;
import io.sendwell.outbox.Sending;
import io.sendwell.outbox.SendingId;
import io.sendwell.outbox.SendingQuery;
import io.sendwell.outbox.SendingState;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CareTest {

    private static final int PERSONS = 1_200;

    private final Mailroom room = new Mailroom();
    private final OutboxWorker worker = room.worker();

    @Test
    void what_broke_off_while_it_was_scheduled_is_gone_on_with_for_a_day() {
        breakOff();
        room.pass(Duration.ofHours(23));
        care();
        assertThat(sendings())
                .singleElement()
                .satisfies(open -> assertThat(open.state()).isEqualTo(SendingState.OPEN));

        assertThat(schedule(person -> {}).isScheduled()).isTrue();
        assertThat(lines()).isEqualTo(PERSONS);
    }

    @Test
    void nothing_of_what_nobody_went_on_with_stays_in_outbox_or_log() {
        breakOff();
        assertThat(lines()).isEqualTo(1_000);
        room.pass(Duration.ofHours(25));
        care();
        assertThat(lines()).isZero();
        assertThat(sendings()).isEmpty();

        assertThat(schedule(person -> {}).isScheduled()).as("the key is free").isTrue();
        assertThat(lines()).isEqualTo(PERSONS);
    }

    @Test
    void what_a_worker_left_half_forgotten_the_next_one_forgets() {
        breakOff();
        room.pass(Duration.ofHours(25));
        room.logs.broken.add("forgetUnsent");
        care();
        assertThat(room.logs.breaks.get()).isPositive();
        assertThat(sendings())
                .singleElement()
                .satisfies(given -> assertThat(given.state()).isEqualTo(SendingState.CANCELLING));
        room.logs.broken.clear();

        OutboxWorker next = room.worker();
        next.runOnce();
        next.runOnce();

        assertThat(lines()).isZero();
        assertThat(sendings()).allSatisfy(left -> assertThat(left.state()).isEqualTo(SendingState.CANCELLED));
    }

    @Test
    void what_somebody_cancelled_is_forgotten_though_his_process_ended_before_it_came_to_that() {
        SendingId news = room.broadcastAt(ONE, 200, room.clock.instant().plus(Duration.ofHours(1)));
        room.logs.away.add("forgetUnsent");
        assertThatExceptionOfType(SendwellException.class)
                .isThrownBy(() -> room.sendwell.account("one").scheduled().cancel(news));
        assertThat(lines()).isEqualTo(200);
        room.logs.away.clear();

        care();

        assertThat(room.state(news)).isEqualTo(SendingState.CANCELLED);
        assertThat(lines()).isZero();
    }

    @Test
    void one_that_is_given_up_while_it_is_still_being_made_leaves_nothing_in_the_log() {
        // Between entries and their lines the process that makes it stands still, for so long that it is pruned.
        room.logs.before.put("record", () -> {
            room.pass(Duration.ofHours(25));
            care();
            assertThat(sendings()).isEmpty();
        });

        assertThat(schedule(person -> {}).isScheduled()).isFalse();
        assertThat(lines()).isZero();
    }

    private void breakOff() {
        assertThatIllegalStateException()
                .isThrownBy(() -> schedule(person -> {
                    if (person == PERSONS - 1) {
                        throw new IllegalStateException("the database of persons is away");
                    }
                }));
    }

    private ScheduleReceipt schedule(IntConsumer onReading) {
        Stream<Recipient> persons = IntStream.range(0, PERSONS).mapToObj(i -> {
            onReading.accept(i);
            return Recipient.of("Person " + i, "p" + i + "@one.example.net");
        });
        Broadcast broadcast = Broadcast.compose(mail -> mail.from("Jo Berg", "jo@customer.example")
                        .subject("News")
                        .text("News for you. Unsubscribe: {{unsubscribe}}"))
                .audience(() -> persons)
                .build();
        return room.sendwell
                .account("one")
                .schedule(broadcast)
                .requestKey("news of November")
                .at(Mailroom.MORNING.plus(Duration.ofDays(40)).atZone(ZoneOffset.UTC));
    }

    /** As much as a worker does in half an hour. */
    private void care() {
        for (int i = 0; i < 3; i++) {
            worker.runOnce();
            room.pass(Duration.ofMinutes(11));
        }
    }

    private int lines() {
        return room.messageLog.find(ONE, MessageQuery.latest(5_000)).size();
    }

    private List<Sending> sendings() {
        return room.memory.list(SendingQuery.newest(ONE, 10));
    }
}
