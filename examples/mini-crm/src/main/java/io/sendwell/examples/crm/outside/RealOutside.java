package io.sendwell.examples.crm.outside;

import io.sendwell.account.ConfigurationException;
import io.sendwell.account.Secret;
import io.sendwell.address.DomainName;
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

/**
 * The real world: a Mailjet account and an SMTP server of yours, named by environment variables. Besides those that are needed there
 * are {@code CRM_SANDBOX}, and {@code CRM_MAILJET_URL} for an API that is elsewhere, such as that of another region.
 */
public final class RealOutside implements Outside {

    private static final String KEY = "CRM_MAILJET_KEY";
    private static final String SANDBOX = "CRM_SANDBOX";

    /** Links to unsubscribe and the webhook begin with the public URL; From, reverse-path and SPF are of the domain. */
    private static final List<String> NEEDED = List.of(
            KEY,
            "CRM_MAILJET_SECRET",
            "CRM_SMTP_HOST",
            "CRM_SMTP_USER",
            "CRM_SMTP_PASSWORD",
            "CRM_OPERATOR_DOMAIN",
            "CRM_PUBLIC_URL");

    private final Map<String, String> environment;

    private RealOutside(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * The real world, when its first variable is set.
     *
     * @throws ConfigurationException when not all of them are, or one makes no sense
     */
    public static Optional<Outside> of(Map<String, String> environment) {
        if (!environment.containsKey(KEY)) {
            return Optional.empty();
        }
        List<String> missing = NEEDED.stream()
                .filter(name -> environment.getOrDefault(name, "").isBlank())
                .toList();
        if (!missing.isEmpty()) {
            throw new ConfigurationException(
                    KEY + " is set, so the CRM would send for real. Set these as well, or unset " + KEY + ": "
                            + String.join(", ", missing) + ".");
        }
        RealOutside real = new RealOutside(environment);
        if (!List.of("", "on", "off").contains(real.value(SANDBOX))) {
            throw new ConfigurationException(
                    SANDBOX + " is on or off, and on unless said; found \"" + real.value(SANDBOX) + "\".");
        }
        return Optional.of(real);
    }

    private String value(String name) {
        return environment.getOrDefault(name, "");
    }

    @Override
    public MailjetTransportBuilder mailjet() {
        MailjetTransportBuilder mailjet = MailjetTransport.builder();
        Optional.of(value("CRM_MAILJET_URL"))
                .filter(url -> !url.isBlank())
                .ifPresent(url -> mailjet.baseUrl(URI.create(url)));
        return isSandbox() ? mailjet.sandboxMode() : mailjet;
    }

    private boolean isSandbox() {
        return !value(SANDBOX).equals("off");
    }

    @Override
    public DomainName operatorDomain() {
        return DomainName.parse(value("CRM_OPERATOR_DOMAIN"));
    }

    @Override
    public String explain() {
        String host = value("CRM_SMTP_HOST");
        return isSandbox()
                ? "Mailjet checks mail and sends none of it (" + SANDBOX + "=off has it sent); what goes by " + host
                        + " leaves for real."
                : "Mail leaves for real, by Mailjet and by " + host + ".";
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
        return DnsClient.ofSystem();
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
