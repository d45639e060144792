package io.sendwell.outbox;

import java.util.Locale;

/**
 * How many entries of a sending have come to which end.
 *
 * @param total how many there are
 * @param accepted the next hop took them
 * @param failed given up
 * @param withheld held back by a gate
 * @param cancelled cancelled before they left
 * @param uncertain given up in doubt
 */
public record Progress(long total, long accepted, long failed, long withheld, long cancelled, long uncertain) {

    /** Nothing has ended. */
    public static Progress of(long total) {
        return new Progress(total, 0, 0, 0, 0, 0);
    }

    /** How many have come to an end, whichever. */
    public long ended() {
        return accepted + failed + withheld + cancelled + uncertain;
    }

    /** As the scheduled list shows it: {@code 213/5,000}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%,d/%,d", ended(), total);
    }
}
