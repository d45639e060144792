package io.sendwell.scheduling;

import static io.sendwell.scheduling.Mailroom.ONE;
import static io.sendwell.scheduling.Mailroom.TWO;
import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.BlocklistEntry;
import io.sendwell.outbox.Progress;
import io.sendwell.outbox.SendingId;
import io.sendwell.outbox.SendingState;
import io.sendwell.transport.RefusalScope;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SendingTest {

    private final Mailroom room = new Mailroom();

    @Test
    void a_mail_leaves_and_its_sending_is_done() {
        SendingId mail = room.mail("kim@example.net");
        OutboxWorker worker = room.worker();

        assertThat(worker.runOnce()).isEqualTo(new Round(1, 1, 0, 0, 0, 0, 0, 0));

        assertThat(room.hop.taken()).containsExactly("kim@example.net");
        assertThat(room.state(mail)).isEqualTo(SendingState.DONE);
        assertThat(worker.runOnce()).isEqualTo(Round.NOTHING);
    }

    @Test
    void a_broadcast_leaves_in_calls_of_what_the_hop_takes_and_everybody_gets_one() {
        SendingId news = room.broadcast(250);

        Round round = room.worker().runOnce();

        assertThat(round.accepted()).isEqualTo(250);
        assertThat(room.hop.calls()).hasSize(5).allMatch(call -> call.size() == 50);
        assertThat(new HashSet<>(room.hop.taken())).hasSize(250);
        assertThat(room.progress(news)).isEqualTo(new Progress(250, 250, 0, 0, 0, 0));
        assertThat(room.state(news)).isEqualTo(SendingState.DONE);
    }

    @Test
    void nothing_leaves_before_its_time() {
        SendingId later = room.broadcastAt(ONE, 3, room.clock.instant().plus(Duration.ofHours(1)));
        OutboxWorker worker = room.worker();

        assertThat(worker.runOnce()).isEqualTo(Round.NOTHING);
        room.pass(Duration.ofHours(1));
        assertThat(worker.runOnce().accepted()).isEqualTo(3);
        assertThat(room.state(later)).isEqualTo(SendingState.DONE);
    }

    @Test
    void an_individual_mail_overtakes_a_broadcast_that_is_under_way() {
        room.broadcast(1_000);
        OutboxWorker worker = room.worker();
        AtomicInteger calls = new AtomicInteger();
        room.hop.afterMark = () -> {
            if (calls.incrementAndGet() == 2) {
                room.mail("kim@example.net");
                worker.wakeUp();
            }
        };

        worker.runOnce();
        worker.runOnce();

        assertThat(room.hop.taken()).hasSize(1_001).contains("kim@example.net");
    }

    @Test
    void individual_mail_leaves_before_broadcasts_that_were_due_earlier() {
        room.broadcast(200);
        room.mail("kim@example.net");

        room.worker().runOnce();

        assertThat(room.hop.calls().get(0)).containsExactly("kim@example.net");
    }

    @Test
    void two_accounts_take_turns_however_much_one_of_them_sends() {
        room.broadcastAt(ONE, 1_000, room.clock.instant().plus(Duration.ofMinutes(11)));
        room.broadcastAt(TWO, 200, room.clock.instant().plus(Duration.ofMinutes(11)));
        room.pass(Duration.ofMinutes(11));

        room.worker().runOnce();

        List<Boolean> ofTwo = room.hop.calls().stream()
                .limit(8)
                .map(call -> call.get(0).endsWith("@two.example.net"))
                .toList();
        assertThat(ofTwo.stream().filter(two -> two).count()).isEqualTo(4);
    }

    @Test
    void a_small_broadcast_does_not_wait_for_a_large_one() {
        room.broadcastAt(ONE, 1_000, room.clock.instant().plus(Duration.ofMinutes(11)));
        room.pass(Duration.ofMinutes(11));
        room.broadcast(TWO, 20);

        room.worker().runOnce();

        assertThat(room.hop.calls().get(0)).hasSize(20);
    }

    @Test
    void no_more_leaves_than_the_throttle_grants_and_the_rest_leaves_when_it_does() {
        Mailroom slow = new Mailroom(policy -> policy.throttlePermits(6_000));
        SendingId news = slow.broadcast(400);
        OutboxWorker worker = slow.worker();

        int first = worker.runOnce().accepted();
        assertThat(first).isLessThanOrEqualTo(60);
        assertThat(slow.progress(news).ended()).isEqualTo(first);

        slow.pass(Duration.ofSeconds(2));
        assertThat(worker.runOnce().accepted()).isBetween(1, 13);
        assertThat(worker.status().permitWaits()).isPositive();
    }

    @Test
    void a_mail_needs_a_permit_for_each_recipient() {
        Mailroom slow = new Mailroom(policy -> policy.throttlePermits(100));
        slow.mail(ONE, "a@example.net", "b@example.net", "c@example.net", "d@example.net");
        slow.mail(ONE, "e@example.net", "f@example.net");
        OutboxWorker worker = slow.worker();

        worker.runOnce();
        assertThat(slow.hop.calls()).hasSize(1);

        slow.pass(Duration.ofMinutes(2));
        worker.runOnce();
        assertThat(slow.hop.calls()).hasSize(2);
    }

    @Test
    void a_mail_to_many_does_not_wait_until_a_broadcast_has_left_and_holds_up_no_other_mail() {
        Mailroom slow = new Mailroom(policy -> policy.throttlePermits(100));
        SendingId news = slow.broadcast(100);
        OutboxWorker worker = slow.worker();
        for (int i = 0; i < 10; i++) {
            slow.pass(Duration.ofSeconds(10));
            worker.runOnce();
        }
        SendingId toMany =
                slow.mail(ONE, "a@example.net", "b@example.net", "c@example.net", "d@example.net", "e@example.net");
        worker.runOnce();
        assertThat(slow.progress(toMany).ended()).isZero();
        slow.mail("kim@example.net");
        worker.runOnce();
        assertThat(slow.hop.taken()).contains("kim@example.net");

        for (int i = 0; i < 6; i++) {
            slow.pass(Duration.ofSeconds(10));
            worker.runOnce();
        }

        assertThat(slow.progress(toMany).accepted()).isEqualTo(1);
        assertThat(slow.state(news)).isEqualTo(SendingState.ACTIVE);
        long before = slow.progress(news).accepted();
        slow.pass(Duration.ofMinutes(2));
        worker.runOnce();
        assertThat(slow.progress(news).accepted()).as("the broadcast goes on").isGreaterThan(before);
    }

    @Test
    void permits_that_died_while_a_mail_was_prepared_are_asked_for_anew() {
        Mailroom slow = new Mailroom(policy -> policy.throttlePermits(6_000));
        slow.mail("kim@example.net");
        AtomicInteger claims = new AtomicInteger();
        OutboxWorker worker = slow.builder(settings -> {})
                .listener(event -> {
                    if (event instanceof WorkerEvent.Claimed) {
                        slow.pass(Duration.ofSeconds(claims.incrementAndGet() < 10 ? 11 : 0));
                    }
                })
                .build();

        worker.runOnce();

        assertThat(claims).hasValue(1);
        assertThat(slow.hop.taken()).containsExactly("kim@example.net");
    }

    @Test
    void who_is_blocked_after_scheduling_gets_nothing_and_needs_no_permit() {
        SendingId news = room.broadcast(10);
        room.blocklist.add(BlocklistEntry.manual(
                EmailAddress.parse("p3@one.example.net"), "asked by phone", room.clock.instant()));

        Round round = room.worker().runOnce();

        assertThat(round.accepted()).isEqualTo(9);
        assertThat(round.withheld()).isEqualTo(1);
        assertThat(room.progress(news)).isEqualTo(new Progress(10, 9, 0, 1, 0, 0));
        assertThat(room.state(news)).isEqualTo(SendingState.DONE);
    }

    @Test
    void all_whom_a_gate_stopped_are_recorded_in_one_step() {
        SendingId news = room.broadcast(50);
        for (int i = 0; i < 20; i++) {
            room.blocklist.add(BlocklistEntry.manual(
                    EmailAddress.parse("p" + i + "@one.example.net"), "asked by phone", room.clock.instant()));
        }

        room.worker().runOnce();

        assertThat(room.progress(news)).isEqualTo(new Progress(50, 30, 0, 20, 0, 0));
        assertThat(room.store.calls("complete"))
                .as("those who were stopped, those who left")
                .isEqualTo(2);
    }

    @Test
    void a_page_full_of_retries_of_one_account_hides_nothing_while_others_keep_sending() {
        room.hop.answer = (recipient, call) -> recipient.startsWith("later")
                ? ScriptedHop.deferred(RefusalScope.RECIPIENT, "452", "4.2.2")
                : ScriptedHop.ACCEPTED;
        for (int i = 0; i < 64; i++) {
            room.mail("later" + i + "@example.net");
        }
        OutboxWorker worker = room.worker();
        worker.runOnce();
        room.pass(Duration.ofSeconds(1));
        room.mail("kim@example.net");

        for (int second = 0; second < 5; second++) {
            room.mail(TWO, "p" + second + "@example.net");
            worker.runOnce();
            room.pass(Duration.ofSeconds(1));
        }

        assertThat(room.hop.taken()).contains("kim@example.net");
    }

    @Test
    void a_watcher_that_throws_does_not_make_a_sealed_sending_fail() {
        room.sendwell.release().onScheduled(() -> {
            throw new IllegalStateException("nobody listens");
        });

        room.mail("kim@example.net");

        assertThat(room.worker().runOnce().accepted()).isEqualTo(1);
    }

    @Test
    void what_is_cancelled_is_swept_and_does_not_leave() {
        SendingId news = room.broadcast(300);
        room.memory.cancel(ONE, news);

        room.worker().runOnce();

        assertThat(room.hop.calls()).isEmpty();
        assertThat(room.progress(news)).isEqualTo(new Progress(300, 0, 0, 0, 300, 0));
        assertThat(room.state(news)).isEqualTo(SendingState.CANCELLED);
    }

    @Test
    void a_sending_that_is_cancelled_before_its_call_does_not_leave() {
        SendingId mail = room.mail("kim@example.net");
        room.hop.beforeMark = () -> room.memory.cancel(ONE, mail);

        OutboxWorker worker = room.worker();
        worker.runOnce();
        worker.runOnce();

        assertThat(room.hop.calls()).isEmpty();
        assertThat(room.progress(mail).cancelled()).isEqualTo(1);
    }

    @Test
    void what_finished_long_ago_is_removed() {
        SendingId mail = room.mail("kim@example.net");
        OutboxWorker worker = room.worker();
        worker.runOnce();
        room.pass(Duration.ofDays(29));
        worker.runOnce();
        assertThat(room.memory.find(ONE, mail)).isPresent();

        room.pass(Duration.ofDays(2));
        worker.runOnce();

        assertThat(room.memory.find(ONE, mail)).isEmpty();
    }

    @Test
    void a_listener_that_does_not_even_load_changes_nothing() {
        SendingId mail = room.mail("kim@example.net");
        OutboxWorker worker = room.builder(settings -> {})
                .listener(event -> {
                    throw new NoClassDefFoundError("metrics");
                })
                .build();

        assertThat(worker.runOnce().accepted()).isEqualTo(1);

        assertThat(room.state(mail)).isEqualTo(SendingState.DONE);
        assertThat(worker.status().claimsInHand()).isZero();
    }

    @Test
    void the_events_say_what_was_done() {
        room.mail("kim@example.net");

        room.worker().runOnce();

        assertThat(room.events(WorkerEvent.Claimed.class)).hasSize(1);
        assertThat(room.events(WorkerEvent.Completed.class))
                .singleElement()
                .satisfies(completed -> assertThat(completed.account()).isEqualTo(ONE));
    }
}
