package io.sendwell;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.BlockReason;
import io.sendwell.blocklist.BlocklistEntry;
import io.sendwell.blocklist.BlocklistQuery;
import io.sendwell.blocklist.LiftedEntry;
import io.sendwell.blocklist.OperatorBlocklist;
import io.sendwell.blocklist.RowUndo;
import io.sendwell.event.StrikeStore;
import io.sendwell.transport.Transport;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The blocklist in the operator's hands. From {@link Sendwell#blocklist()}; threads may share it.
 *
 * <p>Every method throws a {@link io.sendwell.account.SendwellException} when a store is out of reach. What was done until then
 * stays done; call again, and the rest is done, too.
 */
public final class BlocklistDesk {

    private static final Logger log = LoggerFactory.getLogger(BlocklistDesk.class);

    private static final int AT_ONCE = 500;

    private final OperatorBlocklist blocklist;
    private final StrikeStore strikes;
    private final Barrier barrier;
    private final AddressListeners listeners;
    private final Collection<Transport> transports;
    private final InstantSource clock;

    BlocklistDesk(
            OperatorBlocklist blocklist,
            StrikeStore strikes,
            Barrier barrier,
            AddressListeners listeners,
            Collection<Transport> transports,
            InstantSource clock) {
        this.blocklist = blocklist;
        this.strikes = strikes;
        this.barrier = barrier;
        this.listeners = listeners;
        this.transports = List.copyOf(transports);
        this.clock = clock;
    }

    /** Why an account does not write to an address now; empty when it may. */
    public Optional<BlocklistEntry> find(AccountId account, EmailAddress address) {
        return Optional.ofNullable(
                barrier.find(account, List.of(address), clock.instant()).get(address.normalForm()));
    }

    /**
     * A page of the list. Addresses that repeated bounces stopped are not on it, since that is worked out each time; {@link #find}
     * names them.
     */
    public List<BlocklistEntry> entries(BlocklistQuery query) {
        return blocklist.entries(query);
    }

    /** Blocks an address by hand, or by what another system knows, and tells the listeners. */
    public void add(BlocklistEntry entry) {
        blocklist.add(entry);
        listeners.blocked(entry);
    }

    /**
     * Lets an address be written to again: lifts every entry of every account, forgets its bounces, tells the listeners, and lifts
     * at the ESPs what can be lifted there. A complaint may be lifted only after a new consent.
     *
     * <p>Called again, it lifts nothing twice. It tells the listeners once more and asks the ESPs again about what was lifted here
     * last, so that a call that failed half-way is repeated until it returns.
     *
     * @param reason why; not blank
     * @param liftedBy the person who decided it; not blank
     * @throws IllegalArgumentException when reason or name is blank; nothing is lifted then
     */
    public LiftReceipt lift(EmailAddress address, String reason, String liftedBy) {
        LiftedEntry.requireDecision(reason, liftedBy);
        // What the bounces come to is written down, so that the record says that it was lifted.
        Barrier.entry(address, strikes.find(List.of(address)).getOrDefault(address, List.of()))
                .ifPresent(blocklist::add);
        List<BlocklistEntry> lifted = blocklist.lift(address, reason, liftedBy);
        strikes.clear(Map.of(address, clock.instant()));
        List<BlocklistEntry> concerned = lifted.isEmpty() ? liftedLast(address) : lifted;
        concerned.forEach(entry -> listeners.released(entry, reason, liftedBy));
        return new LiftReceipt(address, lifted, atTheProviders(concerned));
    }

    private List<BlocklistEntry> liftedLast(EmailAddress address) {
        List<LiftedEntry> records = blocklist.lifted(address);
        if (records.isEmpty()) {
            return List.of();
        }
        Instant last = records.get(records.size() - 1).at();
        return records.stream()
                .filter(record -> record.at().equals(last))
                .map(LiftedEntry::entry)
                .toList();
    }

    private List<LiftReceipt.AtProvider> atTheProviders(List<BlocklistEntry> lifted) {
        List<LiftReceipt.AtProvider> results = new ArrayList<>();
        for (Transport transport : transports) {
            lifted.forEach(entry -> transport
                    .liftSuppression(entry)
                    .ifPresent(result -> results.add(new LiftReceipt.AtProvider(transport.name(), entry, result))));
        }
        return results;
    }

    /**
     * Takes back what a row of the table of bounces did that turned out wrong: lifts every entry that it made, with a record of
     * each, drops its strikes, and tells the listeners. Correct the table first, or it goes on. There may be millions; it goes
     * step by step, and when it fails half-way, called again it does the rest. Nothing is lifted at the ESPs, whose own lists
     * know nothing of our rows.
     *
     * @param reason why; not blank
     * @param liftedBy the person who decided it; not blank
     * @return how many entries were lifted
     * @throws IllegalArgumentException when reason or name is blank; nothing is lifted then
     */
    public long undo(RowUndo row, String reason, String liftedBy) {
        LiftedEntry.requireDecision(reason, liftedBy);
        long dropped = dropStrikes(row, reason, liftedBy);
        long lifted = 0;
        List<BlocklistEntry> some;
        do {
            some = blocklist.undo(row, AT_ONCE, reason, liftedBy);
            some.forEach(entry -> listeners.released(entry, reason, liftedBy));
            lifted += some.size();
        } while (!some.isEmpty());
        log.info("{} undid {}: {} entries lifted, {} strikes dropped. {}", liftedBy, row, lifted, dropped, reason);
        return lifted;
    }

    private long dropStrikes(RowUndo row, String reason, String liftedBy) {
        long dropped = 0;
        List<EmailAddress> some;
        do {
            some = strikes.undo(row, AT_ONCE);
            new HashSet<>(some).forEach(address -> tellIfOpen(address, row, reason, liftedBy));
            dropped += some.size();
        } while (!some.isEmpty());
        return dropped;
    }

    private void tellIfOpen(EmailAddress address, RowUndo row, String reason, String liftedBy) {
        boolean isOpen = Barrier.entry(address, strikes.find(List.of(address)).getOrDefault(address, List.of()))
                .isEmpty();
        if (isOpen) {
            BlocklistEntry gone = BlocklistEntry.of(address, BlockReason.REPEATED_BOUNCES, row.source(), row.from())
                    .row(row.row());
            listeners.released(gone, reason, liftedBy);
        }
    }

    /** What was lifted from an address, oldest first. */
    public List<LiftedEntry> lifted(EmailAddress address) {
        return blocklist.lifted(address);
    }
}
