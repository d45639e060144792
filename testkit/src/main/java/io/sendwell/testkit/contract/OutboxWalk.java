package io.sendwell.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sendwell.outbox.Claim;
import io.sendwell.outbox.ClaimRequest.Among;
import io.sendwell.outbox.ClaimToken;
import io.sendwell.outbox.EntryId;
import io.sendwell.outbox.EntryResult;
import io.sendwell.outbox.EntryState;
import io.sendwell.outbox.Octets;
import io.sendwell.outbox.Progress;
import io.sendwell.outbox.SendingId;
import io.sendwell.outbox.StoredEntry;
import io.sendwell.testkit.fixtures.Accounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Calls to an outbox in random order, and beside it a model of the same entries that says what each may answer. */
final class OutboxWalk {

    private static final int ENTRIES = 30;
    private static final List<EntryState> RESULTS =
            List.of(EntryState.DUE, EntryState.DUE, EntryState.ACCEPTED, EntryState.FAILED, EntryState.UNCERTAIN);

    private static final class Model {
        EntryState state = EntryState.DUE;
        int attempt;

        @Nullable
        Instant dueAgainAt;

        @Nullable
        ClaimToken holder;
    }

    private final OutboxStage stage;
    private final long seed;
    private final Random random;
    private final SendingId sending;
    private final TreeMap<Integer, Model> models = new TreeMap<>();
    private final List<ClaimToken> tokens = new ArrayList<>();
    private final List<String> taken = new ArrayList<>();
    private boolean paused;

    OutboxWalk(OutboxStage stage, long seed) {
        this.stage = stage;
        this.seed = seed;
        this.random = new Random(seed);
        this.sending = stage.active(ENTRIES);
        for (int place = 0; place < ENTRIES; place++) {
            models.put(place, new Model());
        }
    }

    void step() {
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> claim();
            case 3, 4 -> dispatch();
            case 5 -> complete();
            case 6 -> release();
            case 7 -> extend();
            case 8 -> recover();
            default -> somethingElse();
        }
        compare();
    }

    private void claim() {
        int count = 1 + random.nextInt(2);
        int size = 1 + random.nextInt(4);
        Among among = random.nextBoolean() ? Among.ALL : Among.AGAIN;
        List<Integer> fresh = among == Among.ALL && !paused ? places(this::isFresh) : List.of();
        List<Integer> again = paused ? List.of() : places(this::isDueAgain);
        note("claim " + count + " of " + size + " among " + among);
        List<Claim> claims = stage.claims(sending, count, size, among);
        List<Integer> got = claims.stream()
                .flatMap(claim -> OutboxStage.places(claim).stream())
                .toList();
        int expected = Math.min(count * size, fresh.size() + again.size());
        assertEquals(expected, new TreeSet<>(got).size(), this::story);
        List<Integer> freshExpected = fresh.subList(0, Math.min(expected, fresh.size()));
        assertTrue(got.containsAll(freshExpected), this::story);
        List<Integer> rest =
                got.stream().filter(place -> !fresh.contains(place)).toList();
        assertTrue(again.containsAll(rest), this::story);
        Instant latest =
                rest.stream().map(this::dueAgainAt).max(Instant::compareTo).orElse(Instant.MIN);
        assertTrue(
                again.stream()
                        .filter(place -> !rest.contains(place))
                        .noneMatch(place -> dueAgainAt(place).isBefore(latest)),
                this::story);
        for (Claim claim : claims) {
            tokens.add(claim.token());
            OutboxStage.places(claim).forEach(place -> {
                Model model = model(place);
                model.state = EntryState.CLAIMED;
                model.attempt++;
                model.holder = claim.token();
                model.dueAgainAt = claim.leaseEnd();
            });
        }
    }

    private void dispatch() {
        ClaimToken token = anyToken();
        List<Integer> held = claimedBy(token);
        int size = held.size() + (random.nextInt(5) == 0 ? 1 : 0);
        boolean expected = !paused && size > 0 && size == held.size();
        note("dispatch " + size + " by " + token);
        assertEquals(expected, stage.outbox.dispatch(token, size, OutboxStage.LEASE), this::story);
        if (expected) {
            held.forEach(place -> {
                model(place).state = EntryState.DISPATCHED;
                model(place).dueAgainAt = stage.clock.instant().plus(OutboxStage.LEASE);
            });
        }
    }

    private void extend() {
        ClaimToken token = anyToken();
        List<Integer> held = places(model -> token.equals(model.holder) && !isOver(model));
        note("extend " + token);
        assertEquals(!held.isEmpty(), stage.outbox.extend(token, OutboxStage.LEASE), this::story);
        held.forEach(place -> model(place).dueAgainAt = stage.clock.instant().plus(OutboxStage.LEASE));
    }

    private void release() {
        ClaimToken token = anyToken();
        List<Integer> held = claimedBy(token);
        Duration delay = Duration.ofSeconds(random.nextInt(50));
        note("release " + token + " for " + delay);
        assertEquals(held.size(), stage.outbox.release(token, delay), this::story);
        held.forEach(place -> {
            model(place).attempt--;
            becomeDue(model(place), delay);
        });
    }

    private void complete() {
        List<EntryResult> results = new ArrayList<>();
        Set<Integer> expected = new TreeSet<>();
        for (int place = 0; place < ENTRIES; place++) {
            Model model = model(place);
            if (random.nextInt(3) > 0) {
                continue;
            }
            ClaimToken token = model.holder != null && random.nextInt(4) > 0 ? model.holder : anyToken();
            EntryState state = RESULTS.get(random.nextInt(RESULTS.size()));
            Duration delay = Duration.ofSeconds(state == EntryState.DUE ? random.nextInt(90) : 0);
            results.add(new EntryResult(new EntryId(sending, place), token, state, delay, "", "", Octets.none()));
            if (token.equals(model.holder)) {
                expected.add(place);
                if (state == EntryState.DUE) {
                    becomeDue(model, delay);
                } else {
                    model.state = state;
                    model.holder = null;
                }
            }
        }
        note("complete " + results);
        Set<Integer> applied = new TreeSet<>();
        stage.outbox.complete(results).forEach(entry -> applied.add(entry.ordinal()));
        assertEquals(expected, applied, this::story);
    }

    private void recover() {
        Duration settle = Duration.ofSeconds(random.nextInt(30));
        List<Integer> waiting = places(model -> model.state == EntryState.DISPATCHED
                && !dueAgainAt(model).plus(settle).isAfter(stage.clock.instant()));
        note("recover after " + settle);
        Optional<Claim> recovered = stage.outbox.recover(settle, OutboxStage.LEASE);
        assertEquals(!waiting.isEmpty(), recovered.isPresent(), this::story);
        recovered.ifPresent(claim -> {
            ClaimToken token = claim.token();
            ClaimToken before = new ClaimToken(sending, token.id(), token.epoch() - 1);
            assertEquals(places(model -> before.equals(model.holder)), OutboxStage.places(claim), this::story);
            assertEquals(
                    waiting.stream().map(this::dueAgainAt).min(Instant::compareTo),
                    OutboxStage.places(claim).stream().map(this::dueAgainAt).findFirst(),
                    this::story);
            tokens.add(token);
            OutboxStage.places(claim).forEach(place -> {
                model(place).holder = token;
                model(place).dueAgainAt = claim.leaseEnd();
            });
        });
    }

    private void somethingElse() {
        if (random.nextInt(4) == 0) {
            paused = !paused;
            note(paused ? "pause" : "resume");
            if (paused) {
                stage.outbox.pause(Accounts.ACME, sending, "a reason");
            } else {
                stage.outbox.resume(Accounts.ACME, sending);
            }
        } else if (random.nextInt(3) == 0) {
            confirm(random.nextInt(ENTRIES));
        } else if (random.nextInt(3) == 0) {
            List<Integer> dead =
                    places(model -> model.state == EntryState.FAILED || model.state == EntryState.UNCERTAIN);
            note("put back");
            assertEquals(
                    dead.size(),
                    stage.outbox.requeue(Accounts.ACME, sending, List.copyOf(models.keySet())),
                    this::story);
            dead.forEach(place -> {
                model(place).attempt = 0;
                becomeDue(model(place), Duration.ZERO);
            });
        } else {
            Duration step = Duration.ofSeconds(random.nextInt(40));
            note("wait " + step);
            stage.clock.advance(step);
        }
    }

    private void confirm(int place) {
        Model model = model(place);
        boolean expected = model.state == EntryState.DISPATCHED || model.state == EntryState.UNCERTAIN;
        note("confirm " + place);
        assertEquals(
                expected,
                stage.outbox.confirm(Accounts.ACME, new EntryId(sending, place), "It was reported."),
                this::story);
        if (expected) {
            model.state = EntryState.ACCEPTED;
            model.holder = null;
        }
    }

    private void compare() {
        List<StoredEntry> stored = stage.entries(sending);
        assertEquals(
                models.values().stream().map(model -> model.state).toList(),
                stored.stream().map(StoredEntry::state).toList(),
                this::story);
        assertEquals(
                models.values().stream().map(model -> model.attempt).toList(),
                stored.stream().map(StoredEntry::attempt).toList(),
                this::story);
        assertEquals(
                new Progress(
                        ENTRIES,
                        count(EntryState.ACCEPTED),
                        count(EntryState.FAILED),
                        0,
                        0,
                        count(EntryState.UNCERTAIN)),
                stage.progress(sending),
                this::story);
    }

    private long count(EntryState state) {
        return models.values().stream().filter(model -> model.state == state).count();
    }

    private void becomeDue(Model model, Duration delay) {
        model.state = EntryState.DUE;
        model.holder = null;
        model.dueAgainAt = stage.clock.instant().plus(delay);
    }

    private boolean isFresh(Model model) {
        return model.state == EntryState.DUE && model.dueAgainAt == null;
    }

    private boolean isDueAgain(Model model) {
        return (model.state == EntryState.DUE || model.state == EntryState.CLAIMED)
                && model.dueAgainAt != null
                && isOver(model);
    }

    private boolean isOver(Model model) {
        return !dueAgainAt(model).isAfter(stage.clock.instant());
    }

    private List<Integer> claimedBy(ClaimToken token) {
        return places(model -> model.state == EntryState.CLAIMED && token.equals(model.holder) && !isOver(model));
    }

    private List<Integer> places(Predicate<Model> which) {
        return models.keySet().stream()
                .filter(place -> which.test(model(place)))
                .toList();
    }

    private Instant dueAgainAt(int place) {
        return dueAgainAt(model(place));
    }

    private static Instant dueAgainAt(Model model) {
        return model.dueAgainAt == null ? Instant.MIN : model.dueAgainAt;
    }

    private Model model(int place) {
        return Objects.requireNonNull(models.get(place));
    }

    private ClaimToken anyToken() {
        return tokens.isEmpty()
                ? new ClaimToken(sending, new UUID(random.nextLong(), random.nextLong()), 1)
                // Mostly one of the last: the old ones have all been out of date for long.
                : tokens.get(Math.max(0, tokens.size() - 1 - random.nextInt(6)));
    }

    private void note(String what) {
        taken.add(stage.clock.instant() + " " + what);
    }

    private String story() {
        return "seed " + seed + ", step " + taken.size() + ", the last of which were\n"
                + String.join("\n", taken.subList(Math.max(0, taken.size() - 12), taken.size()));
    }
}
