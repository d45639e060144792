package io.sendwell.testkit.crash;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What a {@link CountingEsp} does with one call. */
public sealed interface EspAnswer {

    /**
     * It refuses the call as a whole; nothing of it is accepted.
     *
     * @param status the status of HTTP
     * @param retryAfter what the field {@code Retry-After} says, in whole seconds; left out when empty
     */
    record Refused(int status, Optional<Duration> retryAfter) implements EspAnswer {}

    /** It hangs up without an answer, and has accepted nothing. */
    record DroppedBefore() implements EspAnswer {}

    /** It accepts what it can, and hangs up without an answer. */
    record DroppedAfter() implements EspAnswer {}

    /**
     * It answers each submission.
     *
     * @param refused recipients that it refuses for good; other recipients of the same submission are accepted
     * @param order in which order the answers stand
     * @param leftOut how many answers are left out at the end, of submissions that it accepted all the same
     */
    record Answered(Set<String> refused, Order order, int leftOut) implements EspAnswer {

        public Answered {
            refused = Set.copyOf(refused);
        }
    }

    /** In which order answers stand. */
    enum Order {
        /** As the submissions came. */
        AS_ASKED,
        /** The other way round. */
        REVERSED
    }

    /** It accepts everything and says so. */
    static EspAnswer accepted() {
        return new Answered(Set.of(), Order.AS_ASKED, 0);
    }

    /** It refuses the call with this status, and says nothing of when to come again. */
    static EspAnswer refused(int status) {
        return new Refused(status, Optional.empty());
    }

    /** It refuses the call because too many came (429), and says when to come again. */
    static EspAnswer tooMany(Duration retryAfter) {
        return new Refused(429, Optional.of(retryAfter));
    }
}
