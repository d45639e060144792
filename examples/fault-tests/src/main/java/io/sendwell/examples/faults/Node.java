package io.sendwell.examples.faults;

import io.sendwell.AccountSettings;
import io.sendwell.SendingAccount;
import io.sendwell.Sendwell;
import io.sendwell.SendwellBuilder;
import io.sendwell.account.AccountId;
import io.sendwell.account.Secret;
import io.sendwell.event.EventIntake;
import io.sendwell.examples.faults.DyingTransport.Moment;
import io.sendwell.examples.jdbc.Dialect;
import io.sendwell.examples.jdbc.JdbcStorage;
import io.sendwell.identity.AuthorDomainFacts;
import io.sendwell.identity.DmarcPolicy;
import io.sendwell.identity.Operator;
import io.sendwell.identity.StaticAuthorFacts;
import io.sendwell.log.EventLog;
import io.sendwell.log.MessageLog;
import io.sendwell.outbox.Outbox;
import io.sendwell.outbox.Sending;
import io.sendwell.outbox.SendingId;
import io.sendwell.policy.SendingPolicy;
import io.sendwell.scheduling.InDoubt;
import io.sendwell.scheduling.OutboxWorker;
import io.sendwell.scheduling.WorkerListener;
import io.sendwell.scheduling.WorkerSettings;
import io.sendwell.scheduling.retry.RetryPolicy;
import io.sendwell.throttle.ThrottleLimit;
import io.sendwell.unsubscribe.UnsubscribeLinks;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.UnaryOperator;

/** One node of the application: a database, Sendwell on it, and a worker that may be started. */
final class Node implements AutoCloseable {

    static final String ACCOUNT = "acme";
    static final String AUTHOR_DOMAIN = "acme.example";

    private static final int NO_LIMIT = Integer.MAX_VALUE;
    private static final Duration POLL = Duration.ofMillis(100);

    private final Pool pool;
    private final Sendwell sendwell;
    private final Outbox outbox;
    private final OutboxWorker worker;

    private Node(
            Pool pool,
            Settings settings,
            UnaryOperator<Outbox> wrapped,
            UnaryOperator<SendwellBuilder> furnished,
            WorkerListener listener) {
        this.pool = pool;
        JdbcStorage storage = storage(pool, settings.text(Setting.STORE_CLOCK));
        outbox = wrapped.apply(dying(settings, Moment.AFTER_THE_OUTBOX, "complete", Outbox.class, storage.outbox()));
        sendwell = furnished.apply(builder(settings, storage, outbox)).build();
        worker = OutboxWorker.of(sendwell)
                .threads(settings.number(Setting.THREADS))
                .settings(workerSettings(settings))
                .listener(listener)
                .build();
    }

    /** Opens everything; nothing is sent before {@link #start()}. */
    static Node open(Settings settings) {
        return open(settings, UnaryOperator.identity());
    }

    /** The same, with somebody who hears what its worker does. */
    static Node watched(Settings settings, WorkerListener listener) {
        return open(settings, UnaryOperator.identity(), byItsHop(settings), listener);
    }

    /** The same with something between outbox and worker. */
    static Node open(Settings settings, UnaryOperator<Outbox> wrapped) {
        return open(settings, wrapped, byItsHop(settings), event -> {});
    }

    /** The same by another next hop, and with more that only objects can tell. */
    static Node furnished(Settings settings, UnaryOperator<SendwellBuilder> furnished) {
        return open(settings, UnaryOperator.identity(), furnished, event -> {});
    }

    private static UnaryOperator<SendwellBuilder> byItsHop(Settings settings) {
        return builder -> builder.esp(Hop.valueOf(settings.text(Setting.HOP)).transport(settings));
    }

    private static Node open(
            Settings settings,
            UnaryOperator<Outbox> wrapped,
            UnaryOperator<SendwellBuilder> furnished,
            WorkerListener listener) {
        Pool pool = Pool.to(settings.text(Setting.DATABASE), connections(settings));
        try {
            return new Node(pool, settings, wrapped, furnished, listener);
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    /** How many connections it has at the most. */
    static int connections(Settings settings) {
        return 2 * settings.number(Setting.THREADS) + 3;
    }

    SendingAccount account() {
        return sendwell.account(ACCOUNT);
    }

    Outbox outbox() {
        return outbox;
    }

    /** A sending of its account. */
    Sending find(SendingId sending) {
        return outbox.find(AccountId.of(ACCOUNT), sending).orElseThrow();
    }

    /** Where reports of its mail go in. */
    EventIntake events() {
        return sendwell.events();
    }

    /** Changes how many mails may leave, on all nodes. */
    void limit(ThrottleLimit limit) {
        sendwell.throttle().limit(AccountId.of(ACCOUNT), limit);
    }

    void start() {
        worker.start();
    }

    /** Ends the work in good order. */
    @Override
    public void close() {
        worker.close();
        sendwell.close();
        pool.close();
    }

    private static JdbcStorage storage(Pool pool, String wrongBy) {
        if (wrongBy.equals(Setting.STORE_CLOCK.usual())) {
            return JdbcStorage.open(pool.dataSource());
        }
        String now = "(CAST(extract(epoch FROM statement_timestamp()) * 1000000 AS bigint) + (" + wrongBy + "))";
        return JdbcStorage.open(pool.dataSource(), Dialect.postgresql().withNow(() -> now));
    }

    private static <T> T dying(Settings settings, Moment moment, String method, Class<T> kind, T store) {
        return settings.text(Setting.DIES).equals(moment.name()) ? DyingStore.after(method, kind, store) : store;
    }

    /** The same on every node; a real one comes from where secrets are kept. */
    static final UnsubscribeLinks LINKS =
            UnsubscribeLinks.at("https://u.vendor.example/o", Secret.of("the secret of the links to unsubscribe"));

    private static SendwellBuilder builder(Settings settings, JdbcStorage storage, Outbox outbox) {
        Duration wrongBy = settings.duration(Setting.NODE_CLOCK);
        return Sendwell.builder()
                .clock(() -> Instant.now().plus(wrongBy))
                .operator(Operator.named("Acme CRM")
                        .senderField("mail@mail.vendor.example")
                        .rewritingDomain("via.vendor.example")
                        .bounceDomain("b.vendor.example")
                        .build())
                .authorFacts(StaticAuthorFacts.builder()
                        .domain(ACCOUNT, AUTHOR_DOMAIN, AuthorDomainFacts.verified(DmarcPolicy.NONE))
                        .build())
                .policy(policy(settings))
                .unsubscribe(LINKS)
                .optOutList(storage.optOutList())
                .guardStore(storage.guardStore())
                .outbox(outbox)
                .throttleStore(storage.throttleStore())
                .messageLog(
                        dying(settings, Moment.AFTER_THE_MESSAGE_LOG, "record", MessageLog.class, storage.messageLog()))
                .eventLog(dying(settings, Moment.AFTER_THE_EVENT_LOG, "append", EventLog.class, storage.eventLog()))
                .blocklist(storage.blocklist(InstantSource.system()))
                .strikeStore(storage.strikeStore())
                .account(AccountSettings.of(ACCOUNT));
    }

    private static SendingPolicy policy(Settings settings) {
        // Large sendings may leave at once here: the ten minutes' notice is no part of what is tested.
        return SendingPolicy.defaults()
                .with(policy -> policy.massConsent(SendingPolicy.MassConsent.LEFT_TO_THE_APPLICATION)
                        .massPostalAddress(SendingPolicy.MassPostalAddress.LEFT_TO_THE_APPLICATION)
                        .immediateRecipientLimit(NO_LIMIT)
                        .throttlePermits(settings.number(Setting.PERMITS))
                        .throttleWindow(settings.duration(Setting.WINDOW)));
    }

    private static WorkerSettings workerSettings(Settings settings) {
        return WorkerSettings.defaults()
                .with(worker -> worker.lease(settings.duration(Setting.LEASE))
                        .callTimeout(settings.duration(Setting.CALL_TIMEOUT))
                        .settle(settings.duration(Setting.SETTLE))
                        .inDoubt(InDoubt.valueOf(settings.text(Setting.IN_DOUBT)))
                        .retry(retry(settings.duration(Setting.RETRY_AFTER)))
                        .keepFinished(settings.duration(Setting.KEEP_FINISHED))
                        .individualPoll(POLL)
                        .broadcastPoll(POLL)
                        .longestStoreWait(Duration.ofSeconds(1)));
    }

    private static RetryPolicy retry(Duration after) {
        RetryPolicy usual = RetryPolicy.defaults();
        return new RetryPolicy(
                List.of(after), usual.jitter(), usual.attempts(), usual.individualLife(), usual.broadcastLife());
    }
}
