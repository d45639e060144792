package io.sendwell.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.Receipt;
import io.sendwell.account.AccountId;
import io.sendwell.account.Secret;
import io.sendwell.esp.mailjet.MailjetCredentials;
import io.sendwell.esp.mailjet.MailjetTransport;
import io.sendwell.identity.IdentityOutcome;
import io.sendwell.route.Capability;
import io.sendwell.smtp.SmtpServer;
import io.sendwell.smtp.SmtpTransport;
import io.sendwell.testkit.smtp.FakeSmtp;
import io.sendwell.transport.Transport;
import io.sendwell.transport.TransportCapabilities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    private static final List<Capability> COLUMNS = List.of(
            Capability.TRACKING,
            Capability.CAMPAIGNS,
            Capability.EVENTS,
            Capability.SENDER_FIELD,
            Capability.CUSTOM_REVERSE_PATH,
            Capability.DELIVERY_STATUS_NOTIFICATION);

    private static final Path FIRST_MAIL = Path.of("src/main/java/io/sendwell/examples/quickstart/FirstMail.java");
    private static final Path SCHEDULES = Path.of("src/main/java/io/sendwell/examples/quickstart/Schedules.java");
    private static final Path AFTERMATH = Path.of("src/main/java/io/sendwell/examples/quickstart/Aftermath.java");
    private static final Path WEBHOOK = Path.of("../webhook-endpoint/src/main/java/io/sendwell/examples/webhook");
    private static final Path VERIFIED_DOMAIN =
            Path.of("src/main/java/io/sendwell/examples/quickstart/VerifiedDomain.java");
    private static final Path BLOCKLIST_TEST =
            Path.of("src/test/java/io/sendwell/examples/quickstart/BlocklistExampleTest.java");

    @Test
    void the_programs_of_the_readme_are_those_that_are_compiled() throws IOException {
        String readme = withoutIndentation(Files.readString(Path.of("../../README.md")));
        for (Path file : List.of(
                FIRST_MAIL,
                SCHEDULES,
                AFTERMATH,
                WEBHOOK.resolve("Program.java"),
                WEBHOOK.resolve("WebhookEndpoint.java"),
                VERIFIED_DOMAIN,
                BLOCKLIST_TEST)) {
            assertThat(snippetsOf(file))
                    .as(file.toString())
                    .isNotEmpty()
                    .allSatisfy(snippet -> assertThat(readme).contains(withoutIndentation(snippet)));
        }
    }

    private static List<String> snippetsOf(Path file) throws IOException {
        return Pattern.compile("// README: begin\n(.*?)// README: end", Pattern.DOTALL)
                .matcher(Files.readString(file))
                .results()
                .map(found -> found.group(1).strip())
                .toList();
    }

    @Test
    void the_first_mail_of_the_readme_leaves_on_behalf_of_its_author() {
        try (FakeSmtp server = FakeSmtp.builder().startTls().start()) {
            Receipt receipt = FirstMail.send(
                    SmtpServer.startTls(server.host()).withPort(server.port()).sslContext(FakeSmtp.clientSslContext()));
            assertThat(receipt.identity()).contains(IdentityOutcome.ON_BEHALF_OF);
            assertThat(receipt.allAccepted()).isTrue();
            assertThat(server.received()).singleElement().satisfies(mail -> {
                assertThat(mail.header("From")).contains("Erik Maltby <erik@acme.example>");
                assertThat(mail.header("Sender")).contains("Acme CRM <mail@mail.vendor.example>");
                assertThat(mail.text()).contains("see you on Monday");
            });
        }
    }

    @Test
    void the_table_of_transports_says_what_they_can_do() throws IOException {
        try (Transport mailjet = MailjetTransport.builder()
                        .credentials(MailjetCredentials.of("key", Secret.of("secret")))
                        .permitOnBehalfOf()
                        .build();
                Transport smtp = SmtpTransport.to(SmtpServer.startTls("smtp.vendor.example"))) {
            assertThat(rowOf("Mailjet")).containsExactlyElementsOf(wordsFor(mailjet));
            assertThat(rowOf("SMTP")).containsExactlyElementsOf(wordsFor(smtp));
        }
    }

    private static List<Boolean> wordsFor(Transport transport) {
        TransportCapabilities able = transport.capabilities(AccountId.of("acme"));
        return COLUMNS.stream().map(able::can).toList();
    }

    /** The cells behind the name, without the size: "no", or words that say under which condition. */
    private static List<Boolean> rowOf(String transport) throws IOException {
        String row = Files.readString(Path.of("../../README.md"))
                .lines()
                .filter(line -> line.startsWith("| " + transport + " |"))
                .findFirst()
                .orElseThrow();
        return Arrays.stream(row.split("\\|", -1))
                .map(String::strip)
                .skip(2)
                .limit(COLUMNS.size())
                .map(cell -> !cell.equals("no"))
                .toList();
    }

    private static String withoutIndentation(String text) {
        return text.lines().map(String::strip).reduce("", (a, b) -> a + b + "\n");
    }
}
