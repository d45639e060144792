package io.sendwell.examples.quickstart;

import io.sendwell.account.Secret;
import io.sendwell.esp.mailjet.MailjetCredentials;
import io.sendwell.esp.mailjet.MailjetTransport;
import io.sendwell.esp.mailjet.MailjetWebhook;
import io.sendwell.esp.webhook.WebhookGuard;
import io.sendwell.event.EventIntake;
import io.sendwell.examples.webhook.WebhookEndpoint;
import io.sendwell.scheduling.WorkerSettings;
import io.sendwell.smtp.SmtpServer;
import io.sendwell.smtp.SmtpTransport;
import io.sendwell.testkit.mailjet.AcceptedMessage;
import io.sendwell.testkit.mailjet.FakeMailjet;
import io.sendwell.testkit.mailjet.FakeMailjetAccount;
import io.sendwell.testkit.mailjet.FakeVisitor;
import io.sendwell.testkit.smtp.FakeSmtp;
import io.sendwell.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything on this machine: a fake Mailjet that checks like the real one, and a small SMTP server with STARTTLS, for which mails are signed. */
final class LocalWorld implements World {

    private static final int WHOLE_MAILS = 16 * 1024 * 1024;
    private static final String TULIPS = "https://www.acme-shop.example/offers/tulip%20red?for=";
    private static final FakeVisitor SCANNER = new FakeVisitor("198.51.100.25", "US", "Example LinkScanner/2.1");
    private static final String PASSWORD = "known-on-this-machine-only";

    private final FakeMailjet mailjet;
    private final FakeMailjetAccount mailjetAccount;
    private final FakeSmtp server =
            FakeSmtp.builder().startTls().keepsContentUpTo(WHOLE_MAILS).start();
    private final LocalKeys keys = new LocalKeys();
    private final Transport esp;
    private final Transport smtp;
    private @Nullable WebhookEndpoint endpoint;

    /** With an ESP that keeps in this directory what it took: it must not forget that when this program is killed. */
    LocalWorld(Path state) {
        mailjet = FakeMailjet.builder().keepIn(state).start();
        mailjetAccount = mailjet.account("acme");
        mailjetAccount
                .allowSender(senderField())
                .allowSender("*@acme-shop.example")
                .permitOnBehalfOf();
        whatPeopleDo();
        esp = MailjetTransport.builder()
                .baseUrl(mailjet.baseUrl())
                .permitPlainHttp()
                .credentials(MailjetCredentials.of(mailjetAccount.apiKey(), Secret.of(mailjetAccount.secretKey())))
                .permitOnBehalfOf()
                .indexLag(Duration.ofSeconds(1))
                .signedDomains((account, domain) -> domain.ascii().equals("acme-shop.example"))
                .build();
        smtp = SmtpTransport.builder(SmtpServer.startTls(server.host())
                        .withPort(server.port())
                        .sslContext(FakeSmtp.clientSslContext()))
                .signer(keys.signer())
                .build();
    }

    // Two follow a link. Of two others it does not count: one says that it is spam, of the other a scanner did it.
    private void whatPeopleDo() {
        mailjet.hardBounces("gone@customer.example");
        mailjet.clicks("zoe@customer.example", TULIPS + 2);
        mailjet.clicks("grace@navy.example", TULIPS + 14);
        mailjet.clicks("sakura@sato.example", TULIPS + 7);
        mailjet.complains("sakura@sato.example");
        mailjet.clicks("eleni@kafeneio.example", TULIPS + 3, SCANNER);
    }

    @Override
    public boolean reportTo(EventIntake intake) throws IOException {
        MailjetWebhook webhook = MailjetWebhook.to(intake)
                .guardedBy(WebhookGuard.basicAuth("mailjet", Secret.of(PASSWORD)))
                .build();
        endpoint = WebhookEndpoint.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), webhook);
        mailjetAccount.reportTo(endpoint.url("mailjet", PASSWORD));
        return true;
    }

    @Override
    public void letPeopleRead() {
        mailjet.deliverEvents();
    }

    @Override
    public Transport esp() {
        return esp;
    }

    @Override
    public Transport smtp() {
        return smtp;
    }

    @Override
    public String author() {
        return "erik@acme.example";
    }

    @Override
    public String newsletterAuthor() {
        return "news@acme-shop.example";
    }

    @Override
    public String senderField() {
        return "mail@mail.vendor.example";
    }

    @Override
    public String smtpRecipient(String wanted) {
        return wanted;
    }

    /** Whoever kills the program need not wait minutes until what was in doubt is looked up: everything is near here. */
    @Override
    public WorkerSettings worker() {
        return WorkerSettings.defaults()
                .with(worker -> worker.lease(Duration.ofSeconds(10))
                        .callTimeout(Duration.ofSeconds(5))
                        .settle(Duration.ofSeconds(1)));
    }

    @Override
    public List<Path> keep(Path directory) throws IOException {
        List<Path> files = new ArrayList<>(server.writeEml(directory));
        files.add(keys.writeZone(directory));
        for (AcceptedMessage message : mailjetAccount.accepted()) {
            Path file = directory.resolve("esp-" + message.customId() + ".json");
            files.add(Files.writeString(file, message.toJson()));
        }
        return files;
    }

    @Override
    public void close() {
        if (endpoint != null) {
            endpoint.close();
        }
        server.close();
        mailjet.close();
    }
}
