package io.sendwell.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.outbox.EntryState;
import io.sendwell.outbox.Progress;
import io.sendwell.outbox.SendingId;
import io.sendwell.outbox.SendingState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StoreTroubleTest {

    private final Mailroom room = new Mailroom();
    private final OutboxWorker worker = room.worker();

    @Test
    void an_answer_that_the_store_does_not_take_is_kept_until_it_does() {
        SendingId mail = room.mail("kim@example.net");
        room.store.away.add("complete");
        worker.runOnce();
        assertThat(room.entry(mail).state()).isEqualTo(EntryState.DISPATCHED);
        assertThat(worker.status().answersWaiting()).isEqualTo(1);

        room.store.away.clear();
        room.pass(Duration.ofSeconds(11));
        worker.runOnce();

        assertThat(room.progress(mail)).isEqualTo(new Progress(1, 1, 0, 0, 0, 0));
        assertThat(worker.status().answersWaiting()).isZero();
        assertThat(room.hop.calls()).hasSize(1);
    }

    @Test
    void an_answer_that_waits_is_tried_a_last_time_when_the_worker_is_closed() {
        SendingId mail = room.mail("kim@example.net");
        room.store.away.add("complete");
        worker.runOnce();
        room.store.away.clear();

        worker.close();

        assertThat(room.progress(mail)).isEqualTo(new Progress(1, 1, 0, 0, 0, 0));
    }

    @Test
    void an_answer_that_the_store_took_without_saying_so_counts_once() {
        SendingId mail = room.mail("kim@example.net");
        room.store.mute.add("complete");
        worker.runOnce();
        room.store.mute.clear();
        room.pass(Duration.ofSeconds(11));
        worker.runOnce();

        assertThat(room.progress(mail)).isEqualTo(new Progress(1, 1, 0, 0, 0, 0));
        assertThat(room.events(WorkerEvent.Fenced.class)).isEmpty();
        assertThat(room.events(WorkerEvent.Completed.class)).hasSize(1);
    }

    @Test
    void nothing_leaves_when_its_dispatch_cannot_be_recorded() {
        SendingId mail = room.mail("kim@example.net");
        room.store.away.add("dispatch");
        worker.runOnce();
        assertThat(room.hop.calls()).isEmpty();

        room.store.away.clear();
        room.pass(Duration.ofSeconds(11));
        worker.runOnce();
        worker.runOnce();

        assertThat(room.hop.taken()).containsExactly("kim@example.net");
        assertThat(room.progress(mail)).isEqualTo(new Progress(1, 1, 0, 0, 0, 0));
    }

    @Test
    void a_dispatch_whose_answer_was_lost_leaves_nothing_in_doubt() {
        SendingId mail = room.mail("kim@example.net");
        room.store.mute.add("dispatch");
        worker.runOnce();
        assertThat(room.hop.calls()).isEmpty();
        assertThat(room.entry(mail).state()).isEqualTo(EntryState.DUE);

        room.store.mute.clear();
        room.pass(Duration.ofSeconds(11));
        worker.runOnce();

        assertThat(room.hop.taken()).containsExactly("kim@example.net");
    }

    @Test
    void a_store_that_is_away_is_asked_seldom_and_sending_goes_on_within_fifteen_seconds() {
        room.mail("kim@example.net");
        room.store.away.add(TroubledStore.ALL);
        for (int second = 0; second < 120; second++) {
            worker.runOnce();
            room.pass(Duration.ofSeconds(1));
        }
        assertThat(room.store.calls.get()).isLessThan(150);
        assertThat(room.events(WorkerEvent.StoreAway.class)).hasSizeBetween(10, 30);

        room.store.away.clear();
        for (int second = 0; second < 15; second++) {
            room.pass(Duration.ofSeconds(1));
            worker.runOnce();
        }
        assertThat(room.hop.taken()).containsExactly("kim@example.net");
        assertThat(room.events(WorkerEvent.StoreBack.class)).isNotEmpty();
    }

    @Test
    void a_broadcast_survives_a_store_that_fails_at_every_method_in_turn() {
        SendingId news = room.broadcast(400);
        for (String method :
                new String[] {"due", "claim", "dispatch", "complete", "settle", "release", "find", "entries"}) {
            room.store.away.add(method);
            worker.runOnce();
            room.store.away.clear();
            room.store.mute.add(method);
            room.pass(Duration.ofSeconds(11));
            worker.runOnce();
            room.store.mute.clear();
            room.pass(Duration.ofSeconds(11));
        }
        for (int minute = 0; minute < 10; minute++) {
            room.pass(Duration.ofMinutes(1));
            worker.runOnce();
        }

        assertThat(room.hop.taken()).hasSize(400).doesNotHaveDuplicates();
        assertThat(room.progress(news)).isEqualTo(new Progress(400, 400, 0, 0, 0, 0));
        assertThat(room.state(news)).isEqualTo(SendingState.DONE);
    }
}
