package io.sendwell.testkit.crash;

import io.sendwell.message.CampaignName;
import io.sendwell.outbox.Claim;
import io.sendwell.outbox.ClaimRequest;
import io.sendwell.outbox.EntryId;
import io.sendwell.outbox.EntryResult;
import io.sendwell.outbox.EntryState;
import io.sendwell.outbox.Lane;
import io.sendwell.outbox.NewEntry;
import io.sendwell.outbox.NewSending;
import io.sendwell.outbox.Octets;
import io.sendwell.outbox.Outbox;
import io.sendwell.outbox.OutboxEntry;
import io.sendwell.outbox.SendingId;
import io.sendwell.outbox.SendingSummary;
import io.sendwell.testkit.crash.Acknowledged.Call;
import io.sendwell.testkit.fixtures.Accounts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * A program that calls an outbox until it is killed, from several threads, and writes down each call once it was
 * acknowledged.
 */
final class OutboxHammer {

    private static final int THREADS = 4;
    private static final int ENTRIES = 20;
    private static final int CHUNK = 10;
    private static final int CLAIM = 7;
    private static final Duration LEASE = Duration.ofHours(1);
    private static final CampaignName CAMPAIGN = CampaignName.of("Crash");

    /** What a sending comes to. */
    private enum End {
        DONE,
        CANCELLED
    }

    private final Outbox outbox;
    private final Journal journal;

    private OutboxHammer(Outbox outbox, Journal journal) {
        this.outbox = outbox;
        this.journal = journal;
    }

    /**
     * Runs until it is killed.
     *
     * @param args the class of an {@link OutboxOpener}, the place to open, the file of the journal
     */
    public static void main(String[] args) throws Exception {
        OutboxOpener opener = openerOf(Class.forName(args[0]).asSubclass(OutboxOpener.class));
        Journal journal = Journal.open(Path.of(args[2]));
        opener.use(args[1], outbox -> new OutboxHammer(outbox, journal).hammer());
    }

    static OutboxOpener openerOf(Class<? extends OutboxOpener> type) throws ReflectiveOperationException {
        var constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        return constructor.newInstance();
    }

    private void hammer() {
        List<Thread> threads = IntStream.range(0, THREADS)
                .mapToObj(number -> new Thread(this::sendingAfterSending, "hammer-" + number))
                .toList();
        threads.forEach(Thread::start);
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sendingAfterSending() {
        for (int number = 0; ; number++) {
            SendingId id = new SendingId(UUID.randomUUID());
            outbox.create(new NewSending(
                    id,
                    Accounts.ACME,
                    id.toString(),
                    "hash",
                    Lane.BROADCAST,
                    new SendingSummary("", "Crash", SendingSummary.BROADCAST, CAMPAIGN)));
            acknowledged(id, Call.CREATED, 0, 0);
            fill(id);
            // Every fifth is cancelled with some of its entries in hand.
            work(id, number % 5 == 4 ? End.CANCELLED : End.DONE);
        }
    }

    private void fill(SendingId id) {
        outbox.storeContent(id, 0, Octets.of(new byte[1_000]));
        acknowledged(id, Call.STORED, 0, 1);
        for (int from = 0; from < ENTRIES; from += CHUNK) {
            outbox.append(
                    id,
                    IntStream.range(from, from + CHUNK)
                            .mapToObj(place -> new NewEntry(place, "person" + place, Octets.of(new byte[100])))
                            .toList());
            acknowledged(id, Call.APPENDED, from, from + CHUNK);
        }
        if (!outbox.seal(id, ENTRIES, outbox.now())) {
            throw new IllegalStateException("A sending of " + ENTRIES + " entries could not be sealed.");
        }
        acknowledged(id, Call.SEALED, 0, ENTRIES);
    }

    private void work(SendingId id, End end) {
        while (true) {
            List<Claim> claims = outbox.claim(
                    new ClaimRequest(id, List.of(UUID.randomUUID()), CLAIM, LEASE, ClaimRequest.Among.ALL));
            if (claims.isEmpty()) {
                break;
            }
            Claim claim = claims.get(0);
            acknowledged(claim, Call.CLAIMED);
            if (end == End.CANCELLED) {
                outbox.cancel(Accounts.ACME, id);
                acknowledged(id, Call.CANCELLED, 0, ENTRIES);
                return;
            }
            outbox.dispatch(claim.token(), claim.entries().size(), LEASE);
            acknowledged(claim, Call.DISPATCHED);
            outbox.complete(claim.entries().stream()
                    .map(entry -> accepted(entry.id(), claim))
                    .toList());
            acknowledged(claim, Call.COMPLETED);
        }
        outbox.settle(id);
        acknowledged(id, Call.SETTLED, 0, ENTRIES);
    }

    private static EntryResult accepted(EntryId entry, Claim claim) {
        return EntryResult.ended(entry, claim.token(), EntryState.ACCEPTED, "250", "Taken.", Octets.none());
    }

    private void acknowledged(Claim claim, Call call) {
        List<OutboxEntry> entries = claim.entries();
        acknowledged(
                claim.token().sending(),
                call,
                entries.get(0).id().ordinal(),
                entries.get(entries.size() - 1).id().ordinal() + 1);
    }

    private void acknowledged(SendingId id, Call call, int from, int to) {
        journal.add(new Acknowledged(id, call, from, to).toString());
    }
}
