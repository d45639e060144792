package io.sendwell.testkit.mailjet;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The newest things of a kind, in order, and how many there ever were. Guarded by its owner. */
final class Newest<T> {

    private final int limit;
    private final Deque<T> kept = new ArrayDeque<>();
    private long count;

    Newest(int limit) {
        this.limit = limit;
    }

    void add(T element) {
        kept.addLast(element);
        count++;
        if (kept.size() > limit) {
            kept.removeFirst();
        }
    }

    long count() {
        return count;
    }

    List<T> toList() {
        return List.copyOf(kept);
    }
}
