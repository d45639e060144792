package io.sendwell.route;

/** What a way out may be able to do, known before it is chosen. */
public enum Capability {
    /** Opens and clicks are counted. */
    TRACKING("opens and clicks are counted"),
    /** Messages are grouped by campaign at the provider, with figures there. */
    CAMPAIGNS("figures per campaign"),
    /** What happens after acceptance is reported by webhook. */
    EVENTS("delivery events by webhook"),
    /** A Sender field other than From may be given. */
    SENDER_FIELD("a Sender field"),
    /** The reverse-path may be chosen per message. */
    CUSTOM_REVERSE_PATH("a reverse-path of our own"),
    /** List-* header fields may be given. */
    LIST_FIELDS("List-* header fields"),
    /** Delivery status notifications may be asked for (RFC 3461). */
    DELIVERY_STATUS_NOTIFICATION("delivery status notifications");

    private final String words;

    Capability(String words) {
        this.words = words;
    }

    /** What it gives, in a few words for people. */
    public String words() {
        return words;
    }
}
