package io.sendwell.examples.quickstart;

import static io.sendwell.testkit.assertions.SendwellAssertions.assertThat;

import io.sendwell.AccountSettings;
import io.sendwell.SendingAccount;
import io.sendwell.Sendwell;
import io.sendwell.account.Secret;
import io.sendwell.blocklist.BlockReason;
import io.sendwell.esp.mailjet.MailjetCredentials;
import io.sendwell.esp.mailjet.MailjetTransport;
import io.sendwell.esp.mailjet.MailjetWebhook;
import io.sendwell.esp.webhook.WebhookGuard;
import io.sendwell.examples.webhook.WebhookEndpoint;
import io.sendwell.identity.AuthorDomainFacts;
import io.sendwell.identity.DmarcPolicy;
import io.sendwell.identity.Operator;
import io.sendwell.identity.StaticAuthorFacts;
import io.sendwell.message.Mail;
import io.sendwell.route.Route;
import io.sendwell.testkit.junit5.FakeMailjetExtension;
import io.sendwell.testkit.mailjet.FakeMailjet;
import io.sendwell.testkit.mailjet.FakeMailjetAccount;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The test of the README, as it stands there. */
// README: begin
@ExtendWith(FakeMailjetExtension.class)
class BlocklistExampleTest {

    @Test
    void a_hard_bounce_blocks_the_address_for_good(FakeMailjet mailjet) throws IOException {
        FakeMailjetAccount key =
                mailjet.account("acme").allowSender("mail@mail.vendor.example").permitOnBehalfOf();
        mailjet.hardBounces("gone@customer.example");
        Mail hello = Mail.compose()
                .from("erik@acme.example")
                .to("gone@customer.example")
                .subject("Hello")
                .text("Hi")
                .build();
        try (Sendwell sendwell = sendwell(mailjet, key);
                WebhookEndpoint webhook = webhook(sendwell)) { // your controller, on any port of this machine
            key.reportTo(webhook.url("mailjet", "secret"));
            SendingAccount acme = sendwell.account("acme");

            assertThat(acme.send(hello)).wasAccepted().leftBy(Route.ESP);
            assertThat(key).accepted(1).lastMail(sent -> sent.isOnBehalfOf("erik@acme.example"));

            mailjet.deliverEvents(); // real requests, answered when this returns; no waiting
            assertThat(acme.send(hello)).wasBlocked(BlockReason.HARD_BOUNCE);
            assertThat(key).accepted(1);
        }
    }
    // README: end

    private static WebhookEndpoint webhook(Sendwell sendwell) throws IOException {
        return WebhookEndpoint.listen(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                MailjetWebhook.to(sendwell.events())
                        .guardedBy(WebhookGuard.basicAuth("mailjet", Secret.of("secret")))
                        .build());
    }

    private static Sendwell sendwell(FakeMailjet mailjet, FakeMailjetAccount key) {
        return Sendwell.builder()
                .operator(Operator.named("Acme CRM")
                        .senderField("mail@mail.vendor.example")
                        .build())
                .esp(MailjetTransport.builder()
                        .baseUrl(mailjet.baseUrl())
                        .credentials(MailjetCredentials.of(key.apiKey(), Secret.of(key.secretKey())))
                        .permitOnBehalfOf()
                        .build())
                .account(AccountSettings.of("acme"))
                .authorFacts(StaticAuthorFacts.builder()
                        .domain("acme", "acme.example", AuthorDomainFacts.unverified(DmarcPolicy.NONE))
                        .confirmedMailbox("acme", "erik@acme.example")
                        .build())
                .build();
    }
}
