package io.sendwell.smtp;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A connection on which messages can be sent: connected, encrypted and logged in. What is written is gathered, and
 * goes out when asked for, when the buffer is full, and never while a reply is waited for. For one thread at a time.
 */
final class SmtpConnection implements WriteWatch.Watched {

    /** Six mails of 10 kB, or a piece of a large one: more at once is not faster. */
    private static final int BUFFER = 64 * 1024;

    private static final byte[] CRLF = {'\r', '\n'};

    private final AngusSession session;
    private final Timeouts timeouts;
    private final WriteWatch watch;
    private final InstantSource clock;
    private final Socket socket;
    private final OutputStream out;
    private final ReplyReader replies;
    private final Instant openedAt;
    private final byte[] buffer = new byte[BUFFER];
    private int buffered;
    private Duration readTimeout;
    private Instant lastUsedAt;
    private int messages;
    private boolean fresh = true;
    private boolean broken;
    private boolean failedToWrite;
    private volatile long writingSince;

    private SmtpConnection(AngusSession session, Timeouts timeouts, WriteWatch watch, InstantSource clock)
            throws IOException {
        this.session = session;
        this.timeouts = timeouts;
        this.watch = watch;
        this.clock = clock;
        socket = session.sockets().current();
        out = socket.getOutputStream();
        replies = session.sockets().replies();
        openedAt = clock.instant();
        lastUsedAt = openedAt;
        readTimeout = timeouts.read();
        watch.watch(this);
    }

    /**
     * Connects.
     *
     * @throws ConnectFailure when there is no connection on which anything could be sent; it says why
     */
    static SmtpConnection open(SmtpServer server, Timeouts timeouts, WriteWatch watch, InstantSource clock)
            throws ConnectFailure {
        AngusSession session = AngusSession.to(server, timeouts);
        try {
            session.open();
            return new SmtpConnection(session, timeouts, watch, clock);
        } catch (MessagingException | IOException e) {
            session.sockets().cut();
            throw ConnectFailure.of(server, session, e);
        }
    }

    Ehlo offer() {
        return session.offer();
    }

    Socket socket() {
        return socket;
    }

    /** Puts a command into the next write. */
    void command(String line) throws IOException {
        byte[] octets = line.getBytes(StandardCharsets.UTF_8);
        for (byte octet : octets) {
            if (octet >= 0 && octet < ' ' || octet == 0x7f) {
                throw new IllegalArgumentException("A command has no control characters (RFC 5321 section 4.1).");
            }
        }
        write(octets, 0, octets.length);
        write(CRLF, 0, CRLF.length);
    }

    /** Puts octets into the next write, exactly as they are. */
    void write(byte[] octets, int offset, int length) throws IOException {
        if (length > BUFFER - buffered) {
            flush();
        }
        if (length >= BUFFER) {
            writeOut(octets, offset, length);
        } else {
            System.arraycopy(octets, offset, buffer, buffered, length);
            buffered += length;
        }
    }

    /** Sends what was gathered. */
    void flush() throws IOException {
        if (buffered > 0) {
            int length = buffered;
            buffered = 0;
            writeOut(buffer, 0, length);
        }
    }

    private void writeOut(byte[] octets, int offset, int length) throws IOException {
        // Zero means that nothing is being written.
        writingSince = System.nanoTime() | 1;
        try {
            out.write(octets, offset, length);
        } catch (IOException e) {
            broken = true;
            failedToWrite = true;
            throw e;
        } finally {
            writingSince = 0;
        }
    }

    /** Whether reading or writing has failed. */
    boolean isBroken() {
        return broken;
    }

    /** Whether it broke in a write, so that there may still be something to read. */
    boolean failedToWrite() {
        return failedToWrite;
    }

    /** Whether it has not been in the pool yet, so that the server has just answered. */
    boolean isFresh() {
        return fresh;
    }

    void isPooled() {
        fresh = false;
    }

    /** The reply to a command that was sent. */
    Reply readReply() throws IOException {
        return readReply(timeouts.read());
    }

    /** The reply to a message that was sent whole. */
    Reply readFinalReply() throws IOException {
        return readReply(timeouts.finalReply());
    }

    private Reply readReply(Duration timeout) throws IOException {
        if (!timeout.equals(readTimeout)) {
            socket.setSoTimeout(Timeouts.millis(timeout));
            readTimeout = timeout;
        }
        try {
            Reply reply = replies.read();
            lastUsedAt = clock.instant();
            return reply;
        } catch (IOException e) {
            broken = true;
            throw e;
        }
    }

    /** Asks the server for a sign of life. Whether it is there and has nothing left of an earlier message. */
    boolean answers() {
        try {
            command("RSET");
            flush();
            return readReply().isPositive();
        } catch (IOException e) {
            return false;
        }
    }

    void countMessage() {
        messages++;
    }

    int messages() {
        return messages;
    }

    Duration idleFor() {
        return Duration.between(lastUsedAt, clock.instant());
    }

    Duration age() {
        return Duration.between(openedAt, clock.instant());
    }

    /** Takes leave and closes. The server throws away what was not sent whole. */
    void quit() {
        watch.forget(this);
        try {
            // What still waits in the buffer stays there: it may be half a message.
            session.close();
        } catch (MessagingException e) {
            // The server was faster.
        } finally {
            session.sockets().cut();
        }
    }

    @Override
    public long writingSince() {
        return writingSince;
    }

    /** Closes at once, whatever is under way. */
    @Override
    public void cut() {
        watch.forget(this);
        session.sockets().cut();
    }
}
