package io.sendwell.examples.quickstart;

import io.sendwell.AccountSettings;
import io.sendwell.OwnServer;
import io.sendwell.account.Secret;
import io.sendwell.esp.mailjet.MailjetCredentials;
import io.sendwell.esp.mailjet.MailjetTransport;
import io.sendwell.esp.mailjet.MailjetTransportBuilder;
import io.sendwell.route.Route;
import io.sendwell.smtp.SmtpServer;
import io.sendwell.smtp.SmtpTransport;
import io.sendwell.transport.Transport;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A real Mailjet account and a real SMTP server, named by environment variables. In sandbox mode, which is the default,
 * Mailjet checks the mails and sends none; SMTP has no such mode, so there every mail goes to the author alone.
 */
final class RealWorld implements World {

    private static final String KEY = "SENDWELL_MAILJET_KEY";
    private static final List<String> NEEDED = List.of(
            KEY,
            "SENDWELL_MAILJET_SECRET",
            "SENDWELL_SMTP_HOST",
            "SENDWELL_SMTP_USER",
            "SENDWELL_SMTP_PASSWORD",
            "SENDWELL_FROM");

    private final boolean sandbox;
    private final String from;
    private final Transport esp;
    private final Transport smtp;

    private RealWorld(Map<String, String> environment) {
        sandbox = !"off".equals(environment.get("SENDWELL_SANDBOX"));
        from = value(environment, "SENDWELL_FROM");
        MailjetTransportBuilder mailjet = MailjetTransport.builder()
                .credentials(MailjetCredentials.of(
                        value(environment, KEY), Secret.of(value(environment, "SENDWELL_MAILJET_SECRET"))))
                .signedDomains((account, domain) -> from.endsWith("@" + domain.ascii()));
        esp = (sandbox ? mailjet.sandboxMode() : mailjet).build();
        smtp = SmtpTransport.to(SmtpServer.startTls(value(environment, "SENDWELL_SMTP_HOST"))
                .login(
                        value(environment, "SENDWELL_SMTP_USER"),
                        Secret.of(value(environment, "SENDWELL_SMTP_PASSWORD"))));
    }

    /** The real world, when its first variable is set; a clear error when only some of them are. */
    static Optional<World> of(Map<String, String> environment) {
        if (!environment.containsKey(KEY)) {
            return Optional.empty();
        }
        List<String> missing =
                NEEDED.stream().filter(name -> !environment.containsKey(name)).toList();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(KEY + " is set, so the quickstart would send for real, but "
                    + String.join(", ", missing) + " are missing. Set them, or unset " + KEY + ".");
        }
        return Optional.of(new RealWorld(environment));
    }

    private static String value(Map<String, String> environment, String name) {
        return environment.getOrDefault(name, "");
    }

    @Override
    public Transport esp() {
        return esp;
    }

    @Override
    public Transport smtp() {
        return smtp;
    }

    /** The server is the author's own and signs for the author's domain, so a mail that is too large for the ESP may go there. */
    @Override
    public AccountSettings account(AccountSettings settings) {
        String domain = from.substring(from.indexOf('@') + 1);
        return settings.withOwnServer(OwnServer.of(smtp).allowing(domain).signingFor(domain))
                .withFirstRoute(Route.ESP);
    }

    @Override
    public String author() {
        return from;
    }

    @Override
    public String newsletterAuthor() {
        return from;
    }

    @Override
    public String senderField() {
        return from;
    }

    @Override
    public String smtpRecipient(String wanted) {
        return sandbox ? from : wanted;
    }

    @Override
    public List<Path> keep(Path directory) {
        return List.of();
    }

    @Override
    public void close() {
        // The transports are closed with Sendwell; nothing else was opened.
    }
}
