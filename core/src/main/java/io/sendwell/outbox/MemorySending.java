package io.sendwell.outbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One sending of {@link InMemoryOutbox} with its entries. Guarded by the outbox. */
final class MemorySending {

    static final Comparator<MemorySending> OLDEST_START =
            Comparator.comparing(MemorySending::leavesFrom).thenComparing(MemorySending::id);

    final NewSending request;
    final Instant createdAt;
    final Map<Integer, Octets> content = new HashMap<>();
    final TreeMap<Integer, MemoryEntry> entries = new TreeMap<>();
    final Map<UUID, MemoryClaim> claims = new HashMap<>();
    SendingSummary summary;
    SendingState state = SendingState.OPEN;
    String pausedBecause = "";

    @Nullable
    Instant resumedAt;

    @Nullable
    Instant startAt;

    @Nullable
    Instant finishedAt;

    /** Set when an entry was claimed: from then on it has started, whatever the clock shows. */
    boolean begun;

    private long total;
    private final Map<String, Integer> placeOfPerson = new HashMap<>();
    private final Map<EntryState, Long> ended = new EnumMap<>(EntryState.class);

    /** Entries are first claimed, or swept, by ascending place: those above this one nobody has had yet. */
    private int lastTried = -1;

    /** Those that may be claimed at their time and were claimed before: due again, or under a lease. */
    private final NavigableSet<MemoryEntry> again = new TreeSet<>(MemoryEntry.EARLIEST_FIRST);

    /** All claims of the outbox that were dispatched. */
    private final NavigableSet<MemoryClaim> inDoubt;

    MemorySending(NewSending request, Instant createdAt, NavigableSet<MemoryClaim> inDoubt) {
        this.request = request;
        this.summary = request.summary();
        this.createdAt = createdAt;
        this.inDoubt = inDoubt;
    }

    SendingId id() {
        return request.id();
    }

    private Instant leavesFrom() {
        return startAt == null ? createdAt : startAt;
    }

    boolean hasStarted(Instant now) {
        return begun || !leavesFrom().isAfter(now);
    }

    boolean isOpen() {
        return state == SendingState.OPEN;
    }

    /** When it finished, if that is now; one that was never sealed need not be kept, as though it had finished long ago. */
    Instant endsAt(Instant now) {
        return startAt == null ? Instant.MIN : now;
    }

    Sending toSending() {
        return new Sending(
                id(),
                request.account(),
                request.lane(),
                state,
                summary,
                createdAt,
                Optional.ofNullable(startAt),
                pausedBecause,
                Optional.ofNullable(resumedAt),
                new Progress(
                        total,
                        ended(EntryState.ACCEPTED),
                        ended(EntryState.FAILED),
                        ended(EntryState.WITHHELD),
                        ended(EntryState.CANCELLED),
                        ended(EntryState.UNCERTAIN)));
    }

    DueSending toDue() {
        return new DueSending(id(), request.account(), request.lane(), state, leavesFrom(), total);
    }

    /** Whether it is active, and its one entry may not be claimed before some time to come. */
    boolean waitsAlone(Instant now) {
        return state == SendingState.ACTIVE
                && total == 1
                && entries.values().stream().anyMatch(entry -> entry.waits(now));
    }

    private long ended(EntryState end) {
        return ended.getOrDefault(end, 0L);
    }

    boolean allEnded() {
        return ended.values().stream().mapToLong(Long::longValue).sum() == total;
    }

    Appended append(List<NewEntry> appended) {
        int before = entries.size();
        Set<Integer> duplicates = new HashSet<>();
        appended.stream().sorted(Comparator.comparing(NewEntry::ordinal)).forEach(entry -> {
            if (entries.containsKey(entry.ordinal())) {
                return;
            }
            if (placeOfPerson.putIfAbsent(entry.person(), entry.ordinal()) != null) {
                duplicates.add(entry.ordinal());
                return;
            }
            entries.put(entry.ordinal(), new MemoryEntry(entry));
        });
        total = entries.size();
        return new Appended(entries.size() - before, duplicates);
    }

    boolean seal(long expected, Instant start) {
        if (isOpen() && total == expected) {
            startAt = start;
            return true;
        }
        return startAt != null && total == expected && startAt.equals(start);
    }

    /** Nothing is appended any more, so nobody asks for a person. */
    void forgetPersons() {
        placeOfPerson.clear();
    }

    List<Claim> claim(ClaimRequest request, Instant now) {
        List<Claim> made = new ArrayList<>();
        for (UUID id : request.ids()) {
            MemoryClaim claim = new MemoryClaim(this, id, now.plus(request.lease()));
            if (request.among() == ClaimRequest.Among.ALL) {
                takeFresh(claim, request.size());
            }
            takeAgain(claim, request.size(), now);
            if (claim.entries.isEmpty()) {
                break;
            }
            claims.put(id, claim);
            made.add(claim.toClaim());
        }
        return made;
    }

    private void takeFresh(MemoryClaim claim, int size) {
        while (claim.entries.size() < size) {
            Map.Entry<Integer, MemoryEntry> next = entries.higherEntry(lastTried);
            if (next == null) {
                return;
            }
            lastTried = next.getKey();
            if (next.getValue().state == EntryState.DUE) {
                take(next.getValue(), claim);
            }
        }
    }

    private void takeAgain(MemoryClaim claim, int size, Instant now) {
        while (claim.entries.size() < size
                && !again.isEmpty()
                && !again.first().dueAt.isAfter(now)) {
            MemoryEntry entry = again.first();
            letGo(entry);
            take(entry, claim);
        }
    }

    private void take(MemoryEntry entry, MemoryClaim claim) {
        entry.state = EntryState.CLAIMED;
        entry.attempt++;
        entry.claim = claim;
        entry.dueAt = claim.leaseEnd;
        again.add(entry);
        claim.entries.put(entry.ordinal, entry);
    }

    /** Takes an entry from whoever holds it, and out of what may be claimed. */
    private void letGo(MemoryEntry entry) {
        again.remove(entry);
        MemoryClaim claim = entry.claim;
        entry.claim = null;
        if (claim != null) {
            claim.entries.remove(entry.ordinal);
            if (claim.entries.isEmpty()) {
                claims.remove(claim.id);
                inDoubt.remove(claim);
            }
        }
    }

    /** The claim of this token, if it still holds anything. */
    Optional<MemoryClaim> held(ClaimToken token) {
        return Optional.ofNullable(claims.get(token.id())).filter(claim -> claim.epoch == token.epoch());
    }

    void dispatch(MemoryClaim claim, Instant leaseEnd, Octets note) {
        for (MemoryEntry entry : claim.entries.values()) {
            again.remove(entry);
            entry.state = EntryState.DISPATCHED;
        }
        claim.dispatched = true;
        claim.note = note;
        claim.leaseEnd = leaseEnd;
        inDoubt.add(claim);
    }

    void extend(MemoryClaim claim, Instant leaseEnd) {
        if (claim.dispatched) {
            inDoubt.remove(claim);
            claim.leaseEnd = leaseEnd;
            inDoubt.add(claim);
            return;
        }
        claim.leaseEnd = leaseEnd;
        for (MemoryEntry entry : claim.entries.values()) {
            again.remove(entry);
            entry.dueAt = leaseEnd;
            again.add(entry);
        }
    }

    int release(MemoryClaim claim, Instant dueAt) {
        List<MemoryEntry> entries = List.copyOf(claim.entries.values());
        for (MemoryEntry entry : entries) {
            letGo(entry);
            entry.attempt--;
            becomeDue(entry, dueAt);
        }
        return entries.size();
    }

    boolean complete(EntryResult result, Instant now) {
        MemoryEntry entry = entries.get(result.entry().ordinal());
        if (entry == null
                || entry.claim == null
                || !entry.claim.id.equals(result.token().id())
                || entry.claim.epoch != result.token().epoch()) {
            return false;
        }
        letGo(entry);
        entry.code = result.code();
        entry.text = result.text();
        entry.memo = result.memo();
        if (result.state().isFinished()) {
            end(entry, result.state());
        } else {
            becomeDue(entry, now.plus(result.delay()));
        }
        return true;
    }

    boolean confirm(int ordinal, String why) {
        MemoryEntry entry = entries.get(ordinal);
        if (entry == null || (entry.state != EntryState.DISPATCHED && entry.state != EntryState.UNCERTAIN)) {
            return false;
        }
        if (entry.state == EntryState.UNCERTAIN) {
            ended.merge(EntryState.UNCERTAIN, -1L, Long::sum);
        }
        letGo(entry);
        entry.code = "";
        entry.text = why;
        end(entry, EntryState.ACCEPTED);
        return true;
    }

    private void becomeDue(MemoryEntry entry, Instant at) {
        entry.state = EntryState.DUE;
        entry.dueAt = at;
        again.add(entry);
    }

    private void end(MemoryEntry entry, EntryState end) {
        entry.state = end;
        ended.merge(end, 1L, Long::sum);
    }

    int sweep(int limit) {
        int swept = 0;
        while (swept < limit) {
            Map.Entry<Integer, MemoryEntry> fresh = entries.higherEntry(lastTried);
            if (fresh == null && again.isEmpty()) {
                break;
            }
            MemoryEntry entry = fresh == null ? again.first() : fresh.getValue();
            lastTried = fresh == null ? lastTried : entry.ordinal;
            if (!entry.state.isFinished()) {
                letGo(entry);
                end(entry, EntryState.CANCELLED);
                swept++;
            }
        }
        return swept;
    }

    boolean requeue(int ordinal, Instant now) {
        MemoryEntry entry = entries.get(ordinal);
        if (entry == null
                || entry.data.size() == 0
                || (entry.state != EntryState.FAILED && entry.state != EntryState.UNCERTAIN)) {
            return false;
        }
        ended.merge(entry.state, -1L, Long::sum);
        entry.attempt = 0;
        becomeDue(entry, now);
        return true;
    }

    /** Whether it was erased; not when somebody holds it. */
    private boolean erase(MemoryEntry entry) {
        if (state == SendingState.OPEN || entry.claim != null) {
            return false;
        }
        if (entry.state == EntryState.DUE) {
            letGo(entry);
            end(entry, EntryState.CANCELLED);
        }
        entry.erase();
        return true;
    }

    /** The places of those that somebody holds, and which stay. */
    Set<Integer> erase(Collection<Integer> ordinals) {
        Set<Integer> held = new TreeSet<>();
        for (int ordinal : ordinals) {
            MemoryEntry entry = entries.get(ordinal);
            if (entry != null && !erase(entry)) {
                held.add(ordinal);
            }
        }
        if (state != SendingState.OPEN && entries.values().stream().allMatch(entry -> entry.data.size() == 0)) {
            content.clear();
            summary = new SendingSummary(summary.user(), "", "", summary.campaign());
        }
        return held;
    }

    /** Removes some of its entries, of which nobody holds any. */
    int remove(int limit) {
        int removed = 0;
        for (Iterator<MemoryEntry> each = entries.values().iterator(); removed < limit && each.hasNext(); removed++) {
            each.next();
            each.remove();
        }
        return removed;
    }
}
