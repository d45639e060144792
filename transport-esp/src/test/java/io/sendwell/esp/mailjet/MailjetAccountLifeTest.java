package io.sendwell.esp.mailjet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.AccountChange;
import io.sendwell.AccountDesk;
import io.sendwell.AccountRemoval;
import io.sendwell.AccountSettings;
import io.sendwell.Receipt;
import io.sendwell.Sendwell;
import io.sendwell.account.AccountId;
import io.sendwell.account.AccountRecord;
import io.sendwell.account.AccountState;
import io.sendwell.account.InMemoryAccountStore;
import io.sendwell.account.Secret;
import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.InMemoryBlocklist;
import io.sendwell.credential.AesCredentialCipher;
import io.sendwell.credential.CredentialName;
import io.sendwell.credential.CredentialVault;
import io.sendwell.credential.InMemoryCredentialStore;
import io.sendwell.esp.webhook.WebhookAddress;
import io.sendwell.identity.AuthorDomainFacts;
import io.sendwell.identity.DmarcPolicy;
import io.sendwell.identity.Operator;
import io.sendwell.identity.StaticAuthorFacts;
import io.sendwell.log.InMemoryEventLog;
import io.sendwell.log.InMemoryMessageLog;
import io.sendwell.log.RecipientOutcome;
import io.sendwell.message.Mail;
import io.sendwell.testkit.VirtualClock;
import io.sendwell.testkit.mailjet.EventPost;
import io.sendwell.testkit.mailjet.FakeMailjet;
import io.sendwell.testkit.mailjet.FakeMailjetAccount;
import io.sendwell.testkit.mailjet.RecordedRequest;
import io.sendwell.transport.RefusalScope;
import io.sendwell.transport.SubmissionResult;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two customers with a sub-account each, from their registration to the removal of one. */
class MailjetAccountLifeTest {

    private static final AccountId ONE = AccountId.of("YourCompany_12345");
    private static final AccountId TWO = AccountId.of("Another_6");

    private final VirtualClock clock = VirtualClock.at("2015-02-11T09:00:00Z");
    private final FakeMailjet mailjet = FakeMailjet.builder().clock(clock).start();
    private final FakeMailjetAccount operator = mailjet.account("operator");
    private final InMemoryCredentialStore credentials = new InMemoryCredentialStore();
    private final CredentialVault vault = CredentialVault.of(
            credentials, AesCredentialCipher.of("k1", new SecretKeySpec(new byte[32], "AES")), clock);
    private final MailjetTransport transport = MailjetTransport.builder()
            .baseUrl(mailjet.baseUrl())
            .credentials(vault)
            .permitOnBehalfOf()
            .clock(clock)
            .build();
    private final WebhookServer webhook =
            new WebhookServer(events -> this.sendwell().events().receive(events));
    private final Sendwell sendwell = Sendwell.builder()
            .operator(Operator.named("Acme CRM")
                    .senderField("mail@mail.vendor.example")
                    .rewritingDomain("via.vendor.example")
                    .bounceDomain("b.vendor.example")
                    .build())
            .esp(transport)
            .account(AccountSettings.of(ONE.value()))
            .account(AccountSettings.of(TWO.value()))
            .accountStore(new InMemoryAccountStore())
            .providerAccounts(transport
                    .accounts(MailjetCredentials.of(operator.apiKey(), Secret.of(operator.secretKey())))
                    .reportingTo(
                            WebhookAddress.basicAuth(webhook.url(""), "hook", Secret.of("s@fe")),
                            EnumSet.allOf(MailjetEventKind.class)))
            .authorFacts(StaticAuthorFacts.builder()
                    .domain(ONE.value(), "customer.example", AuthorDomainFacts.unverified(DmarcPolicy.NONE))
                    .confirmedMailbox(ONE.value(), "jo@customer.example")
                    .domain(TWO.value(), "customer.example", AuthorDomainFacts.unverified(DmarcPolicy.NONE))
                    .confirmedMailbox(TWO.value(), "jo@customer.example")
                    .build())
            .blocklist(new InMemoryBlocklist(clock))
            .messageLog(new InMemoryMessageLog())
            .eventLog(new InMemoryEventLog())
            .clock(clock)
            .build();
    private final AccountDesk desk = sendwell.accounts();

    private Sendwell sendwell() {
        return sendwell;
    }

    @AfterEach
    void close() {
        webhook.close();
        transport.close();
        mailjet.close();
    }

    private FakeMailjetAccount enabled(AccountId account) {
        desk.register(account, "Your Company A/S");
        desk.accept(account, desk.rules().version(), Locale.ENGLISH, "Jo Berg");
        AccountRecord enabled = desk.enable(account, "Jo Berg", Locale.ENGLISH).account();
        assertThat(enabled.state()).isEqualTo(AccountState.ENABLED);
        assertThat(enabled.provider().orElseThrow().name()).isEqualTo(enabled.providerName());
        return mailjet.account(enabled.providerName())
                .allowSender("mail@mail.vendor.example")
                .permitOnBehalfOf();
    }

    private Receipt send(AccountId account, String address) {
        return sendwell.account(account.value())
                .send(Mail.compose()
                        .from("Jo Berg", "jo@customer.example")
                        .to(address)
                        .subject("Monday")
                        .html("<p>See you.</p>")
                        .build());
    }

    private Optional<SubmissionResult> submitted(AccountId account, String address) {
        return Optional.of(send(account, address).outcomes().get(EmailAddress.parse(address)))
                .filter(RecipientOutcome.Submitted.class::isInstance)
                .map(outcome -> ((RecipientOutcome.Submitted) outcome).result());
    }

    private String status(AccountId account) {
        return desk.status(account).orElseThrow().explain();
    }

    private List<String> keysThatSent() {
        return mailjet.requests().stream()
                .filter(request -> request.path().equals("/v3.1/send"))
                .map(RecordedRequest::account)
                .distinct()
                .toList();
    }

    @Test
    void enabling_makes_the_sub_account_and_everything_of_the_customer_goes_by_its_key() {
        FakeMailjetAccount one = enabled(ONE);
        FakeMailjetAccount two = enabled(TWO);

        for (String address : List.of("kim@example.net", "gone@example.net", "ann@example.net")) {
            assertThat(send(ONE, address).allAccepted()).isTrue();
        }
        assertThat(send(TWO, "kim@example.net").allAccepted()).isTrue();
        mailjet.opens("kim@example.net");
        mailjet.hardBounces("gone@example.net");
        mailjet.complains("ann@example.net");
        assertThat(mailjet.deliverEvents()).isNotEmpty().allMatch(EventPost::isTaken);

        assertThat(one.accepted()).hasSize(3);
        assertThat(two.accepted()).hasSize(1);
        assertThat(operator.accepted()).isEmpty();
        assertThat(keysThatSent()).containsExactly("YourCompany_12345", "Another_6");
        assertThat(status(ONE))
                .startsWith("YourCompany_12345 (Created 11-02-2015). OK. Processed 3, delivered 2, opened 1, bounced 1,"
                        + " spam complaints 1.");
        assertThat(status(TWO)).startsWith("Another_6 (Created 11-02-2015). OK. Processed 1, delivered 1, opened 1,");
        // What Mailjet itself counted for the key is the same.
        assertThat(transport.figures(ONE).totals())
                .isEqualTo(desk.status(ONE).orElseThrow().overview().totals());
    }

    @Test
    void a_key_that_mailjet_suspends_defers_its_mail_and_says_so_and_the_others_go_on() {
        FakeMailjetAccount one = enabled(ONE);
        enabled(TWO);
        one.suspend();

        assertThat(submitted(ONE, "kim@example.net"))
                .get()
                .isInstanceOfSatisfying(SubmissionResult.Deferred.class, deferred -> {
                    assertThat(deferred.refusal().code()).isEqualTo("mj-0001");
                    assertThat(deferred.refusal().scope()).isEqualTo(RefusalScope.ROUTE);
                    assertThat(deferred.refusal().text()).contains("suspended");
                });
        assertThat(send(TWO, "kim@example.net").allAccepted()).isTrue();
        assertThat(status(ONE)).contains(". STOPPED BY THE ESP: Mailjet has put the API key \"YourCompany_12345\"");
        assertThat(status(TWO)).contains(". OK. ");

        one.resume();
        assertThat(send(ONE, "kim@example.net").allAccepted()).isTrue();
        assertThat(status(ONE)).contains(". OK. ");
    }

    @Test
    void what_is_suspended_here_reaches_no_key_and_what_is_removed_is_deactivated_and_forgotten() {
        FakeMailjetAccount one = enabled(ONE);
        enabled(TWO);
        send(ONE, "kim@example.net");

        desk.suspend(ONE, "complaints", "Rosa Lind");
        assertThat(submitted(ONE, "kim@example.net")).isEmpty();
        assertThat(status(ONE)).contains("SUSPENDED since");
        desk.resume(ONE, "the list was cleaned", "Rosa Lind");
        String token = desk.removal(ONE).orElseThrow().token();
        assertThat(desk.disable(ONE, token, "contract ended", "Rosa Lind")).isInstanceOf(AccountRemoval.Removed.class);

        assertThat(one.accepted()).hasSize(1);
        assertThat(one.isActive()).isFalse();
        assertThat(mailjet.account("Another_6").isActive()).isTrue();
        assertThat(credentials.list(Optional.empty(), 10))
                .singleElement()
                .satisfies(row -> assertThat(row.name()).isEqualTo(new CredentialName(TWO, "mailjet")));
        assertThat(submitted(ONE, "kim@example.net")).isEmpty();

        FakeMailjetAccount again = enabled(ONE);
        assertThat(again.name()).isEqualTo("YourCompany_12345 (2)");
        assertThat(send(ONE, "kim@example.net").allAccepted()).isTrue();
        assertThat(again.accepted()).hasSize(1);
        assertThat(desk.enable(ONE, "Jo Berg", Locale.ENGLISH)).isInstanceOf(AccountChange.Done.class);
    }

    @Test
    void no_secret_is_logged_on_the_way() {
        PrintStream before = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            FakeMailjetAccount one = enabled(ONE);
            send(ONE, "kim@example.net");
            one.suspend();
            send(ONE, "kim@example.net");
            status(ONE);
            desk.disable(ONE, desk.removal(ONE).orElseThrow().token(), "", "Rosa Lind");
        } finally {
            System.setErr(before);
        }

        FakeMailjetAccount one = operator.subAccounts().get(0);
        assertThat(log.toString(StandardCharsets.UTF_8))
                .contains("YourCompany_12345")
                .doesNotContain(one.secretKey(), operator.secretKey(), one.apiKey(), operator.apiKey());
    }
}
