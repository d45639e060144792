package io.sendwell.examples.quickstart;

import static io.sendwell.testkit.assertions.SendwellAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.AccountSettings;
import io.sendwell.Receipt;
import io.sendwell.SendingAccount;
import io.sendwell.Sendwell;
import io.sendwell.account.Secret;
import io.sendwell.campaign.Broadcast;
import io.sendwell.campaign.Recipient;
import io.sendwell.dns.DnsName;
import io.sendwell.dnsauth.dkim.DkimVerification;
import io.sendwell.dnsauth.dkim.DkimVerifier;
import io.sendwell.dnsauth.resolver.DnsClient;
import io.sendwell.esp.mailjet.MailjetCredentials;
import io.sendwell.esp.mailjet.MailjetTransport;
import io.sendwell.examples.webhook.UnsubscribeEndpoint;
import io.sendwell.identity.AuthorDomainFacts;
import io.sendwell.identity.DmarcPolicy;
import io.sendwell.identity.Operator;
import io.sendwell.identity.StaticAuthorFacts;
import io.sendwell.message.Mail;
import io.sendwell.message.MessageClass;
import io.sendwell.policy.SendingPolicy;
import io.sendwell.route.Route;
import io.sendwell.smtp.SmtpServer;
import io.sendwell.smtp.SmtpTransport;
import io.sendwell.testkit.dns.FakeDns;
import io.sendwell.testkit.mailjet.AcceptedMessage;
import io.sendwell.testkit.mailjet.FakeMailjet;
import io.sendwell.testkit.mailjet.FakeMailjetAccount;
import io.sendwell.testkit.smtp.FakeSmtp;
import io.sendwell.testkit.smtp.ReceivedMail;
import io.sendwell.transport.Transport;
import io.sendwell.unsubscribe.UnsubscribeLinks;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One click from a newsletter as it arrived to no more newsletters (RFC 8058), over HTTP, by the ESP and by SMTP. */
class OneClickTest {

    private static final String ADDRESS = "Acme Flowers, 12 Harbour Road, Bristol BS1 4RN";
    private static final String ONE_CLICK = "List-Unsubscribe=One-Click";

    private final FakeMailjet mailjet = FakeMailjet.start();
    private final FakeMailjetAccount key =
            mailjet.account("acme").allowSender("*@acme.via.vendor.example").allowSender("*@acme.example");
    private final FakeSmtp smtp = FakeSmtp.builder().startTls().start();
    private final LocalKeys keys = new LocalKeys();
    private final HttpClient browser =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    @AfterEach
    void close() {
        smtp.close();
        mailjet.close();
    }

    @Test
    void a_click_in_what_the_esp_delivers_ends_the_newsletter_and_no_invoice() throws Exception {
        try (Sendwell sendwell = sendwell(Route.ESP);
                UnsubscribeEndpoint endpoint = endpoint(sendwell)) {
            SendingAccount acme = sendwell.account("acme");
            assertThat(acme.send(newsletter()).receipts().get(0)).wasAccepted().leftBy(Route.ESP);

            AcceptedMessage delivered = key.accepted().get(0);
            assertThat(delivered.headers())
                    .containsEntry("List-Unsubscribe-Post", ONE_CLICK)
                    .containsEntry("Auto-Submitted", "auto-generated")
                    .containsEntry("Precedence", "bulk")
                    .doesNotContainKeys("List-Id", "Feedback-ID");
            URI link = link(delivered.headers().get("List-Unsubscribe"));
            assertThat(delivered.html()).contains("href=\"" + link + "\"");
            assertThat(delivered.text()).contains(link.toString());

            // A filter opens every link, also twice, and nothing happens.
            HttpResponse<String> page = get(endpoint.here(link));
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("<button>Unsubscribe</button>").doesNotContain("kim@customer.example");
            get(endpoint.here(link));
            assertThat(acme.send(newsletter()).receipts().get(0)).wasAccepted();

            for (int time = 0; time < 2; time++) {
                HttpResponse<String> reply = post(endpoint.here(link), ONE_CLICK);
                assertThat(reply.statusCode()).isEqualTo(200);
                assertThat(reply.headers().map()).doesNotContainKeys("set-cookie", "location");
            }
            Receipt withheld = acme.send(newsletter()).receipts().get(0);
            assertThat(withheld.plan().report().stops())
                    .extracting(finding -> finding.code())
                    .containsExactly("RECIPIENT_OPTED_OUT");
            assertThat(acme.send(invoice())).wasAccepted();
            assertThat(key).accepted(3);

            post(endpoint.here(link), "page=come-back");
            assertThat(acme.send(newsletter()).receipts().get(0)).wasAccepted();
        }
    }

    @Test
    void by_smtp_the_signature_covers_the_link_and_the_post(@TempDir Path folder) throws Exception {
        try (Sendwell sendwell = sendwell(Route.OPERATOR_SMTP);
                UnsubscribeEndpoint endpoint = endpoint(sendwell)) {
            SendingAccount acme = sendwell.account("acme");
            assertThat(acme.send(newsletter()).receipts().get(0)).wasAccepted().leftBy(Route.OPERATOR_SMTP);

            ReceivedMail received = smtp.received().get(0);
            assertThat(received.header("List-Unsubscribe-Post")).hasValue(ONE_CLICK);
            assertThat(received.header("List-Id")).hasValue("<newsletter.acme.mail.vendor.example>");
            String signed = received.header("DKIM-Signature").orElseThrow().replaceAll("\\s", "");
            // Once more than it is there, so that nobody adds a second one.
            assertThat(signed)
                    .contains(
                            ":list-id:list-id:",
                            ":list-unsubscribe:list-unsubscribe:list-unsubscribe-post:list-unsubscribe-post:",
                            ":feedback-id:feedback-id:",
                            ":auto-submitted:auto-submitted;");
            smtp.writeEml(folder);
            keys.writeZone(folder);
            try (FakeDns dns = FakeDns.start().publish(Files.readString(folder.resolve("dkim-keys.zone")));
                    Stream<Path> left = Files.list(folder)) {
                byte[] mail =
                        Files.readAllBytes(left.filter(file -> file.toString().endsWith(".eml"))
                                .findFirst()
                                .orElseThrow());
                DkimVerifier verifier =
                        DkimVerifier.strict(DnsClient.of(dns.host() + ":" + dns.port()), InstantSource.system());
                DkimVerification verification = verifier.verify(new ByteArrayInputStream(mail));
                assertThat(verification.signingDomains()).contains(DnsName.parse("mail.vendor.example"));
                byte[] added = ("List-Unsubscribe: <https://evil.example/>\r\n"
                                + new String(mail, java.nio.charset.StandardCharsets.ISO_8859_1))
                        .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
                assertThat(verifier.verify(new ByteArrayInputStream(added)).signingDomains())
                        .isEmpty();
            }

            URI link = link(received.header("List-Unsubscribe").orElseThrow());
            String form =
                    "--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--\r\n";
            assertThat(post(endpoint.here(link), "multipart/form-data; boundary=b", form)
                            .statusCode())
                    .isEqualTo(200);
            acme.send(newsletter());
            assertThat(smtp.received()).hasSize(1);
            assertThat(acme.send(invoice())).wasAccepted();
        }
    }

    private Sendwell sendwell(Route first) {
        Transport relay = SmtpTransport.builder(
                        SmtpServer.startTls(smtp.host()).withPort(smtp.port()).sslContext(FakeSmtp.clientSslContext()))
                .signer(keys.signer())
                .build();
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
                .operatorServer(relay)
                .account(AccountSettings.of("acme").withFirstRoute(first).withPostalAddress(ADDRESS))
                .authorFacts(StaticAuthorFacts.builder()
                        .domain("acme", "acme.example", AuthorDomainFacts.unverified(DmarcPolicy.NONE))
                        .confirmedMailbox("acme", "news@acme.example")
                        .build())
                .policy(SendingPolicy.defaults()
                        .with(figures -> figures.massConsent(SendingPolicy.MassConsent.LEFT_TO_THE_APPLICATION)))
                .unsubscribe(UnsubscribeLinks.at(
                        "https://u.vendor.example/o", Secret.of("the secret of the links to unsubscribe")))
                .build();
    }

    private static UnsubscribeEndpoint endpoint(Sendwell sendwell) throws IOException {
        return UnsubscribeEndpoint.listen(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), "/o", sendwell.unsubscribeHandler());
    }

    private static Broadcast newsletter() {
        return Broadcast.compose(mail -> mail.from("Acme News", "news@acme.example")
                        .subject("Spring")
                        .html("<p>It is here. <a href=\"{{unsubscribe}}\">Unsubscribe</a></p><p>" + ADDRESS + "</p>")
                        .purpose("newsletter"))
                .audience(List.of("kim@customer.example"), address -> Recipient.of("", address))
                .build();
    }

    private static Mail invoice() {
        return Mail.compose()
                .from("Acme News", "news@acme.example")
                .to("kim@customer.example")
                .subject("Your invoice")
                .text("It is 12.50 euros.\n")
                .messageClass(MessageClass.SYSTEM)
                .purpose("invoice")
                .build();
    }

    private static URI link(String listUnsubscribe) {
        Matcher https = Pattern.compile("<(https://[^>]+)>").matcher(listUnsubscribe);
        return Optional.of(https)
                .filter(Matcher::find)
                .map(found -> URI.create(found.group(1)))
                .orElseThrow();
    }

    private HttpResponse<String> get(URI url) throws IOException, InterruptedException {
        return browser.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(URI url, String body) throws IOException, InterruptedException {
        return post(url, "application/x-www-form-urlencoded", body);
    }

    private HttpResponse<String> post(URI url, String type, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return browser.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
