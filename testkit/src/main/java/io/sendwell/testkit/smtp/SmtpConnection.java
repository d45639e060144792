package io.sendwell.testkit.smtp;

import io.sendwell.testkit.smtp.Settings.Tempo;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** One connection as the session sees it: lines in, replies out, TLS in between, the script and the records beside it. */
final class SmtpConnection {
    /** How long a client may take to read a last reply before the connection is closed under it. */
    private static final int LINGER_MILLIS = 2_000;

    private final Settings settings;
    private final ReplyScript script;
    private final Journal journal;
    private final Transcript transcript;
    private final Socket plainSocket;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ReplyWriter replies;
    private Socket socket;
    private OctetReader in;
    private Set<SmtpExtension> offered = Set.of();
    private boolean clientMustWait = true;

    SmtpConnection(
            Socket socket, Settings settings, ReplyScript script, Journal journal, ScheduledExecutorService timer)
            throws IOException {
        this.settings = settings;
        this.script = script;
        this.journal = journal;
        this.transcript = journal.newSession();
        this.plainSocket = socket;
        this.socket = socket;
        this.replies =
                new ReplyWriter(socket.getOutputStream(), settings.tempo().latency(), timer);
        this.in = reader(socket.getInputStream());
    }

    OctetReader in() {
        return in;
    }

    Transcript transcript() {
        return transcript;
    }

    byte[] readLine() throws IOException {
        return in.readLine();
    }

    /** Says whether the client may go on talking before it has the next reply. */
    void clientMustWait(boolean mustWait) {
        clientMustWait = mustWait;
    }

    /** What the client was offered when it last said EHLO; nothing after HELO. */
    Set<SmtpExtension> offered() {
        return offered;
    }

    boolean offers(SmtpExtension extension) {
        return offered.contains(extension);
    }

    boolean isEncrypted() {
        return transcript.tlsProtocol().isPresent();
    }

    boolean isLoggedIn() {
        return transcript.authenticatedUser().isPresent();
    }

    void greeted(String clientName, Set<SmtpExtension> offered) {
        this.offered = offered;
        transcript.greetedBy(clientName);
    }

    /** Sends a reply, together with others of its group, and hangs up after a 421. */
    void reply(Reply reply) throws IOException {
        boolean enhanced = settings.extensions().contains(SmtpExtension.ENHANCED_STATUS_CODES);
        Reply sent = enhanced ? reply : reply.withoutEnhancedCode();
        if (clientMustWait && in.hasUnreadOctets()) {
            violation(Violation.Kind.EARLY_TALK, "more octets came before the reply \"" + sent + "\"");
        }
        transcript.server(sent);
        replies.add(sent.octets());
        if (sent.endsSession()) {
            throw new HangUp(HangUp.Manner.GRACEFUL);
        }
    }

    /** Notes a violation and answers it. */
    void refuse(Violation.Kind kind, String detail, Reply answer) throws IOException {
        violation(kind, detail);
        reply(answer);
    }

    void violation(Violation.Kind kind, String detail) {
        transcript.remark(kind + ": " + detail);
        journal.violation(new Violation(transcript.session(), kind, detail));
    }

    /**
     * Does what the script says for this occasion.
     *
     * @return the reply it wants instead of the normal one
     */
    Optional<Reply> follow(SmtpStep step, String path) throws IOException, InterruptedException {
        for (ScriptedRule rule : script.rulesAt(step, path)) {
            if (rule.stepsIn()) {
                Optional<Reply> answer = follow(rule.action(), step);
                if (answer.isPresent()) {
                    return answer;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Reply> follow(ScriptedAction action, SmtpStep step) throws IOException, InterruptedException {
        if (action instanceof ScriptedAction.Answer answer) {
            return Optional.of(answer.reply());
        }
        transcript.remark("script at " + step + ": " + action.getClass().getSimpleName());
        if (action instanceof ScriptedAction.Wait wait) {
            replies.flush();
            wait.stall().hold();
            return Optional.empty();
        }
        throw new HangUp(action instanceof ScriptedAction.Reset ? HangUp.Manner.RESET : HangUp.Manner.DROP);
    }

    Optional<Reply> greylisted(String reversePath, String forwardPath) {
        return script.greylisted(reversePath, forwardPath);
    }

    /** Changes to TLS. What the client sent before the handshake is thrown away (RFC 3207 section 4.2). */
    void startTls(SSLContext context) throws IOException, InterruptedException {
        replies.add(settings.tls().injectedBeforeHandshake().getBytes(StandardCharsets.UTF_8));
        replies.drain();
        int discarded = in.discardReadAhead();
        if (discarded > 0) {
            violation(Violation.Kind.EARLY_TALK, discarded + " octets came before the TLS handshake");
        }
        SSLSocket encrypted = (SSLSocket) context.getSocketFactory()
                .createSocket(plainSocket, plainSocket.getInetAddress().getHostAddress(), plainSocket.getPort(), true);
        encrypted.setUseClientMode(false);
        encrypted.startHandshake();
        socket = encrypted;
        offered = Set.of();
        in = reader(encrypted.getInputStream());
        replies.continueOn(encrypted.getOutputStream());
        transcript.encryptedWith(encrypted.getSession().getProtocol());
    }

    /** Ends the connection from the session's own thread. */
    void end(HangUp.Manner manner) throws IOException, InterruptedException {
        if (closing.getCount() == 0) {
            // The server is closing: replies still under way will never leave, so there is nothing to wait for.
            plainSocket.close();
            return;
        }
        if (manner == HangUp.Manner.RESET) {
            plainSocket.setSoLinger(true, 0);
            plainSocket.close();
            return;
        }
        replies.drain();
        if (manner == HangUp.Manner.GRACEFUL) {
            linger();
        }
        socket.close();
    }

    /** Ends the connection from another thread. */
    void abort() {
        closing.countDown();
        try {
            plainSocket.close();
        } catch (IOException e) {
            transcript.remark("closing failed: " + e.getMessage());
        }
    }

    /** Closing with octets unread would reset the connection, and the client might lose our last reply. */
    private void linger() throws IOException {
        socket.shutdownOutput();
        socket.setSoTimeout(LINGER_MILLIS);
        socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    private OctetReader reader(InputStream stream) {
        Tempo tempo = settings.tempo();
        return new OctetReader(stream, this::beforeReading, tempo.octetsPerRead());
    }

    private void beforeReading() throws IOException {
        replies.flush();
        Tempo tempo = settings.tempo();
        if (!tempo.pauseBetweenReads().isZero()) {
            try {
                boolean closed = closing.await(tempo.pauseBetweenReads().toNanos(), TimeUnit.NANOSECONDS);
                if (closed) {
                    throw new HangUp(HangUp.Manner.DROP);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new HangUp(HangUp.Manner.DROP);
            }
        }
    }
}
