package io.sendwell.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sendwell.account.AccountId;
import io.sendwell.outbox.Appended;
import io.sendwell.outbox.Claim;
import io.sendwell.outbox.ClaimRequest;
import io.sendwell.outbox.ClaimRequest.Among;
import io.sendwell.outbox.Creation;
import io.sendwell.outbox.EntryId;
import io.sendwell.outbox.EntryQuery;
import io.sendwell.outbox.EntryResult;
import io.sendwell.outbox.EntryState;
import io.sendwell.outbox.Lane;
import io.sendwell.outbox.NewSending;
import io.sendwell.outbox.Octets;
import io.sendwell.outbox.Outbox;
import io.sendwell.outbox.OutboxEntry;
import io.sendwell.outbox.Progress;
import io.sendwell.outbox.Sending;
import io.sendwell.outbox.SendingId;
import io.sendwell.outbox.SendingState;
import io.sendwell.outbox.StoredEntry;
import io.sendwell.testkit.VirtualClock;
import io.sendwell.testkit.fixtures.Accounts;
import io.sendwell.testkit.fixtures.Sendings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** An outbox, its clock, and what the contracts do with them again and again. */
final class OutboxStage {

    /** When each test begins: far from the time of any machine that runs it, and to the millisecond. */
    static final Instant BEGIN = Instant.parse("2041-03-21T09:15:30.125Z");

    /** An id that no sending has. */
    static final String NOBODYS = "019aa000-0000-7000-8000-00000000ffff";

    static final Duration LEASE = Duration.ofMinutes(1);
    static final Duration TICK = Duration.ofMillis(1);

    final VirtualClock clock;
    final Outbox outbox;
    private final OutboxUnderTest underTest;
    private int sendings;

    private OutboxStage(OutboxUnderTest underTest, VirtualClock clock) {
        this.underTest = underTest;
        this.clock = clock;
        this.outbox = underTest.newOutbox(clock);
    }

    static OutboxStage of(OutboxUnderTest underTest) {
        return at(underTest, BEGIN);
    }

    static OutboxStage at(OutboxUnderTest underTest, Instant begin) {
        return new OutboxStage(underTest, VirtualClock.at(begin));
    }

    /** A second node beside the first; the same object when the outbox lives in this process alone. */
    Outbox otherNode() {
        return underTest.reopen(outbox, clock).map(Outbox.class::cast).orElse(outbox);
    }

    /** A sending of its own, not yet created. */
    NewSending next(AccountId account, Lane lane) {
        return Sendings.of(++sendings, account, lane);
    }

    /** An open broadcast of {@link Accounts#ACME} with so many entries. */
    SendingId open(int entries) {
        return open(next(Accounts.ACME, Lane.BROADCAST), entries);
    }

    SendingId open(NewSending sending, int entries) {
        assertEquals(new Creation.Created(), outbox.create(sending), "a new sending");
        for (int first = 0; first < entries; first += 5_000) {
            int end = Math.min(first + 5_000, entries);
            assertEquals(
                    new Appended(end - first, Set.of()),
                    outbox.append(sending.id(), Sendings.entries(first, end)).orElseThrow(),
                    "new entries");
        }
        return sending.id();
    }

    /** A broadcast of {@link Accounts#ACME} that has started. */
    SendingId active(int entries) {
        return active(next(Accounts.ACME, Lane.BROADCAST), entries, clock.instant());
    }

    SendingId active(NewSending sending, int entries, Instant startAt) {
        open(sending, entries);
        assertTrue(outbox.seal(sending.id(), entries, startAt), "sealed");
        return sending.id();
    }

    /** A broadcast of {@link Accounts#ACME} with one entry, in this state. */
    SendingId in(SendingState state) {
        SendingId id = state == SendingState.OPEN ? open(1) : active(1);
        switch (state) {
            case OPEN, ACTIVE -> {}
            case PAUSED -> outbox.pause(Accounts.ACME, id, "a reason");
            case CANCELLING -> outbox.cancel(Accounts.ACME, id);
            case CANCELLED -> {
                outbox.cancel(Accounts.ACME, id);
                outbox.sweepCancelled(id, 10);
                outbox.settle(id);
            }
            case DONE -> {
                outbox.complete(List.of(ended(claim(id, 1), EntryState.ACCEPTED)));
                outbox.settle(id);
            }
        }
        assertEquals(state, find(id).state(), "the state to begin with");
        return id;
    }

    /** At most so many claims. */
    List<Claim> claims(SendingId sending, int count, int size, Among among) {
        return outbox.claim(request(sending, count, size, among));
    }

    static ClaimRequest request(SendingId sending, int count, int size, Among among) {
        return new ClaimRequest(
                sending, Stream.generate(UUID::randomUUID).limit(count).toList(), size, LEASE, among);
    }

    /** The one claim that there is to make. */
    Claim claim(SendingId sending, int size) {
        List<Claim> claims = claims(sending, 1, size, Among.ALL);
        assertEquals(1, claims.size(), "claims");
        return claims.get(0);
    }

    Claim dispatched(SendingId sending, int size) {
        Claim claim = claim(sending, size);
        assertTrue(outbox.dispatch(claim.token(), claim.entries().size(), LEASE), "dispatched");
        return claim;
    }

    /** The places that can be claimed now. */
    List<Integer> claimable(SendingId sending, Among among) {
        List<Integer> places = claims(sending, 1, 1_000, among).stream()
                .flatMap(claim -> places(claim).stream())
                .toList();
        return places;
    }

    static List<Integer> places(Claim claim) {
        return claim.entries().stream().map(entry -> entry.id().ordinal()).toList();
    }

    static List<Integer> attempts(Claim claim) {
        return claim.entries().stream().map(OutboxEntry::attempt).toList();
    }

    static EntryId only(Claim claim) {
        assertEquals(1, claim.entries().size(), "entries of the claim");
        return claim.entries().get(0).id();
    }

    /** A result for the only entry of a claim. */
    static EntryResult ended(Claim claim, EntryState end) {
        return EntryResult.ended(only(claim), claim.token(), end, "", "", Octets.none());
    }

    /** The same result for all entries of a claim. */
    static List<EntryResult> allEnded(Claim claim, EntryState end) {
        return claim.entries().stream()
                .map(entry -> EntryResult.ended(entry.id(), claim.token(), end, "", "", Octets.none()))
                .toList();
    }

    /** All entries of a claim are due again after a while. */
    static List<EntryResult> allAgain(Claim claim, Duration delay) {
        return claim.entries().stream()
                .map(entry -> EntryResult.again(entry.id(), claim.token(), delay, "", "", Octets.none()))
                .toList();
    }

    static Set<EntryId> ids(SendingId sending, int... places) {
        return Set.copyOf(IntStream.of(places)
                .mapToObj(place -> new EntryId(sending, place))
                .toList());
    }

    Sending find(SendingId id) {
        return outbox.find(Accounts.ACME, id).orElseThrow();
    }

    Progress progress(SendingId id) {
        return find(id).progress();
    }

    List<StoredEntry> entries(SendingId id) {
        return outbox.entries(Accounts.ACME, EntryQuery.all(id, 0, 20_000));
    }

    StoredEntry entry(SendingId id, int place) {
        return outbox.entries(Accounts.ACME, EntryQuery.all(id, place, 1)).get(0);
    }

    List<EntryState> states(SendingId id) {
        return entries(id).stream().map(StoredEntry::state).toList();
    }
}
