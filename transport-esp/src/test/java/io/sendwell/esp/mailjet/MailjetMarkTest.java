package io.sendwell.esp.mailjet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.account.AccountId;
import io.sendwell.account.Secret;
import io.sendwell.testkit.mailjet.FakeMailjet;
import io.sendwell.testkit.mailjet.FakeMailjetAccount;
import io.sendwell.testkit.mailjet.Fault;
import io.sendwell.transport.DispatchMark;
import io.sendwell.transport.Submission;
import io.sendwell.transport.SubmissionReport;
import io.sendwell.transport.SubmissionResult.Deferred;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When the dispatch mark is asked, and for which messages. */
class MailjetMarkTest {

    private final FakeMailjet mailjet = FakeMailjet.start();
    private final FakeMailjetAccount account = mailjet.account("acme").allowSender("*@example.org");
    private final MailjetTransport transport = MailjetTransport.builder()
            .baseUrl(mailjet.baseUrl())
            .credentials(MailjetCredentials.of(account.apiKey(), Secret.of(account.secretKey())))
            .build();
    private final List<Integer> asked = new ArrayList<>();
    private final List<Integer> acceptedBefore = new ArrayList<>();

    @AfterEach
    void close() {
        transport.close();
        mailjet.close();
    }

    private boolean note(List<Submission> submissions) {
        asked.add(submissions.size());
        acceptedBefore.add(account.accepted().size());
        return true;
    }

    @Test
    void it_is_asked_with_the_messages_of_each_call_right_before_the_call() {
        List<SubmissionReport> reports = transport.submit(Submissions.ACCOUNT, Submissions.count(120), this::note);

        assertThat(reports).allMatch(SubmissionReport::allAccepted);
        assertThat(asked).containsExactly(50, 50, 20);
        assertThat(acceptedBefore).containsExactly(0, 50, 100);
    }

    @Test
    void a_call_that_must_not_leave_does_not_keep_the_others_from_leaving() {
        DispatchMark notTheSecond = submissions -> note(submissions) && asked.size() != 2;

        List<SubmissionReport> reports = transport.submit(Submissions.ACCOUNT, Submissions.count(120), notTheSecond);

        assertThat(mailjet.requestCount()).isEqualTo(2);
        assertThat(reports.subList(0, 50)).allMatch(SubmissionReport::allAccepted);
        assertThat(Submissions.onlyOf(reports.subList(50, 100)))
                .allSatisfy(result -> assertThat(result)
                        .isInstanceOfSatisfying(
                                Deferred.class,
                                deferred ->
                                        assertThat(deferred.refusal().code()).isEqualTo("NOT_LEFT")));
        assertThat(reports.subList(100, 120)).allMatch(SubmissionReport::allAccepted);
    }

    @Test
    void the_halves_of_a_call_that_was_cut_are_asked_for_again() {
        mailjet.next(Fault.payloadTooLarge());

        transport.submit(Submissions.ACCOUNT, Submissions.count(4), this::note);

        assertThat(asked).containsExactly(4, 2, 2);
        assertThat(account.accepted()).hasSize(4);
    }

    @Test
    void what_a_check_stops_is_not_asked_for() {
        Submission stopped = Submissions.number(1, mail -> mail.subject("x".repeat(300)));

        transport.submit(Submissions.ACCOUNT, List.of(stopped), this::note);

        assertThat(asked).isEmpty();
    }

    @Test
    void accounts_are_counted_by_their_key_which_is_not_told() {
        MailjetCredentials other = MailjetCredentials.of("ffff6789abcdef0123456789abcdef01", Secret.of("s"));
        try (MailjetTransport two = MailjetTransport.builder()
                .baseUrl(mailjet.baseUrl())
                .credentials(id -> Optional.of(id.value().equals("globex") ? other : Submissions.KEY))
                .build()) {
            String acme = two.countedAs(AccountId.of("acme"));
            assertThat(acme).startsWith("mailjet:").doesNotContain("0123456789abcdef0123456789abcdef");
            assertThat(two.countedAs(AccountId.of("initech"))).isEqualTo(acme);
            assertThat(two.countedAs(AccountId.of("globex"))).isNotEqualTo(acme);
        }
    }

    @Test
    void a_call_has_at_most_as_many_messages_as_a_batch() {
        assertThat(transport.batchSize()).isEqualTo(50);
    }
}
