package io.sendwell.examples.crm;

import io.sendwell.AccountSettings;
import io.sendwell.SendingAccount;
import io.sendwell.Sendwell;
import io.sendwell.account.AccountId;
import io.sendwell.account.AccountState;
import io.sendwell.account.Secret;
import io.sendwell.address.DomainName;
import io.sendwell.credential.AesCredentialCipher;
import io.sendwell.credential.CredentialVault;
import io.sendwell.dnsauth.dkim.DkimSigner;
import io.sendwell.dnsauth.dkim.KeyRecordCheck;
import io.sendwell.dnsauth.dkim.KeyRotation;
import io.sendwell.dnsauth.dkim.KeyVisibility;
import io.sendwell.dnsauth.dkim.RotationTimes;
import io.sendwell.dnsauth.facts.DnsAuthorFacts;
import io.sendwell.dnsauth.onboarding.AccountDomains;
import io.sendwell.dnsauth.onboarding.DomainOnboarding;
import io.sendwell.dnsauth.resolver.DnsClient;
import io.sendwell.domain.DomainStore;
import io.sendwell.esp.mailjet.MailjetAccounts;
import io.sendwell.esp.mailjet.MailjetEventKind;
import io.sendwell.esp.mailjet.MailjetTransport;
import io.sendwell.esp.mailjet.MailjetWebhook;
import io.sendwell.esp.webhook.WebhookAddress;
import io.sendwell.esp.webhook.WebhookGuard;
import io.sendwell.examples.crm.data.BouncedFlag;
import io.sendwell.examples.crm.data.Customers;
import io.sendwell.examples.crm.data.Customers.Customer;
import io.sendwell.examples.crm.data.Database;
import io.sendwell.examples.crm.data.MailServers;
import io.sendwell.examples.crm.data.ProgressHistory;
import io.sendwell.examples.crm.data.Users;
import io.sendwell.examples.crm.outside.Outside;
import io.sendwell.examples.crm.outside.Repeater;
import io.sendwell.examples.jdbc.JdbcStorage;
import io.sendwell.examples.jdbc.KeyEncryption;
import io.sendwell.identity.Operator;
import io.sendwell.scheduling.OutboxWorker;
import io.sendwell.scheduling.WorkerSettings;
import io.sendwell.smtp.SmtpTransport;
import io.sendwell.unsubscribe.UnsubscribeLinks;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Sendwell as this CRM uses it: everything that is kept stands in its database, and everything that leaves goes by {@link Outside}. */
public final class Engine implements AutoCloseable {

    private static final String WEBHOOK_USER = "mailjet";
    private static final int DOMAINS_AT_ONCE = 20;
    private static final Duration REPORTS_CHECK = Duration.ofMinutes(10);
    private static final Set<MailjetEventKind> EVENTS = EnumSet.allOf(MailjetEventKind.class);

    private final Customers customers;
    private final InstantSource clock;
    private final DomainOnboarding onboarding;
    private final DnsAuthorFacts facts;
    private final MailjetTransport esp;
    private final OwnServers ownServers;
    private final Sendwell sendwell;
    private final MailjetWebhook webhook;
    private final Secret webhookPassword;
    private final OutboxWorker worker;
    private final Departures departures = new Departures();
    private final Repeater repeater = new Repeater();

    /**
     * Puts it together, and begins to send what is due.
     *
     * @param links what links to unsubscribe begin with
     * @param crm where the ESP reports to; empty when it cannot reach this CRM
     */
    Engine(
            Outside outside,
            JdbcStorage storage,
            Database database,
            Users users,
            Secrets secrets,
            URI links,
            Optional<URI> crm) {
        customers = new Customers(database);
        clock = outside.clock();
        webhookPassword = secrets.webhookPassword();
        DnsClient resolver = outside.resolver();
        DomainName operatorDomain = outside.operatorDomain();
        DomainStore domains = storage.domainStore();
        KeyRotation keys = new KeyRotation(
                storage.signingKeyStore(KeyEncryption.with(secrets.keyOfKeys())),
                KeyVisibility.by(KeyRecordCheck.over(resolver)),
                clock,
                RotationTimes.defaults());
        onboarding = DomainOnboarding.builder()
                .resolver(resolver)
                .webReader(outside.webReader(resolver))
                .store(domains)
                .keys(keys)
                .spfInclude("spf." + operatorDomain)
                .timeZones(id -> customers.find(id).orElseThrow().timeZone())
                .clock(clock)
                .build();
        CredentialVault vault = CredentialVault.of(
                storage.credentialStore(), AesCredentialCipher.of("1", secrets.keyOfLogins()), clock);
        esp = outside.mailjet()
                .credentials(vault)
                .signedDomains((account, domain) -> isActive(domains, account, domain))
                .build();
        Optional<WebhookAddress> reports = crm.map(this::webhookAt);
        MailjetAccounts espAccounts = reports.map(
                        at -> esp.accounts(outside.operatorKey()).reportingTo(at, EVENTS))
                .orElseGet(() -> esp.accounts(outside.operatorKey()));
        facts = DnsAuthorFacts.builder(resolver, domains)
                .confirmedMailboxes(users::isMailboxOf)
                .background(repeater)
                .clock(clock)
                .build();
        DkimSigner signer = DkimSigner.using(keys::ring).clock(clock).build();
        ownServers = new OwnServers(new MailServers(database), vault, outside, signer);
        sendwell = Sendwell.builder()
                .operator(Operator.named("Sample CRM")
                        .senderField("mail@mail." + operatorDomain)
                        .rewritingDomain("via." + operatorDomain)
                        .bounceDomain("b." + operatorDomain)
                        .build())
                .esp(esp)
                .operatorServer(SmtpTransport.builder(outside.operatorServer())
                        .signer(signer)
                        .build())
                .accounts(id -> customers.find(id).map(this::settings))
                .accountStore(storage.accountStore())
                .providerAccounts(espAccounts)
                .guardStore(storage.guardStore())
                .dashboards(id -> customers
                        .find(id)
                        .map(customer -> customer.licence().equals("Plus"))
                        .orElse(false))
                .authorFacts(facts)
                .unsubscribe(UnsubscribeLinks.at(links + "/o", secrets.linkSecret()))
                .outbox(storage.outbox())
                .throttleStore(storage.throttleStore())
                .messageLog(storage.messageLog())
                .eventLog(storage.eventLog())
                .blocklist(storage.blocklist(clock))
                .strikeStore(storage.strikeStore())
                .optOutList(storage.optOutList())
                .consentStore(storage.consentStore())
                .addressListener(new BouncedFlag(database))
                .clock(clock)
                .build();
        webhook = MailjetWebhook.to(sendwell.events())
                .guardedBy(WebhookGuard.basicAuth(WEBHOOK_USER, webhookPassword))
                .build();
        worker = OutboxWorker.of(sendwell)
                .settings(WorkerSettings.defaults()
                        .with(settings -> settings.lease(Duration.ofSeconds(10))
                                .callTimeout(Duration.ofSeconds(5))
                                .settle(Duration.ofSeconds(1))))
                .start();
        repeater.every(
                Duration.ofSeconds(10),
                "count departures",
                () -> departures.count(worker.status().permitsGranted()));
        ProgressHistory history = new ProgressHistory(database);
        repeater.every(
                Duration.ofSeconds(2),
                "note progress",
                () -> customers
                        .all()
                        .forEach(customer -> history.note(sendwell.account(customer.account()), clock.instant())));
        repeater.every(Duration.ofSeconds(30), "check domains", this::checkDomains);
        reports.ifPresent(at -> repeater.every(REPORTS_CHECK, "have the ESP report here", () -> reportTo(at)));
    }

    private AccountSettings settings(Customer customer) {
        AccountSettings settings = AccountSettings.of(customer.account().value())
                .withTimeZone(customer.timeZone())
                .withPostalAddress(customer.postalAddress());
        return ownServers.wayOut(customer).map(settings::withOwnServer).orElse(settings);
    }

    private static boolean isActive(DomainStore domains, AccountId account, DomainName domain) {
        return domains.find(account, domain)
                .filter(registration -> registration.state().isVerified())
                .isPresent();
    }

    private void checkDomains() {
        onboarding.checkDue(DOMAINS_AT_ONCE);
        facts.refreshDue(DOMAINS_AT_ONCE);
    }

    // This CRM may be elsewhere than when an account was enabled, and an ESP gives an address up that was away for a
    // day.
    private void reportTo(WebhookAddress here) {
        customers.all().stream()
                .map(Customer::account)
                .filter(this::isEnabled)
                .forEach(account -> esp.eventUrls(account).register(here, EVENTS));
    }

    private boolean isEnabled(AccountId account) {
        return sendwell.accounts()
                .find(account)
                .filter(known -> known.state() == AccountState.ENABLED)
                .isPresent();
    }

    private WebhookAddress webhookAt(URI crm) {
        return WebhookAddress.basicAuth(URI.create(crm + "/webhooks/mailjet"), WEBHOOK_USER, webhookPassword);
    }

    public Sendwell sendwell() {
        return sendwell;
    }

    /** The account of a customer; empty when it is not known. */
    public Optional<SendingAccount> account(AccountId id) {
        return customers.find(id).map(known -> sendwell.account(id));
    }

    public AccountDomains domains(AccountId account) {
        return onboarding.account(account);
    }

    public OwnServers ownServers() {
        return ownServers;
    }

    public MailjetWebhook webhook() {
        return webhook;
    }

    public OutboxWorker worker() {
        return worker;
    }

    public Departures departures() {
        return departures;
    }

    public InstantSource clock() {
        return clock;
    }

    /** Learns what the DNS says of the domains under which people of a customer write, so that it is known when they send. */
    public void learn(DomainName domain) {
        facts.learn(domain);
    }

    /** What a worker has in hand is finished first. */
    @Override
    public void close() {
        repeater.close();
        worker.close();
        sendwell.close();
        ownServers.close();
    }
}
