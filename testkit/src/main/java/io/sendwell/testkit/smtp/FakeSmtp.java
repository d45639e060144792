package io.sendwell.testkit.smtp;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A real SMTP server on {@code 127.0.0.1} for tests. It takes every mail unless its {@link #script()} says otherwise,
 * remembers it, and notes each rule of the protocol that a client breaks.
 *
 * <pre>{@code
 * try (FakeSmtp smtp = FakeSmtp.start()) {
 *     smtp.script().rejects("gone@customer.example", "550 5.1.1 User unknown");
 *     // … let the code under test send to smtp.host() and smtp.port() …
 *     ReceivedMail mail = smtp.awaitReceived(1, Duration.ofSeconds(10)).get(0);
 *     assertThat(smtp.violations()).isEmpty();
 * }
 * }</pre>
 *
 * <p>All its threads are daemons whose names begin with {@code sendwell-fake-smtp-}. Safe for threads.
 */
public final class FakeSmtp implements AutoCloseable {
    private static final String ADDRESS = "127.0.0.1";

    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    /** Connections that the system may hold ready for us while we start a session. */
    private static final int BACKLOG = 200;

    private final Settings settings;
    private final ServerSocket serverSocket;
    private final ReplyScript script = new ReplyScript();
    private final Journal journal;
    private final ScheduledExecutorService timer;
    private final Map<Thread, SmtpConnection> open = new ConcurrentHashMap<>();
    private @Nullable SSLContext tlsContext;

    FakeSmtp(Settings settings) {
        this.settings = settings;
        this.journal = new Journal(settings.limits().mailsRemembered());
        try {
            serverSocket = new ServerSocket(0, BACKLOG, InetAddress.getByAddress(LOOPBACK));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen on " + ADDRESS, e);
        }
        this.timer = Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "timer"));
        daemon(this::acceptConnections, "accept").start();
    }

    /** Starts a server with all extensions, without TLS and without AUTH, on a free port. */
    public static FakeSmtp start() {
        return builder().start();
    }

    /** Begins to describe a server that differs from {@link #start()}. */
    public static FakeSmtpBuilder builder() {
        return new FakeSmtpBuilder();
    }

    /** A trust store that holds the authority behind every {@link TestCertificate}. */
    public static KeyStore trustStore() {
        return TestCertificate.trustStore();
    }

    /** A TLS context for clients that trusts the authority behind every {@link TestCertificate}, and nobody else. */
    public static SSLContext clientSslContext() {
        return TestCertificate.clientContext();
    }

    /** The address it listens on, {@code 127.0.0.1}. */
    public String host() {
        return ADDRESS;
    }

    /** The port it listens on. */
    public int port() {
        return serverSocket.getLocalPort();
    }

    /** What the server does other than take every mail. */
    public ReplyScript script() {
        return script;
    }

    /** The mails accepted so far, in order; of very many the last ones. */
    public List<ReceivedMail> received() {
        return journal.received();
    }

    /** How many mails were accepted so far. */
    public int receivedCount() {
        return journal.receivedCount();
    }

    /**
     * Waits for mails.
     *
     * @param count how many in all since the start, or since {@link #clear()}
     * @param max the longest wait
     * @return what {@link #received()} says then
     * @throws AssertionError when fewer came in that time; it tells what went on meanwhile
     */
    public List<ReceivedMail> awaitReceived(int count, Duration max) throws InterruptedException {
        if (!journal.awaitReceived(count, max)) {
            throw new AssertionError("Expected " + count + " mails within " + max + ", received " + receivedCount()
                    + ".\nViolations: " + violations() + "\nSessions:\n" + sessions());
        }
        return received();
    }

    /**
     * Waits until the server has closed every connection made so far, so that {@link #sessions()} is complete.
     *
     * @throws AssertionError when some still talk after {@code max}
     */
    public void awaitSessionsEnded(Duration max) throws InterruptedException {
        if (!journal.awaitAllEnded(max)) {
            throw new AssertionError("Sessions still open after " + max + ":\n" + sessions());
        }
    }

    /** What was said in each session, in the order of connecting. */
    public List<Transcript> sessions() {
        return journal.transcripts();
    }

    /** What clients did against the rules, in the order in which it was seen. */
    public List<Violation> violations() {
        return journal.violations();
    }

    /**
     * Runs this from now on after each mail that is taken, each session that ends, and {@link #clear()}, on the thread that made the change;
     * what it throws is that thread's. It is to be short.
     */
    public void onChange(Runnable listener) {
        journal.onChange(listener);
    }

    /** Forgets mails, violations and ended sessions, and begins to count mails anew; script and connections stay. */
    public void clear() {
        journal.clear();
    }

    /**
     * Writes every remembered mail into a file of its own, {@code 0001.eml} and so on by order, octet for octet.
     *
     * @param directory made when missing
     * @return the files, in order
     * @throws IllegalStateException when a mail was not kept whole; see {@link ReceivedContent#octets()}
     */
    public List<Path> writeEml(Path directory) throws IOException {
        Files.createDirectories(directory);
        List<Path> files = new ArrayList<>();
        for (ReceivedMail mail : received()) {
            Path file = directory.resolve(String.format("%04d.eml", mail.order()));
            mail.content().writeTo(file);
            files.add(file);
        }
        return files;
    }

    /** Stops listening and cuts every connection. Received mails stay readable. */
    @Override
    public void close() {
        try {
            serverSocket.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot stop listening", e);
        } finally {
            open.forEach((thread, connection) -> {
                connection.abort();
                thread.interrupt();
            });
            timer.shutdownNow();
        }
    }

    private void acceptConnections() {
        while (!serverSocket.isClosed()) {
            try {
                Socket socket = serverSocket.accept();
                socket.setTcpNoDelay(true);
                SmtpConnection connection = new SmtpConnection(socket, settings, script, journal, timer);
                String name = "session-" + connection.transcript().session();
                Thread thread = daemon(() -> serve(connection), name);
                open.put(thread, connection);
                thread.start();
                if (serverSocket.isClosed()) {
                    connection.abort();
                }
            } catch (IOException e) {
                // A client that was gone before we answered is no reason to stop; close() ends the loop.
            }
        }
    }

    private void serve(SmtpConnection connection) {
        Transcript transcript = connection.transcript();
        HangUp.Manner manner = HangUp.Manner.DROP;
        try {
            if (open.size() > settings.limits().connections()) {
                connection.clientMustWait(false);
                connection.reply(Replies.TOO_MANY_CONNECTIONS);
            }
            ContentReceiver receiver = new ContentReceiver(connection, settings, script, journal);
            new SmtpSession(connection, settings, receiver, this::tlsContext).run();
        } catch (HangUp e) {
            manner = e.manner();
            transcript.remark("The server hangs up: " + manner);
        } catch (EOFException e) {
            transcript.remark("No more from the client: " + e.getMessage());
        } catch (IOException e) {
            transcript.remark("The connection broke: " + e.getMessage());
        } catch (InterruptedException e) {
            transcript.remark("The server was closed");
        } finally {
            end(connection, manner);
        }
    }

    private void end(SmtpConnection connection, HangUp.Manner manner) {
        try {
            connection.end(manner);
        } catch (IOException | InterruptedException e) {
            connection.abort();
        } finally {
            open.remove(Thread.currentThread());
            journal.ended(connection.transcript());
        }
    }

    /** Made when the first client asks for TLS: opening a key store takes longer than all the rest of starting. */
    private synchronized SSLContext tlsContext() {
        if (tlsContext == null) {
            tlsContext = settings.tls().certificate().serverContext();
        }
        return tlsContext;
    }

    private Thread daemon(Runnable work, String role) {
        Thread thread = new Thread(work, "sendwell-fake-smtp-" + port() + "-" + role);
        thread.setDaemon(true);
        return thread;
    }
}
