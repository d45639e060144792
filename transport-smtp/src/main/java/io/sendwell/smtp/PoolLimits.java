package io.sendwell.smtp;

import java.time.Duration;

/**
 * How many connections there are, and how long one is used.
 *
 * @param connections at the same time
 * @param idle a connection unused for so long is closed
 * @param age a connection open for so long is closed after its message
 * @param messages a connection is closed after so many
 * @param checkAfterIdle a connection unused for so long is asked whether it still stands before a message goes over it
 */
record PoolLimits(int connections, Duration idle, Duration age, int messages, Duration checkAfterIdle) {

    // Servers close an idle connection after 5 minutes (RFC 5321 section 4.5.3.2.7), many much sooner; half a minute
    // bridges the pauses of a worker without holding a place at the server for nothing.
    static final PoolLimits DEFAULT =
            new PoolLimits(4, Duration.ofSeconds(30), Duration.ofMinutes(10), 100, Duration.ofSeconds(3));

    PoolLimits {
        if (connections < 1 || messages < 1) {
            throw new IllegalArgumentException("A pool has at least one connection for at least one message; found "
                    + connections + " and " + messages + ".");
        }
        if (idle.isNegative() || age.isNegative() || checkAfterIdle.isNegative()) {
            throw new IllegalArgumentException("Limits of a pool are zero or more.");
        }
    }
}
