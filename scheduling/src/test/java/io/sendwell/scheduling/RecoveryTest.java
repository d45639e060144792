package io.sendwell.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.outbox.Claim;
import io.sendwell.outbox.ClaimRequest;
import io.sendwell.outbox.EntryResult;
import io.sendwell.outbox.EntryState;
import io.sendwell.outbox.Octets;
import io.sendwell.outbox.Progress;
import io.sendwell.outbox.SendingId;
import io.sendwell.outbox.SendingState;
import io.sendwell.transport.Recovery;
import io.sendwell.transport.Recovery.Answer;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecoveryTest {

    private static final Duration UNTIL_RECOVERED = Duration.ofMinutes(3).plusSeconds(1);

    private final Mailroom room = new Mailroom();

    @Test
    void where_nobody_can_be_asked_a_mail_in_doubt_is_sent_again_with_the_same_id() {
        SendingId mail = room.mail("kim@example.net");
        OutboxWorker worker = room.worker();
        room.hop.answering(ScriptedHop.silence());
        assertThat(worker.runOnce().inDoubt()).isEqualTo(1);
        assertThat(room.entry(mail).state()).isEqualTo(EntryState.DISPATCHED);
        room.hop.answering(ScriptedHop.ACCEPTED);

        room.pass(UNTIL_RECOVERED.minusSeconds(2));
        assertThat(worker.runOnce()).isEqualTo(Round.NOTHING);
        room.pass(Duration.ofSeconds(2));
        assertThat(worker.runOnce().recovered()).isEqualTo(1);
        room.pass(Duration.ofMinutes(2));
        assertThat(worker.runOnce().accepted()).isEqualTo(1);

        assertThat(room.hop.ids()).hasSize(2);
        assertThat(new HashSet<>(room.hop.ids())).hasSize(1);
        assertThat(room.state(mail)).isEqualTo(SendingState.DONE);
    }

    @Test
    void where_doubt_is_held_a_person_decides() {
        SendingId mail = room.mail("kim@example.net");
        OutboxWorker worker = room.worker(settings -> settings.inDoubt(InDoubt.HOLD));
        room.hop.answering(ScriptedHop.silence());
        worker.runOnce();
        room.pass(UNTIL_RECOVERED);

        assertThat(worker.runOnce().uncertain()).isEqualTo(1);

        assertThat(room.entry(mail).state()).isEqualTo(EntryState.UNCERTAIN);
        assertThat(room.progress(mail)).isEqualTo(new Progress(1, 0, 0, 0, 0, 1));
        assertThat(room.state(mail)).isEqualTo(SendingState.DONE);
        assertThat(room.hop.calls()).hasSize(1);
    }

    @Test
    void a_hop_that_can_be_asked_says_who_has_it_and_the_others_are_sent_again() {
        SendingId news = room.broadcast(10);
        hopKnows(id -> id.endsWith(".3") ? new Answer.NotFound() : new Answer.Found("provider " + id));
        OutboxWorker worker = room.worker();
        room.hop.answering(ScriptedHop.silence());
        worker.runOnce();
        room.hop.answering(ScriptedHop.ACCEPTED);
        room.pass(UNTIL_RECOVERED);

        Round round = worker.runOnce();
        assertThat(round.recovered()).isEqualTo(10);
        worker.runOnce();

        assertThat(room.hop.calls()).hasSize(2);
        assertThat(room.hop.calls().get(1)).containsExactly("p3@one.example.net");
        assertThat(room.progress(news)).isEqualTo(new Progress(10, 10, 0, 0, 0, 0));
    }

    @Test
    void a_hop_that_cannot_be_asked_now_is_asked_again_later() {
        SendingId mail = room.mail("kim@example.net");
        hopKnows(id -> new Answer.Unavailable("away"));
        OutboxWorker worker = room.worker();
        room.hop.answering(ScriptedHop.silence());
        worker.runOnce();
        room.pass(UNTIL_RECOVERED);
        worker.runOnce();
        assertThat(room.entry(mail).state()).isEqualTo(EntryState.DISPATCHED);

        hopKnows(id -> new Answer.Found("provider"));
        room.pass(UNTIL_RECOVERED);
        worker.runOnce();

        assertThat(room.progress(mail).accepted()).isEqualTo(1);
        assertThat(room.hop.calls()).hasSize(1);
    }

    @Test
    void what_is_sent_again_after_silence_and_after_a_death_keeps_its_first_date() {
        room.pass(Duration.ofHours(3));
        SendingId mail = room.mail("kim@example.net");
        hopKnows(id -> new Answer.NotFound());
        room.hop.answering(ScriptedHop.silence());
        OutboxWorker deaf = room.worker();
        deaf.runOnce();
        room.pass(UNTIL_RECOVERED);
        deaf.runOnce();
        room.hop.afterMark = () -> {
            throw new StackOverflowError("as good as dead");
        };
        deaf.runOnce();
        room.pass(UNTIL_RECOVERED);
        room.hop.afterMark = () -> {};
        room.hop.answering(ScriptedHop.ACCEPTED);
        OutboxWorker other = room.worker();
        other.runOnce();
        other.runOnce();

        assertThat(room.entry(mail).state()).isEqualTo(EntryState.ACCEPTED);
        assertThat(room.hop.dates()).hasSize(3).containsOnly(Mailroom.MORNING.plus(Duration.ofHours(3)));
    }

    @Test
    void what_a_dead_worker_claimed_and_did_not_send_leaves_when_its_lease_is_over() {
        SendingId mail = room.mail("kim@example.net");
        room.memory.claim(
                new ClaimRequest(mail, List.of(UUID.randomUUID()), 1, Duration.ofMinutes(2), ClaimRequest.Among.ALL));
        OutboxWorker worker = room.worker();

        assertThat(worker.runOnce()).isEqualTo(Round.NOTHING);
        room.pass(Duration.ofMinutes(2).plusSeconds(20));

        assertThat(worker.runOnce().accepted()).isEqualTo(1);
    }

    @Test
    void entries_whose_workers_died_twice_are_claimed_one_by_one() {
        SendingId news = room.broadcast(6);
        claimAndDie(news, 6);
        claimAndDie(news, 6);

        room.worker().runOnce();

        assertThat(room.hop.calls()).hasSize(6).allMatch(call -> call.size() == 1);
        assertThat(room.state(news)).isEqualTo(SendingState.DONE);
    }

    @Test
    void an_entry_whose_workers_died_five_times_is_given_up() {
        SendingId mail = room.mail("kim@example.net");
        for (int i = 0; i < 5; i++) {
            claimAndDie(mail, 1);
        }

        assertThat(room.worker().runOnce().failed()).isEqualTo(1);

        assertThat(room.entry(mail).code()).isEqualTo(Judge.POISON);
        assertThat(room.hop.calls()).isEmpty();
        assertThat(room.state(mail)).isEqualTo(SendingState.DONE);
    }

    @Test
    void a_mail_that_kills_its_worker_after_the_mark_is_given_up_and_takes_no_other_along() {
        SendingId news = room.broadcast(4);
        hopKnows(id -> new Answer.NotFound());
        room.hop.afterMark = () -> {
            if (lastCall().contains("p1@one.example.net")) {
                throw new StackOverflowError("as good as dead");
            }
        };

        for (int minute = 0; minute < 60; minute++) {
            room.worker().runOnce();
            room.pass(Duration.ofMinutes(1));
        }

        assertThat(room.progress(news)).isEqualTo(new Progress(4, 3, 1, 0, 0, 0));
        assertThat(room.entries(news).get(1).code()).isEqualTo(Judge.POISON);
        assertThat(room.entries(news).get(1).text()).contains("5 times");
        assertThat(room.hop.taken()).hasSize(3).doesNotHaveDuplicates();
        assertThat(room.hop.calls().stream()
                        .filter(call -> call.contains("p1@one.example.net"))
                        .count())
                .isEqualTo(5);
    }

    @Test
    void a_mail_whose_worker_died_is_tried_at_once_and_after_a_third_death_by_the_schedule() {
        room.mail("kim@example.net");
        hopKnows(id -> new Answer.NotFound());
        room.hop.afterMark = () -> {
            throw new StackOverflowError("as good as dead");
        };
        room.worker().runOnce();
        for (int deaths = 1; deaths <= 2; deaths++) {
            room.pass(UNTIL_RECOVERED);
            room.worker().runOnce();
            room.worker().runOnce();
            assertThat(room.hop.calls()).as("once more, at once").hasSize(deaths + 1);
        }

        room.pass(UNTIL_RECOVERED);
        room.worker().runOnce();
        room.pass(Duration.ofSeconds(40));
        room.worker().runOnce();
        assertThat(room.hop.calls()).as("not yet").hasSize(3);
        room.pass(Duration.ofSeconds(40));
        room.worker().runOnce();
        assertThat(room.hop.calls()).as("after a minute").hasSize(4);
    }

    @Test
    void a_hop_that_recognises_repetitions_and_may_have_the_mail_leaves_it_in_doubt_when_it_is_given_up() {
        SendingId mail = room.mail("kim@example.net");
        room.hop.recovery = new Recovery.Repeat(Duration.ofDays(1));
        room.hop.afterMark = () -> {
            throw new StackOverflowError("as good as dead");
        };

        for (int minute = 0; minute < 60; minute++) {
            room.worker().runOnce();
            room.pass(Duration.ofMinutes(1));
        }

        assertThat(room.entry(mail).state()).isEqualTo(EntryState.UNCERTAIN);
        assertThat(room.entry(mail).code()).isEqualTo(Judge.POISON);
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 200})
    void the_silence_of_a_hop_poisons_no_mail_however_often_its_worker_is_driven(int seconds) {
        SendingId mail = room.mail("kim@example.net");
        hopKnows(id -> new Answer.NotFound());
        OutboxWorker worker = room.worker();
        room.hop.answering(ScriptedHop.silence());
        while (room.hop.calls().size() < 10) {
            worker.runOnce();
            room.pass(Duration.ofSeconds(seconds));
        }
        room.hop.answering(ScriptedHop.ACCEPTED);
        room.pass(Duration.ofMinutes(10));
        worker.runOnce();
        worker.runOnce();

        assertThat(room.progress(mail)).isEqualTo(new Progress(1, 1, 0, 0, 0, 0));
        assertThat(room.hop.calls()).hasSize(11);
    }

    @Test
    void a_worker_that_lives_asks_by_itself_and_no_other_takes_it_for_dead() {
        SendingId mail = room.mail("kim@example.net");
        hopKnows(id -> new Answer.Found("provider"));
        room.hop.answering(ScriptedHop.silence());
        OutboxWorker worker = room.worker();
        OutboxWorker other = room.worker();
        worker.runOnce();

        for (int i = 0; i < 8; i++) {
            room.pass(Duration.ofSeconds(30));
            worker.runOnce();
            assertThat(other.runOnce()).isEqualTo(Round.NOTHING);
        }

        assertThat(room.progress(mail)).isEqualTo(new Progress(1, 1, 0, 0, 0, 0));
        assertThat(worker.status().claimsInHand()).isZero();
        assertThat(room.events(WorkerEvent.LeaseLost.class)).isEmpty();
    }

    @Test
    void a_claim_in_doubt_is_asked_about_however_long_the_worker_was_busy_asking_about_others() {
        room.hop.afterMark = () -> {
            throw new StackOverflowError("as good as dead");
        };
        for (int dead = 0; dead < 4; dead++) {
            room.mail("p" + dead + "@example.net");
            room.worker().runOnce();
        }
        room.hop.afterMark = () -> {};
        room.pass(Duration.ofSeconds(10));
        SendingId mail = room.mail("kim@example.net");
        room.hop.answering(ScriptedHop.silence());
        OutboxWorker worker = room.worker();
        worker.runOnce();
        room.pass(Duration.ofSeconds(70));
        worker.runOnce();
        room.pass(Duration.ofSeconds(70));
        worker.runOnce();

        // A little before it is to be asked about the dead ones' turn has come, and the hop takes its time.
        hopKnows(id -> {
            room.pass(Duration.ofSeconds(50));
            return new Answer.Found("provider");
        });
        room.pass(Duration.ofSeconds(35));
        assertThat(worker.runOnce().recovered()).isEqualTo(4);
        assertThat(room.progress(mail).accepted()).isZero();
        worker.runOnce();

        assertThat(room.progress(mail).accepted()).isEqualTo(1);
        assertThat(worker.status().claimsInHand()).isZero();
        assertThat(room.events(WorkerEvent.LeaseLost.class)).isEmpty();
    }

    @Test
    void an_answer_that_comes_after_somebody_else_took_over_changes_no_counter() {
        SendingId mail = room.mail("kim@example.net");
        room.hop.afterMark = () -> {
            // This worker stands still for longer than its lease, and another one asks, finds and completes.
            room.pass(UNTIL_RECOVERED);
            Claim taken =
                    room.memory.recover(Duration.ZERO, Duration.ofMinutes(2)).orElseThrow();
            room.memory.complete(List.of(EntryResult.ended(
                    taken.entries().get(0).id(), taken.token(), EntryState.ACCEPTED, "", "", Octets.none())));
        };

        Round round = room.worker().runOnce();

        assertThat(round.accepted()).isZero();
        assertThat(room.events(WorkerEvent.Fenced.class)).hasSize(1);
        assertThat(room.progress(mail)).isEqualTo(new Progress(1, 1, 0, 0, 0, 0));
    }

    @Test
    void a_worker_that_stood_still_until_its_lease_was_over_sends_nothing() {
        SendingId mail = room.mail("kim@example.net");
        room.hop.beforeMark = () -> room.pass(Duration.ofMinutes(2).plusSeconds(1));

        room.worker().runOnce();

        assertThat(room.hop.calls()).isEmpty();
        assertThat(room.entry(mail).state()).isEqualTo(EntryState.CLAIMED);
    }

    private void hopKnows(Function<String, Answer> answer) {
        room.hop.recovery = new Recovery.Search(
                Duration.ZERO, (account, ids) -> ids.stream().collect(Collectors.toMap(Function.identity(), answer)));
    }

    private List<String> lastCall() {
        return room.hop.calls().get(room.hop.calls().size() - 1);
    }

    private void claimAndDie(SendingId sending, int size) {
        List<Claim> claims = room.memory.claim(new ClaimRequest(
                sending, List.of(UUID.randomUUID()), size, Duration.ofMillis(1), ClaimRequest.Among.ALL));
        assertThat(claims).hasSize(1);
        room.pass(Duration.ofMillis(2));
    }
}
