package io.sendwell.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.dns.DnsName;
import io.sendwell.dnsauth.dkim.DkimVerification;
import io.sendwell.dnsauth.dkim.DkimVerifier;
import io.sendwell.dnsauth.resolver.DnsClient;
import io.sendwell.merge.PlainText;
import io.sendwell.message.Purpose;
import io.sendwell.testkit.dns.FakeDns;
import io.sendwell.transport.Transport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The quickstart's mails as {@code .eml}, read by parsers that are not ours. The ESP is one that is spoken to by SMTP
 * here, so that the newsletter is among them: on behalf of the author, as the author, and with 8 MB attached.
 */
class LeftBySmtpTest {

    @TempDir
    static Path output;

    @TempDir
    static Path temporary;

    private static List<Path> files;
    private static Map<String, ReadMail> expected;

    private interface Parser {
        ReadMail read(Path file) throws Exception;
    }

    @BeforeAll
    static void run() throws IOException {
        try (State state = State.in(temporary.resolve("state"));
                World world = new BySmtpAlone();
                PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8)) {
            new Quickstart(world, state, output, nowhere).run();
        }
        try (Stream<Path> left = Files.list(output)) {
            files = left.filter(file -> file.toString().endsWith(".eml"))
                    .sorted()
                    .toList();
        }
        expected = expected();
    }

    @Test
    void angus_finds_what_was_sent() throws Exception {
        assertFinds(MailParsers::angus);
    }

    @Test
    void mime4j_finds_what_was_sent() throws Exception {
        assertFinds(MailParsers::mime4j);
    }

    @Test
    void python_finds_what_was_sent_and_no_defect(@TempDir Path directory) throws Exception {
        assumeTrue(MailParsers.runs("python3", "-c", "import email"), "python3 is not installed here");
        assertFound(MailParsers.script("python3", "read.py", files, directory));
    }

    @Test
    void perl_finds_what_was_sent_without_a_warning(@TempDir Path directory) throws Exception {
        assumeTrue(MailParsers.runs("perl", "-MEmail::MIME", "-e", "1"), "Perl's Email::MIME is not installed here");
        assertFound(MailParsers.script("perl", "read.pl", files, directory));
    }

    @Test
    void every_octet_is_as_the_standards_want_it() throws IOException {
        for (Path file : files) {
            byte[] octets = Files.readAllBytes(file);
            int lineStart = 0;
            for (int i = 0; i < octets.length; i++) {
                assertThat(octets[i])
                        .as("octet %s of %s", i, file)
                        .isNotNegative()
                        .isNotZero();
                boolean lineEnd = octets[i] == '\n' && i > 0 && octets[i - 1] == '\r';
                boolean bareCr = octets[i] == '\r' && (i + 1 == octets.length || octets[i + 1] != '\n');
                assertThat(bareCr || (octets[i] == '\n' && !lineEnd))
                        .as("a bare CR or LF at %s of %s", i, file)
                        .isFalse();
                if (lineEnd) {
                    // RFC 5322 section 2.1.1: 998 without the CRLF.
                    assertThat(i - 1 - lineStart)
                            .as("line at %s of %s", lineStart, file)
                            .isLessThanOrEqualTo(998);
                    lineStart = i + 1;
                }
            }
        }
    }

    @Test
    void every_signature_verifies_with_the_keys_that_lie_beside() throws IOException {
        try (FakeDns dns = FakeDns.start().publish(Files.readString(output.resolve("dkim-keys.zone")))) {
            DkimVerifier verifier =
                    DkimVerifier.strict(DnsClient.of(dns.host() + ":" + dns.port()), InstantSource.system());
            for (Path file : files) {
                try (InputStream mail = Files.newInputStream(file)) {
                    DkimVerification verification = verifier.verify(mail);
                    assertThat(verification.signatures())
                            .as("%s", file)
                            .isNotEmpty()
                            .allSatisfy(
                                    signature -> assertThat(signature.verdict().isPass())
                                            .as("%s", signature)
                                            .isTrue());
                    assertThat(verification.signingDomains())
                            .as("%s", file)
                            .contains(DnsName.parse("mail.vendor.example"));
                }
            }
        }
    }

    private static void assertFinds(Parser parser) throws Exception {
        List<ReadMail> mails = new ArrayList<>();
        for (Path file : files) {
            mails.add(parser.read(file));
        }
        assertFound(mails);
    }

    private static void assertFound(List<ReadMail> mails) {
        Map<String, ReadMail> byRecipientAndSubject = new TreeMap<>();
        mails.forEach(mail -> byRecipientAndSubject.put(key(mail), mail));
        assertThat(byRecipientAndSubject.keySet()).isEqualTo(expected.keySet());
        expected.forEach((key, wanted) -> {
            assertThat(byRecipientAndSubject.get(key).found()).as(key).isEqualTo(wanted.found());
        });
    }

    private static String key(ReadMail mail) {
        return mail.recipient() + " " + mail.found().get("subject");
    }

    private static Map<String, ReadMail> expected() throws IOException {
        List<ReadMail> mails = new ArrayList<>();
        mails.add(onBehalfOfErik("Follow up from last meeting")
                .withText("html", "<p>Hi Jørgen, the minutes are attached.</p>")
                .withText("plain", "Hi Jørgen, the minutes are attached.")
                .withFile("minutes.txt", 13));
        mails.add(onBehalfOfErik("The drawings")
                .withText("plain", "Hi Jørgen,\nhere are the drawings.\nErik")
                .withFile("drawings.bin", 8 * 1024 * 1024));
        for (Contact contact : contacts()) {
            // A company that is called like a placeholder is held back.
            if (!contact.company().contains("{{")) {
                mails.add(newsletter(contact));
            }
        }
        return mails.stream().collect(Collectors.toMap(LeftBySmtpTest::key, mail -> mail, (a, b) -> a, TreeMap::new));
    }

    private static ReadMail onBehalfOfErik(String subject) {
        return new ReadMail()
                .with("subject", subject)
                .with("from", "Erik Maltby <erik@acme.example>")
                .with("sender", "Acme CRM <mail@mail.vendor.example>")
                .with("to", "Jørgen Rode <rode@customer.example>");
    }

    private static ReadMail newsletter(Contact contact) throws IOException {
        String first = contact.first().isEmpty() ? "Hello" : contact.first();
        String company = contact.company().isEmpty() ? "" : " and everybody at " + escaped(contact.company());
        String html = resource("newsletter.html")
                .replace("{{first|Hello}}", first)
                .replace("{{#company}} and everybody at {{company}}{{/company}}", company)
                .replaceAll(
                        "(?s)\\{\\{#offers}}.*\\{\\{/offers}}\n(?=</ul>)",
                        offer("tulip%20red", "Tulip red", "€ 12") + offer("sky%2Fblue", "Sky blue &amp; white", "€ 14"))
                .replaceAll("\\{\\{\\^offers}}.*\\{\\{/offers}}", "")
                .replace("{{id}}", contact.id())
                .replace("{{unsubscribe}}", signOff(contact));
        return new ReadMail()
                .with("subject", first + ", the spring collection is here")
                .with("from", "Acme News <news@acme-shop.example>")
                .with("to", contact.name() + " <" + contact.address().replace("bücherei", "xn--bcherei-n2a") + ">")
                .withText("html", html)
                .withText("plain", PlainText.fromHtml(html))
                .withFile("logo.png", resourceSize("logo.png"));
    }

    private static String signOff(Contact contact) {
        return Quickstart.LINKS
                .link(
                        AccountId.of(Quickstart.ACCOUNT),
                        EmailAddress.parse(contact.address()),
                        Optional.of(Purpose.of("newsletter")),
                        Instant.EPOCH)
                .url()
                .toString();
    }

    private static String offer(String code, String title, String price) {
        return "<li><a href=\"https://www.acme-shop.example/offers/" + code + "?for={{id}}\">" + title + "</a>: "
                + price + "</li>\n";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static List<Contact> contacts() throws IOException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(open("contacts.csv"), StandardCharsets.UTF_8))) {
            return Contact.read(lines);
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = open(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static long resourceSize(String name) throws IOException {
        try (InputStream in = open(name)) {
            return in.readAllBytes().length;
        }
    }

    private static InputStream open(String name) {
        return Objects.requireNonNull(Quickstart.class.getResourceAsStream("/" + name), name);
    }

    /** The local world without Mailjet: its ESP is an SMTP server. */
    private static final class BySmtpAlone implements World {

        private final LocalWorld world = new LocalWorld(temporary.resolve("state"));

        @Override
        public Transport esp() {
            return world.smtp();
        }

        @Override
        public Transport smtp() {
            return world.smtp();
        }

        @Override
        public String author() {
            return world.author();
        }

        @Override
        public String newsletterAuthor() {
            return world.newsletterAuthor();
        }

        @Override
        public String senderField() {
            return world.senderField();
        }

        @Override
        public String smtpRecipient(String wanted) {
            return world.smtpRecipient(wanted);
        }

        @Override
        public List<Path> keep(Path directory) throws IOException {
            return world.keep(directory);
        }

        @Override
        public void close() {
            world.close();
        }
    }
}
