package io.sendwell.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.AccountSettings;
import io.sendwell.OwnServer;
import io.sendwell.SendingAccount;
import io.sendwell.Sendwell;
import io.sendwell.account.Secret;
import io.sendwell.address.EmailAddress;
import io.sendwell.campaign.Broadcast;
import io.sendwell.campaign.Recipient;
import io.sendwell.esp.mailjet.MailjetCredentials;
import io.sendwell.esp.mailjet.MailjetTransport;
import io.sendwell.esp.mailjet.MailjetWebhook;
import io.sendwell.esp.webhook.WebhookGuard;
import io.sendwell.examples.webhook.UnsubscribeEndpoint;
import io.sendwell.examples.webhook.WebhookEndpoint;
import io.sendwell.identity.AuthorDomainFacts;
import io.sendwell.identity.DmarcPolicy;
import io.sendwell.identity.Operator;
import io.sendwell.identity.StaticAuthorFacts;
import io.sendwell.message.Mail;
import io.sendwell.message.MailBuilder;
import io.sendwell.message.MergeData;
import io.sendwell.policy.SendingPolicy;
import io.sendwell.route.Route;
import io.sendwell.scheduling.OutboxWorker;
import io.sendwell.smtp.SmtpServer;
import io.sendwell.smtp.SmtpTransport;
import io.sendwell.testkit.mailjet.FakeMailjet;
import io.sendwell.testkit.mailjet.FakeMailjetAccount;
import io.sendwell.testkit.mailjet.Fault;
import io.sendwell.testkit.smtp.FakeSmtp;
import io.sendwell.testkit.smtp.SmtpStep;
import io.sendwell.unsubscribe.UnsubscribeLinks;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What Sendwell logs at INFO and above, with a backend that writes every line: of people, of what they wrote, and of what is secret,
 * nothing, whatever goes wrong.
 */
class LogsTest {

    private static final String SECRET_OF_LINKS = "thesecretofthelinkstounsubscribe";
    private static final String HOOK_PASSWORD = "hookpassword";
    private static final String WRONG_PASSWORD = "guessedpassword";

    private final FakeMailjet mailjet = FakeMailjet.start();
    private final FakeMailjetAccount key =
            mailjet.account("acme").allowSender("*@acme.via.vendor.example").allowSender("*@acme.example");
    private final FakeSmtp smtp = FakeSmtp.builder().startTls().start();
    private final FakeSmtp guarded =
            FakeSmtp.builder().startTls().requiresAuth().user("acme", "right").start();
    private final HttpClient browser = HttpClient.newHttpClient();
    private final List<String> secrets = new ArrayList<>();

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream console = System.err;

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void close() {
        System.setErr(console);
        guarded.close();
        smtp.close();
        mailjet.close();
    }

    private String logged() {
        return written.toString(StandardCharsets.UTF_8);
    }

    @Test
    void no_line_names_a_person_or_says_what_was_written_or_holds_a_secret() throws Exception {
        secrets.addAll(List.of(SECRET_OF_LINKS, HOOK_PASSWORD, WRONG_PASSWORD, key.apiKey(), key.secretKey()));
        people();
        try (Sendwell sendwell = sendwell();
                UnsubscribeEndpoint pages = UnsubscribeEndpoint.listen(local(), "/o", sendwell.unsubscribeHandler());
                WebhookEndpoint hook = WebhookEndpoint.listen(
                        local(),
                        MailjetWebhook.to(sendwell.events())
                                .guardedBy(WebhookGuard.basicAuth("mailjet", Secret.of(HOOK_PASSWORD)))
                                .build())) {
            key.reportTo(hook.url("mailjet", HOOK_PASSWORD));
            sendEverything(sendwell);
            mailjet.deliverEvents();
            leave(sendwell, pages);
            knockAtTheWebhook(hook);
        }

        String log = logged().toLowerCase(Locale.ROOT);
        assertThat(log).as("it is this log that is read").contains("[main] warn io.sendwell", "somebody left");
        assertThat(log)
                .doesNotContain(
                        "customer.example>",
                        "kim@",
                        "gone@",
                        "angry@",
                        "refused@",
                        "later@",
                        "jo@",
                        "kimberley",
                        "johanna",
                        "springsubject",
                        "springbody",
                        "kimsvalue",
                        "reference77");
        assertThat(log)
                .doesNotContain(secrets.stream()
                        .map(secret -> secret.toLowerCase(Locale.ROOT))
                        .toList());
    }

    private static InetSocketAddress local() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private void people() {
        mailjet.hardBounces("gone@customer.example");
        mailjet.complains("angry@customer.example");
        mailjet.delivers("kim@customer.example");
        // A server that repeats the address and the subject in its answer, as many do.
        smtp.script()
                .rejects("refused@customer.example", "550 5.1.1 <refused@customer.example>: Kimberley is not here");
        guarded.script().at(SmtpStep.AUTH).answer("535 5.7.8 jo@acme.example may not send");
        smtp.script()
                .defers(
                        "later@customer.example",
                        "451 4.7.1 <later@customer.example>: too much mail from jo@acme.example");
    }

    private void sendEverything(Sendwell sendwell) {
        SendingAccount acme = sendwell.account("acme");
        SendingAccount bySmtp = sendwell.account("by-smtp");
        SendingAccount lockedOut = sendwell.account("locked-out");
        acme.send(mail("kim@customer.example").build());
        acme.send(mail("kim@customer.example")
                .text("Hi {{first}}")
                .merge(MergeData.of("last", "kimsvalue"))
                .build());
        acme.schedule(mail("gone@customer.example").build()).asSoonAsPossible();
        acme.schedule(newsletter()).asSoonAsPossible();
        mailjet.next(Fault.serverErrorAfterAccepting());
        acme.send(mail("kim@customer.example").build());
        mailjet.next(
                Fault.answering(401, "application/json", "{\"ErrorMessage\":\"kim@customer.example has no key\"}"));
        acme.schedule(mail("kim@customer.example").build()).asSoonAsPossible();
        mailjet.next(Fault.answering(
                400, "application/json", "{\"ErrorMessage\":\"SpringSubject to kim@customer.example\"}"));
        acme.send(mail("kim@customer.example").build());
        for (String to : List.of("refused@customer.example", "later@customer.example")) {
            bySmtp.send(mail(to).build());
            bySmtp.schedule(mail(to).build()).asSoonAsPossible();
        }
        lockedOut.send(mail("kim@customer.example").build());
        lockedOut.schedule(mail("kim@customer.example").build()).asSoonAsPossible();
        try (OutboxWorker worker = OutboxWorker.of(sendwell).build()) {
            for (int i = 0; i < 5; i++) {
                worker.runOnce();
            }
        }
        acme.send(mail("gone@customer.example").build());
        acme.personalData(EmailAddress.parse("gone@customer.example")).export();
    }

    private void leave(Sendwell sendwell, UnsubscribeEndpoint pages) throws Exception {
        URI link = key.accepted().stream()
                .flatMap(message -> Optional.ofNullable(message.headers().get("List-Unsubscribe")).stream())
                .map(field -> URI.create(field.substring(1, field.indexOf('>'))))
                .findFirst()
                .orElseThrow();
        secrets.add(link.getPath().substring(link.getPath().lastIndexOf('/') + 1));
        post(pages.here(link), "application/x-www-form-urlencoded", "List-Unsubscribe=One-Click", Optional.empty());
        post(pages.here(URI.create(link + "x")), "text/plain", "kim@customer.example", Optional.empty());
        sendwell.account("acme").send(newsletter());
    }

    private void knockAtTheWebhook(WebhookEndpoint hook) throws Exception {
        URI url = hook.url("mailjet", HOOK_PASSWORD);
        URI bare = new URI("http", null, url.getHost(), url.getPort(), url.getPath(), null, null);
        String report = "[{\"event\":\"bounce\",\"time\":1764000000,\"email\":\"kim@customer.example\","
                + "\"hard_bounce\":true,\"error\":\"user unknown\",\"CustomID\":\"none of ours\","
                + "\"subject\":\"springsubject\"}]";
        post(bare, "application/json", report, Optional.of(WRONG_PASSWORD));
        post(bare, "application/json", report, Optional.of(HOOK_PASSWORD));
        post(bare, "application/json", "kim@customer.example wrote no JSON", Optional.of(HOOK_PASSWORD));
    }

    private void post(URI url, String type, String body, Optional<String> password) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .header("Content-Type", type)
                .timeout(Duration.ofSeconds(60))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        password.ifPresent(word -> {
            String login =
                    java.util.Base64.getEncoder().encodeToString(("mailjet:" + word).getBytes(StandardCharsets.UTF_8));
            secrets.add(login);
            request.header("Authorization", "Basic " + login);
        });
        browser.send(request.build(), HttpResponse.BodyHandlers.discarding());
    }

    private static MailBuilder mail(String to) {
        return Mail.compose()
                .from("Johanna Berg", "jo@acme.example")
                .to("Kimberley", to)
                .subject("SpringSubject")
                .text("SpringBody")
                .about("reference77");
    }

    private static Broadcast newsletter() {
        return Broadcast.compose(mail -> mail.from("Johanna Berg", "jo@acme.example")
                        .subject("SpringSubject for {{first}}")
                        .html("<p>SpringBody <a href=\"{{unsubscribe}}\">Unsubscribe</a></p>")
                        .purpose("newsletter"))
                .audience(
                        List.of("kim@customer.example", "angry@customer.example"),
                        address -> Recipient.of("Kimberley", address).merge("first", "kimsvalue"))
                .build();
    }

    private Sendwell sendwell() {
        StaticAuthorFacts.Builder facts = StaticAuthorFacts.builder();
        for (String account : List.of("acme", "by-smtp", "locked-out")) {
            facts.domain(account, "acme.example", AuthorDomainFacts.unverified(DmarcPolicy.NONE))
                    .confirmedMailbox(account, "jo@acme.example");
        }
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
                .operatorServer(SmtpTransport.to(server(smtp)))
                .account(AccountSettings.of("acme"))
                .account(AccountSettings.of("by-smtp").withFirstRoute(Route.OPERATOR_SMTP))
                .account(AccountSettings.of("locked-out")
                        .withOwnServer(
                                OwnServer.of(SmtpTransport.to(server(guarded).login("acme", Secret.of(WRONG_PASSWORD))))
                                        .allowing("acme.example")))
                .authorFacts(facts.build())
                .policy(SendingPolicy.defaults()
                        .with(figures -> figures.massConsent(SendingPolicy.MassConsent.LEFT_TO_THE_APPLICATION)
                                .massPostalAddress(SendingPolicy.MassPostalAddress.LEFT_TO_THE_APPLICATION)))
                .unsubscribe(UnsubscribeLinks.at("https://u.vendor.example/o", Secret.of(SECRET_OF_LINKS)))
                .build();
    }

    private static SmtpServer server(FakeSmtp fake) {
        return SmtpServer.startTls(fake.host()).withPort(fake.port()).sslContext(FakeSmtp.clientSslContext());
    }
}
