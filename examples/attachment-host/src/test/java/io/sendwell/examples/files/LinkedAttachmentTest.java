package io.sendwell.examples.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.AccountSettings;
import io.sendwell.AttachmentLinks;
import io.sendwell.Receipt;
import io.sendwell.ScheduleReceipt;
import io.sendwell.SendingAccount;
import io.sendwell.Sendwell;
import io.sendwell.account.Secret;
import io.sendwell.esp.mailjet.MailjetCredentials;
import io.sendwell.esp.mailjet.MailjetTransport;
import io.sendwell.identity.AuthorDomainFacts;
import io.sendwell.identity.DmarcPolicy;
import io.sendwell.identity.Operator;
import io.sendwell.identity.StaticAuthorFacts;
import io.sendwell.message.Attachment;
import io.sendwell.message.Mail;
import io.sendwell.scheduling.OutboxWorker;
import io.sendwell.testkit.mailjet.AcceptedMessage;
import io.sendwell.testkit.mailjet.FakeMailjet;
import io.sendwell.testkit.mailjet.FakeMailjetAccount;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that is too large for the ESP: out as a link, by Mailjet over HTTP, and back over HTTP to whoever follows it. */
class LinkedAttachmentTest {

    // Just over the 7 MiB that leave by the ESP; another size on demand.
    private static final int SIZE = Integer.getInteger("attachment.size", 7 * 1_048_576 + 1);

    private static final Pattern LINK = Pattern.compile("https://files\\.vendor\\.example/f/[A-Za-z0-9_-]{22}");

    @TempDir
    Path directory;

    private final FakeMailjet mailjet = FakeMailjet.start();
    private final FakeMailjetAccount mailjetAccount = mailjet.account("main");
    private FileShelf shelf;
    private FileEndpoint endpoint;
    private Sendwell sendwell;

    @BeforeEach
    void start() throws Exception {
        mailjetAccount.allowSender("*@customer.example");
        shelf = FileShelf.in(
                directory.resolve("shelf"), URI.create("https://files.vendor.example/f/"), InstantSource.system());
        endpoint = FileEndpoint.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), "/f/", shelf);
        sendwell = Sendwell.builder()
                .operator(Operator.named("Acme CRM")
                        .senderField("mail@mail.vendor.example")
                        .build())
                .esp(MailjetTransport.builder()
                        .baseUrl(mailjet.baseUrl())
                        .permitPlainHttp()
                        .credentials(
                                MailjetCredentials.of(mailjetAccount.apiKey(), Secret.of(mailjetAccount.secretKey())))
                        .signedDomains((account, domain) -> domain.ascii().equals("customer.example"))
                        .build())
                .account(AccountSettings.of("acme"))
                .authorFacts(StaticAuthorFacts.builder()
                        .domain("acme", "customer.example", AuthorDomainFacts.verified(DmarcPolicy.REJECT))
                        .confirmedMailbox("acme", "jo@customer.example")
                        .build())
                .attachmentLinks(AttachmentLinks.overEspLimit(shelf))
                .build();
    }

    @AfterEach
    void close() {
        sendwell.close();
        endpoint.close();
        mailjet.close();
    }

    private Path film() throws Exception {
        Path film = directory.resolve("film.mp4");
        byte[] octets = new byte[SIZE];
        for (int i = 0; i < SIZE; i++) {
            octets[i] = (byte) (i * 31 >>> 3);
        }
        return Files.exists(film) ? film : Files.write(film, octets);
    }

    private static Mail mail(Path film) {
        return Mail.compose()
                .from("Jo Berg", "jo@customer.example")
                .to("kim@example.net")
                .subject("Our film")
                .html("<html lang=\"de\"><body><p>Hier ist unser Film.</p></body></html>")
                .attach(Attachment.of(film))
                .build();
    }

    @Test
    void whoever_follows_the_link_in_the_mail_gets_the_file() throws Exception {
        Path film = film();

        Receipt receipt = sendwell.account("acme").send(mail(film));

        assertThat(receipt.allAccepted()).as(receipt.explain()).isTrue();
        AcceptedMessage accepted = mailjetAccount.accepted().get(0);
        assertThat(accepted.attachments()).isEmpty();
        assertThat(accepted.html()).contains("Anhänge zu dieser Nachricht", "film.mp4 herunterladen");
        assertThat(link(accepted.html())).isEqualTo(link(accepted.text()));
        assertThat(Files.mismatch(film, followed(link(accepted.html())))).isEqualTo(-1);
    }

    @Test
    void a_mail_that_is_sent_again_has_the_same_link_and_the_file_is_kept_once() throws Exception {
        Path film = film();
        SendingAccount acme = sendwell.account("acme");

        acme.send(mail(film));
        ScheduleReceipt scheduled = acme.schedule(mail(film)).asSoonAsPossible();
        assertThat(scheduled.isScheduled()).as(scheduled.explain()).isTrue();
        Files.delete(film);
        try (OutboxWorker worker = OutboxWorker.of(sendwell).build()) {
            assertThat(worker.runOnce().accepted()).isEqualTo(1);
        }

        assertThat(mailjetAccount.accepted())
                .extracting(message -> link(message.text()))
                .hasSize(2)
                .containsOnly(link(mailjetAccount.accepted().get(0).text()));
        try (Stream<Path> kept = Files.list(directory.resolve("shelf/keys"))) {
            assertThat(kept).hasSize(1);
        }
    }

    private static URI link(String part) {
        Matcher link = LINK.matcher(part);
        assertThat(link.find()).as(part).isTrue();
        return URI.create(link.group());
    }

    private Path followed(URI link) throws Exception {
        HttpResponse<InputStream> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(endpoint.here(link))
                                .timeout(Duration.ofSeconds(60))
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename*=UTF-8''film.mp4");
        Path got = directory.resolve("got");
        try (InputStream in = response.body()) {
            Files.copy(in, got);
        }
        return got;
    }
}
