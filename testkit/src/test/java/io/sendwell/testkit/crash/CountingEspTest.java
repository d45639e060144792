package io.sendwell.testkit.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.address.EmailAddress;
import io.sendwell.address.Mailbox;
import io.sendwell.testkit.fixtures.Accounts;
import io.sendwell.testkit.fixtures.Messages;
import io.sendwell.testkit.fixtures.Submissions;
import io.sendwell.transport.Recovery;
import io.sendwell.transport.Recovery.Answer;
import io.sendwell.transport.RefusalScope;
import io.sendwell.transport.Submission;
import io.sendwell.transport.SubmissionReport;
import io.sendwell.transport.SubmissionResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CountingEspTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private CountingEsp esp = CountingEsp.start();
    private CountingEspTransport transport =
            CountingEspTransport.to(esp.url()).batchSize(8).build();

    @AfterEach
    void stop() {
        transport.close();
        esp.close();
    }

    @Test
    void it_counts_each_recipient_of_each_submission() {
        List<SubmissionReport> reports = transport.submit(Accounts.ACME, numbered(20));

        assertThat(reports).hasSize(20).allMatch(SubmissionReport::allAccepted);
        assertThat(esp.calls()).isEqualTo(3);
        assertThat(esp.counts().copies()).isEqualTo(20);
        assertThat(esp.counts().recipients()).isEqualTo(20);
        assertThat(esp.counts().duplicates()).isZero();
        assertThat(esp.counts().missing(List.of(to(3), to(20)))).containsExactly(to(20));
    }

    @Test
    void what_comes_again_is_a_duplicate_unless_it_recognises_repeats() {
        transport.submit(Accounts.ACME, numbered(3));
        transport.submit(Accounts.ACME, numbered(2));
        assertThat(esp.counts().duplicates()).isEqualTo(2);
        assertThat(esp.counts().repeats()).isZero();
        assertThat(esp.counts().copiesTo(to(0))).isEqualTo(2);

        restart(CountingEsp.builder().recognisesRepeats());
        transport.submit(Accounts.ACME, numbered(3));
        List<SubmissionReport> again = transport.submit(Accounts.ACME, numbered(2));
        assertThat(again).allMatch(SubmissionReport::allAccepted);
        assertThat(esp.counts().duplicates()).isZero();
        assertThat(esp.counts().repeats()).isEqualTo(2);
        assertThat(esp.counts().changedBodies()).isZero();
    }

    @Test
    void other_octets_under_a_known_id_are_noticed() {
        restart(CountingEsp.builder().recognisesRepeats());
        transport.submit(Accounts.ACME, numbered(1));
        Submission changed = Submissions.of(
                "m0",
                Messages.statementTo(Mailbox.of(to(0))).toBuilder()
                        .subject("Your November statement")
                        .build());

        assertThat(only(transport.submit(Accounts.ACME, List.of(changed))))
                .isInstanceOf(SubmissionResult.Rejected.class);
        assertThat(esp.counts().changedBodies()).isEqualTo(1);
        assertThat(esp.counts().duplicates()).isZero();
    }

    @Test
    void an_answer_that_is_dropped_leaves_in_doubt_what_was_accepted() {
        esp.script(call -> call.number() == 1 ? new EspAnswer.DroppedAfter() : EspAnswer.accepted());

        List<SubmissionReport> reports = transport.submit(Accounts.ACME, numbered(16));

        assertThat(results(reports.subList(0, 8))).hasOnlyElementsOfType(SubmissionResult.Uncertain.class);
        assertThat(results(reports.subList(8, 16))).hasOnlyElementsOfType(SubmissionResult.Deferred.class);
        assertThat(esp.counts().copies()).isEqualTo(8);
    }

    @Test
    void a_call_that_is_dropped_before_acceptance_counts_nothing() {
        esp.script(call -> new EspAnswer.DroppedBefore());
        assertThat(only(transport.submit(Accounts.ACME, numbered(1)))).isInstanceOf(SubmissionResult.Uncertain.class);
        assertThat(esp.copies()).isZero();
    }

    @Test
    void too_many_calls_are_refused_for_the_route_with_a_time_to_wait() {
        esp.script(call -> EspAnswer.tooMany(Duration.ofSeconds(20)));

        SubmissionResult result = only(transport.submit(Accounts.ACME, numbered(1)));

        SubmissionResult.Deferred deferred = (SubmissionResult.Deferred) result;
        assertThat(deferred.refusal().scope()).isEqualTo(RefusalScope.ROUTE);
        assertThat(deferred.refusal().retryAfter()).contains(Duration.ofSeconds(20));
        assertThat(esp.copies()).isZero();
    }

    @Test
    void a_batch_with_one_bad_submission_is_halved_until_that_one_is_alone() {
        esp.script(call -> call.isTo(to(5)) ? EspAnswer.refused(400) : EspAnswer.accepted());

        List<SubmissionReport> reports = transport.submit(Accounts.ACME, numbered(8));

        assertThat(results(reports.subList(5, 6))).hasOnlyElementsOfType(SubmissionResult.Rejected.class);
        assertThat(reports.stream().filter(SubmissionReport::allAccepted)).hasSize(7);
        assertThat(esp.copies()).isEqualTo(7);
        // 8, 4, 4, 2, 1, 1, 2
        assertThat(esp.calls()).isEqualTo(7);
    }

    @Test
    void a_batch_that_is_too_large_for_it_is_halved() {
        restart(CountingEsp.builder().maxBatch(3));
        assertThat(transport.submit(Accounts.ACME, numbered(8))).allMatch(SubmissionReport::allAccepted);
        assertThat(esp.copies()).isEqualTo(8);
    }

    @Test
    void answers_are_matched_by_id_whatever_their_order_and_missing_ones_are_in_doubt() {
        esp.script(call -> new EspAnswer.Answered(Set.of(to(0)), EspAnswer.Order.REVERSED, 2));

        List<SubmissionReport> reports = transport.submit(Accounts.ACME, numbered(4));

        // Reversed, the last two answers are those to the first two submissions.
        assertThat(results(reports))
                .extracting(result -> (Object) result.getClass())
                .containsExactly(
                        SubmissionResult.Uncertain.class,
                        SubmissionResult.Uncertain.class,
                        SubmissionResult.Accepted.class,
                        SubmissionResult.Accepted.class);
        assertThat(esp.counts().copiesTo(to(0))).isZero();
        assertThat(esp.counts().copiesTo(to(1))).isEqualTo(1);
    }

    @Test
    void it_finds_what_it_has_only_once_it_is_indexed() {
        transport.submit(Accounts.ACME, numbered(1));
        assertThat(find("m0", "m1"))
                .containsEntry("m0", new Answer.Found("m0"))
                .containsEntry("m1", new Answer.NotFound());

        restart(CountingEsp.builder().indexLag(HOUR));
        transport.submit(Accounts.ACME, numbered(1));
        assertThat(find("m0")).containsEntry("m0", new Answer.NotFound());
        esp.close();
        assertThat(find("m0").get("m0")).isInstanceOf(Answer.Unavailable.class);
    }

    @Test
    void the_mark_is_asked_before_each_call_and_what_it_holds_back_does_not_leave() {
        AtomicInteger asked = new AtomicInteger();

        List<SubmissionReport> reports =
                transport.submit(Accounts.ACME, numbered(16), batch -> asked.incrementAndGet() == 1);

        assertThat(asked).hasValue(2);
        assertThat(reports.stream().filter(SubmissionReport::allAccepted)).hasSize(8);
        assertThat(esp.copies()).isEqualTo(8);
    }

    @Test
    void where_nobody_listens_and_once_it_is_closed_nothing_leaves() {
        esp.close();
        assertThat(only(transport.submit(Accounts.ACME, numbered(1)))).isInstanceOf(SubmissionResult.Deferred.class);
        transport.close();
        assertThat(only(transport.submit(Accounts.ACME, numbered(1)))).isInstanceOf(SubmissionResult.Deferred.class);
    }

    @Test
    void the_most_in_any_window_does_not_depend_on_where_the_window_begins() {
        long second = 1_000_000_000L;
        EspCounts counts = new EspCounts(
                Map.of("a@example.net", 6),
                List.of("m0"),
                new long[] {0, 9 * second, 10 * second, 11 * second, 18 * second, 19 * second},
                0,
                0);

        assertThat(counts.mostWithin(Duration.ofSeconds(10))).isEqualTo(4);
        assertThat(counts.mostWithin(Duration.ofSeconds(1))).isEqualTo(1);
        assertThat(counts.mostWithin(HOUR)).isEqualTo(6);
        assertThat(counts.span()).hasSeconds(19);
        assertThat(counts.copiesInFirst(Duration.ofSeconds(10))).isEqualTo(2);
    }

    @Test
    void the_longest_pause_lies_between_two_copies() {
        long second = 1_000_000_000L;
        EspCounts counts = new EspCounts(
                Map.of("a@example.net", 4),
                List.of("m0"),
                new long[] {20 * second, 21 * second, 28 * second, 31 * second},
                0,
                0);

        assertThat(counts.longestPause()).hasSeconds(7);
        assertThat(new EspCounts(Map.of(), List.of(), new long[0], 0, 0).longestPause())
                .isZero();
    }

    private void restart(CountingEsp.Builder settings) {
        stop();
        esp = settings.start();
        transport = CountingEspTransport.to(esp.url())
                .batchSize(8)
                .searches(Duration.ZERO)
                .build();
    }

    private Map<String, Answer> find(String... ids) {
        Recovery.Search search = (Recovery.Search) CountingEspTransport.to(esp.url())
                .searches(Duration.ZERO)
                .build()
                .recovery();
        return search.lookUp().find(Accounts.ACME, List.of(ids));
    }

    private static List<Submission> numbered(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> Submissions.statement("m" + number, Mailbox.of(to(number))))
                .toList();
    }

    private static String to(int number) {
        return EmailAddress.parse("reader" + number + "@example.net").normalForm();
    }

    private static SubmissionResult only(List<SubmissionReport> reports) {
        return results(reports).get(0);
    }

    private static List<SubmissionResult> results(List<SubmissionReport> reports) {
        return reports.stream()
                .map(report -> report.results().values().iterator().next())
                .toList();
    }
}
