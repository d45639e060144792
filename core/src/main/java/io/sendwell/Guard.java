package io.sendwell;

import io.sendwell.account.AccountId;
import io.sendwell.account.SendwellException;
import io.sendwell.check.Finding;
import io.sendwell.event.EventType;
import io.sendwell.guard.GuardCounts;
import io.sendwell.guard.GuardDecision;
import io.sendwell.guard.GuardMark;
import io.sendwell.guard.GuardRate;
import io.sendwell.guard.GuardRecord;
import io.sendwell.guard.GuardScope;
import io.sendwell.guard.GuardStore;
import io.sendwell.guard.GuardStoreException;
import io.sendwell.log.CampaignFigures;
import io.sendwell.log.EventLog;
import io.sendwell.log.LoggedEvent;
import io.sendwell.message.CampaignName;
import io.sendwell.message.MessageClass;
import io.sendwell.policy.SendingPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds mass mail when too much of it comes back or is called spam: that of a campaign, of an account, or of all accounts. It looks when a
 * report comes in, and before mail leaves, so that every node holds what any of them heard of. Threads share it.
 */
final class Guard {

    private static final Logger log = LoggerFactory.getLogger(Guard.class);

    /** How long a look holds for the mails that follow: some dozens by an ESP's usual pace, and no question to the store for each. */
    private static final Duration EVERY = Duration.ofSeconds(10);

    /** As often as this somebody else may change a record in between before we give up. */
    private static final int ATTEMPTS = 20;

    private static final int MOST_REMEMBERED = 10_000;

    private static final Set<EventType> HEARD = Set.of(EventType.HARD_BOUNCED, EventType.COMPLAINED);

    private record Looked(Instant at, Optional<Finding> hold) {}

    private final EventLog eventLog;
    private final GuardStore store;
    private final SendingPolicy policy;
    private final List<GuardListener> listeners;
    private final InstantSource clock;
    private final Map<GuardScope, Looked> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<GuardScope, Looked> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    Guard(
            EventLog eventLog,
            GuardStore store,
            SendingPolicy policy,
            List<GuardListener> listeners,
            InstantSource clock) {
        this.eventLog = eventLog;
        this.store = store;
        this.policy = policy;
        this.listeners = List.copyOf(listeners);
        this.clock = clock;
    }

    /** Why mass mail of a campaign is held; empty when the campaign gives no reason. */
    Optional<Finding> hold(AccountId account, CampaignName campaign) {
        return hold(GuardScope.of(account, campaign));
    }

    /** Why all mass mail of an account is held, by its own figures or by those of all accounts; empty when it is not. */
    Optional<Finding> hold(AccountId account) {
        return hold(GuardScope.operator()).or(() -> hold(GuardScope.of(account)));
    }

    private Optional<Finding> hold(GuardScope scope) {
        Optional<Looked> last = remembered(scope);
        return last.isPresent() ? last.get().hold() : look(scope);
    }

    private Optional<Looked> remembered(GuardScope scope) {
        Instant now = clock.instant();
        synchronized (remembered) {
            // Not for ever when the clock was put back.
            return Optional.ofNullable(remembered.get(scope))
                    .filter(last -> Duration.between(last.at(), now).abs().compareTo(EVERY) < 0);
        }
    }

    /** Looks at what these reports are about, if they are of a kind that counts. What fails here is looked at when mail is to leave. */
    void heard(Collection<Tying.Tied> reports) {
        Set<GuardScope> scopes = new LinkedHashSet<>();
        for (Tying.Tied report : reports) {
            LoggedEvent event = report.event();
            boolean isOfMassMail = report.message()
                    .filter(message -> message.messageClass() == MessageClass.MASS)
                    .isPresent();
            if (isOfMassMail && HEARD.contains(event.type())) {
                scopes.add(GuardScope.of(event.account(), event.campaign()));
                scopes.add(GuardScope.of(event.account()));
                scopes.add(GuardScope.operator());
            }
        }
        for (GuardScope scope : scopes) {
            try {
                // What was held a moment ago is not asked about with each report of a storm.
                if (remembered(scope).flatMap(Looked::hold).isEmpty()) {
                    look(scope);
                }
            } catch (SendwellException e) {
                log.warn("The guard could not look at {}; it does before more of it leaves", scope, e);
            }
        }
    }

    private Optional<Finding> look(GuardScope scope) {
        Instant now = clock.instant();
        Optional<Finding> hold = decided(scope, now).held().map(held -> finding(scope, held));
        synchronized (remembered) {
            remembered.put(scope, new Looked(now, hold));
        }
        return hold;
    }

    /** The record as it is after what its figures ask for was decided: by us, or by somebody who was faster. */
    private GuardRecord decided(GuardScope scope, Instant now) {
        return change(scope, record -> {
            if (record.held().isPresent()) {
                return record;
            }
            Figures figures = figures(scope, now);
            GuardRecord counted = counted(record, figures);
            return decision(counted, figures.now()).map(counted::with).orElse(counted);
        });
    }

    /**
     * Lets mass mail go again, and counts anew from here.
     *
     * @return false when it is not held
     */
    boolean release(GuardScope scope, String reason, String by) {
        Instant now = clock.instant();
        GuardDecision.Released released = new GuardDecision.Released(now, by, reason);
        GuardRecord changed = change(
                scope,
                record -> record.held().isEmpty()
                        ? record
                        : record.from(figures(scope, now).now()).with(released));
        synchronized (remembered) {
            remembered.remove(scope);
        }
        return changed.decisions().contains(released);
    }

    /** How a scope stands now. */
    GuardReport report(GuardScope scope) {
        GuardRecord record = store.find(scope).orElseGet(() -> GuardRecord.of(scope));
        Figures figures = figures(scope, clock.instant());
        GuardRecord counted = counted(record, figures);
        GuardCounts counts = counted.counted(figures.now().counts());
        List<Finding> warnings = List.of(GuardRate.values()).stream()
                .filter(rate -> GuardRules.warns(policy, scope, rate, counts))
                .map(rate -> GuardRules.finding(policy, scope, rate, counts.mails(rate), counts.reports(rate)))
                .map(GuardRules::asWarning)
                .toList();
        return new GuardReport(
                scope,
                record.held().map(held -> finding(scope, held)),
                warnings,
                counts,
                counted.marks().isEmpty()
                        ? figures.begin()
                        : counted.marks().get(0).at(),
                record.decisions());
    }

    /** What is held now, the latest first. */
    List<GuardReport> held(int limit) {
        return store.held(limit).stream().map(record -> report(record.scope())).toList();
    }

    /** Forgets the campaigns of an account that is removed. */
    void forget(AccountId account) {
        store.forgetCampaigns(account);
    }

    /**
     * What the event log has of a scope.
     *
     * @param begin when it began; for one that is no campaign nobody knows, and it is counted from the first look on
     */
    private record Figures(GuardMark now, Instant begin) {}

    private Figures figures(GuardScope scope, Instant now) {
        if (scope.campaign().isPresent()) {
            Optional<CampaignFigures> campaign = eventLog.campaign(
                    scope.account().orElseThrow(), scope.campaign().get());
            GuardCounts counts =
                    campaign.map(found -> GuardCounts.of(found.totals())).orElse(GuardCounts.none());
            return new Figures(
                    new GuardMark(now, counts),
                    campaign.map(CampaignFigures::firstAt).orElse(now));
        }
        GuardCounts counts =
                GuardCounts.of(scope.account().map(eventLog::totals).orElseGet(eventLog::totals));
        return new Figures(new GuardMark(now, counts), now);
    }

    private GuardRecord counted(GuardRecord record, Figures figures) {
        Duration window = policy.guardWindow();
        if (!record.marks().isEmpty()) {
            return record.movedOn(figures.now(), window);
        }
        if (record.scope().campaign().isEmpty()) {
            return record.from(figures.now());
        }
        Instant now = figures.now().at();
        // A young campaign is counted whole, and nothing has to be kept of it; of one of which nothing was kept for
        // long, nobody knows when its figures came together.
        if (figures.begin().plus(window).isAfter(now)) {
            return record;
        }
        return figures.begin().plus(window.multipliedBy(2)).isAfter(now)
                ? record.from(new GuardMark(figures.begin(), GuardCounts.none()))
                        .movedOn(figures.now(), window)
                : record.from(figures.now());
    }

    private Optional<GuardDecision> decision(GuardRecord record, GuardMark now) {
        GuardCounts counts = record.counted(now.counts());
        for (GuardRate rate : GuardRate.values()) {
            if (GuardRules.pauses(policy, record.scope(), rate, counts)) {
                return Optional.of(new GuardDecision.Held(now.at(), rate, counts.mails(rate), counts.reports(rate)));
            }
        }
        for (GuardRate rate : GuardRate.values()) {
            if (GuardRules.warns(policy, record.scope(), rate, counts)
                    && !record.wasWarned(rate, now.at().minus(policy.guardWindow()))) {
                return Optional.of(new GuardDecision.Warned(now.at(), rate, counts.mails(rate), counts.reports(rate)));
            }
        }
        return Optional.empty();
    }

    /** Changes a record unless somebody else did meanwhile: then anew. Whoever's change was saved tells of the decision in it. */
    private GuardRecord change(GuardScope scope, Function<GuardRecord, GuardRecord> change) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            GuardRecord before = store.find(scope).orElseGet(() -> GuardRecord.of(scope));
            GuardRecord after = change.apply(before);
            if (after.equals(before)) {
                return before;
            }
            if (store.save(after)) {
                if (after.decisions().size() > before.decisions().size()) {
                    tell(scope, after.decisions().get(after.decisions().size() - 1));
                }
                return after;
            }
        }
        throw new GuardStoreException(
                "What the guard keeps of " + scope + " was changed by others " + ATTEMPTS + " times in a row.", null);
    }

    // It is decided, whatever a listener makes of it.
    private void tell(GuardScope scope, GuardDecision decision) {
        log.warn("Guard, {}: {}", scope, decision);
        for (GuardListener listener : listeners) {
            try {
                listener.on(scope, decision);
            } catch (RuntimeException e) {
                log.warn("The guard's listener {} failed", listener.getClass().getName(), e);
            }
        }
    }

    private Finding finding(GuardScope scope, GuardDecision.Held held) {
        return GuardRules.finding(policy, scope, held.rate(), held.mails(), held.reports());
    }
}
