package io.sendwell.smtp;

import java.time.Duration;

/**
 * How long we wait for the server.
 *
 * @param connect for the TCP connection
 * @param read for each reply, but the last of a message
 * @param write for the server to take what one write holds
 * @param finalReply for the reply to a whole message
 */
record Timeouts(Duration connect, Duration read, Duration write, Duration finalReply) {

    // RFC 5321 section 4.5.3.2.6. A shorter wait is kinder to our threads and worse for people: the server may have
    // queued the message already, and our retry is their second copy.
    static final Duration FINAL_REPLY_WAIT = Duration.ofMinutes(10);

    static final Timeouts DEFAULT =
            new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(30), FINAL_REPLY_WAIT);

    Timeouts {
        requirePositive("connect", connect);
        requirePositive("read", read);
        requirePositive("write", write);
        requirePositive("finalReply", finalReply);
    }

    static int millis(Duration duration) {
        // Zero would mean for ever to a socket.
        return (int) Math.max(1, Math.min(duration.toMillis(), Integer.MAX_VALUE));
    }

    private static void requirePositive(String name, Duration duration) {
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException("The " + name + " timeout is more than zero; found " + duration + ".");
        }
    }
}
