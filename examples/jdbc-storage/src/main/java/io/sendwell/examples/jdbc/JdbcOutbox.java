package io.sendwell.examples.jdbc;

import io.sendwell.account.AccountId;
import io.sendwell.outbox.Appended;
import io.sendwell.outbox.Claim;
import io.sendwell.outbox.ClaimRequest;
import io.sendwell.outbox.ClaimToken;
import io.sendwell.outbox.Creation;
import io.sendwell.outbox.DueSending;
import io.sendwell.outbox.EntryId;
import io.sendwell.outbox.EntryQuery;
import io.sendwell.outbox.EntryResult;
import io.sendwell.outbox.Lane;
import io.sendwell.outbox.NewEntry;
import io.sendwell.outbox.NewSending;
import io.sendwell.outbox.Octets;
import io.sendwell.outbox.Outbox;
import io.sendwell.outbox.OutboxException;
import io.sendwell.outbox.Sending;
import io.sendwell.outbox.SendingId;
import io.sendwell.outbox.SendingQuery;
import io.sendwell.outbox.SendingState;
import io.sendwell.outbox.StoredEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/**
 * The outbox in a database. Each part has a class of its own: {@link Intake}, {@link Claiming} and {@link Ledger}, {@link Desk}.
 *
 * <p>Nodes and threads share it. Where a step depends on what a sending is like, it takes the sending's row first and looks
 * afterwards: in read committed, a statement sees what was committed when it began, so one that waits for a row and looks
 * around in the same breath decides by what was true before it waited.
 */
public final class JdbcOutbox implements Outbox {

    private final Intake intake;
    private final Claiming claiming;
    private final Ledger ledger;
    private final Desk desk;

    /** The outbox in the tables of this database; {@link JdbcStorage} makes them. */
    public JdbcOutbox(DataSource dataSource, Dialect dialect) {
        Transactions transactions = new Transactions(dataSource, dialect, OutboxException::new);
        intake = new Intake(transactions);
        claiming = new Claiming(transactions);
        ledger = new Ledger(transactions);
        desk = new Desk(transactions);
    }

    @Override
    public Instant now() {
        return intake.now();
    }

    @Override
    public Creation create(NewSending sending) {
        return intake.create(sending);
    }

    @Override
    public boolean storeContent(SendingId sending, int piece, Octets octets) {
        return intake.storeContent(sending, piece, octets);
    }

    @Override
    public Optional<Octets> content(SendingId sending, int piece) {
        return intake.content(sending, piece);
    }

    @Override
    public Optional<Appended> append(SendingId sending, List<NewEntry> entries) {
        return intake.append(sending, entries);
    }

    @Override
    public boolean seal(SendingId sending, long total, Instant startAt) {
        return intake.seal(sending, total, startAt);
    }

    @Override
    public List<DueSending> due(Lane lane, int perAccount, int limit) {
        return claiming.due(lane, perAccount, limit);
    }

    @Override
    public List<Claim> claim(ClaimRequest request) {
        return claiming.claim(request);
    }

    @Override
    public boolean dispatch(ClaimToken token, int size, Duration lease, Octets note) {
        return ledger.dispatch(token, size, lease, note);
    }

    @Override
    public boolean extend(ClaimToken token, Duration lease) {
        return ledger.extend(token, lease);
    }

    @Override
    public int release(ClaimToken token, Duration delay) {
        return ledger.release(token, delay);
    }

    @Override
    public Set<EntryId> complete(List<EntryResult> results) {
        return ledger.complete(results);
    }

    @Override
    public boolean confirm(AccountId account, EntryId entry, String why) {
        return ledger.confirm(account, entry, why);
    }

    @Override
    public Optional<Claim> recover(Duration settle, Duration lease) {
        return claiming.recover(settle, lease);
    }

    @Override
    public int sweepCancelled(SendingId sending, int limit) {
        return ledger.sweepCancelled(sending, limit);
    }

    @Override
    public Optional<SendingState> settle(SendingId sending) {
        return ledger.settle(sending);
    }

    @Override
    public Optional<Sending> find(AccountId account, SendingId id) {
        return desk.find(account, id);
    }

    @Override
    public List<Sending> list(SendingQuery query) {
        return desk.list(query);
    }

    @Override
    public List<StoredEntry> entries(AccountId account, EntryQuery query) {
        return desk.entries(account, query);
    }

    @Override
    public Optional<SendingState> cancel(AccountId account, SendingId id) {
        return desk.cancel(account, id);
    }

    @Override
    public Optional<SendingState> pause(AccountId account, SendingId id, String because) {
        return desk.pause(account, id, because);
    }

    @Override
    public Optional<SendingState> resume(AccountId account, SendingId id) {
        return desk.resume(account, id);
    }

    @Override
    public int requeue(AccountId account, SendingId id, Collection<Integer> ordinals) {
        return desk.requeue(account, id, ordinals);
    }

    @Override
    public Set<Integer> erase(AccountId account, SendingId id, Collection<Integer> ordinals) {
        return desk.erase(account, id, ordinals);
    }

    @Override
    public int cancelLeftOpen(Instant createdBefore, int limit) {
        return desk.cancelLeftOpen(createdBefore, limit);
    }

    @Override
    public int prune(Instant finishedBefore, int limit) {
        return desk.prune(finishedBefore, limit);
    }

    @Override
    public int forget(AccountId account, int limit) {
        return desk.forget(account, limit);
    }
}
