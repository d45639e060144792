package io.sendwell.examples.crm.outside;

import io.sendwell.address.DomainName;
import io.sendwell.dnsauth.resolver.DnsClient;
import io.sendwell.dnsauth.web.WebReader;
import io.sendwell.esp.mailjet.MailjetCredentials;
import io.sendwell.esp.mailjet.MailjetTransportBuilder;
import io.sendwell.examples.crm.data.MailServer;
import io.sendwell.smtp.SmtpServer;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;

/** How the CRM reaches the world around it. */
public interface Outside {

    /** A way to the ESP; the keys are the caller's to add. */
    MailjetTransportBuilder mailjet();

    /** The operator's key, below which customers get keys of their own. */
    MailjetCredentials operatorKey();

    /** The operator's SMTP server. */
    SmtpServer operatorServer();

    /**
     * How a customer's own SMTP server is reached; the login is the caller's to add. Its name is the customer's word, so what it may not
     * be is refused here, or when a connection is made.
     *
     * @throws IllegalArgumentException when it cannot be such a server
     */
    SmtpServer customerServer(MailServer server);

    /** Asks the DNS. */
    DnsClient resolver();

    /** Reads websites. */
    WebReader webReader(DnsClient resolver);

    /** The operator's domain: its mail leaves under names below it. */
    DomainName operatorDomain();

    /** What the time is. */
    InstantSource clock();

    /** Whether the ESP can reach the CRM at its own address, or a public one is needed for its reports. */
    default boolean isNear() {
        return stage().isPresent();
    }

    /** Says where this CRM is, to whoever plays the world. */
    default void announce(URI crm) {
        // The real world asks the DNS.
    }

    /** What becomes of mail, for whoever starts the CRM. */
    String explain();

    /** Where people who try the CRM find what plays the world: the customer's DNS provider, and time; empty in the real one. */
    Optional<URI> stage();

    /** Where all mail that left is looked at; empty in the real world. */
    Optional<URI> inbox();
}
