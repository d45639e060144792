package io.sendwell;

import io.sendwell.account.AccountId;
import io.sendwell.account.ConfigurationException;
import io.sendwell.outbox.Claim;
import io.sendwell.outbox.EntryId;
import io.sendwell.outbox.Outbox;
import io.sendwell.outbox.SendingId;
import io.sendwell.outbox.StoredEntry;
import io.sendwell.policy.SendingPolicy;
import io.sendwell.route.Route;
import io.sendwell.transport.Transport;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a worker needs of Sendwell: it makes mails of claimed entries, takes them past the gates again and hands them over.
 * From {@link Sendwell#release()}; threads share it.
 *
 * <p>It claims and completes nothing itself: that, the pace and the retries are the worker's.
 */
public final class Release {

    private static final Logger log = LoggerFactory.getLogger(Release.class);

    private final Outbox outbox;
    private final SendingPolicy policy;
    private final Function<AccountId, Optional<AccountSettings>> accounts;
    private final RoutePlanner planner;
    private final Thawing thawing;
    private final DepartureGate gate;
    private final Recovering recovering;
    private final Backlog backlog;
    private final Reception reception;
    private final List<Watch> watches = new CopyOnWriteArrayList<>();

    Release(
            Outbox outbox,
            SendingPolicy policy,
            Function<AccountId, Optional<AccountSettings>> accounts,
            RoutePlanner planner,
            Thawing thawing,
            DepartureGate gate,
            Recovering recovering,
            Backlog backlog,
            Reception reception) {
        this.outbox = outbox;
        this.policy = policy;
        this.accounts = accounts;
        this.planner = planner;
        this.thawing = thawing;
        this.gate = gate;
        this.recovering = recovering;
        this.backlog = backlog;
        this.reception = reception;
    }

    /** Where the entries are. */
    public Outbox outbox() {
        return outbox;
    }

    /** The operator's figures. */
    public SendingPolicy policy() {
        return policy;
    }

    /**
     * Calls back each time that this process scheduled something, so that a worker need not wait for its next look. It is called
     * on the thread that scheduled, and had better be quick; what it throws is
     * logged.
     *
     * @return ends the watch; whoever is done with it closes it, and is forgotten
     */
    public Watch onScheduled(Runnable watcher) {
        Watch watch = new Watch(watcher);
        watches.add(watch);
        return watch;
    }

    /** Somebody's wish to hear of what is scheduled; see {@link #onScheduled}. Threads may share it. */
    public final class Watch implements AutoCloseable {

        private final Runnable watcher;

        private Watch(Runnable watcher) {
            this.watcher = watcher;
        }

        /** Ends it. Closing again does nothing. */
        @Override
        public void close() {
            watches.remove(this);
        }
    }

    /** Something was sealed in this process. */
    void scheduled() {
        for (Watch watch : watches) {
            try {
                watch.watcher.run();
            } catch (RuntimeException e) {
                // It is sealed, so that whoever scheduled it must not believe that it failed.
                log.warn("A watcher of the outbox failed; it finds what was scheduled at its next look", e);
            }
        }
    }

    /**
     * The way out that the account's mail tries first; one that is stopped need not be claimed for. A mail that is too large
     * for it may still take another; {@link Departure#routes()} tells.
     *
     * @return empty when the account is not known any more, or no way out is set up for it
     */
    public Optional<Route> firstRoute(AccountId account) {
        return accounts.apply(account).flatMap(planner::firstRoute);
    }

    /**
     * Names what the next hop of a route counts for this account and so refuses together: accounts that share a server or a
     * credential share its name.
     */
    public String routeKey(AccountId account, Route route) {
        String name = route.name().toLowerCase(Locale.ROOT);
        if (route == Route.ACCOUNT_SMTP) {
            return name + ":" + account;
        }
        return accounts.apply(account)
                .flatMap(settings -> planner.transport(settings, route))
                .map(transport -> name + ":" + transport.countedAs(account))
                .orElse(name);
    }

    /** How many entries a claim of this account best has: what its first route hands over at once, and so has in doubt together. */
    public int batchSize(AccountId account) {
        return accounts.apply(account)
                .flatMap(settings -> planner.firstRoute(settings).flatMap(route -> planner.transport(settings, route)))
                .map(Transport::batchSize)
                .orElse(1);
    }

    /**
     * How long after the end of its lease a dispatched claim is left alone before {@link #resolve} asks for it: as long as a
     * next hop needs until it finds what it took.
     */
    public Duration settle() {
        return recovering.settle();
    }

    /**
     * Makes the mails of a claim and takes them past everything that was not to be known when they were scheduled: the
     * blocklist, the checks, route and identity, the hooks. What is stopped there is recorded in the message log. Nothing is
     * handed over yet.
     *
     * <p>The Date of a mail is the time of this call, to the second, unless an attempt before may have left: its date is in the
     * memo of the entry, and every later attempt has it.
     *
     * @param claim with the {@linkplain Departure#note() note} of its dispatch when some of it is prepared again after a call of
     *     it was refused as a whole
     * @throws ConfigurationException when the account is not known any more
     * @throws AccountHeldException when the account may not send now: its mail waits; the claim is as it was
     * @throws CampaignHeldException when too much of the campaign came back or was called spam: the sending is to be paused; the claim is
     *     as it was
     * @throws io.sendwell.account.SendwellException when a store or the DNS is out of reach, or the content of the sending
     *     cannot be read; the claim is as it was
     */
    public Departure prepare(Claim claim) {
        AccountSettings account = account(claim.account());
        gate.requireOpen(account);
        return gate.prepare(account, thawed(account, claim, DispatchNote.read(claim.note())));
    }

    /**
     * Finds out what became of a claim that somebody dispatched and nobody completed: from the next hop, where it can be
     * asked. That is the one that was asked to take the mail: when the account's credential was changed since then, or the way out
     * taken away, nobody can be asked, and the mail is {@linkplain Recovered.InDoubt in doubt}. What is found out for good is
     * recorded in the message log. Nothing is sent.
     *
     * @param claim recovered no sooner than {@link #settle()} after the end of its lease
     * @return for each entry, in their order
     * @throws ConfigurationException when the account is not known any more
     * @throws io.sendwell.account.SendwellException when a store or the DNS is out of reach, or the content of the sending
     *     cannot be read; the claim is as it was
     */
    public List<Recovered> resolve(Claim claim) {
        AccountSettings account = account(claim.account());
        DispatchNote note = DispatchNote.read(claim.note());
        ThawedClaim thawed = thawed(account, claim, note);
        return gate.within(account, thawed, () -> recovering.resolve(account, thawed, note));
    }

    private ThawedClaim thawed(AccountSettings account, Claim claim, DispatchNote note) {
        return LogFields.beside(
                account.id(),
                Optional.of(claim.token().sending()),
                Optional.empty(),
                () -> thawing.thaw(account, claim, note));
    }

    /**
     * Records in the logs what {@link Departure#submit} and {@link #resolve} could not, because a log was away. The worker calls it
     * before it completes these entries: of a completed one nobody finds out again what became of it, and what the logs do
     * not have of it by then they never get.
     *
     * @throws io.sendwell.account.SendwellException when a log is out of reach; the entries are not to be completed yet
     */
    public void record(Collection<EntryId> entries) {
        backlog.write(entries.stream().map(EntryId::messageId).toList());
    }

    /**
     * Records that these entries were tried for the last time: for each recipient whom the next hop put off until then it is a bounce,
     * as though it had been reported. The worker calls it before it completes them as failed. Again for the same entries it changes
     * nothing.
     *
     * @throws io.sendwell.account.SendwellException when a log is out of reach; the entries are not to be completed yet
     */
    public void givenUp(AccountId account, Collection<EntryId> entries) {
        reception.givenUp(account, entries.stream().map(EntryId::messageId).toList());
    }

    /** Whether an entry is accepted because a report proved it, before the next hop's own answer came or in place of it. */
    public static boolean wasProven(StoredEntry entry) {
        return Proofs.proved(entry);
    }

    /**
     * Takes what never left of a sending that is being cancelled out of the message log. The worker calls it when every entry has
     * ended and before it settles the sending: afterwards nobody looks for what a process that died in between left there.
     *
     * @throws io.sendwell.account.SendwellException when the log is out of reach; the sending is not to be settled yet
     */
    public void forgetUnsent(AccountId account, SendingId sending) {
        backlog.forgetUnsent(account, sending);
    }

    private AccountSettings account(AccountId id) {
        return accounts.apply(id)
                .orElseThrow(() -> new ConfigurationException("There is no account \"" + id
                        + "\" any more, and the outbox holds mail of it. Name it, or cancel what it scheduled."));
    }
}
