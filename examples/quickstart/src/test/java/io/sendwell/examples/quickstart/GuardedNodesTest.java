package io.sendwell.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.AccountSettings;
import io.sendwell.SendingAccount;
import io.sendwell.Sendwell;
import io.sendwell.account.AccountId;
import io.sendwell.account.Secret;
import io.sendwell.campaign.Broadcast;
import io.sendwell.campaign.Recipient;
import io.sendwell.esp.mailjet.MailjetCredentials;
import io.sendwell.esp.mailjet.MailjetTransport;
import io.sendwell.esp.mailjet.MailjetWebhook;
import io.sendwell.esp.webhook.WebhookGuard;
import io.sendwell.event.Bounce;
import io.sendwell.event.BounceKind;
import io.sendwell.event.DeliveryEvent;
import io.sendwell.event.Report;
import io.sendwell.examples.jdbc.H2Database;
import io.sendwell.examples.jdbc.JdbcStorage;
import io.sendwell.examples.webhook.WebhookEndpoint;
import io.sendwell.guard.GuardDecision;
import io.sendwell.guard.GuardScope;
import io.sendwell.identity.AuthorDomainFacts;
import io.sendwell.identity.DmarcPolicy;
import io.sendwell.identity.Operator;
import io.sendwell.identity.StaticAuthorFacts;
import io.sendwell.log.LoggedMessage;
import io.sendwell.log.MessageQuery;
import io.sendwell.message.CampaignName;
import io.sendwell.message.Mail;
import io.sendwell.outbox.SendingId;
import io.sendwell.outbox.SendingState;
import io.sendwell.policy.SendingPolicy;
import io.sendwell.scheduling.OutboxWorker;
import io.sendwell.testkit.mailjet.FakeMailjet;
import io.sendwell.testkit.mailjet.FakeMailjetAccount;
import io.sendwell.unsubscribe.UnsubscribeLinks;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes with one database: Mailjet reports to one of them, and the other one sends. */
class GuardedNodesTest {

    private static final AccountId ACME = AccountId.of("acme");
    private static final CampaignName SPRING = CampaignName.of("Spring");

    private final FakeMailjet mailjet = FakeMailjet.start();
    private final FakeMailjetAccount key =
            mailjet.account("vendor").allowSender("*@acme.via.vendor.example").allowSender("*@acme.example");
    private final List<String> told = new CopyOnWriteArrayList<>();
    private volatile Duration ahead = Duration.ZERO;
    private final InstantSource clock = () -> Instant.now().plus(ahead);

    @TempDir
    private Path folder;

    private H2Database database;
    private Sendwell listening;
    private Sendwell sending;
    private WebhookEndpoint webhook;

    @BeforeEach
    void open() throws Exception {
        database = H2Database.at(folder.resolve("sendwell"));
        JdbcStorage storage = JdbcStorage.open(database);
        listening = node(storage);
        sending = node(storage);
        webhook = WebhookEndpoint.listen(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                MailjetWebhook.to(listening.events())
                        .guardedBy(WebhookGuard.basicAuth("mailjet", Secret.of("secret")))
                        .build());
        key.reportTo(webhook.url("mailjet", "secret"));
    }

    @AfterEach
    void close() {
        webhook.close();
        sending.close();
        listening.close();
        database.close();
        mailjet.close();
    }

    @Test
    void a_bought_list_is_found_out_by_its_first_mails_and_goes_on_only_with_a_reason() {
        SendingAccount acme = sending.account("acme");
        SendingId first = schedule(acme, "first", 80);
        SendingId rest = schedule(acme, "rest", 100);
        acme.scheduled().pause(rest, "until the first ones are out");
        OutboxWorker worker = OutboxWorker.of(sending).build();
        worker.runOnce();
        assertThat(acme.scheduled().find(first).orElseThrow().state()).isEqualTo(SendingState.DONE);
        assertThat(key.acceptedCount()).isEqualTo(80);

        IntStream.range(0, 60).forEach(number -> mailjet.hardBounces(address("first", number)));
        IntStream.range(60, 80).forEach(number -> mailjet.delivers(address("first", number)));
        assertThat(mailjet.deliverEvents()).allMatch(post -> post.status() == 200);
        assertThat(told).containsExactly("Held of account acme, campaign \"Spring\"");
        aLookLater();
        acme.scheduled().resume(rest);
        worker.runOnce();

        assertThat(key.acceptedCount()).isEqualTo(80);
        assertThat(acme.scheduled().find(rest).orElseThrow().status())
                .startsWith("Paused: ")
                .contains("BOUNCES_TOO_MANY", "Of 80 mails of campaign \"Spring\"");
        assertThat(listening.guard().held(10))
                .extracting(report -> report.scope())
                .containsExactly(GuardScope.of(ACME, SPRING));

        acme.scheduled().resume(rest, "the bought part was taken out", "Rosa Lind");
        worker.runOnce();

        assertThat(key.acceptedCount()).isEqualTo(180);
        assertThat(listening.account("acme").guard(SPRING).decisions())
                .last()
                .isInstanceOfSatisfying(GuardDecision.Released.class, released -> {
                    assertThat(released.by()).isEqualTo("Rosa Lind");
                    assertThat(released.reason()).isEqualTo("the bought part was taken out");
                });
        worker.close();
    }

    @Test
    void complaints_hold_the_newsletters_of_an_account_and_not_its_invoices_until_the_operator_releases_it() {
        SendingAccount acme = sending.account("acme");
        OutboxWorker worker = OutboxWorker.of(sending).build();
        schedule(acme, "first", 60);
        worker.runOnce();
        IntStream.range(0, 10).forEach(number -> mailjet.complains(address("first", number)));
        mailjet.deliverEvents();
        aLookLater();

        assertThat(acme.send(news("later", 1)).explain()).contains("COMPLAINTS_TOO_MANY");
        assertThat(acme.send(invoice()).allAccepted()).isTrue();
        assertThat(sending.account("globex").guard().isHeld()).isFalse();

        listening.guard().release(GuardScope.of(ACME, SPRING), "people were asked", "Rosa Lind");
        assertThat(listening.account("acme").send(news("later", 1)).explain())
                .contains("COMPLAINTS_TOO_MANY", "account acme");
        listening.guard().release(GuardScope.of(ACME), "people were asked", "Rosa Lind");
        aLookLater();
        assertThat(acme.send(news("later", 1)).receipts()).allMatch(receipt -> receipt.allAccepted());
        worker.close();
    }

    @Test
    void reports_that_come_in_on_both_nodes_at_once_are_decided_on_once() throws Exception {
        SendingAccount acme = sending.account("acme");
        schedule(acme, "first", 40);
        try (OutboxWorker worker = OutboxWorker.of(sending).build()) {
            worker.runOnce();
        }
        List<DeliveryEvent> bounces = acme.messages(MessageQuery.latest(30)).stream()
                .map(GuardedNodesTest::bounced)
                .toList();
        List<Callable<Boolean>> posts = Stream.of(listening, sending, listening, sending)
                .map(node -> (Callable<Boolean>) () -> {
                    for (DeliveryEvent bounce : bounces) {
                        node.events().receive(List.of(bounce));
                    }
                    return true;
                })
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(posts.size());
        try {
            for (Future<Boolean> done : threads.invokeAll(posts)) {
                assertThat(done.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(told).containsExactly("Held of account acme, campaign \"Spring\"");
        assertThat(acme.guard(SPRING).decisions()).hasSize(1);
        assertThat(acme.events().totals().hardBounced()).isEqualTo(30);
    }

    private Sendwell node(JdbcStorage storage) {
        return Sendwell.builder()
                .operator(Operator.named("Acme CRM")
                        .senderField("mail@mail.vendor.example")
                        .rewritingDomain("via.vendor.example")
                        .build())
                .esp(MailjetTransport.builder()
                        .baseUrl(mailjet.baseUrl())
                        .permitPlainHttp()
                        .credentials(MailjetCredentials.of(key.apiKey(), Secret.of(key.secretKey())))
                        .build())
                .account(AccountSettings.of("acme"))
                .account(AccountSettings.of("globex"))
                .authorFacts(StaticAuthorFacts.builder()
                        .domain("acme", "acme.example", AuthorDomainFacts.unverified(DmarcPolicy.NONE))
                        .confirmedMailbox("acme", "news@acme.example")
                        .build())
                .policy(SendingPolicy.defaults()
                        .with(figures -> figures.massConsent(SendingPolicy.MassConsent.LEFT_TO_THE_APPLICATION)
                                .massPostalAddress(SendingPolicy.MassPostalAddress.LEFT_TO_THE_APPLICATION)
                                .throttlePermits(1_000_000)))
                .unsubscribe(UnsubscribeLinks.at(
                        "https://u.vendor.example/o", Secret.of("the secret of the links to unsubscribe")))
                .outbox(storage.outbox())
                .throttleStore(storage.throttleStore())
                .messageLog(storage.messageLog())
                .eventLog(storage.eventLog())
                .blocklist(storage.blocklist(clock))
                .strikeStore(storage.strikeStore())
                .optOutList(storage.optOutList())
                .guardStore(storage.guardStore())
                .guardListener((scope, decision) -> told.add(decision.getClass().getSimpleName() + " of " + scope))
                .clock(clock)
                .build();
    }

    /** After that every node looks again. */
    private void aLookLater() {
        ahead = ahead.plusSeconds(10);
    }

    private static SendingId schedule(SendingAccount account, String audience, int persons) {
        return account.schedule(news(audience, persons)).asSoonAsPossible().id();
    }

    private static Broadcast news(String audience, int persons) {
        return Broadcast.compose(mail -> mail.from("Acme News", "news@acme.example")
                        .subject("Spring")
                        .campaign(SPRING)
                        .text("It is here. Unsubscribe: {{unsubscribe}}"))
                .audience(
                        IntStream.range(0, persons)
                                .mapToObj(number -> address(audience, number))
                                .toList(),
                        address -> Recipient.of("", address))
                .build();
    }

    private static Mail invoice() {
        return Mail.compose()
                .from("Acme", "news@acme.example")
                .to("kim@customer.example")
                .subject("Your invoice")
                .text("Thank you.")
                .build();
    }

    private static String address(String audience, int number) {
        return audience + number + "@customer.example";
    }

    private static DeliveryEvent bounced(LoggedMessage message) {
        return new DeliveryEvent.HardBounced(
                Report.of(message.sentAt(), "mailjet", "").account(ACME).messageId(message.id()),
                new Bounce(BounceKind.HARD, "B9", "550 5.1.1", "No such user"));
    }
}
