package io.sendwell.esp.mailjet;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of events that Mailjet reports, by its own names. */
public enum MailjetEventKind {
    /** The recipient's server took it: {@link io.sendwell.event.DeliveryEvent.Delivered}. */
    SENT,
    /** Its picture was loaded. */
    OPEN,
    /** A link in it was followed. */
    CLICK,
    /** It came back, for good or not. */
    BOUNCE,
    /** Mailjet did not send it. */
    BLOCKED,
    /** The recipient said that it is spam. */
    SPAM,
    /** The recipient asked Mailjet not to be written to. */
    UNSUB;

    /** As it stands in {@code EventType}, such as {@code open}. */
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<MailjetEventKind> named(String wireName) {
        return Arrays.stream(values())
                .filter(kind -> kind.wireName().equals(wireName))
                .findFirst();
    }
}
