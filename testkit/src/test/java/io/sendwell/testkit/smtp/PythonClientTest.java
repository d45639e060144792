package io.sendwell.testkit.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Python's smtplib as an independent client that shares no code with any Java one. */
class PythonClientTest {
    private static final Duration MAX = Duration.ofSeconds(20);

    @BeforeAll
    static void python_is_here() {
        boolean here;
        try {
            here = new ProcessBuilder("python3", "-c", "import smtplib, ssl")
                            .inheritIO()
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException | InterruptedException e) {
            here = false;
        }
        assumeTrue(here, "python3 with smtplib is not installed; the fake server is tested without it");
    }

    @Test
    void starttls_auth_and_a_mail_with_dsn_parameters(@TempDir Path directory) throws Exception {
        Path authority = directory.resolve("authority.pem");
        Files.writeString(authority, pem(FakeSmtp.trustStore()));
        try (FakeSmtp smtp = FakeSmtp.builder()
                .requiresStartTls()
                .authOnlyAfterTls()
                .requiresAuth()
                .user("grace", "sesame")
                .start()) {
            String said = python(smtp, """
                    smtp.starttls(context=ssl.create_default_context(cafile=sys.argv[3]))
                    smtp.login('grace', 'sesame')
                    smtp.sendmail('author@example.org', ['reader@example.net', 'other@example.net'],
                        'Subject: Hello\\r\\n\\r\\n.\\r\\n..two\\r\\n',
                        mail_options=['RET=HDRS', 'ENVID=a'], rcpt_options=['NOTIFY=NEVER'])
                    smtp.quit()
                    """, authority.toString());

            ReceivedMail mail = smtp.awaitReceived(1, MAX).get(0);
            assertThat(said).isEmpty();
            assertThat(mail.text()).isEqualTo("Subject: Hello\r\n\r\n.\r\n..two\r\n");
            assertThat(mail.parameters()).containsAllEntriesOf(Map.of("RET", "HDRS", "ENVID", "a", "SIZE", "28"));
            assertThat(mail.forwardPaths()).containsExactly("reader@example.net", "other@example.net");
            assertThat(mail.recipients().get(1).parameters()).isEqualTo(Map.of("NOTIFY", "NEVER"));
            assertThat(mail.authenticatedUser()).contains("grace");
            assertThat(mail.tlsProtocol()).isPresent();
            assertThat(smtp.violations()).isEmpty();
        }
    }

    @Test
    void refusals_reach_the_client_with_code_and_text() throws Exception {
        try (FakeSmtp smtp = FakeSmtp.builder().user("grace", "sesame").start()) {
            smtp.script().rejects("gone@example.net", "550 5.1.1 User unknown");
            smtp.script().at(SmtpStep.END_OF_CONTENT).once().answer("554 5.7.1 Spam");
            String said = python(smtp, """
                    try:
                        smtp.login('grace', 'wrong')
                    except smtplib.SMTPAuthenticationError as e:
                        print(e.smtp_code)
                    try:
                        smtp.sendmail('author@example.org', ['gone@example.net'], 'Text')
                    except smtplib.SMTPRecipientsRefused as e:
                        print(e.recipients)
                    try:
                        smtp.sendmail('author@example.org', ['reader@example.net'], 'Text')
                    except smtplib.SMTPDataError as e:
                        print(e)
                    print(smtp.sendmail('author@example.org', ['gone@example.net', 'reader@example.net'], 'Text'))
                    """);

            assertThat(said.lines())
                    .containsExactly(
                            "535",
                            "{'gone@example.net': (550, b'5.1.1 User unknown')}",
                            "(554, b'5.7.1 Spam')",
                            "{'gone@example.net': (550, b'5.1.1 User unknown')}");
            assertThat(smtp.receivedCount()).isEqualTo(1);
            assertThat(smtp.violations()).isEmpty();
        }
    }

    @Test
    void utf8_addresses_and_eight_bit_content_arrive() throws Exception {
        try (FakeSmtp smtp = FakeSmtp.start()) {
            String said = python(smtp, """
                    from email.message import EmailMessage
                    m = EmailMessage(policy=email.policy.SMTPUTF8)
                    m['From'] = 'zo\\u00eb@example.org'
                    m['To'] = 'reader@example.net'
                    m['Subject'] = 'Gr\\u00fc\\u00dfe'
                    m.set_content('Gr\\u00fc\\u00dfe', cte='8bit')
                    smtp.send_message(m)
                    """);

            ReceivedMail mail = smtp.awaitReceived(1, MAX).get(0);
            assertThat(said).isEmpty();
            assertThat(mail.reversePath()).isEqualTo("zoë@example.org");
            assertThat(mail.parameters()).containsKey("SMTPUTF8").containsEntry("BODY", "8BITMIME");
            assertThat(mail.header("Subject")).contains("Grüße");
            assertThat(smtp.violations()).isEmpty();
        }
    }

    @Test
    void implicit_tls_with_an_unknown_authority_is_refused_by_the_client() throws Exception {
        try (FakeSmtp smtp = FakeSmtp.builder().implicitTls().start()) {
            String said = run("""
                    import smtplib, ssl, sys
                    try:
                        smtplib.SMTP_SSL('localhost', int(sys.argv[2]), context=ssl.create_default_context(), timeout=20)
                    except ssl.SSLCertVerificationError as e:
                        print(type(e).__name__)
                    """, smtp);
            assertThat(said).isEqualTo("SSLCertVerificationError\n");
        }
    }

    private static String python(FakeSmtp smtp, String lines, String... arguments) throws Exception {
        String head = """
                import email.policy, smtplib, ssl, sys
                smtp = smtplib.SMTP('localhost', int(sys.argv[2]), local_hostname='client.example.org', timeout=20)
                """;
        return run(head + lines, smtp, arguments);
    }

    private static String run(String program, FakeSmtp smtp, String... arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("python3", "-X", "utf8", "-c", program, smtp.host());
        builder.command().add(String.valueOf(smtp.port()));
        builder.command().addAll(List.of(arguments));
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said.replace("\r\n", "\n");
    }

    private static String pem(KeyStore store) throws Exception {
        byte[] certificate = store.getCertificate("authority").getEncoded();
        return "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(certificate)
                + "\n-----END CERTIFICATE-----\n";
    }
}
