package io.sendwell.examples.crm.outside;

import io.sendwell.account.Secret;
import io.sendwell.dns.PublicAddresses;
import io.sendwell.dnsauth.resolver.DnsClient;
import io.sendwell.dnsauth.web.WebReader;
import io.sendwell.esp.mailjet.MailjetCredentials;
import io.sendwell.esp.mailjet.MailjetTransport;
import io.sendwell.esp.mailjet.MailjetTransportBuilder;
import io.sendwell.examples.crm.data.MailServer;
import io.sendwell.smtp.SmtpServer;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The real world: a Mailjet account and an SMTP server of yours, named by environment variables. */
public final class RealOutside implements Outside {

    private static final String KEY = "CRM_MAILJET_KEY";
    private static final List<String> NEEDED =
            List.of(KEY, "CRM_MAILJET_SECRET", "CRM_SMTP_HOST", "CRM_SMTP_USER", "CRM_SMTP_PASSWORD");

    private final Map<String, String> environment;

    private RealOutside(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The real world, when its first variable is set; a clear error when only some of them are. */
    public static Optional<Outside> of(Map<String, String> environment) {
        if (!environment.containsKey(KEY)) {
            return Optional.empty();
        }
        List<String> missing =
                NEEDED.stream().filter(name -> !environment.containsKey(name)).toList();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(KEY + " is set, so the CRM would send for real, but "
                    + String.join(", ", missing) + " are missing. Set them, or unset " + KEY + ".");
        }
        return Optional.of(new RealOutside(environment));
    }

    private String value(String name) {
        return environment.getOrDefault(name, "");
    }

    @Override
    public MailjetTransportBuilder mailjet() {
        MailjetTransportBuilder mailjet = MailjetTransport.builder();
        return value("CRM_SANDBOX").equals("off") ? mailjet : mailjet.sandboxMode();
    }

    @Override
    public MailjetCredentials operatorKey() {
        return MailjetCredentials.of(value(KEY), Secret.of(value("CRM_MAILJET_SECRET")));
    }

    @Override
    public SmtpServer operatorServer() {
        return SmtpServer.startTls(value("CRM_SMTP_HOST"))
                .login(value("CRM_SMTP_USER"), Secret.of(value("CRM_SMTP_PASSWORD")));
    }

    @Override
    public SmtpServer customerServer(MailServer server) {
        return server.toSmtp().onlyAt(PublicAddresses.shipped());
    }

    @Override
    public DnsClient resolver() {
        return DnsClient.builder().build();
    }

    @Override
    public WebReader webReader(DnsClient resolver) {
        return WebReader.using(resolver).build();
    }

    @Override
    public InstantSource clock() {
        return InstantSource.system();
    }

    @Override
    public Optional<URI> stage() {
        return Optional.empty();
    }

    @Override
    public Optional<URI> inbox() {
        return Optional.empty();
    }
}
