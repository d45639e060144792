package io.sendwell.scheduling;

import io.sendwell.AccountSettings;
import io.sendwell.ScheduleReceipt;
import io.sendwell.Sendwell;
import io.sendwell.SendwellBuilder;
import io.sendwell.account.AccountId;
import io.sendwell.account.Secret;
import io.sendwell.blocklist.InMemoryBlocklist;
import io.sendwell.campaign.Broadcast;
import io.sendwell.campaign.Recipient;
import io.sendwell.identity.AuthorDomainFacts;
import io.sendwell.identity.DmarcPolicy;
import io.sendwell.identity.Operator;
import io.sendwell.identity.StaticAuthorFacts;
import io.sendwell.log.EventLog;
import io.sendwell.log.InMemoryEventLog;
import io.sendwell.log.InMemoryMessageLog;
import io.sendwell.log.MessageLog;
import io.sendwell.message.Mail;
import io.sendwell.outbox.EntryQuery;
import io.sendwell.outbox.InMemoryOutbox;
import io.sendwell.outbox.Outbox;
import io.sendwell.outbox.Progress;
import io.sendwell.outbox.Sending;
import io.sendwell.outbox.SendingId;
import io.sendwell.outbox.SendingState;
import io.sendwell.outbox.StoredEntry;
import io.sendwell.policy.SendingPolicy;
import io.sendwell.testkit.VirtualClock;
import io.sendwell.throttle.InMemoryThrottleStore;
import io.sendwell.transport.Transport;
import io.sendwell.unsubscribe.UnsubscribeLinks;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** An operator with an outbox in memory, two accounts and a hop, and a clock that stands still. */
final class Mailroom implements AutoCloseable {

    static final AccountId ONE = AccountId.of("one");
    static final AccountId TWO = AccountId.of("two");
    static final Instant MORNING = Instant.parse("2026-11-30T09:00:00Z");

    final VirtualClock clock = VirtualClock.at(MORNING);
    final InMemoryOutbox memory = new InMemoryOutbox(clock);
    final TroubledStore store = new TroubledStore();
    final TroubledStore logs = new TroubledStore();
    final InMemoryMessageLog messageLog = new InMemoryMessageLog();
    final InMemoryEventLog eventLog = new InMemoryEventLog();
    final ScriptedHop hop = new ScriptedHop("esp");
    final List<WorkerEvent> events = Collections.synchronizedList(new ArrayList<>());
    final InMemoryBlocklist blocklist = new InMemoryBlocklist(clock);
    final Sendwell sendwell;

    Mailroom() {
        this(policy -> policy.throttlePermits(1_000_000));
    }

    Mailroom(Consumer<SendingPolicy.Draft> figures) {
        this(figures, SendwellBuilder::esp);
    }

    /** With another way out than an ESP. */
    Mailroom(Consumer<SendingPolicy.Draft> figures, BiConsumer<SendwellBuilder, Transport> wayOut) {
        StaticAuthorFacts.Builder facts = StaticAuthorFacts.builder();
        for (AccountId account : List.of(ONE, TWO)) {
            facts.domain(account.toString(), "customer.example", AuthorDomainFacts.unverified(DmarcPolicy.NONE))
                    .confirmedMailbox(account.toString(), "jo@customer.example");
        }
        SendwellBuilder builder = Sendwell.builder()
                .operator(Operator.named("Acme CRM")
                        .senderField("mail@mail.vendor.example")
                        .rewritingDomain("via.vendor.example")
                        .bounceDomain("b.vendor.example")
                        .build())
                .account(AccountSettings.of("one"))
                .account(AccountSettings.of("two"))
                .authorFacts(facts.build())
                .policy(SendingPolicy.defaults()
                        .with(policy -> policy.massConsent(SendingPolicy.MassConsent.LEFT_TO_THE_APPLICATION)
                                .massPostalAddress(SendingPolicy.MassPostalAddress.LEFT_TO_THE_APPLICATION))
                        .with(figures))
                .unsubscribe(UnsubscribeLinks.at(
                        "https://u.vendor.example/o", Secret.of("the secret of the links to unsubscribe")))
                .blocklist(blocklist)
                .messageLog(logs.of(MessageLog.class, messageLog))
                .outbox(store.of(Outbox.class, memory))
                .eventLog(logs.of(EventLog.class, eventLog))
                .throttleStore(new InMemoryThrottleStore(clock))
                .clock(clock);
        wayOut.accept(builder, hop);
        sendwell = builder.build();
    }

    /** A worker without threads, by the clock of the room. */
    OutboxWorker worker() {
        return worker(settings -> {});
    }

    OutboxWorker worker(Consumer<WorkerSettings.Draft> figures) {
        return builder(figures).build();
    }

    OutboxWorkerBuilder builder(Consumer<WorkerSettings.Draft> figures) {
        return OutboxWorker.of(sendwell)
                .settings(WorkerSettings.defaults().with(figures))
                .listener(events::add)
                .nanoTime(() -> Duration.between(MORNING, clock.instant()).toNanos())
                .chance(new SplittableRandom(1));
    }

    /** Schedules a mail to leave now. */
    SendingId mail(String to) {
        return mail(ONE, to);
    }

    SendingId mail(AccountId account, String... to) {
        return id(sendwell.account(account.toString()).schedule(composed(to)).asSoonAsPossible());
    }

    static Mail composed(String... to) {
        var mail = Mail.compose()
                .from("Jo Berg", "jo@customer.example")
                .subject("Monday")
                .text("See you on Monday.");
        for (String recipient : to) {
            mail.to(recipient);
        }
        return mail.build();
    }

    /** Schedules a broadcast to so many persons; when they are many it starts later, and the clock is put there. */
    SendingId broadcast(int persons) {
        return broadcast(ONE, persons);
    }

    SendingId broadcast(AccountId account, int persons) {
        Instant start = clock.instant().plus(Duration.ofMinutes(persons > 100 ? 11 : 0));
        SendingId id = broadcastAt(account, persons, start);
        clock.setTo(start);
        return id;
    }

    SendingId broadcastAt(AccountId account, int persons, Instant start) {
        return broadcastAt(
                account,
                IntStream.range(0, persons)
                        .mapToObj(i -> "p" + i + "@" + account + ".example.net")
                        .toList(),
                start);
    }

    SendingId broadcastAt(AccountId account, List<String> addresses, Instant start) {
        List<Recipient> audience = addresses.stream()
                .map(address -> Recipient.of("Person " + address.charAt(1), address))
                .toList();
        Broadcast broadcast = Broadcast.compose(mail -> mail.from("Jo Berg", "jo@customer.example")
                        .subject("News")
                        .text("News for you. Unsubscribe: {{unsubscribe}}"))
                .audience(audience, person -> person)
                .build();
        return id(sendwell.account(account.toString()).schedule(broadcast).at(start.atZone(ZoneOffset.UTC)));
    }

    private static SendingId id(ScheduleReceipt receipt) {
        return receipt.id();
    }

    Sending sending(SendingId id) {
        return memory.find(ONE, id).or(() -> memory.find(TWO, id)).orElseThrow();
    }

    SendingState state(SendingId id) {
        return sending(id).state();
    }

    Progress progress(SendingId id) {
        return sending(id).progress();
    }

    /** The first entry of a sending. */
    StoredEntry entry(SendingId id) {
        return entries(id).get(0);
    }

    List<StoredEntry> entries(SendingId id) {
        return memory.entries(sending(id).account(), EntryQuery.all(id, 0, 5_000));
    }

    <E extends WorkerEvent> List<E> events(Class<E> type) {
        return List.copyOf(events).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    void pass(Duration time) {
        clock.advance(time);
    }

    @Override
    public void close() {
        sendwell.close();
    }
}
