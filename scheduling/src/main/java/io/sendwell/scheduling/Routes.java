package io.sendwell.scheduling;

import io.sendwell.account.AccountId;
import io.sendwell.scheduling.breaker.Breaker;
import io.sendwell.scheduling.breaker.BreakerPolicy;
import io.sendwell.scheduling.breaker.BreakerState;
import io.sendwell.scheduling.retry.Treatment;
import io.sendwell.throttle.RouteStop;
import io.sendwell.throttle.Throttle;
import io.sendwell.transport.Refusal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * Which routes are used now: not those that the throttle stopped for all nodes, and not those whose breaker is open here. A
 * breaker for the route knows that the server is away; one for the account on it, that its login is refused. Threads share it.
 */
final class Routes {

    /** What whoever wants to use a route hears. */
    sealed interface Answer {}

    /** Not before this has passed. */
    record Wait(Duration duration) implements Answer {}

    /** Go, and report it. The first report counts, so that nobody withdraws what another one asked for since. */
    static final class Go implements Answer {

        private final String key;
        private final Breaker ofRoute;
        private final Breaker ofAccount;
        private final String accountKey;
        private final boolean probe;
        private final AtomicBoolean reported = new AtomicBoolean();

        private Go(String key, Breaker ofRoute, Breaker ofAccount, String accountKey, boolean probe) {
            this.key = key;
            this.ofRoute = ofRoute;
            this.ofAccount = ofAccount;
            this.accountKey = accountKey;
            this.probe = probe;
        }

        String key() {
            return key;
        }

        /** Whether with one mail only. */
        boolean isProbe() {
            return probe;
        }

        private boolean isFirstReport() {
            return reported.compareAndSet(false, true);
        }
    }

    private final Throttle throttle;
    private final BreakerPolicy policy;
    private final LongSupplier nanoTime;
    private final Events events;
    private final Map<String, Breaker> breakers = new ConcurrentHashMap<>();
    private final Map<String, Boolean> wereStopped = new ConcurrentHashMap<>();

    Routes(Throttle throttle, BreakerPolicy policy, LongSupplier nanoTime, Events events) {
        this.throttle = throttle;
        this.policy = policy;
        this.nanoTime = nanoTime;
        this.events = events;
    }

    /**
     * Whether a route may be used now for an account.
     *
     * @throws io.sendwell.throttle.ThrottleException when the throttle's store is away
     */
    Answer ask(String key, AccountId account) {
        Optional<RouteStop> stop = throttle.stopped(key);
        if (stop.isPresent()) {
            wereStopped.put(key, true);
            return new Wait(stop.get().left());
        }
        String accountKey = key + " for " + account;
        Breaker ofRoute = breaker(key);
        Breaker ofAccount = breaker(accountKey);
        Breaker.Leave first = ofRoute.ask();
        if (first == Breaker.Leave.REFUSED) {
            return new Wait(atLeastASecond(ofRoute.pause()));
        }
        Breaker.Leave second = ofAccount.ask();
        if (second == Breaker.Leave.REFUSED) {
            ofRoute.withdrawn();
            return new Wait(atLeastASecond(ofAccount.pause()));
        }
        boolean probe = first == Breaker.Leave.PROBE || second == Breaker.Leave.PROBE;
        return new Go(key, ofRoute, ofAccount, accountKey, probe);
    }

    // Half open: somebody probes right now.
    private static Duration atLeastASecond(Duration pause) {
        Duration second = Duration.ofSeconds(1);
        return pause.compareTo(second) < 0 ? second : pause;
    }

    /** Nothing was handed over after all. */
    void unused(Go go) {
        if (go.isFirstReport()) {
            go.ofRoute.withdrawn();
            go.ofAccount.withdrawn();
        }
    }

    /** The route did its work, whatever it said of single mails. */
    void worked(Go go) {
        if (!go.isFirstReport()) {
            return;
        }
        tell(go.key, go.ofRoute.succeeded(), "");
        tell(go.accountKey, go.ofAccount.succeeded(), "");
        if (wereStopped.remove(go.key) != null) {
            throttle.worked(go.key);
        }
    }

    /** The route gave no answer, or one that says nothing. */
    void silent(Go go, String why) {
        if (!go.isFirstReport()) {
            return;
        }
        tell(go.key, go.ofRoute.failed(), why);
        go.ofAccount.withdrawn();
    }

    /**
     * The route took nothing, for a reason of its own.
     *
     * @throws io.sendwell.throttle.ThrottleException when the route was to be stopped and the throttle's store is away; it
     *     counts for the breaker all the same
     */
    void tookNothing(Go go, Treatment treatment, Refusal why) {
        if (!go.isFirstReport()) {
            return;
        }
        if (treatment == Treatment.ROUTE_REFUSES_US) {
            tell(go.accountKey, go.ofAccount.refused(), why.toString());
            go.ofRoute.withdrawn();
            return;
        }
        tell(go.key, go.ofRoute.failed(), why.toString());
        go.ofAccount.withdrawn();
        if (treatment == Treatment.STOP_ROUTE) {
            wereStopped.put(go.key, true);
            throttle.stop(go.key, why.retryAfter(), why.toString());
        }
    }

    private void tell(String key, Optional<BreakerState> change, String why) {
        change.ifPresent(state -> events.tell(new WorkerEvent.RouteChanged(key, state, why)));
    }

    /** How the routes stand that were used. */
    Map<String, BreakerState> states() {
        Map<String, BreakerState> states = new TreeMap<>();
        breakers.forEach((key, breaker) -> states.put(key, breaker.state()));
        return states;
    }

    private Breaker breaker(String key) {
        return breakers.computeIfAbsent(key, ignored -> new Breaker(policy, nanoTime));
    }
}
