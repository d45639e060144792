package io.sendwell;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.message.Mail;
import io.sendwell.mime.MimeOptions;
import io.sendwell.mime.MimeRenderer;
import io.sendwell.outbox.Claim;
import io.sendwell.outbox.ClaimRequest;
import io.sendwell.outbox.EntryId;
import io.sendwell.outbox.EntryResult;
import io.sendwell.outbox.EntryState;
import io.sendwell.outbox.Octets;
import io.sendwell.outbox.SendingId;
import io.sendwell.transport.DispatchMark;
import io.sendwell.transport.Recovery;
import io.sendwell.transport.Recovery.Answer;
import io.sendwell.transport.Refusal;
import io.sendwell.transport.RefusalScope;
import io.sendwell.transport.Submission;
import io.sendwell.transport.SubmissionReport;
import io.sendwell.transport.SubmissionResult;
import io.sendwell.transport.SubmissionStep;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Which Date a mail of the outbox has: when it first left, then and whenever it is sent again. */
class ReleaseDateTest {

    private static final DispatchMark YES = DispatchMark.recorded();
    private static final SubmissionResult ACCEPTED = new SubmissionResult.Accepted("7", "250 OK");
    private static final SubmissionResult DEFERRED =
            new SubmissionResult.Deferred(Refusal.of(RefusalScope.MESSAGE, "451", "later"));
    private static final SubmissionResult REJECTED =
            new SubmissionResult.Rejected(Refusal.of(RefusalScope.MESSAGE, "550", "never"));
    private static final SubmissionResult SILENCE =
            new SubmissionResult.Uncertain(SubmissionStep.CONTENT, "No answer came.");

    private final PostOffice post = new PostOffice();
    private final FakeTransport esp = post.office.esp;

    private static Mail mail() {
        return Office.mail().html("<p>Monday</p>").build();
    }

    private void answering(SubmissionResult result) {
        esp.answering(submissions -> submissions.stream()
                .map(submission -> SubmissionReport.same(submission.envelope(), result))
                .toList());
    }

    private List<Instant> dates() {
        return esp.submissions().stream()
                .map(submission -> submission.outgoing().date())
                .toList();
    }

    private static String octets(Submission submission) {
        try (ByteArrayOutputStream octets = new ByteArrayOutputStream()) {
            MimeRenderer.create()
                    .render(submission.outgoing(), MimeOptions.sevenBit())
                    .writeTo(octets);
            return octets.toString(StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Each node has a release of its own. */
    private List<EntryOutcome> submit(Claim claim) {
        Departure departure = post.release().prepare(claim);
        post.outbox.dispatch(claim.token(), departure.ready(), PostOffice.LEASE, departure.note());
        return departure.submit(YES);
    }

    private Claim dueAgain(Claim claim, EntryId entry, Octets memo) {
        post.outbox.complete(List.of(EntryResult.again(entry, claim.token(), Duration.ZERO, "", "", memo)));
        return post.claim(claim.token().sending());
    }

    private void assertThatAllAreTheSame(int attempts) {
        List<Submission> sent = esp.submissions();
        assertThat(sent).hasSize(attempts);
        for (Submission submission : sent) {
            assertThat(octets(submission)).isEqualTo(octets(sent.get(0)));
        }
    }

    @Test
    void a_mail_that_is_released_late_has_the_date_of_then_to_the_second() {
        SendingId sending = post.scheduled(mail());
        post.pass(Duration.ofDays(3).plusMillis(700));

        submit(post.claim(sending));

        assertThat(dates()).containsExactly(Office.NOW.plus(Duration.ofDays(3)));
        assertThat(octets(esp.submissions().get(0))).contains("Date: Thu, 3 Dec 2026 23:30:00 +0000\r\n");
    }

    @Test
    void the_mails_of_a_broadcast_that_takes_hours_have_rising_dates() {
        SendingId sending = post.broadcast(Office.mail().subject("Hi {{first}}").build(), "kim", "lee", "mo");
        for (int i = 0; i < 3; i++) {
            post.pass(Duration.ofHours(5));
            submit(post.outbox
                    .claim(new ClaimRequest(
                            sending, List.of(UUID.randomUUID()), 1, PostOffice.LEASE, ClaimRequest.Among.ALL))
                    .get(0));
        }

        assertThat(dates())
                .containsExactly(
                        Office.NOW.plus(Duration.ofHours(5)),
                        Office.NOW.plus(Duration.ofHours(10)),
                        Office.NOW.plus(Duration.ofHours(15)));
    }

    @Test
    void a_node_whose_clock_is_behind_dates_no_mail_before_it_was_made() {
        SendingId sending = post.scheduled(mail());

        post.builder()
                .clock(() -> Office.NOW.minus(Duration.ofHours(1)))
                .build()
                .release()
                .prepare(post.claim(sending))
                .submit(YES);

        assertThat(dates()).containsExactly(Office.NOW);
    }

    @Test
    void every_attempt_after_deferrals_has_the_octets_of_the_first() {
        answering(DEFERRED);
        Claim claim = post.claim(post.scheduled(mail()));
        for (int i = 0; i < 3; i++) {
            List<EntryOutcome> outcomes = submit(claim);
            claim = post.again(claim, outcomes);
        }
        answering(ACCEPTED);
        submit(claim);

        assertThatAllAreTheSame(4);
    }

    @Test
    void what_is_sent_again_after_an_answer_that_did_not_come_has_the_octets_of_the_first() {
        answering(SILENCE);
        Claim first = post.claim(post.scheduled(mail()));
        EntryOutcome outcome = submit(first).get(0);
        assertThat(outcome.state()).isEqualTo(EntryState.UNCERTAIN);

        submit(post.again(first, List.of(outcome)));

        assertThatAllAreTheSame(2);
    }

    @Test
    void what_a_dead_node_left_in_doubt_is_sent_again_with_the_octets_of_the_first() {
        answering(SILENCE);
        submit(post.claim(post.scheduled(mail())));

        for (int i = 0; i < 2; i++) {
            Claim recovered = post.recovered(Duration.ofHours(2));
            Recovered.InDoubt doubt =
                    (Recovered.InDoubt) post.release().resolve(recovered).get(0);
            submit(dueAgain(recovered, doubt.entry(), doubt.outcome().memo()));
        }

        assertThatAllAreTheSame(3);
    }

    @Test
    void what_a_dead_node_left_and_the_hop_does_not_have_is_sent_again_with_the_octets_of_the_first() {
        answering(SILENCE);
        Duration lag = Duration.ofMinutes(1);
        esp.recovering(new Recovery.Search(lag, (account, ids) -> {
            Map<String, Answer> answers = new HashMap<>();
            ids.forEach(id -> answers.put(id, new Answer.NotFound()));
            return answers;
        }));
        submit(post.claim(post.scheduled(mail())));
        Claim recovered = post.recovered(lag);
        Recovered.NotTaken notTaken =
                (Recovered.NotTaken) post.release().resolve(recovered).get(0);

        submit(dueAgain(recovered, notTaken.entry(), notTaken.memo()));

        assertThatAllAreTheSame(2);
    }

    @Test
    void a_repetition_that_the_hop_is_to_recognise_has_the_octets_of_the_first() {
        answering(SILENCE);
        esp.recovering(new Recovery.Repeat(Duration.ofMinutes(15)));
        SendingId sending = post.scheduled(mail());
        // Long after the start of its sending: what counts is how long ago it left.
        post.pass(Duration.ofDays(2));
        submit(post.claim(sending));
        Claim recovered = post.recovered(Duration.ofMinutes(5));
        Recovered.Repeatable repeatable =
                (Recovered.Repeatable) post.release().resolve(recovered).get(0);
        Claim second = dueAgain(recovered, repeatable.entry(), repeatable.memo());
        submit(second);

        assertThatAllAreTheSame(2);

        Claim late = post.recovered(Duration.ofMinutes(9));
        assertThat(post.release().resolve(late))
                .as("more than 15 minutes after the first attempt")
                .singleElement()
                .isInstanceOf(Recovered.InDoubt.class);
    }

    @Test
    void what_was_held_back_in_doubt_and_is_put_back_has_the_octets_of_the_first() {
        answering(SILENCE);
        SendingId sending = post.scheduled(mail());
        Claim first = post.claim(sending);
        EntryOutcome outcome = submit(first).get(0);
        post.outbox.complete(List.of(EntryResult.ended(
                outcome.entry(), first.token(), EntryState.UNCERTAIN, outcome.code(), "", outcome.memo())));
        post.pass(Duration.ofDays(4));
        post.outbox.requeue(PostOffice.ACCOUNT, sending, List.of(0));

        submit(post.claim(sending));

        assertThatAllAreTheSame(2);
    }

    @Test
    void what_is_prepared_again_under_the_same_claim_has_the_octets_that_its_note_tells_of() {
        Claim claim = post.claim(post.scheduled(mail()));
        Departure whole = post.release().prepare(claim);
        whole.submit(YES);
        post.pass(Duration.ofSeconds(20));

        Claim noted = new Claim(claim.token(), claim.account(), claim.leaseEnd(), claim.entries(), whole.note());
        post.release().prepare(noted).submit(YES);

        assertThatAllAreTheSame(2);
    }

    @Test
    void a_claim_that_was_given_back_leaves_no_date_behind() {
        SendingId sending = post.scheduled(mail());
        Claim first = post.claim(sending);
        post.release().prepare(first);
        post.outbox.release(first.token(), Duration.ZERO);
        post.pass(Duration.ofHours(6));

        submit(post.claim(sending));

        assertThat(dates()).containsExactly(Office.NOW.plus(Duration.ofHours(6)));
    }

    @Test
    void a_mail_that_the_mark_kept_back_has_the_date_of_when_it_leaves() {
        SendingId sending = post.scheduled(mail());
        Claim first = post.claim(sending);
        List<EntryOutcome> kept = post.release().prepare(first).submit(submissions -> false);
        Claim second = post.again(first, kept);

        submit(second);

        assertThat(dates()).containsExactly(Office.NOW.plus(Duration.ofMinutes(5)));
    }

    @Test
    void a_mail_that_all_refused_leaves_with_the_date_of_when_a_person_puts_it_back() {
        answering(REJECTED);
        SendingId sending = post.scheduled(mail());
        Claim first = post.claim(sending);
        EntryOutcome refused = submit(first).get(0);
        post.outbox.complete(List.of(EntryResult.ended(
                refused.entry(), first.token(), refused.state(), refused.code(), "", refused.memo())));
        post.pass(Duration.ofDays(1));
        post.outbox.requeue(PostOffice.ACCOUNT, sending, List.of(0));

        submit(post.claim(sending));

        assertThat(dates()).containsExactly(Office.NOW, Office.NOW.plus(Duration.ofDays(1)));
    }
}
