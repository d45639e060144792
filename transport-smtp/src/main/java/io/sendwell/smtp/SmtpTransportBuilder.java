package io.sendwell.smtp;

import io.sendwell.account.ConfigurationException;
import io.sendwell.mime.MessageSigner;
import io.sendwell.mime.MimeRenderer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Describes an {@link SmtpTransport}. What is not said has a default that suits most servers. For one thread. */
public final class SmtpTransportBuilder {

    private final SmtpServer server;
    private String name = "smtp";
    private PoolLimits limits = PoolLimits.DEFAULT;
    private Timeouts timeouts = Timeouts.DEFAULT;
    private int inDoubtWindow = 1;
    private Chunking chunking = Chunking.WHERE_OFFERED;
    private BodyEncoding bodyEncoding = BodyEncoding.SEVEN_BIT;
    private Optional<DsnOptions> dsn = Optional.of(DsnOptions.failuresAndDelays());
    private InstantSource clock = InstantSource.system();
    private @Nullable MessageSigner signer;
    private @Nullable Rendering rendering;

    SmtpTransportBuilder(SmtpServer server) {
        this.server = server;
    }

    private SmtpTransportBuilder(SmtpTransportBuilder other) {
        server = other.server;
        name = other.name;
        limits = other.limits;
        timeouts = other.timeouts;
        inDoubtWindow = other.inDoubtWindow;
        chunking = other.chunking;
        bodyEncoding = other.bodyEncoding;
        dsn = other.dsn;
        clock = other.clock;
        signer = other.signer;
        rendering = other.rendering;
    }

    /** How it is called in receipts and logs; {@code smtp} unless said. */
    public SmtpTransportBuilder name(String newName) {
        if (newName.isBlank()) {
            throw new IllegalArgumentException("A transport has a name.");
        }
        name = newName;
        return this;
    }

    /** How many connections there are at most at the same time; 4 unless said. Ask the server's operator for more. */
    public SmtpTransportBuilder maxConnections(int connections) {
        limits = new PoolLimits(connections, limits.idle(), limits.age(), limits.messages(), limits.checkAfterIdle());
        return this;
    }

    /** How long a connection is kept without being used; 30 seconds unless said. Zero keeps none. */
    public SmtpTransportBuilder idleLimit(Duration idle) {
        limits = new PoolLimits(limits.connections(), idle, limits.age(), limits.messages(), limits.checkAfterIdle());
        return this;
    }

    /** After which time a connection is closed even though it is used; 10 minutes unless said. */
    public SmtpTransportBuilder ageLimit(Duration age) {
        limits = new PoolLimits(limits.connections(), limits.idle(), age, limits.messages(), limits.checkAfterIdle());
        return this;
    }

    /** After how many messages a connection is closed; 100 unless said, which most servers admit. */
    public SmtpTransportBuilder messagesPerConnection(int messages) {
        limits = new PoolLimits(limits.connections(), limits.idle(), limits.age(), messages, limits.checkAfterIdle());
        return this;
    }

    /**
     * After which time without use a connection is asked (RSET) whether it still stands before a message goes over it; 3
     * seconds unless said. Sooner than that the first message's own envelope asks.
     */
    public SmtpTransportBuilder checkAfterIdle(Duration idle) {
        limits = new PoolLimits(limits.connections(), limits.idle(), limits.age(), limits.messages(), idle);
        return this;
    }

    /** How long to wait for the TCP connection; 10 seconds unless said. */
    public SmtpTransportBuilder connectTimeout(Duration connect) {
        timeouts = new Timeouts(connect, timeouts.read(), timeouts.write(), timeouts.finalReply());
        return this;
    }

    /** How long to wait for a reply, but the one to a whole message; 30 seconds unless said. */
    public SmtpTransportBuilder readTimeout(Duration read) {
        timeouts = new Timeouts(timeouts.connect(), read, timeouts.write(), timeouts.finalReply());
        return this;
    }

    /** How long the server may leave untaken what was written at once, at most 64 KiB; 30 seconds unless said. */
    public SmtpTransportBuilder writeTimeout(Duration write) {
        timeouts = new Timeouts(timeouts.connect(), timeouts.read(), write, timeouts.finalReply());
        return this;
    }

    /**
     * How long to wait for the reply to a whole message; 10 minutes unless said, as RFC 5321 section 4.5.3.2.6 has it. A
     * shorter wait leaves more messages {@code Uncertain}: the server may have taken them, and a retry is a second copy.
     */
    public SmtpTransportBuilder finalReplyTimeout(Duration finalReply) {
        timeouts = new Timeouts(timeouts.connect(), timeouts.read(), timeouts.write(), finalReply);
        return this;
    }

    /**
     * How many messages may be without their final reply at the same time on one connection; 1 unless said.
     *
     * <p>A lost connection leaves so many messages {@code Uncertain}. With 1 it is one at most, at one round trip a
     * message. More helps where the server offers PIPELINING and CHUNKING and is far away; 32 hides a round trip of 20 ms.
     */
    public SmtpTransportBuilder inDoubtWindow(int messages) {
        if (messages < 1) {
            throw new IllegalArgumentException(
                    "At least one message is in doubt while it is sent; found " + messages + ".");
        }
        inDoubtWindow = messages;
        return this;
    }

    /** Whether content goes out by BDAT (RFC 3030); where it is offered, unless said. */
    public SmtpTransportBuilder chunking(Chunking use) {
        chunking = use;
        return this;
    }

    /** How text outside ASCII is written; in ASCII, unless said. */
    public SmtpTransportBuilder bodyEncoding(BodyEncoding encoding) {
        bodyEncoding = encoding;
        return this;
    }

    /** Signs each message before it is sent, after it was rendered. Without it the server may sign, or nobody does. */
    public SmtpTransportBuilder signer(MessageSigner messageSigner) {
        signer = messageSigner;
        return this;
    }

    /** Which reports to ask for; {@link DsnOptions#failuresAndDelays()} unless said. */
    public SmtpTransportBuilder deliveryStatusNotifications(DsnOptions options) {
        dsn = Optional.of(options);
        return this;
    }

    /** Asks for no reports: the server does as it likes, which is mostly a report of failure. */
    public SmtpTransportBuilder withoutDeliveryStatusNotifications() {
        dsn = Optional.empty();
        return this;
    }

    /** The clock by which connections are idle and grow old; the system's unless said. */
    public SmtpTransportBuilder clock(InstantSource source) {
        clock = source;
        return this;
    }

    SmtpTransportBuilder rendering(Rendering own) {
        rendering = own;
        return this;
    }

    /**
     * Builds the transport. It does not connect before the first message.
     *
     * @throws ConfigurationException when a login would go over plain text without that having been asked for
     */
    public SmtpTransport build() {
        if (server.exposesLogin()) {
            throw new ConfigurationException(
                    "The login for " + server + " would be sent without encryption, where everyone"
                            + " on the way can read it. Use SmtpServer.startTls or implicitTls, or say"
                            + " allowLoginWithoutEncryption() if the way is safe.");
        }
        return new SmtpTransport(new SmtpTransportBuilder(this));
    }

    Preparation preparation() {
        Rendering used = rendering != null ? rendering : MimeRenderer.forBroadcast()::render;
        return new Preparation(used, Optional.ofNullable(signer), dsn, bodyEncoding);
    }

    SmtpServer server() {
        return server;
    }

    String name() {
        return name;
    }

    PoolLimits limits() {
        return limits;
    }

    Timeouts timeouts() {
        return timeouts;
    }

    int inDoubtWindow() {
        return inDoubtWindow;
    }

    Chunking chunking() {
        return chunking;
    }

    InstantSource clock() {
        return clock;
    }
}
