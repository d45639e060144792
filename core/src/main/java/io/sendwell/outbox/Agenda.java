package io.sendwell.outbox;

import io.sendwell.account.AccountId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The sendings of {@link InMemoryOutbox} on which a worker may have something to do, now or later. Guarded by the outbox. */
final class Agenda {

    /** What one account has in one lane. */
    private record Share(
            NavigableSet<MemorySending> active,
            NavigableSet<MemorySending> begun,
            NavigableSet<MemorySending> cancelling) {

        static Share empty() {
            return new Share(
                    new TreeSet<>(MemorySending.OLDEST_START),
                    new TreeSet<>(MemorySending.OLDEST_START),
                    new TreeSet<>(MemorySending.OLDEST_START));
        }

        List<MemorySending> first(int limit, Instant now) {
            Stream<MemorySending> started = active.stream().takeWhile(sending -> sending.hasStarted(now));
            return Stream.of(started, begun.stream(), cancelling.stream())
                    .flatMap(sendings ->
                            sendings.filter(sending -> !sending.waitsAlone(now)).limit(limit))
                    .sorted(MemorySending.OLDEST_START)
                    .limit(limit)
                    .toList();
        }
    }

    private record Turn(int round, MemorySending sending) {}

    private static final Comparator<Turn> BY_TURN =
            Comparator.comparing(Turn::round).thenComparing(Turn::sending, MemorySending.OLDEST_START);

    private final Map<Lane, Map<AccountId, Share>> lanes = new EnumMap<>(Lane.class);

    void add(MemorySending sending) {
        Share share = lanes.computeIfAbsent(sending.request.lane(), lane -> new TreeMap<>())
                .computeIfAbsent(sending.request.account(), account -> Share.empty());
        if (sending.state == SendingState.ACTIVE) {
            (sending.begun ? share.begun() : share.active()).add(sending);
        } else if (sending.state == SendingState.CANCELLING) {
            share.cancelling().add(sending);
        }
    }

    void remove(MemorySending sending) {
        Map<AccountId, Share> lane = lanes.getOrDefault(sending.request.lane(), Map.of());
        Share share = lane.get(sending.request.account());
        if (share != null) {
            share.active().remove(sending);
            share.begun().remove(sending);
            share.cancelling().remove(sending);
            if (share.active().isEmpty()
                    && share.begun().isEmpty()
                    && share.cancelling().isEmpty()) {
                lane.remove(sending.request.account());
            }
        }
    }

    /** The first ones of every account before the second one of any; in each round the oldest start first. */
    List<DueSending> due(Lane lane, int perAccount, int limit, Instant now) {
        List<Turn> turns = new ArrayList<>();
        for (Share share : lanes.getOrDefault(lane, Map.of()).values()) {
            List<MemorySending> first = share.first(perAccount, now);
            for (int round = 0; round < first.size(); round++) {
                turns.add(new Turn(round, first.get(round)));
            }
        }
        return turns.stream()
                .sorted(BY_TURN)
                .limit(limit)
                .map(turn -> turn.sending().toDue())
                .toList();
    }
}
