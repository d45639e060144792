package io.sendwell.testkit.crash;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a {@link CountingEsp} had accepted at one moment: who was written to, how often and when. A copy; it does not go on
 * counting.
 */
public final class EspCounts {

    private final Map<String, Integer> copies;
    private final List<String> submissions;
    private final long[] arrivals;
    private final long changedBodies;
    private final int repeats;

    EspCounts(Map<String, Integer> copies, List<String> submissions, long[] arrivals, long changedBodies, int repeats) {
        this.copies = Map.copyOf(copies);
        this.submissions = List.copyOf(submissions);
        this.arrivals = arrivals;
        this.changedBodies = changedBodies;
        this.repeats = repeats;
    }

    /** How many copies were accepted in all. */
    public int copies() {
        return arrivals.length;
    }

    /** How many copies of this recipient's mail were accepted. */
    public int copiesTo(String recipient) {
        return copies.getOrDefault(recipient, 0);
    }

    /** How many recipients have at least one copy. */
    public int recipients() {
        return copies.size();
    }

    /** How many copies came beyond the first of each recipient. */
    public int duplicates() {
        return copies() - recipients();
    }

    /** Those of the recipients who have no copy. */
    public Set<String> missing(Collection<String> expected) {
        Set<String> missing = new TreeSet<>(expected);
        missing.removeAll(copies.keySet());
        return missing;
    }

    /** The ids of the submissions that were accepted, in that order: one as often as it was. */
    public List<String> submissions() {
        return submissions;
    }

    /** How many submissions came again under an id that was known, with other octets than the first time. */
    public long changedBodies() {
        return changedBodies;
    }

    /** How many submissions came again, were recognised and not sent a second time; none where repeats are not recognised. */
    public int repeats() {
        return repeats;
    }

    /** The most copies accepted in any window of this length: exact, wherever the window begins. */
    public int mostWithin(Duration window) {
        long length = window.toNanos();
        int most = 0;
        int first = 0;
        for (int last = 0; last < arrivals.length; last++) {
            // A copy at the very end of a window that begins with another is in the next one: windows are half open.
            while (arrivals[last] - arrivals[first] >= length) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    /** How many copies were accepted in the time that begins with the first one. */
    public int copiesInFirst(Duration time) {
        return (int) Arrays.stream(arrivals)
                .takeWhile(at -> at - arrivals[0] < time.toNanos())
                .count();
    }

    /** The longest time in which nothing was accepted, between the first copy and the last one; zero with fewer than two. */
    public Duration longestPause() {
        long longest = 0;
        for (int next = 1; next < arrivals.length; next++) {
            longest = Math.max(longest, arrivals[next] - arrivals[next - 1]);
        }
        return Duration.ofNanos(longest);
    }

    /** How long after the first copy the last one was accepted; zero with fewer than two. */
    public Duration span() {
        return arrivals.length == 0 ? Duration.ZERO : Duration.ofNanos(arrivals[arrivals.length - 1] - arrivals[0]);
    }

    @Override
    public String toString() {
        return copies() + " copies to " + recipients() + " recipients, " + duplicates() + " duplicates, " + repeats
                + " repeats recognised, " + changedBodies + " changed bodies";
    }
}
