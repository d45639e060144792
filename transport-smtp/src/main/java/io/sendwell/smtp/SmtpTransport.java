package io.sendwell.smtp;

import io.sendwell.account.AccountId;
import io.sendwell.address.DomainName;
import io.sendwell.route.Capability;
import io.sendwell.transport.DispatchMark;
import io.sendwell.transport.Submission;
import io.sendwell.transport.SubmissionReport;
import io.sendwell.transport.Transport;
import io.sendwell.transport.TransportCapabilities;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Sends mails to one server by SMTP submission, over connections that it keeps open.
 *
 * <pre>{@code
 * SmtpTransport transport = SmtpTransport.builder(
 *         SmtpServer.startTls("smtp.example.org").login("shop", Secret.of(password)))
 *     .build();
 * }</pre>
 *
 * <p>One call of {@link #submit} works through its list in the caller's thread over one connection at a time; several
 * threads use several connections, up to the limit of the pool, and beyond it they wait. Results tell apart what the
 * server refused, what it certainly does not have, and what it may have: once the last octet of a message has gone out and
 * no answer came, the result is {@code Uncertain} and nothing is sent again by itself.
 *
 * <p>After a refusal (of a recipient, too) the connection is brought to the end of what is under way and then closed; the
 * next message pays for a new one.
 *
 * <p>Threads share it. It has one daemon thread, which ends writes that hang and closes idle connections.
 */
public final class SmtpTransport implements Transport {

    /** RFC 5321 section 4.5.3.1.8: what every server must take. */
    private static final int MAX_RECIPIENTS = 100;

    private final SmtpTransportBuilder settings;
    private final Preparation preparation;
    private final ConnectionPool pool;
    private final TransportCapabilities capabilities;

    SmtpTransport(SmtpTransportBuilder settings) {
        this.settings = settings;
        preparation = settings.preparation();
        pool = new ConnectionPool(settings.server(), settings.timeouts(), settings.limits(), settings.clock());
        Set<Capability> able =
                EnumSet.of(Capability.SENDER_FIELD, Capability.CUSTOM_REVERSE_PATH, Capability.LIST_FIELDS);
        if (preparation.dsn().isPresent()) {
            able.add(Capability.DELIVERY_STATUS_NOTIFICATION);
        }
        capabilities = new TransportCapabilities(able, Long.MAX_VALUE, MAX_RECIPIENTS);
    }

    /** A transport to this server with every setting at its default. */
    public static SmtpTransport to(SmtpServer server) {
        return builder(server).build();
    }

    /** Begins to describe a transport to this server. */
    public static SmtpTransportBuilder builder(SmtpServer server) {
        return new SmtpTransportBuilder(server);
    }

    @Override
    public String name() {
        return settings.name();
    }

    /** What holds for every SMTP server; what this one offers besides, {@link #testConnection()} tells. */
    @Override
    public TransportCapabilities capabilities(AccountId account) {
        return capabilities;
    }

    @Override
    public Optional<DomainName> signingDomain(AccountId account, DomainName authorDomain) {
        return preparation.signer().flatMap(signer -> signer.signingDomain(account, authorDomain));
    }

    @Override
    public List<SubmissionReport> submit(AccountId account, List<Submission> submissions) {
        return submit(account, submissions, DispatchMark.recorded());
    }

    /**
     * Sends messages as {@link #submit(AccountId, List)} does, and asks the mark for each at the last moment before the server
     * could take it: when all of its content is written but the final dot, and with CHUNKING before {@code BDAT … LAST}. A
     * message that must not leave stays without its end, and its connection is closed; the others go over another one. A mark
     * that throws is taken for a no.
     */
    @Override
    public List<SubmissionReport> submit(AccountId account, List<Submission> submissions, DispatchMark mark) {
        return new Delivery(
                        account,
                        List.copyOf(submissions),
                        preparation,
                        pool,
                        settings.inDoubtWindow(),
                        settings.chunking(),
                        mark)
                .run();
    }

    /**
     * Connects, encrypts, logs in, and takes leave again, beside the pool. Sends nothing. It does not throw when that
     * fails: the report says why, and what to do.
     */
    public ConnectionReport testConnection() {
        return ConnectionTest.run(settings.server(), settings.timeouts(), settings.clock());
    }

    /**
     * Closes the connections. A submission under way in another thread ends with what is known of it; one that has not
     * begun is deferred.
     */
    @Override
    public void close() {
        pool.close();
    }

    /** The name and the server, without the login. */
    @Override
    public String toString() {
        return name() + " to " + settings.server();
    }
}
