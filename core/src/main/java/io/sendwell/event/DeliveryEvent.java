package io.sendwell.event;

import java.util.Optional;

/**
 * What was reported of one message for one recipient, after it was handed over. No case says that it is in an inbox.
 *
 * <p>Events come late, more than once and out of order; nothing may be concluded from their sequence.
 */
public sealed interface DeliveryEvent {

    /** What the reporter said, whatever the kind. */
    Report report();

    /**
     * The next hop took responsibility.
     *
     * @param reply its own words; may be empty
     */
    record Accepted(Report report, String reply) implements DeliveryEvent {}

    /**
     * The recipient's server took it.
     *
     * @param reply its own words; may be empty
     */
    record Delivered(Report report, String reply) implements DeliveryEvent {}

    /** The recipient's server refused it for now; it is still being tried. */
    record Deferred(Report report, Bounce bounce) implements DeliveryEvent {}

    /** Its picture was loaded. */
    record Opened(Report report, Visit visit) implements DeliveryEvent {}

    /**
     * A link in it was followed.
     *
     * @param link the link as it stood in the message
     */
    record Clicked(Report report, String link, Visit visit) implements DeliveryEvent {}

    /** Given up, and nothing permanent is known of the address. */
    record SoftBounced(Report report, Bounce bounce) implements DeliveryEvent {}

    /** Refused for good, because of the address. */
    record HardBounced(Report report, Bounce bounce) implements DeliveryEvent {}

    /** Refused because of us: reputation, authentication, policy, content. */
    record Blocked(Report report, Bounce bounce) implements DeliveryEvent {}

    /**
     * The recipient said that it is spam.
     *
     * @param feedbackType the report's type or the feedback loop's name, such as {@code abuse} (RFC 5965); may be empty
     */
    record Complained(Report report, String feedbackType) implements DeliveryEvent {}

    /** The recipient asked not to be written to. */
    record Unsubscribed(Report report, Visit visit) implements DeliveryEvent {}

    /** The ESP did not try, because of a list of its own. */
    record Suppressed(Report report, Bounce bounce) implements DeliveryEvent {}

    /**
     * Something that Sendwell has no word for.
     *
     * @param name the reporter's own word
     */
    record Other(Report report, String name) implements DeliveryEvent {}

    /**
     * The event that a bounce is, for all reporters alike, when nobody tries any more. What is still being tried is {@link
     * Deferred}; that only the reporter knows.
     *
     * @param bounce why, as the classifier read it; what is no failure becomes {@link Other}
     */
    static DeliveryEvent givenUp(Report report, Bounce bounce) {
        return switch (bounce.kind()) {
            case HARD -> new HardBounced(report, bounce);
            case HARD_UNCONFIRMED, SOFT, SOFT_ABANDONED, SOFT_NO_HOST, UNCLEAR, UNKNOWN ->
                new SoftBounced(report, bounce);
            case BLOCK_REPUTATION,
                    BLOCK_AUTHENTICATION,
                    BLOCK_RECIPIENT,
                    BLOCK_POLICY,
                    CONTENT,
                    SIZE,
                    CONFIGURATION_SENDER,
                    CONFIGURATION_ADDRESS,
                    CONFIGURATION_LIMIT,
                    CONFIGURATION -> new Blocked(report, bounce);
            case SUPPRESSED -> new Suppressed(report, bounce);
            case COMPLAINT -> new Complained(report, bounce.code());
            case UNSUBSCRIBED -> new Unsubscribed(report, Visit.of("", "", ""));
            case AUTO_REPLY -> new Other(report, Diagnostic.AUTO_REPLY);
            case INFO -> new Other(report, bounce.code());
        };
    }

    /** Why it did not arrive, or not yet; empty for kinds that tell no such thing. */
    default Optional<Bounce> reason() {
        if (this instanceof Deferred deferred) {
            return Optional.of(deferred.bounce());
        }
        if (this instanceof SoftBounced soft) {
            return Optional.of(soft.bounce());
        }
        if (this instanceof HardBounced hard) {
            return Optional.of(hard.bounce());
        }
        if (this instanceof Blocked blocked) {
            return Optional.of(blocked.bounce());
        }
        return this instanceof Suppressed suppressed ? Optional.of(suppressed.bounce()) : Optional.empty();
    }

    /** From where a person, or a program, loaded, followed or unsubscribed; empty for kinds that tell no such thing. */
    default Optional<Visit> visitor() {
        if (this instanceof Opened opened) {
            return Optional.of(opened.visit());
        }
        if (this instanceof Clicked clicked) {
            return Optional.of(clicked.visit());
        }
        return this instanceof Unsubscribed unsubscribed ? Optional.of(unsubscribed.visit()) : Optional.empty();
    }

    /** Which kind it is. */
    default EventType type() {
        if (this instanceof Accepted) {
            return EventType.ACCEPTED;
        }
        if (this instanceof Delivered) {
            return EventType.DELIVERED;
        }
        if (this instanceof Deferred) {
            return EventType.DEFERRED;
        }
        if (this instanceof Opened) {
            return EventType.OPENED;
        }
        if (this instanceof Clicked) {
            return EventType.CLICKED;
        }
        if (this instanceof SoftBounced) {
            return EventType.SOFT_BOUNCED;
        }
        if (this instanceof HardBounced) {
            return EventType.HARD_BOUNCED;
        }
        if (this instanceof Blocked) {
            return EventType.BLOCKED;
        }
        if (this instanceof Complained) {
            return EventType.COMPLAINED;
        }
        if (this instanceof Unsubscribed) {
            return EventType.UNSUBSCRIBED;
        }
        return this instanceof Suppressed ? EventType.SUPPRESSED : EventType.OTHER;
    }
}
