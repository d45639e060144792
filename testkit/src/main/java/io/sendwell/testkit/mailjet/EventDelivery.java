package io.sendwell.testkit.mailjet;

import java.util.OptionalLong;

/**
 * How events are to arrive: the service promises neither their order nor that each comes once.
 *
 * <pre>{@code
 * mailjet.deliverEvents(EventDelivery.shuffled(7).times(3));
 * }</pre>
 *
 * @param seed what the order is shuffled by; empty for the order in which they happened
 * @param copies how often each event is reported
 */
public record EventDelivery(OptionalLong seed, int copies) {

    public EventDelivery {
        if (copies < 1) {
            throw new IllegalArgumentException("Each event is reported once at least; found " + copies + ".");
        }
    }

    /** Each once, in the order in which they happened; what happened within a second is grouped where that is wanted. */
    public static EventDelivery inOrder() {
        return new EventDelivery(OptionalLong.empty(), 1);
    }

    /** Each once, in an order and in groups that come of this seed alone. */
    public static EventDelivery shuffled(long seed) {
        return new EventDelivery(OptionalLong.of(seed), 1);
    }

    /** The same with each event so often: in order one right after the other, else shuffled among all others. */
    public EventDelivery times(int copies) {
        return new EventDelivery(seed, copies);
    }
}
