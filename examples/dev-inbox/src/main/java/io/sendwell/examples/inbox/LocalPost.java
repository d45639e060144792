package io.sendwell.examples.inbox;

import io.sendwell.AccountSettings;
import io.sendwell.SendingAccount;
import io.sendwell.Sendwell;
import io.sendwell.account.AccountId;
import io.sendwell.account.Secret;
import io.sendwell.address.DomainName;
import io.sendwell.dns.DnsType;
import io.sendwell.dns.IpAddress;
import io.sendwell.dnsauth.dkim.DkimKey;
import io.sendwell.dnsauth.dkim.DkimKeys;
import io.sendwell.dnsauth.dkim.DkimRecord;
import io.sendwell.dnsauth.dkim.DkimSigner;
import io.sendwell.dnsauth.dkim.KeyRing;
import io.sendwell.dnsauth.resolver.DnsClient;
import io.sendwell.esp.mailjet.MailjetCredentials;
import io.sendwell.esp.mailjet.MailjetTransport;
import io.sendwell.esp.mailjet.MailjetWebhook;
import io.sendwell.esp.webhook.WebhookGuard;
import io.sendwell.examples.receivers.ReceiversView;
import io.sendwell.examples.webhook.UnsubscribeEndpoint;
import io.sendwell.examples.webhook.WebhookEndpoint;
import io.sendwell.identity.AuthorDomainFacts;
import io.sendwell.identity.DmarcPolicy;
import io.sendwell.identity.Operator;
import io.sendwell.identity.StaticAuthorFacts;
import io.sendwell.mime.MessageSigner;
import io.sendwell.policy.SendingPolicy;
import io.sendwell.route.Route;
import io.sendwell.signing.Selector;
import io.sendwell.smtp.SmtpServer;
import io.sendwell.smtp.SmtpTransport;
import io.sendwell.testkit.dns.FakeDns;
import io.sendwell.testkit.inbox.DevInbox;
import io.sendwell.testkit.inbox.Previews;
import io.sendwell.testkit.mailjet.FakeMailjet;
import io.sendwell.testkit.mailjet.FakeMailjetAccount;
import io.sendwell.testkit.smtp.FakeSmtp;
import io.sendwell.unsubscribe.UnsubscribeLinks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.time.InstantSource;

/** An application on one machine: what it sends ends in fakes, what is reported comes back to it, and all of it stands in a dev inbox. */
final class LocalPost implements AutoCloseable {

    private static final String HOST_NAME = "mail.vendor.example";
    private static final String HOST = "192.0.2.25";
    private static final String PASSWORD = "known-on-this-machine-only";
    private static final int WHOLE_MAILS = 16 * 1024 * 1024;

    private final FakeMailjet mailjet = FakeMailjet.start();
    private final FakeMailjetAccount key =
            mailjet.account("acme").allowSender("*@acme.example").allowSender("*@acme.via.vendor.example");
    private final FakeSmtp smtp =
            FakeSmtp.builder().startTls().keepsContentUpTo(WHOLE_MAILS).start();
    private final FakeDns dns = FakeDns.start();
    private final Sendwell sendwell;
    private final WebhookEndpoint webhook;
    private final UnsubscribeEndpoint unsubscribe;
    private final DevInbox inbox;

    private LocalPost(int port) throws IOException {
        sendwell = sendwell();
        webhook = WebhookEndpoint.listen(
                loopback(),
                MailjetWebhook.to(sendwell.events())
                        .guardedBy(WebhookGuard.basicAuth("mailjet", Secret.of(PASSWORD)))
                        .build());
        key.reportTo(webhook.url("mailjet", PASSWORD));
        unsubscribe = UnsubscribeEndpoint.listen(loopback(), "/o", sendwell.unsubscribeHandler());
        inbox = inbox(port);
    }

    /** Opens all of it; port 0 takes a free one for the page. */
    static LocalPost open(int port) throws IOException {
        return new LocalPost(port);
    }

    private DevInbox inbox(int port) {
        ReceiversView receivers = new ReceiversView(
                DnsClient.of(dns.host() + ":" + dns.port()), InstantSource.system(), IpAddress.parse(HOST), HOST_NAME);
        SendingAccount acme = sendwell.account("acme");
        return DevInbox.builder()
                .watching(mailjet)
                .watching(smtp)
                .previews(Previews.of(acme)
                        .mail("Welcome", Samples::welcome)
                        .broadcast("Spring newsletter", Samples::newsletter)
                        .mail("A careless mail", Samples::careless))
                .authentication(receivers::of)
                .linksLeadTo(unsubscribe::here)
                .port(port)
                .start();
    }

    private Sendwell sendwell() {
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
                .operatorServer(SmtpTransport.builder(SmtpServer.startTls(smtp.host())
                                .withPort(smtp.port())
                                .sslContext(FakeSmtp.clientSslContext()))
                        .signer(signer())
                        .build())
                .account(AccountSettings.of("acme").withFirstRoute(Route.ESP).withPostalAddress(Samples.ACME))
                .account(AccountSettings.of("bakery")
                        .withFirstRoute(Route.OPERATOR_SMTP)
                        .withPostalAddress(Samples.BAKERY))
                .authorFacts(StaticAuthorFacts.builder()
                        .domain("acme", "acme.example", AuthorDomainFacts.unverified(DmarcPolicy.NONE))
                        .confirmedMailbox("acme", "news@acme.example")
                        .confirmedMailbox("acme", "erik@acme.example")
                        .domain("bakery", "bakery.example", AuthorDomainFacts.verified(DmarcPolicy.QUARANTINE))
                        .build())
                .policy(SendingPolicy.defaults()
                        .with(figures -> figures.massConsent(SendingPolicy.MassConsent.LEFT_TO_THE_APPLICATION)))
                .unsubscribe(UnsubscribeLinks.at(
                        "https://u.vendor.example/o", Secret.of("the secret of the links to unsubscribe")))
                .build();
    }

    /** Signs for the operator and for the bakery, whose DNS tells the keys and names the host. */
    private MessageSigner signer() {
        dns.publish("mail.vendor.example", DnsType.TXT, "v=spf1 ip4:" + HOST + " -all");
        dns.publish("bakery.example", DnsType.TXT, "v=spf1 include:mail.vendor.example -all");
        dns.publish("_dmarc.bakery.example", DnsType.TXT, "v=DMARC1; p=quarantine");
        return DkimSigner.using(KeyRing.builder()
                        .ofOperator(published("mail.vendor.example"))
                        .ofAccount(AccountId.of("bakery"), published("bakery.example"))
                        .build())
                .alsoSigningAs(DomainName.parse("mail.vendor.example"))
                .build();
    }

    private DkimKey published(String domain) {
        KeyPair pair = DkimKeys.createRsa();
        DkimKey dkimKey = DkimKey.of(DomainName.parse(domain), Selector.of("s1"), pair.getPrivate());
        dns.publish(
                DkimRecord.of(pair.getPublic()).entryAt(dkimKey.recordName()).zoneLine());
        return dkimKey;
    }

    /** Some mail of both accounts, by both roads. */
    void sendSamples() {
        sendwell.account("acme").send(Samples.welcome());
        sendwell.account("acme").send(Samples.newsletter());
        sendwell.account("bakery").send(Samples.invoice());
        sendwell.account("bakery").send(Samples.bread());
    }

    DevInbox inbox() {
        return inbox;
    }

    Sendwell sending() {
        return sendwell;
    }

    FakeMailjet mailjet() {
        return mailjet;
    }

    FakeSmtp smtp() {
        return smtp;
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    @Override
    public void close() {
        inbox.close();
        unsubscribe.close();
        webhook.close();
        sendwell.close();
        smtp.close();
        mailjet.close();
        dns.close();
    }
}
