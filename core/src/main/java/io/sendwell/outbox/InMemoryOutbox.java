package io.sendwell.outbox;

import io.sendwell.account.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The outbox in this process's memory: for tests, and for an application that may lose what has not left when it ends.
 *
 * <p>It is the executable specification of {@link Outbox}. Threads may share it. No call looks at every entry of a sending
 * but {@link #entries}.
 */
public final class InMemoryOutbox implements Outbox {

    private record Request(AccountId account, String key) {}

    private final InstantSource clock;
    private final Map<SendingId, MemorySending> sendings = new HashMap<>();
    private final Map<Request, MemorySending> byRequest = new HashMap<>();
    private final Map<AccountId, NavigableMap<SendingId, MemorySending>> byAccount = new HashMap<>();
    private final Agenda agenda = new Agenda();
    private final NavigableSet<MemoryClaim> inDoubt = new TreeSet<>(MemoryClaim.LONGEST_OVER);
    private final Removal removal = new Removal();

    /** An empty outbox with this clock. */
    public InMemoryOutbox(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public synchronized Creation create(NewSending sending) {
        Request request = new Request(sending.account(), sending.requestKey());
        MemorySending earlier = byRequest.get(request);
        if (earlier != null) {
            return earlier.request.requestHash().equals(sending.requestHash())
                    ? new Creation.Repeated(earlier.id(), earlier.state)
                    : new Creation.Conflict(earlier.id());
        }
        MemorySending created = new MemorySending(sending, now(), inDoubt);
        sendings.put(sending.id(), created);
        byRequest.put(request, created);
        byAccount
                .computeIfAbsent(sending.account(), account -> new TreeMap<>(Comparator.reverseOrder()))
                .put(sending.id(), created);
        removal.add(created);
        return new Creation.Created();
    }

    @Override
    public synchronized boolean storeContent(SendingId sending, int piece, Octets octets) {
        Optional<MemorySending> open = open(sending);
        open.ifPresent(found -> found.content.putIfAbsent(piece, octets));
        return open.isPresent();
    }

    @Override
    public synchronized Optional<Octets> content(SendingId sending, int piece) {
        return known(sending).map(found -> found.content.get(piece));
    }

    @Override
    public synchronized Optional<Appended> append(SendingId sending, List<NewEntry> entries) {
        List<NewEntry> appended = List.copyOf(entries);
        return open(sending).map(found -> found.append(appended));
    }

    @Override
    public synchronized boolean seal(SendingId sending, long total, Instant startAt) {
        Optional<MemorySending> known = known(sending);
        boolean sealed = known.map(found -> found.seal(total, startAt)).orElse(false);
        known.filter(found -> sealed && found.state == SendingState.OPEN)
                .ifPresent(found -> change(found, SendingState.ACTIVE));
        return sealed;
    }

    @Override
    public synchronized List<DueSending> due(Lane lane, int perAccount, int limit) {
        return agenda.due(lane, perAccount, limit, now());
    }

    @Override
    public synchronized List<Claim> claim(ClaimRequest request) {
        Instant now = now();
        return active(request.sending())
                .filter(sending -> sending.hasStarted(now))
                .map(sending -> claim(sending, request, now))
                .orElse(List.of());
    }

    private List<Claim> claim(MemorySending sending, ClaimRequest request, Instant now) {
        List<Claim> claims = sending.claim(request, now);
        if (!claims.isEmpty() && !sending.begun) {
            agenda.remove(sending);
            sending.begun = true;
            agenda.add(sending);
        }
        return claims;
    }

    @Override
    public synchronized boolean dispatch(ClaimToken token, int size, Duration lease, Octets note) {
        Optional<MemoryClaim> claim = undispatched(token)
                .filter(held -> held.entries.size() == size && held.sending.state == SendingState.ACTIVE);
        claim.ifPresent(held -> held.sending.dispatch(held, now().plus(lease), note));
        return claim.isPresent();
    }

    @Override
    public synchronized boolean extend(ClaimToken token, Duration lease) {
        Optional<MemoryClaim> claim = held(token);
        claim.ifPresent(held -> held.sending.extend(held, now().plus(lease)));
        return claim.isPresent();
    }

    @Override
    public synchronized int release(ClaimToken token, Duration delay) {
        return undispatched(token)
                .map(held -> held.sending.release(held, now().plus(delay)))
                .orElse(0);
    }

    @Override
    public synchronized Set<EntryId> complete(List<EntryResult> results) {
        Instant now = now();
        Set<EntryId> applied = new HashSet<>();
        for (EntryResult result : List.copyOf(results)) {
            SendingId sending = result.entry().sending();
            if (sending.equals(result.token().sending())
                    && known(sending).map(found -> found.complete(result, now)).orElse(false)) {
                applied.add(result.entry());
            }
        }
        return Set.copyOf(applied);
    }

    @Override
    public synchronized boolean confirm(AccountId account, EntryId entry, String why) {
        return of(account, entry.sending())
                .map(sending -> sending.confirm(entry.ordinal(), why))
                .orElse(false);
    }

    @Override
    public synchronized Optional<Claim> recover(Duration settle, Duration lease) {
        Instant now = now();
        return inDoubt.stream()
                .findFirst()
                .filter(claim -> claim.isOver(now.minus(settle)))
                .map(claim -> {
                    claim.epoch++;
                    claim.sending.extend(claim, now.plus(lease));
                    return claim.toClaim();
                });
    }

    @Override
    public synchronized int sweepCancelled(SendingId sending, int limit) {
        return known(sending)
                .filter(found -> found.state == SendingState.CANCELLING)
                .map(found -> found.sweep(limit))
                .orElse(0);
    }

    @Override
    public synchronized Optional<SendingState> settle(SendingId sending) {
        return known(sending).map(found -> {
            if (found.allEnded() && found.state == SendingState.ACTIVE) {
                change(found, SendingState.DONE);
            } else if (found.allEnded() && found.state == SendingState.CANCELLING) {
                change(found, SendingState.CANCELLED);
            }
            return found.state;
        });
    }

    @Override
    public synchronized Optional<Sending> find(AccountId account, SendingId id) {
        return of(account, id).map(MemorySending::toSending);
    }

    @Override
    public synchronized List<Sending> list(SendingQuery query) {
        NavigableMap<SendingId, MemorySending> newestFirst =
                byAccount.getOrDefault(query.account(), new TreeMap<>(Comparator.reverseOrder()));
        return query.before().map(last -> newestFirst.tailMap(last, false)).orElse(newestFirst).values().stream()
                .filter(sending -> query.states().contains(sending.state))
                .limit(query.limit())
                .map(MemorySending::toSending)
                .toList();
    }

    @Override
    public synchronized List<StoredEntry> entries(AccountId account, EntryQuery query) {
        return of(account, query.sending())
                .map(sending -> sending.entries.tailMap(query.from(), true).values().stream()
                        .filter(entry -> query.states().contains(entry.state))
                        .limit(query.limit())
                        .map(entry -> entry.stored(query.sending()))
                        .toList())
                .orElse(List.of());
    }

    @Override
    public synchronized Optional<SendingState> cancel(AccountId account, SendingId id) {
        return of(account, id).map(sending -> {
            if (!sending.state.isFinished()) {
                sending.pausedBecause = "";
                change(sending, SendingState.CANCELLING);
            }
            return sending.state;
        });
    }

    @Override
    public synchronized Optional<SendingState> pause(AccountId account, SendingId id, String because) {
        return of(account, id).map(sending -> {
            if (sending.state == SendingState.ACTIVE) {
                sending.pausedBecause = because;
                change(sending, SendingState.PAUSED);
            }
            return sending.state;
        });
    }

    @Override
    public synchronized Optional<SendingState> resume(AccountId account, SendingId id) {
        return of(account, id).map(sending -> {
            if (sending.state == SendingState.PAUSED) {
                sending.pausedBecause = "";
                sending.resumedAt = now();
                change(sending, SendingState.ACTIVE);
            }
            return sending.state;
        });
    }

    @Override
    public synchronized int requeue(AccountId account, SendingId id, Collection<Integer> ordinals) {
        Instant now = now();
        return of(account, id)
                .filter(sending -> sending.state != SendingState.CANCELLING && sending.state != SendingState.CANCELLED)
                .map(sending -> {
                    int due = 0;
                    for (int ordinal : List.copyOf(ordinals)) {
                        due += sending.requeue(ordinal, now) ? 1 : 0;
                    }
                    if (due > 0 && sending.state == SendingState.DONE) {
                        change(sending, SendingState.ACTIVE);
                    }
                    return due;
                })
                .orElse(0);
    }

    @Override
    public synchronized Set<Integer> erase(AccountId account, SendingId id, Collection<Integer> ordinals) {
        List<Integer> wanted = List.copyOf(ordinals);
        return of(account, id).map(sending -> sending.erase(wanted)).orElse(Set.of());
    }

    @Override
    public synchronized int cancelLeftOpen(Instant createdBefore, int limit) {
        List<MemorySending> leftOpen = removal.leftOpen(createdBefore, limit);
        leftOpen.forEach(sending -> change(sending, SendingState.CANCELLING));
        return leftOpen.size();
    }

    @Override
    public synchronized int prune(Instant finishedBefore, int limit) {
        int removed = 0;
        while (removed < limit) {
            Optional<MemorySending> next = removal.finished(finishedBefore);
            if (next.isEmpty()) {
                break;
            }
            removed += next.get().remove(limit - removed);
            if (removed < limit) {
                forget(next.get());
                removed++;
            }
        }
        return removed;
    }

    @Override
    public synchronized int forget(AccountId account, int limit) {
        List<MemorySending> finished =
                byAccount.getOrDefault(account, Collections.emptyNavigableMap()).values().stream()
                        .filter(sending -> sending.state.isFinished())
                        .toList();
        int removed = 0;
        for (MemorySending sending : finished) {
            if (removed >= limit) {
                break;
            }
            removed += sending.remove(limit - removed);
            if (removed < limit) {
                forget(sending);
                removed++;
            }
        }
        return removed;
    }

    private void forget(MemorySending sending) {
        removal.remove(sending);
        agenda.remove(sending);
        sendings.remove(sending.id());
        byRequest.remove(new Request(sending.request.account(), sending.request.requestKey()));
        NavigableMap<SendingId, MemorySending> others = byAccount.get(sending.request.account());
        if (others != null) {
            others.remove(sending.id());
        }
    }

    private void change(MemorySending sending, SendingState next) {
        agenda.remove(sending);
        removal.remove(sending);
        sending.state = next;
        sending.finishedAt = next.isFinished() ? sending.endsAt(now()) : null;
        sending.forgetPersons();
        agenda.add(sending);
        removal.add(sending);
    }

    private Optional<MemorySending> known(SendingId id) {
        return Optional.ofNullable(sendings.get(id));
    }

    private Optional<MemorySending> open(SendingId id) {
        return known(id).filter(MemorySending::isOpen);
    }

    private Optional<MemorySending> active(SendingId id) {
        return known(id).filter(sending -> sending.state == SendingState.ACTIVE);
    }

    private Optional<MemorySending> of(AccountId account, SendingId id) {
        return known(id).filter(sending -> sending.request.account().equals(account));
    }

    private Optional<MemoryClaim> held(ClaimToken token) {
        return known(token.sending()).flatMap(sending -> sending.held(token)).filter(claim -> !claim.isOver(now()));
    }

    private Optional<MemoryClaim> undispatched(ClaimToken token) {
        return held(token).filter(claim -> !claim.dispatched);
    }
}
