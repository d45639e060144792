package io.sendwell.esp.mailjet;

import io.sendwell.AccountSettings;
import io.sendwell.EventListener;
import io.sendwell.Receipt;
import io.sendwell.SendingAccount;
import io.sendwell.Sendwell;
import io.sendwell.account.Secret;
import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.InMemoryBlocklist;
import io.sendwell.event.EventType;
import io.sendwell.identity.AuthorDomainFacts;
import io.sendwell.identity.DmarcPolicy;
import io.sendwell.identity.Operator;
import io.sendwell.identity.StaticAuthorFacts;
import io.sendwell.log.InMemoryEventLog;
import io.sendwell.log.InMemoryMessageLog;
import io.sendwell.message.Mail;
import io.sendwell.testkit.VirtualClock;
import io.sendwell.testkit.mailjet.FakeMailjet;
import io.sendwell.testkit.mailjet.FakeMailjetAccount;
import io.sendwell.transport.Transport;
import java.util.EnumSet;

/** An application that sends by Mailjet and hears of what happened to its mail. */
final class LoopScene implements AutoCloseable {

    static final String OFFER = "https://www.customer.example/offer?a=1&b=2";

    final VirtualClock clock = VirtualClock.at("2026-11-22T09:00:00.250Z");
    final FakeMailjet mailjet = FakeMailjet.builder().clock(clock).start();
    final FakeMailjetAccount key =
            mailjet.account("acme").allowSender("mail@mail.vendor.example").permitOnBehalfOf();
    final InMemoryBlocklist blocklist = new InMemoryBlocklist(clock);
    final Sendwell sendwell;
    final SendingAccount account;
    final WebhookServer webhook;
    private final MailjetTransport transport;

    LoopScene() {
        this(event -> {});
    }

    LoopScene(EventListener listener) {
        transport = MailjetTransport.builder()
                .baseUrl(mailjet.baseUrl())
                .credentials(MailjetCredentials.of(key.apiKey(), Secret.of(key.secretKey())))
                .permitOnBehalfOf()
                .build();
        sendwell = Sendwell.builder()
                .operator(Operator.named("Acme CRM")
                        .senderField("mail@mail.vendor.example")
                        .rewritingDomain("via.vendor.example")
                        .bounceDomain("b.vendor.example")
                        .build())
                .esp(transport)
                .account(AccountSettings.of("acme"))
                .authorFacts(StaticAuthorFacts.builder()
                        .domain("acme", "customer.example", AuthorDomainFacts.unverified(DmarcPolicy.NONE))
                        .confirmedMailbox("acme", "jo@customer.example")
                        .build())
                .blocklist(blocklist)
                .messageLog(new InMemoryMessageLog())
                .eventLog(new InMemoryEventLog())
                .loggedEvents(EnumSet.allOf(EventType.class))
                .eventListener(listener)
                .clock(clock)
                .build();
        account = sendwell.account("acme");
        webhook = new WebhookServer(sendwell.events());
        key.reportTo(webhook.url());
    }

    Transport transport() {
        return transport;
    }

    Receipt send(String address) {
        return account.send(Mail.compose()
                .from("Jo Berg", "jo@customer.example")
                .to(address)
                .subject("Monday")
                .html("<p>See you. <a href=\"" + OFFER.replace("&", "&amp;") + "\">Our offer</a>"
                        + " <a href=\"https://www.customer.example/\">Home</a></p>")
                .about("person/" + EmailAddress.parse(address).localPart())
                .build());
    }

    @Override
    public void close() {
        webhook.close();
        transport.close();
        mailjet.close();
    }
}
