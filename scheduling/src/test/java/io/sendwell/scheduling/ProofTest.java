package io.sendwell.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.address.EmailAddress;
import io.sendwell.event.DeliveryEvent;
import io.sendwell.event.Report;
import io.sendwell.log.LoggedMessage;
import io.sendwell.log.MessageQuery;
import io.sendwell.log.RecipientOutcome;
import io.sendwell.outbox.EntryId;
import io.sendwell.outbox.EntryQuery;
import io.sendwell.outbox.EntryState;
import io.sendwell.outbox.Progress;
import io.sendwell.outbox.SendingId;
import io.sendwell.outbox.SendingState;
import io.sendwell.outbox.StoredEntry;
import io.sendwell.transport.RefusalScope;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What reports prove of mails of which the next hop itself said nothing. */
class ProofTest {

    private static final Duration UNTIL_RECOVERED = Duration.ofMinutes(3).plusSeconds(1);

    private final Mailroom room = new Mailroom();

    @Test
    void a_report_ends_the_doubt_about_a_mail_and_it_is_not_sent_again() {
        SendingId mail = room.mail("kim@example.net");
        OutboxWorker worker = room.worker();
        room.hop.answering(ScriptedHop.silence());
        worker.runOnce();

        report(mail, 0, "kim@example.net");

        assertThat(room.progress(mail)).isEqualTo(new Progress(1, 1, 0, 0, 0, 0));
        assertThat(room.state(mail)).isEqualTo(SendingState.DONE);
        assertAccepted(mail, 0, "kim@example.net");
        room.pass(UNTIL_RECOVERED);
        worker.runOnce();
        room.pass(Duration.ofDays(1));
        worker.runOnce();
        assertThat(room.hop.calls()).hasSize(1);
    }

    @Test
    void a_report_that_overtakes_the_answer_makes_up_for_it_when_it_fails_to_come() {
        SendingId mail = room.mail("kim@example.net");
        room.hop.answering(ScriptedHop.silence());
        room.hop.afterMark = () -> report(mail, 0, "kim@example.net");

        room.worker().runOnce();

        assertThat(room.progress(mail)).isEqualTo(new Progress(1, 1, 0, 0, 0, 0));
        assertThat(room.state(mail)).isEqualTo(SendingState.DONE);
        assertAccepted(mail, 0, "kim@example.net");
    }

    @Test
    void an_answer_that_a_report_overtook_is_no_surprise() {
        SendingId mail = room.mail("kim@example.net");
        room.hop.afterMark = () -> report(mail, 0, "kim@example.net");

        room.worker().runOnce();

        assertThat(room.progress(mail)).isEqualTo(new Progress(1, 1, 0, 0, 0, 0));
        assertThat(room.events(WorkerEvent.Overtaken.class)).hasSize(1);
        assertThat(room.events(WorkerEvent.Fenced.class)).isEmpty();
    }

    @Test
    void a_refusal_of_what_was_reported_as_accepted_is_one() {
        SendingId mail = room.mail("kim@example.net");
        room.hop.answering(ScriptedHop.rejected(RefusalScope.RECIPIENT, "550", "5.1.1"));
        room.hop.afterMark = () -> report(mail, 0, "kim@example.net");

        room.worker().runOnce();

        assertThat(room.events(WorkerEvent.Fenced.class)).hasSize(1);
        assertThat(room.events(WorkerEvent.Overtaken.class)).isEmpty();
    }

    @Test
    void a_dead_letter_in_doubt_vanishes_when_it_is_reported() {
        SendingId mail = room.mail("kim@example.net");
        OutboxWorker worker = room.worker(settings -> settings.inDoubt(InDoubt.HOLD));
        room.hop.answering(ScriptedHop.silence());
        worker.runOnce();
        room.pass(UNTIL_RECOVERED);
        worker.runOnce();
        assertThat(deadLetters(mail)).hasSize(1);

        report(mail, 0, "kim@example.net");

        assertThat(deadLetters(mail)).isEmpty();
        assertThat(room.progress(mail)).isEqualTo(new Progress(1, 1, 0, 0, 0, 0));
    }

    @Test
    void a_mail_that_is_due_again_after_doubt_does_not_leave_once_it_is_reported() {
        SendingId mail = room.mail("kim@example.net");
        OutboxWorker worker = room.worker();
        room.hop.answering(ScriptedHop.silence());
        worker.runOnce();
        room.pass(UNTIL_RECOVERED);
        worker.runOnce();
        assertThat(room.entry(mail).state()).isEqualTo(EntryState.DUE);

        report(mail, 0, "kim@example.net");
        room.pass(Duration.ofMinutes(2));
        worker.runOnce();

        assertThat(room.progress(mail)).isEqualTo(new Progress(1, 1, 0, 0, 0, 0));
        assertThat(room.hop.calls()).hasSize(1);
    }

    @Test
    void of_a_mail_to_several_a_report_on_one_proves_nothing_of_the_others() {
        SendingId mail = room.mail(Mailroom.ONE, "kim@example.net", "lee@example.net");
        room.hop.answering(ScriptedHop.silence());
        room.worker().runOnce();

        report(mail, 0, "kim@example.net");
        assertThat(room.entry(mail).state()).isEqualTo(EntryState.DISPATCHED);

        report(mail, 0, "lee@example.net");
        assertThat(room.progress(mail)).isEqualTo(new Progress(1, 1, 0, 0, 0, 0));
    }

    @Test
    void a_mail_that_has_not_left_is_not_taken_for_accepted_whatever_is_said_of_it() {
        SendingId mail = room.mail("kim@example.net");

        report(mail, 0, "kim@example.net");
        assertThat(room.entry(mail).state()).isEqualTo(EntryState.DUE);
        room.worker().runOnce();

        assertThat(room.hop.taken()).containsExactly("kim@example.net");
    }

    @Test
    void a_worker_that_died_after_it_wrote_the_answer_down_leaves_no_doubt() {
        SendingId mail = room.mail("kim@example.net");
        room.store.away.add("complete");
        room.worker().runOnce();
        room.store.away.clear();
        room.pass(UNTIL_RECOVERED);

        room.worker().runOnce();

        assertThat(room.progress(mail)).isEqualTo(new Progress(1, 1, 0, 0, 0, 0));
        assertThat(room.hop.calls()).hasSize(1);
        assertThat(processed()).isEqualTo(1);
    }

    @Test
    void an_entry_is_not_completed_before_its_acceptance_is_counted() {
        SendingId mail = room.mail("kim@example.net");
        OutboxWorker worker = room.worker();
        room.logs.away.add("append");
        worker.runOnce();
        assertThat(room.entry(mail).state()).isEqualTo(EntryState.DISPATCHED);
        assertThat(worker.status().answersWaiting()).isEqualTo(1);

        room.logs.away.clear();
        room.pass(Duration.ofSeconds(11));
        worker.runOnce();

        assertThat(room.progress(mail)).isEqualTo(new Progress(1, 1, 0, 0, 0, 0));
        assertThat(processed()).isEqualTo(1);
        assertThat(room.hop.calls()).hasSize(1);
    }

    @Test
    void what_a_log_did_not_take_before_its_worker_died_is_found_out_once_more() {
        SendingId mail = room.mail("kim@example.net");
        room.logs.away.add("append");
        room.worker().runOnce();
        room.logs.away.clear();
        room.pass(UNTIL_RECOVERED);

        room.worker().runOnce();

        assertThat(room.progress(mail)).isEqualTo(new Progress(1, 1, 0, 0, 0, 0));
        assertThat(processed()).isEqualTo(1);
        assertThat(room.hop.calls()).hasSize(1);
    }

    @Test
    void what_the_message_log_did_not_take_it_gets_later() {
        SendingId mail = room.mail("kim@example.net");
        OutboxWorker worker = room.worker();
        room.logs.away.add("record");
        worker.runOnce();
        assertThat(room.entry(mail).state()).isEqualTo(EntryState.DISPATCHED);

        room.logs.away.clear();
        room.pass(Duration.ofSeconds(11));
        worker.runOnce();

        assertAccepted(mail, 0, "kim@example.net");
        assertThat(processed()).isEqualTo(1);
        assertThat(room.state(mail)).isEqualTo(SendingState.DONE);
    }

    private List<StoredEntry> deadLetters(SendingId mail) {
        return room.memory.entries(Mailroom.ONE, EntryQuery.deadLetters(mail, 0, 10));
    }

    private long processed() {
        return room.sendwell.account("one").events().totals().processed();
    }

    private void assertAccepted(SendingId mail, int place, String recipient) {
        Optional<LoggedMessage> logged =
                room.sendwell.account("one").messages(MessageQuery.byId(id(mail, place))).stream()
                        .findFirst();
        assertThat(logged)
                .hasValueSatisfying(message -> assertThat(message.outcomes().get(EmailAddress.parse(recipient)))
                        .isInstanceOfSatisfying(
                                RecipientOutcome.Submitted.class,
                                outcome -> assertThat(outcome.isAccepted()).isTrue()));
    }

    private static String id(SendingId mail, int place) {
        return new EntryId(mail, place).messageId();
    }

    private void report(SendingId mail, int place, String recipient) {
        room.sendwell
                .events()
                .receive(List.of(new DeliveryEvent.Delivered(
                        Report.of(room.clock.instant(), "mailjet", "{}")
                                .account(Mailroom.ONE)
                                .messageId(id(mail, place))
                                .recipient(EmailAddress.parse(recipient)),
                        "250 OK")));
    }
}
