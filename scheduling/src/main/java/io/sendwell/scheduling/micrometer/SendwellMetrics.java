package io.sendwell.scheduling.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.sendwell.EventListener;
import io.sendwell.HandoverCall;
import io.sendwell.HandoverListener;
import io.sendwell.HandoverResult;
import io.sendwell.account.AccountId;
import io.sendwell.log.LoggedEvent;
import io.sendwell.scheduling.OutboxWorker;
import io.sendwell.scheduling.WorkerEvent;
import io.sendwell.scheduling.WorkerListener;
import io.sendwell.throttle.Throttle;
import java.util.Locale;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sendwell's figures in a {@link MeterRegistry}. One object is the listener of all three kinds:
 *
 * <pre>{@code
 * SendwellMetrics metrics = SendwellMetrics.in(registry);
 * Sendwell sendwell = Sendwell.builder()
 *     .handoverListener(metrics)
 *     .eventListener(metrics)
 *     ...
 * OutboxWorker worker = OutboxWorker.of(sendwell).listener(metrics).build();
 * metrics.watch(worker);
 * }</pre>
 *
 * <p>Its tags have few values each, however much is sent: no address, subject, campaign, or id of a mail is among them. Threads share
 * it; a registry that throws changes nothing but the figures.
 */
public final class SendwellMetrics implements HandoverListener, EventListener, WorkerListener {

    private static final Logger log = LoggerFactory.getLogger(SendwellMetrics.class);

    /** Whether the figures tell the accounts apart. */
    private enum Accounts {
        TOGETHER,
        APART
    }

    private final MeterRegistry registry;
    private final Accounts accounts;

    private SendwellMetrics(MeterRegistry registry, Accounts accounts) {
        this.registry = registry;
        this.accounts = accounts;
    }

    /** Figures of all accounts together. */
    public static SendwellMetrics in(MeterRegistry registry) {
        return new SendwellMetrics(registry, Accounts.TOGETHER);
    }

    /**
     * Figures of each account, by the tag {@code account}. Each account then has time series of its own, some dozens of them: right for
     * tens of accounts, and too much for most monitoring systems with thousands.
     */
    public static SendwellMetrics perAccount(MeterRegistry registry) {
        return new SendwellMetrics(registry, Accounts.APART);
    }

    @Override
    public Consumer<HandoverResult> started(HandoverCall call) {
        Tags tags = ofAccount(call.account())
                .and("route", word(call.route()), "transport", call.transport(), "class", word(call.messageClass()));
        return result -> {
            Timer.builder("sendwell.handover")
                    .description("Calls that hand mail to a next hop")
                    .tags(tags.and("outcome", outcome(result)))
                    .register(registry)
                    .record(result.duration());
            DistributionSummary.builder("sendwell.handover.size")
                    .description("Texts and attachments of a call, before they are encoded")
                    .baseUnit("bytes")
                    .tags(tags)
                    .register(registry)
                    .record((double) call.octets());
            recipients(tags, "accepted", result.accepted());
            recipients(tags, "deferred", result.deferred());
            recipients(tags, "rejected", result.rejected());
            recipients(tags, "uncertain", result.uncertain());
        };
    }

    private void recipients(Tags tags, String outcome, int count) {
        Counter.builder("sendwell.recipients")
                .description("Recipients whose mail was handed to a next hop, by what it answered")
                .tags(tags.and("outcome", outcome))
                .register(registry)
                .increment(count);
    }

    private static String outcome(HandoverResult result) {
        int all = result.accepted() + result.deferred() + result.rejected() + result.uncertain();
        if (result.accepted() == all) {
            return "accepted";
        }
        if (result.deferred() == all) {
            return "deferred";
        }
        if (result.rejected() == all) {
            return "rejected";
        }
        return result.uncertain() == all ? "uncertain" : "mixed";
    }

    /** Counts what was reported; an event that is told twice counts twice. */
    @Override
    public void on(LoggedEvent event) {
        tolerantly(() -> count("sendwell.events", ofAccount(event.account()).and("type", word(event.type()))));
    }

    @Override
    public void on(WorkerEvent event) {
        tolerantly(() -> count(event));
    }

    private void count(WorkerEvent event) {
        if (event instanceof WorkerEvent.LookedUp lookUp) {
            count(
                    "sendwell.outbox.polls",
                    Tags.of("lane", word(lookUp.lane()), "found", lookUp.sendings() == 0 ? "nothing" : "something"));
        } else if (event instanceof WorkerEvent.Claimed claimed) {
            count("sendwell.outbox.claims", ofAccount(claimed.account()));
        } else if (event instanceof WorkerEvent.Completed completed) {
            count(
                    "sendwell.outbox.entries",
                    ofAccount(completed.account())
                            .and("state", word(completed.result().state())));
        } else if (event instanceof WorkerEvent.Fenced fenced) {
            count("sendwell.outbox.fenced", ofAccount(fenced.account()));
        } else if (event instanceof WorkerEvent.LeftInDoubt doubt) {
            count("sendwell.outbox.doubts", ofAccount(doubt.account()));
        } else if (event instanceof WorkerEvent.Recovered recovered) {
            registry.counter("sendwell.outbox.recovered", ofAccount(recovered.account()))
                    .increment(recovered.entries());
        } else if (event instanceof WorkerEvent.LeaseLost) {
            count("sendwell.outbox.leases.lost", Tags.empty());
        } else if (event instanceof WorkerEvent.Paused paused) {
            count("sendwell.outbox.paused", ofAccount(paused.account()));
        } else if (event instanceof WorkerEvent.RouteChanged changed) {
            count("sendwell.route.changes", Tags.of("state", word(changed.state())));
        } else if (event instanceof WorkerEvent.StoreAway) {
            count("sendwell.store.away", Tags.empty());
        }
    }

    /**
     * Counts the answer to a webhook: {@code received} for 2xx, {@code refused} for 4xx, {@code again} for what the ESP is to send once
     * more. To be called where the application answers.
     *
     * @param status the HTTP status of the answer
     */
    public void webhookAnswered(int status) {
        String outcome = status >= 500 ? "again" : status >= 400 ? "refused" : "received";
        tolerantly(() -> count("sendwell.webhooks", Tags.of("outcome", outcome)));
    }

    /** Shows how a worker stands, as long as it is in use: its backlog by lane, what it has in hand, its permits. */
    public void watch(OutboxWorker worker) {
        WorkerGauges.bind(worker, registry);
    }

    /** Shows how much of the operator's limit is used; each look asks the throttle's store. Not a number where there is none. */
    public void watch(Throttle throttle) {
        ThrottleGauges.bind(throttle, registry);
    }

    /** Shows how much of an account's limit is used; each look asks the throttle's store. */
    public void watch(Throttle throttle, AccountId account) {
        ThrottleGauges.bind(throttle, account, registry);
    }

    private Tags ofAccount(AccountId account) {
        return accounts == Accounts.APART ? Tags.of(Tag.of("account", account.toString())) : Tags.empty();
    }

    private void count(String name, Tags tags) {
        registry.counter(name, tags).increment();
    }

    // An event that a listener throws at is not recorded; a figure is not worth that.
    private static void tolerantly(Runnable counting) {
        try {
            counting.run();
        } catch (RuntimeException e) {
            log.warn("Something could not be counted", e);
        }
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
