package io.sendwell.examples.crm.outside;

import io.sendwell.account.Secret;
import io.sendwell.address.DomainName;
import io.sendwell.dnsauth.resolver.DnsClient;
import io.sendwell.dnsauth.web.WebReader;
import io.sendwell.esp.mailjet.MailjetCredentials;
import io.sendwell.esp.mailjet.MailjetTransport;
import io.sendwell.esp.mailjet.MailjetTransportBuilder;
import io.sendwell.examples.crm.data.MailServer;
import io.sendwell.smtp.SmtpServer;
import io.sendwell.testkit.smtp.FakeSmtp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import okhttp3.tls.Certificates;
import okhttp3.tls.HandshakeCertificates;

/** The world that a {@link Stage} plays, in this process or in another. */
public final class StagedOutside implements Outside {

    /** The file in which a CRM says where it is. */
    static final String CRM = "crm";

    private final Path directory;
    private final Addresses addresses;
    private final SkippingClock clock;

    private StagedOutside(Path directory, Addresses addresses, SkippingClock clock) {
        this.directory = directory;
        this.addresses = addresses;
        this.clock = clock;
    }

    /** The stage that was opened on this directory. */
    public static StagedOutside on(Path directory) throws IOException {
        return new StagedOutside(
                directory, Addresses.read(directory.resolve("stage.properties")), new SkippingClock(directory));
    }

    @Override
    public MailjetTransportBuilder mailjet() {
        return MailjetTransport.builder()
                .baseUrl(URI.create(addresses.text("mailjet")))
                .permitPlainHttp()
                .permitOnBehalfOf()
                .indexLag(Duration.ofSeconds(1));
    }

    @Override
    public MailjetCredentials operatorKey() {
        return MailjetCredentials.of(addresses.text("mailjet.key"), Secret.of(addresses.text("mailjet.secret")));
    }

    @Override
    public void announce(URI crm) {
        try {
            Files.writeString(directory.resolve(CRM), crm.toString(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException("The played world cannot be told where the CRM is", e);
        }
    }

    @Override
    public SmtpServer operatorServer() {
        return SmtpServer.startTls(addresses.text("smtp.host"))
                .withPort(addresses.port("smtp.port"))
                .sslContext(FakeSmtp.clientSslContext());
    }

    @Override
    public SmtpServer customerServer(MailServer server) {
        if (!server.host().equals(Stage.OWN_SERVER.host()) || server.port() != Stage.OWN_SERVER.port()) {
            throw new IllegalArgumentException("Nothing leaves this machine: in this played world "
                    + Stage.OWN_SERVER.host() + ", port " + Stage.OWN_SERVER.port()
                    + ", is the only server that a customer has.");
        }
        return server.at(addresses.text("own.host"), addresses.port("own.port"))
                .toSmtp()
                .sslContext(FakeSmtp.clientSslContext());
    }

    @Override
    public DnsClient resolver() {
        InetSocketAddress server = loopback(addresses.port("dns.port"));
        return DnsClient.builder().server(server).directAddress(any -> server).build();
    }

    @Override
    public WebReader webReader(DnsClient resolver) {
        HandshakeCertificates trust = new HandshakeCertificates.Builder()
                .addTrustedCertificate(Certificates.decodeCertificatePem(addresses.text("authority")))
                .build();
        return WebReader.using(resolver)
                .tls(trust.sslContext(), trust.trustManager())
                .permitLoopback(addresses.port("https.port"), addresses.port("http.port"))
                .build();
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    @Override
    public DomainName operatorDomain() {
        return DomainName.parse("vendor.example");
    }

    @Override
    public String explain() {
        return "The world around it is played at " + addresses.text("pages") + "; nothing leaves this machine.";
    }

    @Override
    public InstantSource clock() {
        return clock;
    }

    @Override
    public Optional<URI> stage() {
        return Optional.of(URI.create(addresses.text("pages")));
    }

    @Override
    public Optional<URI> inbox() {
        return Optional.of(URI.create(addresses.text("inbox")));
    }
}
