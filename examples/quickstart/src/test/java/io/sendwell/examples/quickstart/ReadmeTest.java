package io.sendwell.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.Receipt;
import io.sendwell.identity.IdentityOutcome;
import io.sendwell.smtp.SmtpServer;
import io.sendwell.testkit.smtp.FakeSmtp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    private static final Path PROGRAM = Path.of("src/main/java/io/sendwell/examples/quickstart/FirstMail.java");

    @Test
    void the_first_mail_of_the_readme_is_the_program_that_is_compiled() throws IOException {
        String program = Files.readString(PROGRAM);
        String snippet = program.substring(program.indexOf("// README: begin") + 16, program.indexOf("// README: end"));
        assertThat(withoutIndentation(Files.readString(Path.of("../../README.md"))))
                .contains(withoutIndentation(snippet.strip()));
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

    private static String withoutIndentation(String text) {
        return text.lines().map(String::strip).reduce("", (a, b) -> a + b + "\n");
    }
}
