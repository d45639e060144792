package io.sendwell.examples.crm;

import io.sendwell.OwnServer;
import io.sendwell.account.AccountId;
import io.sendwell.account.Secret;
import io.sendwell.credential.Credential;
import io.sendwell.credential.CredentialName;
import io.sendwell.credential.CredentialVault;
import io.sendwell.examples.crm.data.Customers.Customer;
import io.sendwell.examples.crm.data.MailServer;
import io.sendwell.examples.crm.data.MailServers;
import io.sendwell.examples.crm.outside.Outside;
import io.sendwell.mime.MessageSigner;
import io.sendwell.smtp.ConnectionReport;
import io.sendwell.smtp.SmtpServer;
import io.sendwell.smtp.SmtpTransport;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The customers' own SMTP servers as ways out. Each has a transport, open for as long as the server is described in the same way, on
 * whichever instance that was done. Threads share it.
 */
public final class OwnServers implements AutoCloseable {

    private final MailServers servers;
    private final CredentialVault vault;
    private final Outside outside;
    private final MessageSigner signer;
    private final Map<AccountId, Open> open = new ConcurrentHashMap<>();

    private record Open(MailServer server, SmtpTransport transport) {}

    OwnServers(MailServers servers, CredentialVault vault, Outside outside, MessageSigner signer) {
        this.servers = servers;
        this.vault = vault;
        this.outside = outside;
        this.signer = signer;
    }

    /** The server by which a customer's mail leaves, under the domain of its newsletter and those it verified; empty when it has none. */
    Optional<OwnServer> wayOut(Customer customer) {
        return transport(customer.account())
                .map(transport -> OwnServer.of(transport)
                        .allowing(customer.newsletterMailbox().domain().toString()));
    }

    /** A customer's server, as it was described; empty when it has none. */
    public Optional<MailServer> find(AccountId account) {
        return servers.find(account);
    }

    /**
     * Tries a server, without sending anything, and keeps nothing.
     *
     * @throws IllegalArgumentException when there can be no such server
     */
    public ConnectionReport test(MailServer server, Optional<Secret> password) {
        try (SmtpTransport transport = SmtpTransport.to(reached(server, password))) {
            return transport.testConnection();
        }
    }

    /** Tries the server that a customer has; empty when it has none. */
    public Optional<ConnectionReport> test(AccountId account) {
        return transport(account).map(SmtpTransport::testConnection);
    }

    /** From now on the customer's mail leaves by this server, on all instances. */
    public void save(AccountId account, MailServer server, Optional<Secret> password) {
        password.ifPresentOrElse(
                secret -> vault.save(new Credential(login(account), userAt(server), secret)),
                () -> vault.remove(login(account)));
        servers.save(account, server);
    }

    /**
     * From now on the customer's mail leaves as that of others does.
     *
     * @return whether it had a server of its own
     */
    public boolean remove(AccountId account) {
        boolean removed = servers.remove(account);
        vault.remove(login(account));
        return removed;
    }

    private Optional<SmtpTransport> transport(AccountId account) {
        return Optional.ofNullable(open.compute(account, this::current)).map(Open::transport);
    }

    private @Nullable Open current(AccountId account, @Nullable Open known) {
        Optional<MailServer> server = servers.find(account);
        if (known != null) {
            if (server.equals(Optional.of(known.server()))) {
                return known;
            }
            known.transport().close();
        }
        return server.map(now -> open(account, now)).orElse(null);
    }

    private Open open(AccountId account, MailServer server) {
        // Another instance may have changed the login together with the server.
        vault.recheck(login(account));
        Optional<Secret> password = vault.find(login(account))
                .filter(login -> login.user().equals(userAt(server)))
                .map(Credential::secret);
        return new Open(
                server,
                SmtpTransport.builder(reached(server, password))
                        .name("own server " + server.host())
                        .signer(signer)
                        .build());
    }

    private SmtpServer reached(MailServer server, Optional<Secret> password) {
        SmtpServer reached = outside.customerServer(server);
        return password.map(secret -> reached.login(server.user(), secret)).orElse(reached);
    }

    // A process that dies between the two of save leaves the password of one server with the address of another.
    private static String userAt(MailServer server) {
        return server.user() + " at " + server.host() + ":" + server.port();
    }

    private static CredentialName login(AccountId account) {
        return new CredentialName(account, "own-server");
    }

    /** Closes all connections. */
    @Override
    public void close() {
        open.values().forEach(known -> known.transport().close());
    }
}
