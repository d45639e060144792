package io.sendwell.throttle;

import io.sendwell.account.AccountId;
import io.sendwell.address.DomainName;
import io.sendwell.outbox.Lane;
import io.sendwell.policy.SendingPolicy;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Limits how many mails leave in any rolling window, for each account and for the operator as a whole, on all nodes that
 * share the store. Threads share it too.
 *
 * <p>A worker asks for permits before it claims entries, so that it holds no lease while it waits:
 *
 * <pre>{@code
 * Permit permit = throttle.reserve(account, Lane.BROADCAST, wanted);
 * if (permit instanceof Permit.Granted granted) {
 *     int gone = claimAndSend(granted.permits(), deadlineFrom(granted.life()));
 *     throttle.refund(granted, granted.permits() - gone);
 * } else if (permit instanceof Permit.NotBefore later) {
 *     comeBackAfter(later.retryAfter());
 * }
 * }</pre>
 *
 * <p>Times are the store's; a node's clock does not matter. When the store's clock leaps forward, at most one burst more than
 * the limit leaves; when it is put back, nothing more leaves and the stream goes on after some seconds.
 *
 * <p>Each method throws {@link ThrottleException} when the store is out of reach, and when it holds a state that this version
 * does not read: nothing may leave then.
 */
public final class Throttle {

    /** When others were quicker at each try: they are many, and are done soon. */
    private static final Duration AFTER_LOST_TRIES = Duration.ofMillis(10);

    private final ThrottleStore store;
    private final SendingPolicy policy;
    private final RouteStops stops;
    private final Optional<Receivers> receivers;
    private final ThrottleLimit accountDefault;
    private final Optional<ThrottleLimit> operatorDefault;

    private Throttle(ThrottleStore store, SendingPolicy policy, Optional<Pace> pace) {
        this.store = store;
        this.policy = policy;
        this.stops = new RouteStops(store);
        this.receivers = pace.map(kept -> new Receivers(store, kept));
        this.accountDefault = new ThrottleLimit(policy.throttlePermits(), policy.throttleWindow());
        this.operatorDefault = policy.operatorThrottlePermits().isPresent()
                ? Optional.of(new ThrottleLimit(policy.operatorThrottlePermits().getAsInt(), policy.throttleWindow()))
                : Optional.empty();
    }

    /**
     * A throttle with this policy's limits, where none was set.
     *
     * @throws IllegalArgumentException when the policy's figures are outside of {@link ThrottleLimit}'s bounds
     */
    public static Throttle of(ThrottleStore store, SendingPolicy policy) {
        return new Throttle(store, policy, Optional.empty());
    }

    /** The same throttle, which keeps a pace to each receiver organisation too; all nodes had better be told the same. */
    public Throttle with(Pace pace) {
        return new Throttle(store, policy, Optional.of(pace));
    }

    /**
     * Reserves permits from the account's limit and from the operator's, all that were asked for or none.
     *
     * <p>More than {@link ThrottleLimit#mostAtOnce} of either limit is never there: who asks for more gets that many.
     *
     * <p>Broadcasts that take all they can get leave an individual mail 4 % of the limit at once. While one waits for more, they
     * wait too, on all nodes: until it has its permits, or has not come back for them.
     *
     * @param wanted how many, 1 or more; a mail to several recipients needs one for each
     * @return the permits, or how long to wait; a wait of some milliseconds when many nodes asked at once
     */
    public Permit reserve(AccountId account, Lane lane, int wanted) {
        if (wanted < 1) {
            throw new IllegalArgumentException("Permits are asked for one at least; found " + wanted + ".");
        }
        Permit own = take(accountCell(account), Optional.of(accountDefault), lane, wanted)
                .orElseThrow();
        if (!(own instanceof Permit.Granted granted)) {
            return own;
        }
        Optional<Permit> ofAll = take(operatorCell(), operatorDefault, lane, granted.permits());
        if (ofAll.isEmpty()) {
            return granted;
        }
        if (!(ofAll.get() instanceof Permit.Granted wide)) {
            refund(granted, granted.permits());
            return ofAll.get();
        }
        int permits = wide.permits();
        giveBack(granted.shares().get(0), granted.permits() - permits);
        return new Permit.Granted(
                List.of(granted.shares().get(0).first(permits), wide.shares().get(0)));
    }

    /** What the limit of this cell says; empty when the cell has none. */
    private Optional<Permit> take(Cell cell, Optional<ThrottleLimit> otherwise, Lane lane, int wanted) {
        return cell.<Optional<Permit>>change(reading -> {
                    Stream before = Stream.of(cell.key(), reading);
                    return before.ownLimit()
                            .or(() -> otherwise)
                            .map(limit -> take(cell.key(), reading, before, limit, lane, wanted))
                            .orElseGet(() -> Cell.Step.keep(Optional.empty()));
                })
                .orElseGet(() -> Optional.of(new Permit.NotBefore(AFTER_LOST_TRIES)));
    }

    private static Cell.Step<Optional<Permit>> take(
            String key, ThrottleReading reading, Stream before, ThrottleLimit limit, Lane lane, int wanted) {
        long now = Cell.micros(reading.now());
        Stream stream = before.at(now, limit);
        int permits = Math.min(wanted, limit.mostAtOnce(lane));
        long wait = stream.wait(now, limit, lane, permits);
        if (wait > 0) {
            Optional<Permit> later = Optional.of(new Permit.NotBefore(Duration.of(wait, ChronoUnit.MICROS)));
            Stream held = stream.holding(now, limit, lane, permits, wait);
            // An end that was too far ahead is written where it is now: bounded anew at each look, it would never come
            // nearer.
            return held.equals(before) ? Cell.Step.keep(later) : Cell.Step.write(later, held.text());
        }
        Stream after = stream.grant(now, limit, lane, permits);
        return Cell.Step.write(
                Optional.of(new Permit.Granted(List.of(new Share(key, limit, permits, after)))), after.text());
    }

    /**
     * Gives permits back of which nothing left. The sooner the better: what their turn was has passed by and by, and that part
     * does not come back.
     *
     * @param unused how many of them; 0 does nothing
     * @throws IllegalArgumentException when more would go back than were granted, over all calls
     */
    public void refund(Permit.Granted granted, int unused) {
        granted.give(unused);
        granted.shares().forEach(share -> giveBack(share, unused));
    }

    /** Gives back to one limit; when others are quicker at each try the permits are lost, which costs only speed. */
    private void giveBack(Share share, int unused) {
        if (unused > 0) {
            new Cell(store, share.key()).change(reading -> {
                Stream before = Stream.of(share.key(), reading);
                Stream after = before.refund(Cell.micros(reading.now()), share, unused);
                return after.equals(before) ? Cell.Step.keep(true) : Cell.Step.write(true, after.text());
            });
        }
    }

    /**
     * How much is used of what the account's limit lets out at once: 0 after a pause, 1 when the next mail has to wait.
     *
     * @throws ThrottleException when the store is out of reach
     */
    public double utilisation(AccountId account) {
        return utilisation(accountCell(account), Optional.of(accountDefault)).orElseThrow();
    }

    /**
     * How much is used of what the operator's limit lets out at once, as in {@link #utilisation(AccountId)}; empty when there is none.
     *
     * @throws ThrottleException when the store is out of reach
     */
    public OptionalDouble operatorUtilisation() {
        return utilisation(operatorCell(), operatorDefault);
    }

    private static OptionalDouble utilisation(Cell cell, Optional<ThrottleLimit> otherwise) {
        ThrottleReading reading = cell.read();
        Stream stream = Stream.of(cell.key(), reading);
        return stream.ownLimit()
                .or(() -> otherwise)
                .map(limit -> OptionalDouble.of(stream.utilisation(Cell.micros(reading.now()), limit)))
                .orElseGet(OptionalDouble::empty);
    }

    /** How many permits a worker best asks for now: {@link ThrottleLimit#slice} of the account's limit and the operator's. */
    public int slice(AccountId account, Lane lane) {
        int own = limit(account).slice(lane);
        return operatorLimit().map(wide -> Math.min(own, wide.slice(lane))).orElse(own);
    }

    /** The account's limit: the one that was set, or the policy's. */
    public ThrottleLimit limit(AccountId account) {
        return ownLimit(accountCell(account)).orElse(accountDefault);
    }

    /**
     * Sets the account's limit, on all nodes from their next request on. A rolling window across the change holds at most the
     * larger of both limits, when their windows are equally long.
     */
    public void limit(AccountId account, ThrottleLimit limit) {
        set(accountCell(account), Optional.of(limit));
    }

    /** Takes the account's own limit away; the policy's applies again. */
    public void limitByPolicy(AccountId account) {
        set(accountCell(account), Optional.empty());
    }

    /** What limits all accounts together: the limit that was set, or the policy's; empty when there is none. */
    public Optional<ThrottleLimit> operatorLimit() {
        return ownLimit(operatorCell()).or(() -> operatorDefault);
    }

    /** Sets the limit of all accounts together, on all nodes from their next request on. */
    public void operatorLimit(ThrottleLimit limit) {
        set(operatorCell(), Optional.of(limit));
    }

    /** Takes the operator's own limit away; the policy's applies again, where it has one. */
    public void operatorLimitByPolicy() {
        set(operatorCell(), Optional.empty());
    }

    /**
     * Stops a way out on all nodes, because its next hop asked for fewer mails (429, 421, 4.7.x). A stop that is on becomes
     * longer and never shorter.
     *
     * @param routeKey names what the next hop counts, such as an ESP's credential; 1 to 194 characters, always the same
     * @param retryAfter what the next hop asked for, an hour at the most; empty for 1, 2, 4 … 60 seconds, twice as long after
     *     each stop until it worked
     * @param reason the next hop's own words
     * @return how long it is stopped from now on; nodes that come back at the same moment had better draw a little more
     */
    public Duration stop(String routeKey, Optional<Duration> retryAfter, String reason) {
        return stops.stop(ThrottleKeys.route(routeKey), retryAfter, reason);
    }

    /** Why and for how much longer a way out is stopped; empty when it is not. */
    public Optional<RouteStop> stopped(String routeKey) {
        return stops.stopped(ThrottleKeys.route(routeKey));
    }

    /** Says that a way out took something: its next stop without a Retry-After begins at a second again. */
    public void worked(String routeKey) {
        stops.worked(ThrottleKeys.route(routeKey));
    }

    /**
     * Which mails of a claim may leave now, by the {@link Pace} of their receivers; all of them without one. It is asked after the
     * gates, with permits of {@link #reserve} in hand: those that have to wait are given back with their time, and their permits
     * refunded. What is granted here is not given back.
     *
     * @param sendingDomain the domain that is warming up: the one in From, as the mails leave
     * @param mails the domains of each mail's recipients; a mail counts once with each receiver organisation
     * @return how long each has to wait, in their order; {@link Duration#ZERO} for those that may leave. Mails that wait for one
     *     receiver get a turn each, at its limit's rate and up to 10 minutes ahead.
     */
    public List<Duration> reserveFor(Lane lane, DomainName sendingDomain, List<Set<DomainName>> mails) {
        return receivers
                .map(kept -> kept.reserve(lane, sendingDomain, mails))
                .orElseGet(() -> Collections.nCopies(mails.size(), Duration.ZERO));
    }

    /**
     * Stops mail to a recipient's receiver organisation for 10 minutes, on all nodes: it answered 4.7.28, or another 4.7.x for too
     * much mail. Then it gets a fifth of its pace, and a fifth more each minute. Does nothing without a {@link Pace}.
     */
    public void stopReceiver(DomainName recipient, String reason) {
        receivers.ifPresent(kept -> kept.stop(recipient, reason));
    }

    /** Says that a mail was deferred, which may hold the warm-up of its sending domain with that receiver organisation. */
    public void deferred(DomainName sendingDomain, DomainName recipient) {
        receivers.ifPresent(kept -> kept.deferred(sendingDomain, recipient));
    }

    /**
     * Says that somebody complained, which may hold the warm-up of the sending domain with that receiver organisation. Whoever
     * takes complaints in calls it; a worker hears of none.
     */
    public void complained(DomainName sendingDomain, DomainName recipient) {
        receivers.ifPresent(kept -> kept.complained(sendingDomain, recipient));
    }

    private static Optional<ThrottleLimit> ownLimit(Cell cell) {
        return Stream.of(cell.key(), cell.read()).ownLimit();
    }

    private static void set(Cell cell, Optional<ThrottleLimit> limit) {
        cell.mustChange(reading ->
                Cell.Step.write(true, Stream.of(cell.key(), reading).with(limit).text()));
    }

    private Cell accountCell(AccountId account) {
        return new Cell(store, ThrottleKeys.account(account));
    }

    private Cell operatorCell() {
        return new Cell(store, ThrottleKeys.OPERATOR);
    }
}
