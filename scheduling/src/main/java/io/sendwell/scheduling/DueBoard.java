package io.sendwell.scheduling;

import io.sendwell.account.AccountId;
import io.sendwell.outbox.DueSending;
import io.sendwell.outbox.Lane;
import io.sendwell.outbox.OutboxLedger;
import io.sendwell.outbox.SendingId;
import io.sendwell.outbox.SendingState;
import io.sendwell.scheduling.fairness.AccountTurns;
import io.sendwell.scheduling.fairness.Overtaking;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What is due as far as this process knows, and whose turn it is. It is looked up now and then; in between, what is throttled or
 * was found empty is passed over, so that nobody waits behind it. Threads share it.
 */
final class DueBoard {

    static final Duration SHORTEST_IDLE = Duration.ofMillis(250);

    /** How late a retry may be found that another node left. */
    private static final Duration LONGEST_IDLE = Duration.ofSeconds(15);

    private static final int NARROWEST = 64;
    private static final int WIDEST = 8_192;
    private static final int ACCOUNTS = 16;

    /** One lane: its sendings in the order of the store, its accounts' turns, and who is throttled until when. */
    private final class LaneBoard {
        final AccountTurns turns;
        final Map<AccountId, Long> throttled = new HashMap<>();
        Map<SendingId, Standing> standings = new LinkedHashMap<>();
        int width = NARROWEST;
        long nextLook;

        LaneBoard(AccountTurns turns) {
            this.turns = turns;
            this.nextLook = nanoTime.getAsLong();
        }

        boolean isReady(Standing standing, long now) {
            return standing.sending.state() == SendingState.ACTIVE
                    && now - standing.notBefore >= 0
                    && (standing.sending.total() > 1 || standing.working == 0)
                    && now - throttled.getOrDefault(standing.account(), now) >= 0;
        }

        Stream<Standing> ready(long now) {
            return standings.values().stream().filter(standing -> isReady(standing, now));
        }

        void take(List<DueSending> found, long now) {
            Map<SendingId, Standing> next = new LinkedHashMap<>();
            for (DueSending sending : found) {
                Standing known = standings.get(sending.id());
                next.put(
                        sending.id(),
                        known == null || !known.sending.equals(sending) ? new Standing(sending, now) : known);
            }
            standings = next;
            throttled.values().removeIf(until -> now - until >= 0);
            if (isHiding(found.size(), now)) {
                width = Math.min(WIDEST, width * 2);
            } else if (found.size() < width / 4) {
                width = Math.max(NARROWEST, width / 2);
            }
        }

        // An account with a page full of retries must not hide what it scheduled since, nor all together another
        // account.
        private boolean isHiding(int found, long now) {
            if (found >= width * ACCOUNTS && ready(now).findAny().isEmpty()) {
                return true;
            }
            Map<AccountId, Integer> places = new HashMap<>();
            Set<AccountId> busy = new HashSet<>();
            for (Standing standing : standings.values()) {
                places.merge(standing.account(), 1, Integer::sum);
                if (standing.sending.state() == SendingState.ACTIVE && now - standing.notBefore >= 0) {
                    busy.add(standing.account());
                }
            }
            return places.entrySet().stream()
                    .anyMatch(account -> account.getValue() >= width && !busy.contains(account.getKey()));
        }
    }

    private final OutboxLedger ledger;
    private final LongSupplier nanoTime;
    private final Events events;
    private final Map<Lane, LaneBoard> lanes = new EnumMap<>(Lane.class);
    private final Overtaking overtaking = new Overtaking();

    DueBoard(OutboxLedger ledger, LongSupplier nanoTime, ToDoubleFunction<AccountId> weights, Events events) {
        this.ledger = ledger;
        this.events = events;
        this.nanoTime = nanoTime;
        for (Lane lane : Lane.values()) {
            lanes.put(lane, new LaneBoard(new AccountTurns(weights)));
        }
    }

    /**
     * Looks up what is due in a lane if that was not done since the poll before; of several threads one does.
     *
     * @return whether this one did
     */
    boolean refreshIfStale(Lane lane, Duration poll) {
        synchronized (this) {
            long now = nanoTime.getAsLong();
            if (now - board(lane).nextLook < 0) {
                return false;
            }
            board(lane).nextLook = now + poll.toNanos();
        }
        refresh(lane);
        return true;
    }

    /** How long what was looked up in these lanes is fresh; zero when it is not. */
    synchronized Duration untilLook(Set<Lane> among) {
        long now = nanoTime.getAsLong();
        return among.stream()
                .map(lane -> board(lane).nextLook - now)
                .min(Long::compare)
                .map(nanos -> Duration.ofNanos(Math.max(0, nanos)))
                .orElse(Duration.ZERO);
    }

    /** Whatever was looked up is stale: something was scheduled. */
    synchronized void expectMore() {
        lanes.values().forEach(board -> board.nextLook = nanoTime.getAsLong());
    }

    /** Looks up what is due in a lane. The store is asked outside of the lock. */
    void refresh(Lane lane) {
        int width;
        synchronized (this) {
            width = board(lane).width;
        }
        List<DueSending> found = ledger.due(lane, width, width * ACCOUNTS);
        events.tell(new WorkerEvent.LookedUp(lane, found.size()));
        synchronized (this) {
            board(lane).take(found, nanoTime.getAsLong());
        }
    }

    /** Forgets that sendings were found empty, so that all are looked at again. */
    synchronized void lookAtAllAgain(Lane lane) {
        board(lane).standings.values().forEach(standing -> {
            standing.notBefore = nanoTime.getAsLong();
            standing.idle = SHORTEST_IDLE;
        });
    }

    /** Whose turn it is. The sending counts as being worked on until {@link #done}. */
    synchronized Optional<Standing> next(Set<Lane> among) {
        return order().stream()
                .filter(among::contains)
                .flatMap(lane -> next(lane).stream())
                .findFirst();
    }

    private List<Lane> order() {
        return overtaking.smallFirst()
                ? List.of(Lane.INDIVIDUAL, Lane.SMALL, Lane.BROADCAST)
                : List.of(Lane.INDIVIDUAL, Lane.BROADCAST, Lane.SMALL);
    }

    private Optional<Standing> next(Lane lane) {
        LaneBoard board = board(lane);
        long now = nanoTime.getAsLong();
        Set<AccountId> ready = new LinkedHashSet<>();
        board.ready(now).forEach(standing -> ready.add(standing.account()));
        Optional<Standing> next = board.turns
                .next(ready)
                .flatMap(account -> board.ready(now)
                        .filter(standing -> standing.account().equals(account))
                        .findFirst());
        next.ifPresent(standing -> standing.working++);
        return next;
    }

    /** The turn is over. */
    synchronized void done(Standing standing) {
        standing.working--;
    }

    /** So many entries were claimed of it. */
    synchronized void claimed(Standing standing, int entries) {
        standing.idle = SHORTEST_IDLE;
        if (standing.lane() == Lane.BROADCAST) {
            overtaking.largeWent(entries);
        } else if (standing.lane() == Lane.SMALL
                && board(Lane.BROADCAST).ready(nanoTime.getAsLong()).findAny().isPresent()) {
            overtaking.smallOvertook(entries);
        }
    }

    /** How many claims of it were asked for before this one, which counts now. */
    synchronized int countClaim(Standing standing) {
        return standing.claims++;
    }

    /** How many entries of it are to be claimed one by one, one of which is claimed now; 0 when none are. */
    synchronized int takeAlone(Standing standing) {
        return standing.alone == 0 ? 0 : standing.alone--;
    }

    /** So many entries of it are to be claimed one by one, starting now. */
    synchronized void claimAlone(Standing standing, int entries) {
        standing.alone = Math.max(standing.alone, entries);
    }

    /** So many of its entries ended; tells whether all have, as far as this process knows. */
    synchronized boolean ended(Standing standing, long entries) {
        standing.ended += entries;
        return standing.ended >= standing.sending.total();
    }

    /** Nothing of it was due; it is left alone for longer each time. */
    synchronized void idle(Standing standing) {
        standing.notBefore = nanoTime.getAsLong() + standing.idle.toNanos();
        Duration twice = standing.idle.multipliedBy(2);
        standing.idle = twice.compareTo(LONGEST_IDLE) < 0 ? twice : LONGEST_IDLE;
    }

    /** Nothing is to be done with it before this has passed. */
    synchronized void notBefore(Standing standing, Duration wait) {
        standing.notBefore = nanoTime.getAsLong() + wait.toNanos();
    }

    /** No permits for this account in this lane before this has passed. */
    synchronized void throttled(AccountId account, Lane lane, Duration wait) {
        board(lane).throttled.put(account, nanoTime.getAsLong() + wait.toNanos());
    }

    /** It is finished, or paused; it comes back if the store says so. */
    synchronized void remove(Standing standing) {
        board(standing.lane()).standings.remove(standing.id());
    }

    /** How long until something in these lanes may be ready that is known of; empty when nothing is. */
    synchronized Optional<Duration> untilReady(Set<Lane> among) {
        long now = nanoTime.getAsLong();
        return among.stream()
                .map(this::board)
                .flatMap(board -> board.standings.values().stream()
                        .filter(standing -> standing.sending.state() == SendingState.ACTIVE)
                        .map(standing -> Math.max(
                                standing.notBefore - now, board.throttled.getOrDefault(standing.account(), now) - now)))
                .min(Long::compare)
                .map(nanos -> Duration.ofNanos(Math.max(0, nanos)));
    }

    /** Sendings that are being cancelled. */
    synchronized List<Standing> cancelling() {
        return standings(standing -> standing.sending.state() == SendingState.CANCELLING);
    }

    /** How many sendings of a lane are known to be due. */
    synchronized int size(Lane lane) {
        return board(lane).standings.size();
    }

    /** When the oldest of them was to start. */
    synchronized Optional<Instant> oldestStart(Lane lane) {
        return board(lane).standings.values().stream()
                .map(standing -> standing.sending.startAt())
                .min(Instant::compareTo);
    }

    private List<Standing> standings(Predicate<Standing> which) {
        return lanes.values().stream()
                .map(board -> board.standings.values())
                .flatMap(Collection::stream)
                .filter(which)
                .toList();
    }

    private LaneBoard board(Lane lane) {
        LaneBoard board = lanes.get(lane);
        if (board == null) {
            throw new IllegalStateException("There is no lane " + lane);
        }
        return board;
    }
}
