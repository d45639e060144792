package io.sendwell.examples.webhook;

import io.sendwell.AccountSettings;
import io.sendwell.EventListener;
import io.sendwell.Sendwell;
import io.sendwell.account.Secret;
import io.sendwell.esp.mailjet.MailjetCredentials;
import io.sendwell.esp.mailjet.MailjetTransport;
import io.sendwell.esp.mailjet.MailjetWebhook;
import io.sendwell.esp.webhook.WebhookGuard;
import io.sendwell.examples.jdbc.H2Database;
import io.sendwell.examples.jdbc.JdbcStorage;
import io.sendwell.identity.Operator;
import io.sendwell.log.LoggedEvent;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** Listens until it is stopped, and says what comes in. What it took in is in an embedded database. */
final class Program implements AutoCloseable {

    private static final String USER = "mailjet";

    private final H2Database database;
    private final Sendwell sendwell;
    private final WebhookEndpoint endpoint;
    private final String password;

    private Program(Path directory, int port, String password, EventListener listener) throws IOException {
        this.password = password;
        Files.createDirectories(directory);
        database = H2Database.at(directory.resolve("sendwell"));
        JdbcStorage storage = JdbcStorage.open(database);
        // README: begin
        sendwell = Sendwell.builder()
                .operator(Operator.named("Acme CRM")
                        .senderField("mail@mail.vendor.example")
                        .build())
                .esp(MailjetTransport.builder().credentials(mailjetKeys()).build())
                .accounts(id -> Optional.of(AccountSettings.of(id.value()))) // yours come from your database
                .outbox(storage.outbox())
                .throttleStore(storage.throttleStore())
                .messageLog(storage.messageLog())
                .eventLog(storage.eventLog())
                .blocklist(storage.blocklist(InstantSource.system()))
                .strikeStore(storage.strikeStore())
                .optOutList(storage.optOutList())
                .guardStore(storage.guardStore())
                .consentStore(storage.consentStore())
                .eventListener(listener) // mark the person as bouncing, note the complaint, plan a call
                .build();

        MailjetWebhook webhook = MailjetWebhook.to(sendwell.events())
                .guardedBy(WebhookGuard.basicAuth(USER, Secret.of(password)))
                .build();
        // README: end
        endpoint = WebhookEndpoint.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), webhook);
    }

    static Program start(Path directory, int port, String password, EventListener listener) throws IOException {
        return new Program(directory, port, password, listener);
    }

    /** Listens on port 8080, or on that of {@code -Dwebhook.port=}. */
    public static void main(String[] args) throws IOException, InterruptedException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        String password =
                System.getenv().getOrDefault("WEBHOOK_PASSWORD", HexFormat.of().formatHex(random));
        Path directory = Path.of(System.getProperty("webhook.directory", "target/webhook-endpoint"));
        try (Program program = start(
                directory, Integer.getInteger("webhook.port", 8080), password, event -> out.println(line(event)))) {
            out.println("Listening. The URL for Mailjet, behind your proxy with TLS: " + program.url());
            out.println("Try it: curl " + program.url()
                    + " -d '{\"event\":\"bounce\",\"time\":1764000000,\"email\":\"gone@customer.example\","
                    + "\"hard_bounce\":true,\"error_related_to\":\"recipient\",\"error\":\"user unknown\","
                    + "\"CustomID\":\"m1\",\"Payload\":\"{\\\"account\\\":\\\"acme\\\"}\"}'");
            Thread.currentThread().join();
        }
    }

    private static String line(LoggedEvent event) {
        return event.at() + "  " + event.type() + "  " + event.recipient() + "  " + event.relatedTo() + event.error();
    }

    // This program takes reports in and sends nothing, so it gets along without keys.
    private static MailjetCredentials mailjetKeys() {
        Map<String, String> environment = System.getenv();
        return MailjetCredentials.of(
                environment.getOrDefault("SENDWELL_MAILJET_KEY", "none"),
                Secret.of(environment.getOrDefault("SENDWELL_MAILJET_SECRET", "none")));
    }

    Sendwell sendwell() {
        return sendwell;
    }

    String url() {
        return endpoint.url(USER, password).toString();
    }

    @Override
    public void close() {
        endpoint.close();
        sendwell.close();
        database.close();
    }
}
