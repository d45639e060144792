package io.sendwell.examples.faults;

import io.sendwell.AccountSettings;
import io.sendwell.SendingAccount;
import io.sendwell.Sendwell;
import io.sendwell.account.AccountId;
import io.sendwell.blocklist.OperatorBlocklist;
import io.sendwell.campaign.Audience;
import io.sendwell.campaign.Broadcast;
import io.sendwell.campaign.Recipient;
import io.sendwell.examples.jdbc.JdbcStorage;
import io.sendwell.guard.GuardStore;
import io.sendwell.identity.AuthorDomainFacts;
import io.sendwell.identity.DmarcPolicy;
import io.sendwell.identity.Operator;
import io.sendwell.identity.StaticAuthorFacts;
import io.sendwell.log.MessageLog;
import io.sendwell.outbox.Outbox;
import io.sendwell.outbox.Sending;
import io.sendwell.outbox.SendingId;
import io.sendwell.policy.SendingPolicy;
import io.sendwell.scheduling.OutboxWorker;
import io.sendwell.throttle.ThrottleStore;
import io.sendwell.transport.Transport;
import io.sendwell.unsubscribe.OptOutList;
import java.time.InstantSource;
import java.util.stream.IntStream;

/** An application on the database of a measurement, with everything durable in it. Its worker has its defaults. */
final class MeasuredNode implements AutoCloseable {

    static final String AUTHOR = "news@acme.example";

    private static final AccountId ACCOUNT = AccountId.of("acme");
    private static final int CONNECTIONS = 8;

    private final Pool pool;
    private final Outbox outbox;
    private final Sendwell sendwell;
    private final OutboxWorker worker;

    /**
     * Opens it; its worker does nothing before {@link #start()}.
     *
     * @param calls takes the time of what is asked of the stores
     */
    MeasuredNode(String url, Transport hop, SendingPolicy policy, TimedCalls calls) {
        pool = Pool.to(url, CONNECTIONS);
        JdbcStorage storage = JdbcStorage.open(pool.dataSource());
        outbox = calls.around(Outbox.class, storage.outbox());
        sendwell = Sendwell.builder()
                .operator(Operator.named("Acme CRM")
                        .senderField("mail@mail.vendor.example")
                        .rewritingDomain("via.vendor.example")
                        .bounceDomain("b.vendor.example")
                        .build())
                .authorFacts(StaticAuthorFacts.builder()
                        .domain(ACCOUNT.value(), "acme.example", AuthorDomainFacts.verified(DmarcPolicy.NONE))
                        .build())
                .policy(policy.with(figures -> figures.massConsent(SendingPolicy.MassConsent.LEFT_TO_THE_APPLICATION)
                        .massPostalAddress(SendingPolicy.MassPostalAddress.LEFT_TO_THE_APPLICATION)))
                .unsubscribe(Node.LINKS)
                .optOutList(calls.around(OptOutList.class, storage.optOutList()))
                .guardStore(calls.around(GuardStore.class, storage.guardStore()))
                .outbox(outbox)
                .throttleStore(calls.around(ThrottleStore.class, storage.throttleStore()))
                .messageLog(calls.around(MessageLog.class, storage.messageLog()))
                .blocklist(calls.around(OperatorBlocklist.class, storage.blocklist(InstantSource.system())))
                .esp(hop)
                .account(AccountSettings.of(ACCOUNT.value()))
                .build();
        worker = OutboxWorker.of(sendwell).build();
    }

    /** The usual policy, but a large broadcast may leave without ten minutes' notice. */
    static SendingPolicy policy() {
        return SendingPolicy.defaults().with(policy -> policy.immediateRecipientLimit(Integer.MAX_VALUE));
    }

    SendingAccount account() {
        return sendwell.account(ACCOUNT.value());
    }

    Sending find(SendingId id) {
        return outbox.find(ACCOUNT, id).orElseThrow();
    }

    void start() {
        worker.start();
    }

    /** A broadcast to so many readers, who exist one at a time. */
    static Broadcast broadcast(int readers) {
        return Broadcast.compose(mail -> mail.from("Acme News", AUTHOR)
                        .subject("News for {{name|you}}")
                        .text("Hello {{name|you}}, the spring collection is here.\n{{unsubscribe}}\n")
                        .html("<p>Hello {{name|you}}, the <b>spring collection</b> is here."
                                + " <a href=\"{{unsubscribe}}\">Unsubscribe</a></p>\n")
                        .purpose("newsletter"))
                .audience(Audience.from(
                        () -> IntStream.range(0, readers).boxed(),
                        number -> Recipient.of("Reader " + number, "reader" + number + "@example.net")
                                .merge("name", "reader " + number)))
                .build();
    }

    @Override
    public void close() {
        worker.close();
        sendwell.close();
        pool.close();
    }
}
