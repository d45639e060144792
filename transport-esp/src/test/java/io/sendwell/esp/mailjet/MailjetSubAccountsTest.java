package io.sendwell.esp.mailjet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendwell.account.AccountId;
import io.sendwell.account.ConfigurationException;
import io.sendwell.account.ProviderAccount;
import io.sendwell.account.ProviderAccountException;
import io.sendwell.account.ProviderStanding;
import io.sendwell.account.Secret;
import io.sendwell.credential.AesCredentialCipher;
import io.sendwell.credential.CredentialException;
import io.sendwell.credential.CredentialException.Reason;
import io.sendwell.credential.CredentialName;
import io.sendwell.credential.CredentialStore;
import io.sendwell.credential.CredentialVault;
import io.sendwell.credential.InMemoryCredentialStore;
import io.sendwell.credential.SealedCredential;
import io.sendwell.esp.webhook.WebhookAddress;
import io.sendwell.testkit.VirtualClock;
import io.sendwell.testkit.mailjet.FakeMailjet;
import io.sendwell.testkit.mailjet.FakeMailjetAccount;
import io.sendwell.testkit.mailjet.FakeMailjetBuilder;
import io.sendwell.testkit.mailjet.Fault;
import io.sendwell.transport.Recovery;
import io.sendwell.transport.RefusalScope;
import io.sendwell.transport.SubmissionReport;
import io.sendwell.transport.SubmissionResult.Deferred;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sub-accounts: made, taken up, attached, closed, and what comes in between. */
class MailjetSubAccountsTest {

    private static final AccountId ACME = AccountId.of("acme");
    private static final AccountId GLOBEX = AccountId.of("globex");
    private static final CredentialName ACMES = new CredentialName(ACME, "mailjet");
    private static final EnumSet<MailjetEventKind> ALL = EnumSet.allOf(MailjetEventKind.class);
    private static final WebhookAddress WEBHOOK =
            WebhookAddress.basicAuth(URI.create("https://crm.example/mailjet"), "hook", Secret.of("s@fe"));

    private final VirtualClock clock = VirtualClock.at("2026-11-22T09:00:00Z");
    private final List<AutoCloseable> open = new ArrayList<>();
    private final AwayStore store = new AwayStore();
    private final List<Duration> pauses = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    private FakeMailjet fake(UnaryOperator<FakeMailjetBuilder> settings) {
        FakeMailjet mailjet = settings.apply(FakeMailjet.builder().clock(clock)).start();
        open.add(mailjet);
        return mailjet;
    }

    private static MailjetCredentials key(FakeMailjetAccount account) {
        return MailjetCredentials.of(account.apiKey(), Secret.of(account.secretKey()));
    }

    /** One process of the application. Nodes share the database. */
    private final class Node {

        final FakeMailjetAccount operator;
        final CredentialVault vault =
                CredentialVault.of(store, AesCredentialCipher.of("k1", new SecretKeySpec(new byte[32], "AES")), clock);
        final MailjetTransport transport;
        final MailjetAccounts accounts;

        Node(FakeMailjet mailjet) {
            operator = mailjet.account("operator");
            transport = MailjetTransport.builder()
                    .baseUrl(mailjet.baseUrl())
                    .credentials(vault)
                    // A call may be held while another node does all its work.
                    .callTimeout(Duration.ofMinutes(2))
                    .clock(clock)
                    .build();
            open.add(0, transport);
            accounts = transport.accounts(key(operator)).waiting(pause -> {
                pauses.add(pause);
                clock.advance(pause);
            });
        }

        List<FakeMailjetAccount> active() {
            return operator.subAccounts().stream()
                    .filter(FakeMailjetAccount::isActive)
                    .toList();
        }

        Deferred deferred(AccountId account) {
            return (Deferred) Submissions.onlyOf(transport.submit(account, Submissions.count(1)))
                    .get(0);
        }
    }

    @Test
    void a_sub_account_is_made_once_with_its_name_and_date_and_its_secret_is_stored_sealed() {
        FakeMailjet mailjet = fake(settings -> settings);
        Node node = new Node(mailjet);

        ProviderAccount made = node.accounts.open(ACME, "acme");
        clock.advance(Duration.ofDays(3));
        ProviderAccount again = new Node(mailjet).accounts.open(ACME, "acme");

        FakeMailjetAccount there = node.operator.subAccounts().get(0);
        assertThat(made.provider()).isEqualTo("mailjet");
        assertThat(made.name()).isEqualTo("acme");
        assertThat(made.createdAt()).isEqualTo("2026-11-22T09:00:00Z");
        assertThat(again).isEqualTo(made);
        assertThat(node.operator.subAccounts()).hasSize(1);
        SealedCredential row = store.find(ACMES).orElseThrow();
        assertThat(row.user()).isEqualTo(there.apiKey());
        assertThat(row.sealed()).startsWith("aes1.k1.").doesNotContain(there.secretKey());
    }

    @Test
    void each_account_submits_with_its_own_key() {
        FakeMailjet mailjet = fake(settings -> settings);
        Node node = new Node(mailjet);
        node.accounts.open(ACME, "acme");
        node.accounts.open(GLOBEX, "globex");
        FakeMailjetAccount acme = mailjet.account("acme").allowSender("*@example.org");
        FakeMailjetAccount globex = mailjet.account("globex").allowSender("*@example.org");

        assertThat(node.transport.submit(ACME, Submissions.count(2))).allMatch(SubmissionReport::allAccepted);
        assertThat(node.transport.submit(GLOBEX, Submissions.count(3))).allMatch(SubmissionReport::allAccepted);

        assertThat(acme.accepted()).hasSize(2);
        assertThat(globex.accepted()).hasSize(3);
        assertThat(mailjet.account("operator").accepted()).isEmpty();
        assertThat(node.transport.figures(ACME).totals().processed()).isEqualTo(2);
        assertThat(node.transport.figures(GLOBEX).totals().processed()).isEqualTo(3);
        assertThat(node.transport.countedAs(ACME)).isNotEqualTo(node.transport.countedAs(GLOBEX));
    }

    @Test
    void a_key_whose_secret_nobody_has_is_told_with_what_to_do_and_no_second_one_is_made() {
        FakeMailjet mailjet = fake(settings -> settings);
        Node node = new Node(mailjet);
        mailjet.next(
                Fault.resetAfterAccepting().when(request -> request.method().equals("POST")));

        assertThatThrownBy(() -> node.accounts.open(ACME, "acme"))
                .isInstanceOf(ProviderAccountException.class)
                .hasMessageContaining("ask again");
        FakeMailjetAccount made = node.operator.subAccounts().get(0);
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> node.accounts.open(ACME, "acme"))
                    .isInstanceOf(ProviderAccountException.class)
                    .hasMessageContainingAll("\"acme\"", "its secret is not stored", "attach(...)")
                    .hasMessageNotContaining(made.secretKey());
        }
        assertThat(node.operator.subAccounts()).hasSize(1);

        node.accounts.attach(ACME, key(made));
        assertThat(node.accounts.open(ACME, "acme").name()).isEqualTo("acme");
        assertThat(node.operator.subAccounts()).hasSize(1);
    }

    @Test
    void where_mailjet_shows_a_secret_again_a_lost_one_is_taken_up() {
        FakeMailjet mailjet = fake(FakeMailjetBuilder::showSecretKeys);
        Node node = new Node(mailjet);
        mailjet.next(
                Fault.resetAfterAccepting().when(request -> request.method().equals("POST")));

        assertThatThrownBy(() -> node.accounts.open(ACME, "acme")).isInstanceOf(ProviderAccountException.class);
        node.accounts.open(ACME, "acme");

        assertThat(node.operator.subAccounts()).hasSize(1);
        mailjet.account("acme").allowSender("*@example.org");
        assertThat(node.transport.submit(ACME, Submissions.count(1))).allMatch(SubmissionReport::allAccepted);
    }

    @Test
    void a_process_that_dies_between_the_answer_and_the_store_leaves_one_key_and_a_word_of_what_to_do() {
        Node node = new Node(fake(settings -> settings));
        store.failures = Integer.MAX_VALUE;
        assertThatThrownBy(() -> node.accounts.open(ACME, "acme")).isInstanceOf(CredentialException.class);
        store.failures = 0;

        assertThatThrownBy(() -> node.accounts.open(ACME, "acme"))
                .isInstanceOf(ProviderAccountException.class)
                .hasMessageContaining("attach(...)");
        assertThat(node.operator.subAccounts()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_store_that_is_away_for_a_moment_costs_no_secret(boolean saves) {
        Node node = new Node(fake(settings -> settings));
        store.failures = 2;
        store.savesThough = saves;

        node.accounts.open(ACME, "acme");

        assertThat(pauses).hasSize(saves ? 1 : 2);
        assertThat(node.active()).hasSize(1);
        assertThat(store.find(ACMES)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void two_nodes_that_enable_at_once_get_one_sub_account(boolean mailjetAllowsTwoOfAName) throws Exception {
        FakeMailjet mailjet = fake(settings -> mailjetAllowsTwoOfAName ? settings.allowRepeatedNames() : settings);
        Node one = new Node(mailjet);
        Node other = new Node(mailjet);
        mailjet.next(
                Fault.timeoutAfterAccepting().when(request -> request.method().equals("GET")));

        // It has heard that there is none, and is held.
        CompletableFuture<ProviderAccount> slow = CompletableFuture.supplyAsync(() -> one.accounts.open(ACME, "acme"));
        assertThat(mailjet.awaitHeld(1, Duration.ofSeconds(60))).isTrue();
        ProviderAccount quick = other.accounts.open(ACME, "acme");
        mailjet.release();

        assertThat(slow.get(60, TimeUnit.SECONDS)).isEqualTo(quick);
        assertThat(one.active()).hasSize(1);
        assertThat(one.active().get(0).apiKey())
                .isEqualTo(store.find(ACMES).orElseThrow().user());
        mailjet.account("acme").allowSender("*@example.org");
        for (Node node : List.of(one, other)) {
            assertThat(node.transport.submit(ACME, Submissions.count(1))).allMatch(SubmissionReport::allAccepted);
        }
    }

    @Test
    void a_new_key_reports_to_the_webhook_as_soon_as_it_works() {
        Node node = new Node(fake(settings -> settings.newKeyLag(Duration.ofSeconds(12))));

        node.accounts.reportingTo(WEBHOOK, ALL).open(ACME, "acme");

        assertThat(pauses).hasSize(3);
        assertThat(node.transport.eventUrls(ACME).list())
                .hasSize(7)
                .allSatisfy(url -> assertThat(url.url()).isEqualTo("https://crm.example/mailjet"));
    }

    @Test
    void a_key_that_does_not_begin_to_work_is_told_and_the_next_call_goes_on_with_it() {
        Node node = new Node(fake(settings -> settings.newKeyLag(Duration.ofMinutes(1))));
        MailjetAccounts reporting = node.accounts.reportingTo(WEBHOOK, ALL);

        assertThatThrownBy(() -> reporting.open(ACME, "acme"))
                .isInstanceOf(ProviderAccountException.class)
                .hasMessageContaining("Mailjet answered 401 for account acme");
        reporting.open(ACME, "acme");

        assertThat(node.operator.subAccounts()).hasSize(1);
        assertThat(node.transport.eventUrls(ACME).list()).hasSize(7);
    }

    @Test
    void what_is_closed_is_deactivated_and_forgotten_and_nothing_else_is() {
        FakeMailjet mailjet = fake(settings -> settings);
        Node node = new Node(mailjet);
        node.accounts.open(ACME, "acme");
        node.accounts.open(GLOBEX, "globex");
        node.transport.countedAs(ACME);

        node.accounts.close(ACME, "acme");
        node.accounts.close(ACME, "acme");
        node.accounts.close(AccountId.of("stranger"), "stranger");

        assertThat(mailjet.account("acme").isActive()).isFalse();
        assertThat(node.active()).containsExactly(mailjet.account("globex"));
        assertThat(mailjet.account("operator").isActive()).isTrue();
        assertThat(store.find(ACMES)).isEmpty();
        assertThat(store.find(new CredentialName(GLOBEX, "mailjet"))).isPresent();
        assertThat(node.deferred(ACME).refusal().text()).contains("no Mailjet API key");
    }

    @Test
    void a_closing_that_broke_off_goes_on() {
        FakeMailjet mailjet = fake(settings -> settings);
        Node node = new Node(mailjet);
        node.accounts.open(ACME, "acme");
        mailjet.next(
                Fault.resetAfterAccepting().when(request -> request.method().equals("PUT")));

        assertThatThrownBy(() -> node.accounts.close(ACME, "acme")).isInstanceOf(ProviderAccountException.class);
        assertThat(store.find(ACMES)).isPresent();
        node.accounts.close(ACME, "acme");

        assertThat(store.find(ACMES)).isEmpty();
        assertThat(node.active()).isEmpty();
    }

    @Test
    void a_key_that_somebody_deactivated_is_not_taken_up() {
        Node node = new Node(fake(settings -> settings));
        node.accounts.open(ACME, "acme");
        node.accounts.close(ACME, "acme");

        assertThatThrownBy(() -> node.accounts.open(ACME, "acme"))
                .isInstanceOf(ProviderAccountException.class)
                .hasMessageContaining("deactivated");
        assertThat(node.active()).isEmpty();
        assertThat(node.accounts.open(ACME, "acme (2)").name()).isEqualTo("acme (2)");
    }

    @Test
    void a_sub_account_that_the_operator_has_is_attached_and_closed_under_its_own_name() {
        FakeMailjet mailjet = fake(settings -> settings);
        Node node = new Node(mailjet);
        node.accounts.open(GLOBEX, "Acme since 2012");
        FakeMailjetAccount there = node.operator.subAccounts().get(0);
        node.vault.remove(new CredentialName(GLOBEX, "mailjet"));

        assertThat(node.accounts.attach(ACME, key(there)).name()).isEqualTo("Acme since 2012");
        assertThat(node.accounts.open(ACME, "acme").name()).isEqualTo("Acme since 2012");
        assertThat(node.operator.subAccounts()).hasSize(1);

        node.accounts.close(ACME, "acme");
        assertThat(there.isActive()).isFalse();
    }

    @Test
    void what_is_not_the_accounts_to_have_is_not_attached() {
        FakeMailjet mailjet = fake(settings -> settings);
        Node node = new Node(mailjet);
        node.accounts.open(GLOBEX, "globex");
        node.accounts.open(AccountId.of("gone"), "gone");
        node.accounts.close(AccountId.of("gone"), "gone");
        node.accounts.open(AccountId.of("free"), "free");
        node.vault.remove(new CredentialName(AccountId.of("free"), "mailjet"));
        FakeMailjetAccount free = mailjet.account("free");

        assertRefused(node, key(mailjet.account("globex")), "another account's");
        assertRefused(node, key(mailjet.account("gone")), "deactivated");
        assertRefused(node, key(node.operator), "not that of a sub-account");
        assertRefused(node, key(mailjet.account("another operator")), "not that of a sub-account");
        assertRefused(node, MailjetCredentials.of(free.apiKey(), Secret.of("wrong")), "401");
    }

    private void assertRefused(Node node, MailjetCredentials key, String why) {
        assertThatThrownBy(() -> node.accounts.attach(ACME, key))
                .isInstanceOf(ProviderAccountException.class)
                .hasMessageContaining(why)
                .hasMessageNotContaining(key.secretKey().reveal());
        assertThat(store.find(ACMES)).isEmpty();
    }

    @Test
    void a_key_of_the_same_name_that_another_account_has_is_neither_taken_nor_closed() {
        FakeMailjet mailjet = fake(FakeMailjetBuilder::showSecretKeys);
        Node node = new Node(mailjet);
        node.accounts.open(GLOBEX, "acme");

        assertThatThrownBy(() -> node.accounts.open(ACME, "acme"))
                .isInstanceOf(ProviderAccountException.class)
                .hasMessageContaining("another account's");
        node.accounts.close(ACME, "acme");

        assertThat(store.find(ACMES)).isEmpty();
        assertThat(mailjet.account("acme").isActive()).isTrue();
    }

    @Test
    void mailjet_says_how_an_account_stands() {
        FakeMailjet mailjet = fake(settings -> settings);
        Node node = new Node(mailjet);
        ProviderAccount there = node.accounts.open(ACME, "acme");
        assertThat(node.accounts.standing(ACME, there)).isEqualTo(new ProviderStanding.Working());

        mailjet.account("acme").suspend();
        assertThat(stopped(node, there)).contains("Hardlock", "support");
        mailjet.account("acme").resume();

        mailjet.next(Fault.serverError().when(request -> true));
        assertThat(node.accounts.standing(ACME, there)).isInstanceOf(ProviderStanding.Unknown.class);

        mailjet.next(Fault.answering(401, "application/json", "{\"ErrorMessage\":\"nobody knows\"}")
                .forAccount(mailjet.account("acme"))
                .when(request -> request.account().equals("acme")));
        assertThat(stopped(node, there)).contains("account acme", "nobody knows");

        ProviderAccount other = new ProviderAccount("mailjet", "4711", "acme", clock.instant());
        assertThat(stopped(node, other)).contains("404");

        node.vault.remove(ACMES);
        assertThat(stopped(node, there)).contains("no Mailjet API key");
        node.accounts.close(ACME, "acme");
        assertThat(stopped(node, there)).contains("deactivated");
    }

    private static String stopped(Node node, ProviderAccount there) {
        return ((ProviderStanding.Stopped) node.accounts.standing(ACME, there)).why();
    }

    @Test
    void a_key_that_was_changed_on_another_node_is_used_after_the_first_refusal() {
        FakeMailjet mailjet = fake(settings -> settings);
        Node node = new Node(mailjet);
        Node other = new Node(mailjet);
        node.accounts.open(ACME, "acme");
        FakeMailjetAccount acme = mailjet.account("acme").allowSender("*@example.org");
        node.vault.save(MailjetKeys.credential(ACME, MailjetCredentials.of(acme.apiKey(), Secret.of("an old secret"))));
        assertThat(node.deferred(ACME).refusal().scope()).isEqualTo(RefusalScope.ROUTE);
        node.transport.countedAs(ACME);

        other.accounts.attach(ACME, key(acme));

        assertThat(node.deferred(ACME).refusal().scope()).isEqualTo(RefusalScope.ROUTE);
        assertThat(node.transport.submit(ACME, Submissions.count(1))).allMatch(SubmissionReport::allAccepted);
    }

    @Test
    void a_row_that_was_copied_to_another_account_sends_nothing() {
        FakeMailjet mailjet = fake(settings -> settings);
        Node node = new Node(mailjet);
        node.accounts.open(ACME, "acme");
        SealedCredential row = store.find(ACMES).orElseThrow();
        store.save(
                new SealedCredential(new CredentialName(GLOBEX, "mailjet"), row.user(), row.sealed()),
                Optional.empty());
        long before = mailjet.requestCount();

        assertThat(node.deferred(GLOBEX).refusal().text()).contains("mailjet of globex", "k1");
        assertThat(node.transport.countedAs(GLOBEX)).isEqualTo("mailjet");
        Recovery.Search search = (Recovery.Search) node.transport.recovery();
        assertThat(search.lookUp().find(GLOBEX, List.of("mail-1")).get("mail-1"))
                .isInstanceOf(Recovery.Answer.Unavailable.class);
        assertThatThrownBy(() -> node.transport.figures(GLOBEX))
                .isInstanceOfSatisfying(
                        CredentialException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_OPENED));
        assertThat(mailjet.requestCount()).isEqualTo(before);
    }

    @Test
    void an_operators_key_that_mailjet_does_not_take_is_told_without_its_secret() {
        FakeMailjet mailjet = fake(settings -> settings);
        Node node = new Node(mailjet);
        MailjetCredentials wrong = MailjetCredentials.of(node.operator.apiKey(), Secret.of("a wrong secret"));

        assertThatThrownBy(() -> node.transport.accounts(wrong).open(ACME, "acme"))
                .isInstanceOf(ProviderAccountException.class)
                .hasMessageContaining("the operator's own key")
                .hasMessageNotContainingAny("a wrong secret", node.operator.apiKey());
    }

    @Test
    void a_transport_that_has_its_keys_elsewhere_makes_no_accounts() {
        FakeMailjet mailjet = fake(settings -> settings);
        try (MailjetTransport elsewhere = MailjetTransport.builder()
                .baseUrl(mailjet.baseUrl())
                .credentials(key(mailjet.account("operator")))
                .build()) {
            assertThatThrownBy(() -> elsewhere.accounts(key(mailjet.account("operator"))))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("vault");
        }
    }

    /** A database that is away for so many savings; it may have saved without being able to say so. */
    private static final class AwayStore implements CredentialStore {

        private final InMemoryCredentialStore rows = new InMemoryCredentialStore();
        private int failures;
        private boolean savesThough;

        @Override
        public Optional<SealedCredential> find(CredentialName name) {
            return rows.find(name);
        }

        @Override
        public synchronized boolean save(SealedCredential credential, Optional<SealedCredential> instead) {
            if (failures > 0) {
                failures--;
                if (savesThough) {
                    failures = 0;
                    rows.save(credential, instead);
                }
                throw new CredentialException(Reason.AWAY, "The database is away.", null);
            }
            return rows.save(credential, instead);
        }

        @Override
        public boolean remove(CredentialName name) {
            return rows.remove(name);
        }

        @Override
        public List<SealedCredential> list(Optional<CredentialName> after, int limit) {
            return rows.list(after, limit);
        }
    }
}
