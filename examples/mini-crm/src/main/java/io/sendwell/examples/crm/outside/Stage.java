package io.sendwell.examples.crm.outside;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.sendwell.account.ConfigurationException;
import io.sendwell.dns.DnsType;
import io.sendwell.dns.IpAddress;
import io.sendwell.dnsauth.resolver.DnsClient;
import io.sendwell.examples.crm.data.MailServer;
import io.sendwell.examples.crm.data.MailServer.Encryption;
import io.sendwell.examples.crm.web.WebServer;
import io.sendwell.examples.receivers.ReceiversView;
import io.sendwell.smtp.SmtpServer;
import io.sendwell.testkit.dns.CustomerZone;
import io.sendwell.testkit.dns.FakeDns;
import io.sendwell.testkit.inbox.AuthenticationResult;
import io.sendwell.testkit.inbox.DevInbox;
import io.sendwell.testkit.mailjet.AcceptedMessage;
import io.sendwell.testkit.mailjet.FakeMailjet;
import io.sendwell.testkit.mailjet.FakeMailjetAccount;
import io.sendwell.testkit.smtp.FakeSmtp;
import io.sendwell.testkit.smtp.ReceivedMail;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/**
 * The world around the CRM, played on this machine: the testkit's fake ESP, SMTP server and name server, a website of each
 * customer, and a page that stands for the customers' DNS provider. What the ESP knows and what was published is kept in a directory,
 * so that it is still there when everything was killed.
 */
public final class Stage implements AutoCloseable {

    /** The domains that the sample customers have, each with a website. */
    static final List<String> DOMAINS = List.of("brightwater.example", "lindqvist.example");

    private static final List<String> SENDERS =
            List.of("*@brightwater.example", "*@lindqvist.example", "mail@mail.vendor.example");

    /** The SMTP server that the first of the sample customers has, whatever port it is played at. */
    public static final MailServer OWN_SERVER = new MailServer(
            "smtp.brightwater.example", SmtpServer.STARTTLS_PORT, Encryption.STARTTLS, "crm", Instant.EPOCH);

    /** The password for it. */
    public static final String OWN_PASSWORD = "tulips in spring";

    /** Where receivers see mail come from: the vendor's SMTP server, and the customer's own. */
    private static final String SERVER_ADDRESS = "192.0.2.1";

    private static final String OWN_ADDRESS = "192.0.2.25";

    private static final int WHOLE_MAILS = 32 * 1024 * 1024;

    private final StageFiles files;
    private final SkippingClock clock;
    private final FakeMailjet mailjet;
    private final FakeMailjetAccount operator;
    private final FakeSmtp smtp;
    private final FakeSmtp ownServer;
    private final FakeDns dns = FakeDns.start();
    private final HeldCertificate authority =
            new HeldCertificate.Builder().certificateAuthority(0).build();
    private final HttpsServer https;
    private final HttpServer http;
    private final ExecutorService websites = Executors.newFixedThreadPool(2);
    private final DevInbox inbox;
    private final Repeater reporter = new Repeater();
    private final WebServer pages;

    private Stage(Path directory, int port) throws IOException {
        files = StageFiles.lock(directory);
        clock = new SkippingClock(directory);
        mailjet = FakeMailjet.builder().clock(clock).keepIn(directory).start();
        operator = mailjet.account("Sendwell sample CRM");
        smtp = FakeSmtp.builder()
                .clock(clock)
                .startTls()
                .keepsContentUpTo(WHOLE_MAILS)
                .start();
        ownServer = FakeSmtp.builder()
                .clock(clock)
                .requiresStartTls()
                .user(OWN_SERVER.user(), OWN_PASSWORD)
                .requiresAuth()
                .keepsContentUpTo(WHOLE_MAILS)
                .start();
        mailjet.onChange(this::validateSenders);
        publish();
        https = HttpsServer.create(loopback(0), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(certificates().sslContext()));
        http = HttpServer.create(loopback(0), 0);
        welcome(https, 200);
        welcome(http, 404);
        inbox = DevInbox.builder()
                .watching(mailjet)
                .watching(smtp)
                .watching(ownServer)
                .authentication(this::asReceiversSeeIt)
                .linksLeadTo(link -> here(directory, link))
                .start();
        pages = StagePages.listen(port, this);
        reporter.every(Duration.ofSeconds(1), "report what readers did", mailjet::deliverEvents);
        addresses().write(directory.resolve("stage.properties"));
    }

    /**
     * Begins to play.
     *
     * @param directory keeps what the ESP took, and the file of addresses for {@link StagedOutside}
     * @param port of the pages; 0 takes a free one
     * @throws ConfigurationException when somebody else plays in this directory
     */
    public static Stage open(Path directory, int port) throws IOException {
        return new Stage(directory, port);
    }

    // What the ESP took has yet to leave; what came by SMTP is judged as if the server that took it handed it on. The
    // customer's is the one that wants a login.
    private List<AuthenticationResult> asReceiversSeeIt(ReceivedMail mail) {
        return mail.authenticatedUser().isPresent()
                ? receivers(OWN_ADDRESS, OWN_SERVER.host()).of(mail)
                : receivers(SERVER_ADDRESS, "mail.vendor.example").of(mail);
    }

    private ReceiversView receivers(String address, String hostName) {
        return new ReceiversView(
                DnsClient.of(dns.host() + ":" + dns.port()), clock, IpAddress.parse(address), hostName);
    }

    // Links to unsubscribe are https and of the vendor's domain; in here they lead to the CRM that said where it is.
    private static URI here(Path directory, URI link) {
        try {
            String crm = Files.readString(directory.resolve(StagedOutside.CRM), StandardCharsets.US_ASCII);
            return URI.create(crm.strip() + link.getRawPath());
        } catch (IOException e) {
            return link;
        }
    }

    // A new key has no senders at Mailjet, and somebody at the vendor would validate them.
    private void validateSenders() {
        for (FakeMailjetAccount key : operator.subAccounts()) {
            key.permitOnBehalfOf();
            SENDERS.forEach(key::allowSender);
        }
    }

    private void publish() throws IOException {
        dns.zone("vendor.example", """
                @                 IN MX  10 mail
                @                 IN TXT "v=spf1 include:spf.vendor.example -all"
                spf               IN TXT "v=spf1 ip4:192.0.2.0/28 -all"
                mail              IN A   192.0.2.1
                mail              IN MX  10 mail
                b                 IN MX  10 mail
                b                 IN TXT "v=spf1 include:spf.vendor.example -all"
                via               IN MX  10 mail
                _dmarc            IN TXT "v=DMARC1; p=none"
                """);
        for (String domain : DOMAINS) {
            CustomerZone.of(domain).dmarc("v=DMARC1; p=none").publishTo(dns);
            dns.replace(domain, DnsType.A, "127.0.0.1").replace("www." + domain, DnsType.A, "127.0.0.1");
        }
        dns.zone("customer.example", "@ IN MX 10 mail\nmail IN A 192.0.2.25\n");
        files.published().forEach(this::show);
    }

    /**
     * Publishes a record in the DNS, for good.
     *
     * @param record a line of a zone file
     * @throws IllegalArgumentException when it is none
     */
    void publish(String record) throws IOException {
        show(record);
        files.publish(record);
    }

    // Names get one TXT record each.
    private void show(String record) {
        if (record.contains(" TXT ") || record.contains("\tTXT\t")) {
            dns.remove(record.split("\\s+", -1)[0].replaceAll("\\.$", ""), DnsType.TXT);
        }
        dns.publish(record);
    }

    private HandshakeCertificates certificates() {
        HeldCertificate.Builder certificate = new HeldCertificate.Builder().signedBy(authority);
        DOMAINS.forEach(
                domain -> certificate.addSubjectAlternativeName(domain).addSubjectAlternativeName("www." + domain));
        return new HandshakeCertificates.Builder()
                .heldCertificate(certificate.build())
                .build();
    }

    private void welcome(HttpServer server, int status) {
        server.setExecutor(websites);
        server.createContext("/", exchange -> {
            try (exchange) {
                byte[] page = "<h1>Welcome</h1>".getBytes(StandardCharsets.UTF_8);
                boolean home = exchange.getRequestURI().getPath().equals("/");
                exchange.sendResponseHeaders(home ? status : 404, page.length);
                exchange.getResponseBody().write(page);
            }
        });
        server.start();
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private Addresses addresses() {
        Properties values = new Properties();
        values.setProperty("mailjet", mailjet.baseUrl().toString());
        values.setProperty("mailjet.key", operator.apiKey());
        values.setProperty("mailjet.secret", operator.secretKey());
        values.setProperty("smtp.host", smtp.host());
        values.setProperty("smtp.port", Integer.toString(smtp.port()));
        values.setProperty("own.host", ownServer.host());
        values.setProperty("own.port", Integer.toString(ownServer.port()));
        values.setProperty("dns.port", Integer.toString(dns.port()));
        values.setProperty("https.port", Integer.toString(https.getAddress().getPort()));
        values.setProperty("http.port", Integer.toString(http.getAddress().getPort()));
        values.setProperty("authority", authority.certificatePem());
        values.setProperty("pages", pages.url().toString());
        values.setProperty("inbox", inbox.uri().toString());
        return new Addresses(values);
    }

    /** Lets time pass for everybody on this stage. */
    public void skip(Duration step) throws IOException {
        clock.skip(step);
    }

    /** The time on this stage. */
    SkippingClock clock() {
        return clock;
    }

    /** The ESP: what readers are going to do with their mail is told to it. */
    public FakeMailjet mailjet() {
        return mailjet;
    }

    /** The customer's own SMTP server, with what it has taken. */
    public FakeSmtp ownServer() {
        return ownServer;
    }

    DevInbox inbox() {
        return inbox;
    }

    /** What the ESP has taken. */
    public List<AcceptedMessage> accepted() {
        return operator.subAccounts().stream()
                .flatMap(key -> key.accepted().stream())
                .toList();
    }

    /** Where the inbox and the DNS provider are. */
    public URI url() {
        return pages.url();
    }

    @Override
    public void close() {
        reporter.close();
        inbox.close();
        pages.close();
        https.stop(0);
        http.stop(0);
        websites.shutdownNow();
        dns.close();
        ownServer.close();
        smtp.close();
        mailjet.close();
        files.close();
    }
}
