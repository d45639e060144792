package io.sendwell.testkit.smtp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was said in one session. Lines of the client begin with {@code "C: "}, lines of the server with {@code "S: "},
 * remarks about what happened with {@code "* "}. Credentials are shown as {@code ****}, content not at all. Safe for
 * threads; grows while the session goes on.
 */
public final class Transcript {
    /** Enough for any test; a benchmark with a million mails on one connection must not fill the heap. */
    static final int LINES_KEPT = 10_000;

    private final int session;
    private final List<String> lines = new ArrayList<>();
    private String clientName = "";
    private @Nullable String tlsProtocol;
    private @Nullable String authenticatedUser;
    private boolean ended;

    Transcript(int session) {
        this.session = session;
    }

    /** The number of the session, counted from 1. */
    public int session() {
        return session;
    }

    /** What the client called itself in EHLO or HELO, most recently; empty before. */
    public synchronized String clientName() {
        return clientName;
    }

    /** Such as {@code TLSv1.3}; empty while the session is in plain text. */
    public synchronized Optional<String> tlsProtocol() {
        return Optional.ofNullable(tlsProtocol);
    }

    /** Who has logged in. */
    public synchronized Optional<String> authenticatedUser() {
        return Optional.ofNullable(authenticatedUser);
    }

    /** Whether the connection is closed on our side. */
    public synchronized boolean hasEnded() {
        return ended;
    }

    /** The lines so far; of a very long session the first 10,000. */
    public synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    synchronized void client(String line) {
        add("C: " + line);
    }

    synchronized void server(Reply reply) {
        if (lines.size() < LINES_KEPT) {
            reply.lines().forEach(line -> add("S: " + line));
        }
    }

    synchronized void remark(String text) {
        add("* " + text);
    }

    synchronized void greetedBy(String clientName) {
        this.clientName = clientName;
    }

    synchronized void encryptedWith(String protocol) {
        tlsProtocol = protocol;
        add("* TLS: " + protocol);
    }

    synchronized void loggedIn(String user) {
        authenticatedUser = user;
    }

    synchronized void end() {
        ended = true;
    }

    private void add(String line) {
        if (lines.size() < LINES_KEPT) {
            lines.add(line);
        }
    }

    @Override
    public String toString() {
        return String.join("\n", lines());
    }
}
