package io.sendwell.throttle;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** What the throttle answers: permits, or the time before which there are none. */
public sealed interface Permit {

    /** Applies the function of this case. */
    default <T> T fold(Function<Granted, T> granted, Function<NotBefore, T> notBefore) {
        return this instanceof Granted yes ? granted.apply(yes) : notBefore.apply((NotBefore) this);
    }

    /**
     * So many mails may leave, each to one recipient, while the permits live. What was not used goes back by {@link
     * Throttle#refund}; permits that are neither used nor given back are lost, which costs only speed. Threads may share it.
     */
    final class Granted implements Permit {

        private final List<Share> shares;
        private int left;

        Granted(List<Share> shares) {
            this.shares = List.copyOf(shares);
            this.left = permits();
        }

        /** How many permits these are; 1 or more. */
        public int permits() {
            return shares.get(0).permits();
        }

        /**
         * For how long they may be used. It is measured on the holder's own clock, one that only goes forward, from the
         * moment <em>before</em> they were asked for; a mail that has not begun to leave by then needs a new permit.
         */
        public Duration life() {
            return shares.stream()
                    .map(share -> share.limit().permitLife())
                    .min(Duration::compareTo)
                    .orElseThrow();
        }

        List<Share> shares() {
            return shares;
        }

        /** Takes permits out for a refund, so that none goes back twice. */
        synchronized void give(int unused) {
            if (unused < 0 || unused > left) {
                throw new IllegalArgumentException(
                        "Of " + permits() + " permits " + left + " can still be refunded; found " + unused + ".");
            }
            left -= unused;
        }

        @Override
        public String toString() {
            return "Granted[" + permits() + " for " + life() + "]";
        }
    }

    /**
     * Nothing may leave now.
     *
     * @param retryAfter longer than zero; as many permits as were asked for are there after it, unless somebody else takes them
     */
    record NotBefore(Duration retryAfter) implements Permit {}
}
