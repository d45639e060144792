package io.sendwell.dnsauth.dkim;

import java.time.Duration;

/**
 * How long a key stays in its states.
 *
 * @param settling from when its record is seen everywhere until it signs; no cache denies it after that
 * @param retiring from when another key signs until it is revoked; longer than mail waits in queues
 * @param revoked from when its record says so until nothing has to be published for it
 */
public record RotationTimes(Duration settling, Duration retiring, Duration revoked) {

    // RFC 5321 section 4.5.4.1: mail waits in queues for 4 to 5 days.
    private static final Duration SHORTEST_RETIREMENT = Duration.ofDays(5);

    private static final RotationTimes DEFAULTS =
            new RotationTimes(Duration.ofDays(2), Duration.ofDays(7), Duration.ofDays(30));

    /**
     * @throws IllegalArgumentException when a time is negative, or a key would retire before mail that it signed has arrived
     */
    public RotationTimes {
        if (settling.isNegative() || revoked.isNegative() || retiring.compareTo(SHORTEST_RETIREMENT) < 0) {
            throw new IllegalArgumentException(
                    "A key retires for 5 days or more, since mail may wait in queues, and no time is"
                            + " negative; found settling " + settling + ", retiring " + retiring + ", revoked "
                            + revoked + ".");
        }
    }

    /** 48 hours, 7 days, 30 days. */
    public static RotationTimes defaults() {
        return DEFAULTS;
    }
}
