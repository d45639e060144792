package io.sendwell.smtp;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which delivery status notifications to ask the server for, where it offers DSN (RFC 3461).
 *
 * @param occasions when a report is wanted; empty asks for none at all ({@code NOTIFY=NEVER})
 * @param returned how much of the mail a report of failure brings back
 */
public record DsnOptions(Set<Notify> occasions, Returned returned) {

    /** On which occasions. */
    public enum Notify {
        /** It was delivered. */
        SUCCESS,
        /** It cannot be delivered. */
        FAILURE,
        /** It is late. */
        DELAY
    }

    /** What comes back with a report. */
    public enum Returned {
        /** The whole mail. */
        FULL,
        /** Its header: enough to know which one it was. */
        HDRS
    }

    public DsnOptions {
        occasions = occasions.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(occasions));
    }

    /** Reports of failures and delays, with the header alone. */
    public static DsnOptions failuresAndDelays() {
        return new DsnOptions(EnumSet.of(Notify.FAILURE, Notify.DELAY), Returned.HDRS);
    }

    String notifyParameter() {
        return occasions.isEmpty()
                ? "NOTIFY=NEVER"
                : "NOTIFY=" + occasions.stream().map(Enum::name).collect(Collectors.joining(","));
    }
}
