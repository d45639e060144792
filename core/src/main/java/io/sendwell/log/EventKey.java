package io.sendwell.log;

import io.sendwell.event.Bounce;
import io.sendwell.event.DeliveryEvent;
import io.sendwell.event.Report;
import io.sendwell.internal.text.Digests;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What two reports of one event have in common: its kind, time, message and recipient, and the link or the code. ESPs number
 * their events anew each time that they repeat them, or not at all, so their own ids do not serve.
 *
 * <p>Two clicks on one link in the same second, which is as fine as Mailjet's clock is, are one event by this.
 *
 * @param value 64 hexadecimal digits
 */
public record EventKey(String value) implements Comparable<EventKey> {

    private static final int DIGITS = 64;

    public EventKey {
        if (value.length() != DIGITS || !value.chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
            throw new IllegalArgumentException("The key of an event has " + DIGITS + " hexadecimal digits.");
        }
    }

    /** The key of an event about this recipient of this message. */
    public static EventKey of(DeliveryEvent event, String messageId, String recipient) {
        Report report = event.report();
        String copy = messageId.isEmpty() ? report.providerId() : messageId;
        // Each part is preceded by its length, so that no two lists of parts read the same.
        String parts = Stream.of(
                        report.source(),
                        copy,
                        recipient,
                        event.type().name(),
                        report.at().toString(),
                        detail(event))
                .map(part -> part.length() + ":" + part)
                .collect(Collectors.joining());
        return new EventKey(Digests.sha256Hex(parts));
    }

    private static String detail(DeliveryEvent event) {
        if (event instanceof DeliveryEvent.Clicked clicked) {
            return clicked.link();
        }
        if (event instanceof DeliveryEvent.Other other) {
            return other.name();
        }
        return event.reason().map(Bounce::code).orElse("");
    }

    @Override
    public int compareTo(EventKey other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
