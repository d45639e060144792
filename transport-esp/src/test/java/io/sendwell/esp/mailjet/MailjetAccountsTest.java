package io.sendwell.esp.mailjet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.account.AccountId;
import io.sendwell.account.Secret;
import io.sendwell.testkit.mailjet.AcceptedMessage;
import io.sendwell.testkit.mailjet.FakeMailjet;
import io.sendwell.testkit.mailjet.FakeMailjetAccount;
import io.sendwell.transport.RefusalScope;
import io.sendwell.transport.Submission;
import io.sendwell.transport.SubmissionReport;
import io.sendwell.transport.SubmissionResult.Deferred;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MailjetAccountsTest {

    private static final AccountId ACME = AccountId.of("acme");
    private static final AccountId GLOBEX = AccountId.of("globex");

    private final FakeMailjet mailjet = FakeMailjet.start();
    private final FakeMailjetAccount acme = mailjet.account("acme").allowSender("*@example.org");
    private final FakeMailjetAccount globex = mailjet.account("globex").allowSender("*@example.org");
    private final Map<AccountId, MailjetCredentials> keys = Map.of(ACME, key(acme), GLOBEX, key(globex));
    private final MailjetTransport transport = MailjetTransport.builder()
            .baseUrl(mailjet.baseUrl())
            .credentials(account -> Optional.ofNullable(keys.get(account)))
            .build();

    @AfterEach
    void close() {
        transport.close();
        mailjet.close();
    }

    private static MailjetCredentials key(FakeMailjetAccount account) {
        return MailjetCredentials.of(account.apiKey(), Secret.of(account.secretKey()));
    }

    @Test
    void many_threads_and_two_accounts_never_mix() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<List<SubmissionReport>>> work = new ArrayList<>();
            for (int thread = 0; thread < 16; thread++) {
                AccountId account = thread % 2 == 0 ? ACME : GLOBEX;
                int first = thread * 1_000;
                List<Submission> submissions = IntStream.range(first, first + 60)
                        .mapToObj(Submissions::number)
                        .toList();
                work.add(threads.submit(() -> transport.submit(account, submissions)));
            }
            for (Future<List<SubmissionReport>> reports : work) {
                assertThat(reports.get()).hasSize(60).allMatch(SubmissionReport::allAccepted);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(ids(acme)).hasSize(480).allMatch(number -> number / 1_000 % 2 == 0);
        assertThat(ids(globex)).hasSize(480).allMatch(number -> number / 1_000 % 2 == 1);
        assertThat(globex.accepted()).allMatch(message -> message.eventPayload().equals("{\"account\":\"globex\"}"));
    }

    private static List<Integer> ids(FakeMailjetAccount account) {
        return account.accepted().stream()
                .map(AcceptedMessage::customId)
                .map(id -> Integer.parseInt(id.substring("mail-".length())))
                .distinct()
                .toList();
    }

    @Test
    void an_account_without_a_key_is_deferred_without_a_call() {
        List<SubmissionReport> reports = transport.submit(AccountId.of("stranger"), Submissions.count(2));

        assertThat(Submissions.onlyOf(reports))
                .allMatch(result -> ((Deferred) result).refusal().scope() == RefusalScope.ROUTE);
        assertThat(mailjet.requests()).isEmpty();
    }

    @Test
    void a_suspended_key_defers_its_own_account_alone() {
        acme.suspend();

        Deferred suspended = (Deferred)
                Submissions.onlyOf(transport.submit(ACME, Submissions.count(1))).get(0);

        assertThat(suspended.refusal().code()).isEqualTo("mj-0001");
        assertThat(transport.submit(GLOBEX, Submissions.count(1)))
                .singleElement()
                .matches(SubmissionReport::allAccepted);
    }
}
