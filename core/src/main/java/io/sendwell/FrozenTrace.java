package io.sendwell;

import java.io.IOException;
import java.util.Optional;

/**
 * A trace as octets: always as many, at the beginning of a sending's content. A sending that broke off is gone on with in another trace, and
 * what is stored of it stays; so nothing behind may stand elsewhere than it did.
 */
final class FrozenTrace {

    private FrozenTrace() {}

    static void write(FrozenOutput out, Optional<TraceParent> trace) throws IOException {
        String value = trace.map(TraceParent::value).orElse("");
        for (int i = 0; i < TraceParent.LENGTH; i++) {
            out.octet(i < value.length() ? value.charAt(i) : 0);
        }
    }

    /** Reads what was written. What is no trace is none: no mail stays behind for it. */
    static Optional<TraceParent> read(FrozenInput in) throws IOException {
        StringBuilder value = new StringBuilder(TraceParent.LENGTH);
        for (int i = 0; i < TraceParent.LENGTH; i++) {
            value.append((char) in.octet());
        }
        try {
            return value.charAt(0) == 0 ? Optional.empty() : Optional.of(new TraceParent(value.toString()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
