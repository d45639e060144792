package io.sendwell.esp.mailjet;

import java.util.Arrays;
import java.util.Optional;

/** In which of Mailjet's queues a mail waits. */
public enum MailjetPriority {
    /** In the low queue. */
    LOW(0),
    /** In the low queue, ahead of {@link #LOW}. */
    AHEAD_OF_LOW(1),
    /** In the high queue: Mailjet's default for the Send API. */
    NORMAL(2),
    /** Ahead of everything; meant for emergencies. */
    AHEAD_OF_ALL(3);

    private final int wireNumber;

    MailjetPriority(int wireNumber) {
        this.wireNumber = wireNumber;
    }

    /** The number that the Send API takes, 0 to 3. */
    public int wireNumber() {
        return wireNumber;
    }

    static Optional<MailjetPriority> read(String value) {
        return Arrays.stream(values())
                .filter(priority -> Integer.toString(priority.wireNumber()).equals(value))
                .findFirst();
    }
}
