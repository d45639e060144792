package io.sendwell.outbox;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** The sendings of {@link InMemoryOutbox} that nobody needs once they are old enough. Guarded by the outbox. */
final class Removal {

    private final NavigableSet<MemorySending> finished =
            new TreeSet<>(Comparator.comparing(Removal::end).thenComparing(MemorySending::id));
    private final NavigableSet<MemorySending> open = new TreeSet<>(
            Comparator.comparing((MemorySending sending) -> sending.createdAt).thenComparing(MemorySending::id));

    private static Instant end(MemorySending sending) {
        return sending.finishedAt == null ? Instant.MAX : sending.finishedAt;
    }

    void add(MemorySending sending) {
        if (sending.state.isFinished()) {
            finished.add(sending);
        } else if (sending.state == SendingState.OPEN) {
            open.add(sending);
        }
    }

    void remove(MemorySending sending) {
        finished.remove(sending);
        open.remove(sending);
    }

    /** The one that finished first, if it did before this. */
    Optional<MemorySending> finished(Instant before) {
        return finished.stream().findFirst().filter(sending -> end(sending).isBefore(before));
    }

    /** Those that were created before this and are open still, the oldest first. */
    List<MemorySending> leftOpen(Instant createdBefore, int limit) {
        return open.stream()
                .takeWhile(sending -> sending.createdAt.isBefore(createdBefore))
                .limit(limit)
                .toList();
    }
}
