package io.sendwell.scheduling;

import static io.sendwell.scheduling.Mailroom.ONE;
import static io.sendwell.scheduling.Mailroom.TWO;
import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.log.EventQuery;
import io.sendwell.outbox.EntryState;
import io.sendwell.outbox.Lane;
import io.sendwell.outbox.Progress;
import io.sendwell.outbox.SendingId;
import io.sendwell.outbox.SendingState;
import io.sendwell.outbox.StoredEntry;
import io.sendwell.scheduling.breaker.BreakerState;
import io.sendwell.throttle.Permit;
import io.sendwell.transport.RefusalScope;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RefusalTest {

    private final Mailroom room = new Mailroom();
    private final OutboxWorker worker = room.worker();

    @Test
    void a_mail_that_is_greylisted_is_tried_again_after_five_minutes() {
        SendingId mail = room.mail("kim@example.net");
        room.hop.answering(ScriptedHop.deferred(RefusalScope.RECIPIENT, "451", "4.7.1"));
        assertThat(worker.runOnce().again()).isEqualTo(1);
        room.hop.answering(ScriptedHop.ACCEPTED);

        room.pass(Duration.ofMinutes(4));
        assertThat(worker.runOnce()).isEqualTo(Round.NOTHING);
        room.pass(Duration.ofMinutes(1));
        assertThat(worker.runOnce().accepted()).isEqualTo(1);

        assertThat(room.state(mail)).isEqualTo(SendingState.DONE);
        assertThat(new HashSet<>(room.hop.ids())).hasSize(1);
        assertThat(room.hop.dates()).containsExactly(Mailroom.MORNING, Mailroom.MORNING);
    }

    @Test
    void an_individual_mail_is_given_up_when_its_four_hours_are_over() {
        SendingId mail = room.mail("kim@example.net");
        room.hop.answering(ScriptedHop.deferred(RefusalScope.RECIPIENT, "452", "4.2.2"));

        for (int minute = 0; minute < 6 * 60; minute += 5) {
            worker.runOnce();
            room.pass(Duration.ofMinutes(5));
        }

        StoredEntry entry = room.entry(mail);
        assertThat(entry.state()).isEqualTo(EntryState.FAILED);
        assertThat(entry.code()).isEqualTo(Judge.EXHAUSTED);
        assertThat(entry.text()).contains("not now");
        assertThat(room.hop.calls()).hasSizeBetween(6, 8);
        assertThat(room.eventLog.totals(ONE).bounced()).isEqualTo(1);
        assertThat(room.eventLog.totals(ONE).hardBounced()).isZero();
    }

    @Test
    void what_is_given_up_is_a_bounce_before_it_has_ended_and_counts_once() {
        SendingId mail = room.mail("kim@example.net");
        room.hop.answering(ScriptedHop.deferred(RefusalScope.RECIPIENT, "452", "4.2.2"));
        worker.runOnce();
        room.pass(Duration.ofHours(5));
        room.store.away.add("complete");
        worker.runOnce();
        assertThat(room.entry(mail).state()).isEqualTo(EntryState.DISPATCHED);
        assertThat(room.eventLog.totals(ONE).bounced()).isEqualTo(1);

        room.store.away.clear();
        room.pass(Duration.ofMinutes(1));
        worker.runOnce();

        assertThat(room.entry(mail).code()).isEqualTo(Judge.EXHAUSTED);
        assertThat(room.eventLog.find(ONE, EventQuery.latest(10)).events()).hasSize(1);
    }

    @Test
    void what_is_refused_for_good_is_not_tried_again_and_keeps_the_words_of_the_hop() {
        SendingId mail = room.mail("kim@example.net");
        room.hop.answering(ScriptedHop.rejected(RefusalScope.RECIPIENT, "550", "5.7.1"));

        assertThat(worker.runOnce().failed()).isEqualTo(1);

        assertThat(room.entry(mail).code()).isEqualTo("5.7.1");
        assertThat(room.entry(mail).text()).contains("never");
        assertThat(room.state(mail)).isEqualTo(SendingState.DONE);
        assertThat(room.memory.requeue(ONE, mail, List.of(0))).isEqualTo(1);
        room.hop.answering(ScriptedHop.ACCEPTED);
        assertThat(worker.runOnce().accepted()).isEqualTo(1);
    }

    @Test
    void of_several_recipients_only_those_who_are_left_are_tried_again() {
        room.mail(ONE, "a@example.net", "b@example.net", "c@example.net");
        room.hop.answer = (recipient, call) -> switch (recipient) {
            case "a@example.net" -> ScriptedHop.ACCEPTED;
            case "b@example.net" -> ScriptedHop.rejected(RefusalScope.RECIPIENT, "550", "5.1.1");
            default -> ScriptedHop.deferred(RefusalScope.RECIPIENT, "450", "4.2.1");
        };
        worker.runOnce();
        room.hop.answering(ScriptedHop.ACCEPTED);
        room.pass(Duration.ofMinutes(10));

        assertThat(worker.runOnce().failed()).isEqualTo(1);

        assertThat(room.hop.calls().get(1)).containsExactly("c@example.net");
        assertThat(room.hop.taken()).containsExactly("a@example.net", "c@example.net");
    }

    @Test
    void a_route_that_is_away_costs_no_attempts_and_opens_its_breaker() {
        for (int i = 0; i < 30; i++) {
            room.mail("p" + i + "@example.net");
        }
        room.hop.answering(ScriptedHop.deferred(RefusalScope.ROUTE, "", ""));

        worker.runOnce();

        assertThat(room.hop.calls()).hasSize(10);
        assertThat(room.events(WorkerEvent.RouteChanged.class))
                .extracting(WorkerEvent.RouteChanged::state)
                .containsExactly(BreakerState.OPEN);
        assertThat(worker.status().routes()).containsEntry("esp:esp", BreakerState.OPEN);

        room.pass(Duration.ofSeconds(31));
        worker.runOnce();
        assertThat(room.hop.calls()).as("one probe").hasSize(11);

        room.hop.answering(ScriptedHop.ACCEPTED);
        for (int minute = 0; minute < 30; minute++) {
            room.pass(Duration.ofMinutes(1));
            worker.runOnce();
        }
        assertThat(new HashSet<>(room.hop.taken())).hasSize(30);
        assertThat(room.hop.taken()).hasSize(30);
    }

    @Test
    void a_route_may_be_away_for_longer_than_a_mail_may_be_refused() {
        SendingId mail = room.mail("kim@example.net");
        room.hop.answering(ScriptedHop.deferred(RefusalScope.ROUTE, "", ""));
        for (int hour = 0; hour < 20; hour++) {
            worker.runOnce();
            room.pass(Duration.ofHours(1));
        }
        room.hop.answering(ScriptedHop.ACCEPTED);

        assertThat(worker.runOnce().accepted()).isEqualTo(1);
        assertThat(room.state(mail)).isEqualTo(SendingState.DONE);
    }

    @Test
    void too_many_requests_stop_the_route_on_all_nodes_for_as_long_as_the_hop_says() {
        room.mail("kim@example.net");
        room.mail(TWO, "grace@example.net");
        room.hop.answering(ScriptedHop.deferred(RefusalScope.ROUTE, "429", Duration.ofMinutes(3)));
        OutboxWorker other = room.worker();

        worker.runOnce();
        other.runOnce();
        assertThat(room.hop.calls()).hasSize(1);
        assertThat(room.sendwell.throttle().stopped("esp:esp")).isPresent();

        room.hop.answering(ScriptedHop.ACCEPTED);
        room.pass(Duration.ofMinutes(3).minusSeconds(1));
        other.runOnce();
        assertThat(room.hop.taken()).isEmpty();
        room.pass(Duration.ofSeconds(2));
        other.runOnce();
        worker.runOnce();
        assertThat(room.hop.taken()).containsExactlyInAnyOrder("kim@example.net", "grace@example.net");
    }

    @Test
    void a_refused_login_stops_its_account_and_no_other() {
        SendingId mail = room.mail("kim@example.net");
        room.mail(TWO, "grace@example.net");
        room.hop.answer = (recipient, call) -> recipient.startsWith("kim")
                ? ScriptedHop.deferred(RefusalScope.ROUTE, "401", "")
                : ScriptedHop.ACCEPTED;

        worker.runOnce();
        room.mail("erik@example.net");
        worker.runOnce();

        assertThat(room.hop.taken()).containsExactly("grace@example.net");
        assertThat(room.entry(mail).state()).isEqualTo(EntryState.DUE);
        assertThat(worker.status().routes()).containsEntry("esp:esp for one", BreakerState.OPEN);
    }

    @Test
    void one_mail_that_makes_a_call_fail_sinks_no_other_and_is_found_in_seven_calls() {
        SendingId news = room.broadcast(50);
        room.hop.answer = (recipient, call) -> call.contains("p31@one.example.net")
                ? ScriptedHop.rejected(RefusalScope.CALL, "400", "")
                : ScriptedHop.ACCEPTED;

        worker.runOnce();

        assertThat(room.progress(news)).isEqualTo(new Progress(50, 49, 1, 0, 0, 0));
        assertThat(room.hop.taken()).hasSize(49).doesNotHaveDuplicates();
        assertThat(room.hop.calls().stream()
                        .filter(call -> call.contains("p31@one.example.net"))
                        .count())
                .isLessThanOrEqualTo(7);
        assertThat(room.entries(news).get(31).code()).isEqualTo("400");
    }

    @Test
    void a_call_that_is_halved_has_the_dates_of_the_whole() {
        room.broadcast(4);
        room.hop.afterMark = () -> room.pass(Duration.ofSeconds(1));
        room.hop.answer = (recipient, call) ->
                call.size() > 1 ? ScriptedHop.rejected(RefusalScope.CALL, "400", "") : ScriptedHop.ACCEPTED;

        worker.runOnce();

        assertThat(room.hop.taken()).hasSize(4);
        assertThat(room.hop.dates()).hasSize(4 + 4 + 4).containsOnly(Mailroom.MORNING);
    }

    @Test
    void a_route_that_is_stopped_while_a_call_is_halved_gets_no_other_half() {
        SendingId news = room.broadcast(50);
        room.hop.answer = (recipient, call) -> call.size() == 50
                ? ScriptedHop.rejected(RefusalScope.CALL, "400", "")
                : ScriptedHop.deferred(RefusalScope.ROUTE, "429", Duration.ofMinutes(3));

        worker.runOnce();
        assertThat(room.hop.calls()).as("the whole, and one half").hasSize(2);
        assertThat(room.entries(news)).allMatch(entry -> entry.state() == EntryState.DUE);

        room.hop.answering(ScriptedHop.ACCEPTED);
        room.pass(Duration.ofMinutes(4));
        worker.runOnce();
        assertThat(room.hop.taken()).hasSize(50).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void a_call_that_is_tried_again_by_halves_takes_the_permits_of_each_mail_once(ScriptedHop.OnRefusedCall halver) {
        // A burst of 1 %: there are permits for these 50 and for no 51st.
        Mailroom tight = new Mailroom(policy -> policy.throttlePermits(5_000));
        SendingId news = tight.broadcast(50);
        tight.hop.onRefusedCall = halver;
        tight.hop.answer = (recipient, call) -> call.contains("p31@one.example.net")
                ? ScriptedHop.rejected(RefusalScope.CALL, "400", "")
                : ScriptedHop.ACCEPTED;

        tight.worker().runOnce();

        assertThat(tight.progress(news)).isEqualTo(new Progress(50, 49, 1, 0, 0, 0));
        assertThat(tight.hop.taken()).hasSize(49).doesNotHaveDuplicates();
        assertThat(tight.hop.calls().stream()
                        .filter(call -> call.contains("p31@one.example.net"))
                        .count())
                .isLessThanOrEqualTo(7);
        // 49 mails have left in this instant, so that there is one permit.
        assertThat(tight.sendwell.throttle().reserve(ONE, Lane.SMALL, 1)).isInstanceOf(Permit.Granted.class);
        assertThat(tight.sendwell.throttle().reserve(ONE, Lane.SMALL, 1)).isInstanceOf(Permit.NotBefore.class);
    }

    @Test
    void a_broadcast_of_which_too_much_fails_is_paused_and_goes_on_when_it_is_resumed() {
        SendingId news = room.broadcast(1_000);
        room.hop.answer = (recipient, call) -> recipient.matches("p\\d*7@.*")
                ? ScriptedHop.rejected(RefusalScope.RECIPIENT, "550", "5.1.1")
                : ScriptedHop.ACCEPTED;

        worker.runOnce();

        assertThat(room.state(news)).isEqualTo(SendingState.PAUSED);
        assertThat(room.sending(news).pausedBecause()).contains("more than 5 %");
        assertThat(room.progress(news).ended()).isEqualTo(200);
        assertThat(room.events(WorkerEvent.Paused.class)).hasSize(1);

        room.memory.resume(ONE, news);
        room.hop.answering(ScriptedHop.ACCEPTED);
        worker.runOnce();
        assertThat(room.state(news)).isEqualTo(SendingState.DONE);
    }

    @Test
    void a_policy_against_the_sender_pauses_a_broadcast_at_two_percent() {
        SendingId news = room.broadcast(500);
        room.hop.answer = (recipient, call) -> recipient.matches("p\\d*33@.*|p\\d*66@.*|p\\d*99@.*")
                ? ScriptedHop.rejected(RefusalScope.MESSAGE, "550", "5.7.26")
                : ScriptedHop.ACCEPTED;

        worker.runOnce();

        assertThat(room.sending(news).pausedBecause()).contains("policy");
    }

    @Test
    void a_sending_that_would_begin_a_day_late_asks_first_and_only_once() {
        SendingId news = room.broadcastAt(ONE, 10, room.clock.instant().plus(Duration.ofHours(1)));
        room.pass(Duration.ofHours(26));

        worker.runOnce();
        assertThat(room.state(news)).isEqualTo(SendingState.PAUSED);
        assertThat(room.sending(news).pausedBecause()).contains("25 hours ago");
        assertThat(room.hop.calls()).isEmpty();

        room.memory.resume(ONE, news);
        room.worker().runOnce();
        assertThat(room.hop.taken()).hasSize(10);
        assertThat(room.state(news)).isEqualTo(SendingState.DONE);
    }

    @Test
    void a_worker_that_dies_right_after_its_question_has_asked() {
        SendingId news = room.broadcastAt(ONE, 10, room.clock.instant().plus(Duration.ofHours(1)));
        room.pass(Duration.ofHours(26));
        room.store.mute.add("pause");
        worker.runOnce();
        room.store.mute.clear();
        assertThat(room.state(news)).isEqualTo(SendingState.PAUSED);

        room.memory.resume(ONE, news);
        room.worker().runOnce();

        assertThat(room.hop.taken()).hasSize(10);
    }

    @Test
    void a_worker_that_dies_right_before_its_question_leaves_it_to_the_next() {
        SendingId news = room.broadcastAt(ONE, 10, room.clock.instant().plus(Duration.ofHours(1)));
        room.pass(Duration.ofHours(26));
        room.store.away.add("pause");
        worker.runOnce();
        room.store.away.clear();
        assertThat(room.state(news)).isEqualTo(SendingState.ACTIVE);

        room.worker().runOnce();

        assertThat(room.state(news)).isEqualTo(SendingState.PAUSED);
        assertThat(room.hop.calls()).isEmpty();
    }

    @Test
    void what_was_resumed_and_stood_still_for_another_day_is_asked_about_again() {
        SendingId news = room.broadcastAt(ONE, 10, room.clock.instant().plus(Duration.ofHours(1)));
        room.pass(Duration.ofHours(26));
        worker.runOnce();
        room.memory.resume(ONE, news);
        room.pass(Duration.ofHours(25));

        room.worker().runOnce();

        assertThat(room.state(news)).isEqualTo(SendingState.PAUSED);
    }

    @Test
    void a_retry_does_not_wait_for_the_last_fresh_entry() {
        Mailroom slow = new Mailroom(policy -> policy.throttlePermits(20_000));
        slow.broadcast(3_000);
        OutboxWorker steady = slow.worker();
        slow.hop.answer = (recipient, call) ->
                recipient.startsWith("p0@") && slow.hop.calls().size() < 3
                        ? ScriptedHop.deferred(RefusalScope.RECIPIENT, "", "")
                        : ScriptedHop.ACCEPTED;

        for (int second = 0; second < 90; second++) {
            steady.runOnce();
            slow.pass(Duration.ofSeconds(1));
        }

        assertThat(slow.hop.taken()).contains("p0@one.example.net").hasSizeLessThan(3_000);
    }

    @Test
    void a_mail_with_more_recipients_than_may_ever_leave_at_once_is_paused_and_holds_up_no_other() {
        Mailroom small = new Mailroom(policy -> policy.throttlePermits(100));
        String[] six =
                IntStream.range(0, 6).mapToObj(i -> "p" + i + "@example.net").toArray(String[]::new);
        SendingId tooMany = small.mail(ONE, six);
        small.mail("kim@example.net");
        OutboxWorker steady = small.worker();

        for (int minute = 0; minute < 10; minute++) {
            steady.runOnce();
            small.pass(Duration.ofMinutes(1));
        }

        assertThat(small.state(tooMany)).isEqualTo(SendingState.PAUSED);
        assertThat(small.sending(tooMany).pausedBecause()).contains("6 recipients");
        assertThat(small.hop.taken()).containsExactly("kim@example.net");
    }

    @Test
    void as_many_recipients_as_may_leave_at_once_leave_after_a_pause() {
        Mailroom small = new Mailroom(policy -> policy.throttlePermits(100));
        small.mail("kim@example.net");
        small.mail(ONE, "a@example.net", "b@example.net", "c@example.net", "d@example.net", "e@example.net");
        OutboxWorker steady = small.worker();

        for (int minute = 0; minute < 10; minute++) {
            steady.runOnce();
            small.pass(Duration.ofMinutes(1));
        }

        assertThat(small.hop.taken()).hasSize(6).doesNotHaveDuplicates();
    }
}
