package io.sendwell.examples.rules;

import io.sendwell.AccountSettings;
import io.sendwell.OwnServer;
import io.sendwell.Receipt;
import io.sendwell.SendingAccount;
import io.sendwell.Sendwell;
import io.sendwell.SendwellBuilder;
import io.sendwell.account.Secret;
import io.sendwell.address.DomainName;
import io.sendwell.blocklist.InMemoryBlocklist;
import io.sendwell.esp.mailjet.MailjetCredentials;
import io.sendwell.esp.mailjet.MailjetTransport;
import io.sendwell.esp.mailjet.MailjetTransportBuilder;
import io.sendwell.identity.AuthorDomainFacts;
import io.sendwell.identity.DmarcPolicy;
import io.sendwell.identity.Operator;
import io.sendwell.identity.StaticAuthorFacts;
import io.sendwell.log.InMemoryMessageLog;
import io.sendwell.message.Mail;
import io.sendwell.message.MailBuilder;
import io.sendwell.message.MessageClass;
import io.sendwell.mime.MessageSigner;
import io.sendwell.outbox.InMemoryOutbox;
import io.sendwell.policy.SendingPolicy;
import io.sendwell.route.Route;
import io.sendwell.scheduling.OutboxWorker;
import io.sendwell.smtp.SmtpServer;
import io.sendwell.smtp.SmtpTransport;
import io.sendwell.testkit.VirtualClock;
import io.sendwell.testkit.mailjet.FakeMailjet;
import io.sendwell.testkit.mailjet.FakeMailjetAccount;
import io.sendwell.testkit.smtp.FakeSmtp;
import io.sendwell.testkit.smtp.FakeSmtpBuilder;
import io.sendwell.throttle.InMemoryThrottleStore;
import io.sendwell.transport.Transport;
import io.sendwell.unsubscribe.UnsubscribeLinks;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The vendor "Acme CRM", its account {@code cust1}, a Mailjet and an SMTP server: everything real but the far side, where
 * what left can be read. The author is Jo Berg of customer.example; unless a test says otherwise, Jo has confirmed the
 * mailbox, the domain is not verified and publishes no policy, and Mailjet permits the Sender property.
 */
final class Scene implements AutoCloseable {

    static final String JO = "jo@customer.example";
    static final String KIM = "kim@rcpt.example";

    static final Instant MORNING = Instant.parse("2026-11-23T08:00:00Z");
    static final UnsubscribeLinks LINKS =
            UnsubscribeLinks.at("https://u.vendor.example/o", Secret.of("the secret of the links to unsubscribe"));
    static final String ADDRESS = "Jo's Shop, 12 Harbour Road, Bristol BS1 4RN";

    private static final String ACCOUNT = "cust1";
    private static final String VENDOR = "mail@mail.vendor.example";

    private final FakeMailjet mailjet = FakeMailjet.start();
    private final FakeMailjetAccount key = mailjet.account("vendor").permitOnBehalfOf();
    private FakeSmtpBuilder serverSettings = FakeSmtp.builder().startTls().keepsContentUpTo(16 * 1024 * 1024);
    private UnaryOperator<MailjetTransportBuilder> espSettings = MailjetTransportBuilder::permitOnBehalfOf;
    private UnaryOperator<Operator.Builder> operatorSettings =
            operator -> operator.rewritingDomain("via.vendor.example").bounceDomain("b.vendor.example");
    private UnaryOperator<AccountSettings> accountSettings = account -> account;
    private UnaryOperator<OwnServer> ownServerSettings = server -> server;
    private final StaticAuthorFacts.Builder facts = StaticAuthorFacts.builder();
    private SendingPolicy policy = SendingPolicy.defaults();
    private Optional<MessageSigner> signer = Optional.empty();
    private UnaryOperator<SendwellBuilder> settings = builder -> builder;
    private boolean espBySmtp;
    private boolean ownServer;
    private Optional<Route> only = Optional.empty();
    private final List<Runnable> open = new ArrayList<>(List.of(mailjet::close));
    private Optional<FakeSmtp> server = Optional.empty();
    private Optional<Sendwell> sendwell = Optional.empty();

    Scene() {
        facts.confirmedMailbox(ACCOUNT, JO);
        domain("customer.example", AuthorDomainFacts.unverified(DmarcPolicy.NONE));
        Stream.of(VENDOR, "*@customer.example", "*@via.vendor.example", "*@cust1.via.vendor.example")
                .forEach(key::allowSender);
    }

    Scene domain(String name, AuthorDomainFacts of) {
        facts.domain(ACCOUNT, name, of);
        return this;
    }

    Scene jo(AuthorDomainFacts of) {
        return domain("customer.example", of);
    }

    Scene confirmed(String address) {
        facts.confirmedMailbox(ACCOUNT, address);
        return this;
    }

    /** Only the operator's SMTP server sends. */
    Scene bySmtp() {
        only = Optional.of(Route.OPERATOR_SMTP);
        return this;
    }

    /** The ESP is one that is spoken to by SMTP, so that the reverse-path may be chosen. */
    Scene byEspWithReversePath() {
        espBySmtp = true;
        return this;
    }

    /** The account sends by a server of its own. */
    Scene byOwnServer(UnaryOperator<OwnServer> settings) {
        ownServer = true;
        ownServerSettings = settings;
        return this;
    }

    /** Whoever sends by SMTP signs for this domain. */
    Scene smtpSigns(String domain) {
        return signedBy(new MarkingSigner(DomainName.parse(domain)));
    }

    /** What leaves by SMTP is signed by this. */
    Scene signedBy(MessageSigner value) {
        signer = Optional.of(value);
        return this;
    }

    /** Whatever else Sendwell is built with, after all that the scene sets. */
    Scene with(UnaryOperator<SendwellBuilder> more) {
        UnaryOperator<SendwellBuilder> before = settings;
        settings = builder -> more.apply(before.apply(builder));
        return this;
    }

    /** Broadcasts get links to unsubscribe of Sendwell's own. */
    Scene withLinks() {
        return with(builder -> builder.unsubscribe(LINKS));
    }

    /** The scene's clock stands, and moves when it is told to. */
    Scene at(VirtualClock clock) {
        return with(builder ->
                builder.clock(clock).outbox(new InMemoryOutbox(clock)).throttleStore(new InMemoryThrottleStore(clock)));
    }

    /** What the operator answers for otherwise is asked for after all. */
    Scene withPolicy(Consumer<SendingPolicy.Draft> figures) {
        return with(builder -> builder.policy(SendingPolicy.defaults().with(figures)));
    }

    /** What the outbox holds and is due leaves. */
    Scene release() {
        try (OutboxWorker worker = OutboxWorker.of(sendwell()).build()) {
            worker.runOnce();
        }
        return this;
    }

    Scene esp(UnaryOperator<MailjetTransportBuilder> settings) {
        espSettings = settings;
        return this;
    }

    Scene espSigns(String domain) {
        return esp(mailjetTransport -> mailjetTransport
                .permitOnBehalfOf()
                .signedDomains((account, author) -> author.ascii().equals(domain)));
    }

    Scene operator(UnaryOperator<Operator.Builder> settings) {
        operatorSettings = settings;
        return this;
    }

    Scene account(UnaryOperator<AccountSettings> settings) {
        accountSettings = settings;
        return this;
    }

    Scene policy(SendingPolicy value) {
        policy = value;
        return this;
    }

    Scene server(UnaryOperator<FakeSmtpBuilder> settings) {
        serverSettings = settings.apply(serverSettings);
        return this;
    }

    /** A mail from Jo to Kim, with something to say. */
    static MailBuilder mail() {
        return Mail.compose().from("Jo Berg", JO).to(KIM).subject("Monday").text("See you on Monday.\n");
    }

    /** A mail to one person out of many; it has its link to unsubscribe and the postal address of its sender. */
    static MailBuilder newsletter() {
        String link = "https://customer.example/bye?person=7";
        return mail().messageClass(MessageClass.MASS)
                .text("See you on Monday.\nUnsubscribe: " + link + "\n" + ADDRESS + "\n")
                .unsubscribe(URI.create(link));
    }

    Receipt send() {
        return send(mail());
    }

    Receipt send(MailBuilder mail) {
        return account().send(mail.build());
    }

    SendingAccount account() {
        return sendwell().account(ACCOUNT);
    }

    Sendwell sendwell() {
        if (sendwell.isEmpty()) {
            sendwell = Optional.of(built());
            open.add(0, sendwell.get()::close);
        }
        return sendwell.get();
    }

    /** What left, by whichever way. */
    List<Wire> left() {
        return Stream.concat(
                        key.accepted().stream().map(Wire::of),
                        server().received().stream().map(Wire::of))
                .toList();
    }

    /** The one mail that left. */
    Wire onlyOne() {
        List<Wire> all = left();
        if (all.size() != 1) {
            throw new AssertionError("Exactly one mail should have left, and it was " + all.size() + ": " + all);
        }
        return all.get(0);
    }

    FakeMailjetAccount mailjet() {
        return key;
    }

    /** Mailjet itself, where things happen to what was delivered. */
    FakeMailjet mailjetService() {
        return mailjet;
    }

    FakeSmtp server() {
        if (server.isEmpty()) {
            server = Optional.of(serverSettings.start());
            open.add(server.get()::close);
        }
        return server.get();
    }

    private Sendwell built() {
        Transport smtp = smtp();
        AccountSettings account = AccountSettings.of(ACCOUNT).withPostalAddress(ADDRESS);
        if (ownServer) {
            account = account.withOwnServer(ownServerSettings.apply(OwnServer.of(smtp)));
        }
        if (only.isPresent()) {
            account = account.withFirstRoute(only.get());
        }
        return settings.apply(Sendwell.builder()
                        .operator(operatorSettings
                                .apply(Operator.named("Acme CRM").senderField(VENDOR))
                                .build())
                        .esp(espBySmtp ? smtp : esp())
                        .operatorServer(smtp)
                        .account(accountSettings.apply(account))
                        .authorFacts(facts.build())
                        .policy(policy.with(
                                figures -> figures.massConsent(SendingPolicy.MassConsent.LEFT_TO_THE_APPLICATION)))
                        .blocklist(new InMemoryBlocklist(InstantSource.system()))
                        .messageLog(new InMemoryMessageLog()))
                .build();
    }

    private Transport esp() {
        return espSettings
                .apply(MailjetTransport.builder()
                        .baseUrl(mailjet.baseUrl())
                        .permitPlainHttp()
                        .credentials(MailjetCredentials.of(key.apiKey(), Secret.of(key.secretKey()))))
                .build();
    }

    private Transport smtp() {
        var transport = SmtpTransport.builder(
                SmtpServer.startTls(server().host()).withPort(server().port()).sslContext(FakeSmtp.clientSslContext()));
        signer.ifPresent(transport::signer);
        return transport.build();
    }

    @Override
    public void close() {
        open.forEach(Runnable::run);
    }
}
