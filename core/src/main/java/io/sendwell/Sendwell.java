package io.sendwell;

import io.sendwell.account.AccountId;
import io.sendwell.account.ConfigurationException;
import io.sendwell.blocklist.OperatorBlocklist;
import io.sendwell.event.EventIntake;
import io.sendwell.event.StrikeStore;
import io.sendwell.identity.BounceAddresses;
import io.sendwell.identity.IdentityDecision;
import io.sendwell.identity.Operator;
import io.sendwell.log.EventLog;
import io.sendwell.log.EventRetention;
import io.sendwell.log.MessageLog;
import io.sendwell.mime.MimeRenderer;
import io.sendwell.outbox.Outbox;
import io.sendwell.policy.SendingPolicy;
import io.sendwell.route.Route;
import io.sendwell.throttle.Throttle;
import io.sendwell.transport.Transport;
import io.sendwell.unsubscribe.OptOutList;
import io.sendwell.unsubscribe.UnsubscribeHandler;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Deliverability-aware sending for one operator. Built once, shared by all threads, closed at the end.
 *
 * <pre>{@code
 * Sendwell sendwell = Sendwell.builder()
 *     .operator(Operator.named("Acme CRM").senderField("mail@mail.vendor.example").build())
 *     .esp(MailjetTransport.builder().credentials(keys).build())
 *     .operatorServer(SmtpTransport.to(SmtpServer.startTls("smtp.vendor.example")))
 *     .account(AccountSettings.of("YourCompany_12345"))
 *     .build();
 *
 * Receipt receipt = sendwell.account("YourCompany_12345").send(mail);
 * }</pre>
 */
public final class Sendwell implements AutoCloseable {

    private final Map<Route, Transport> transports;
    private final Function<AccountId, Optional<AccountSettings>> accounts;
    private final BlocklistDesk desk;
    private final PersonalData.Stores stores;
    private final SendingPolicy policy;
    private final InstantSource clock;
    private final Preparation preparation;
    private final RoutePlanner planner;
    private final Linking linking;
    private final Dispatcher dispatcher;
    private final Scheduling scheduling;
    private final Release release;
    private final Throttle throttle;
    private final Reception reception;
    private final Guard guard;
    private final AccountGate accountGate;
    private final ConsentGate consentGate;
    private final Optional<AccountDesk> accountDesk;
    private final Optional<UnsubscribeHandler> unsubscribeHandler;

    Sendwell(SendwellBuilder b) {
        Operator operator = b.requiredOperator();
        transports = Map.copyOf(b.transports);
        accounts = b.accountDirectory();
        MessageLog messageLog = b.requiredMessageLog();
        EventLog eventLog = b.requiredEventLog();
        policy = b.policy;
        clock = b.clock;
        guard = new Guard(eventLog, b.requiredGuardStore(), policy, b.guardListeners, clock);
        accountGate = new AccountGate(b.accountStore, guard);
        consentGate = new ConsentGate(b.consentStore, policy);
        preparation = new Preparation(b.templateEngine, b.checks, policy, new Unsubscribing(b.unsubscribeLinks, clock));
        planner = new RoutePlanner(transports, new IdentityDecision(operator), b.authorFacts, b.receiverLists, policy);
        linking = new Linking(b.attachmentLinks, planner, policy);
        OperatorBlocklist blocklist = b.requiredBlocklist();
        StrikeStore strikes = b.requiredStrikeStore();
        Barrier barrier = new Barrier(blocklist, strikes);
        OptOutList optOutList = b.requiredOptOutList();
        OptOutGate optOuts = new OptOutGate(optOutList);
        unsubscribeHandler = b.unsubscribeLinks.map(links -> new UnsubscribeHandler(links, optOutList, clock));
        AddressListeners addressListeners = new AddressListeners(b.addressListeners);
        desk = new BlocklistDesk(blocklist, strikes, barrier, addressListeners, transports.values(), clock);
        Drafting drafting = new Drafting(
                planner,
                barrier,
                consentGate,
                optOuts,
                new HeaderRules(operator),
                new BounceAddresses(operator),
                new WireSizeCheck(MimeRenderer.create(), policy));
        Outbox outbox = b.requiredOutbox();
        stores = new PersonalData.Stores(outbox, messageLog, eventLog, blocklist, barrier, b.consentStore, optOutList);
        Proofs proofs = new Proofs(messageLog, outbox);
        reception = new Reception(
                messageLog,
                b.landingPages,
                eventLog,
                new EventRetention(b.loggedEvents, policy.eventLogSize()),
                new Consequences(blocklist, strikes, addressListeners, proofs, optOutList),
                guard,
                b.eventListeners,
                clock);
        Hooks hooks = new Hooks(b.hooks);
        Gates gates = new Gates(drafting, hooks);
        Handover handover = new Handover(planner, new HandoverListeners(b.handoverListeners, b.nanoTime));
        Tracing tracing = new Tracing(b.traceContext);
        Backlog backlog = new Backlog(messageLog, reception);
        DepartureGate departures = new DepartureGate(
                accountGate,
                gates,
                hooks,
                handover,
                barrier,
                consentGate,
                optOuts,
                messageLog,
                proofs,
                backlog,
                tracing,
                clock);
        release = new Release(
                outbox,
                policy,
                accounts,
                planner,
                new Thawing(outbox, preparation, clock),
                departures,
                new Recovering(planner, drafting, departures, proofs, transports.values(), clock),
                backlog,
                reception);
        MessageIds ids = new MessageIds(clock);
        scheduling = new Scheduling(
                accountGate,
                guard,
                optOuts,
                consentGate,
                outbox,
                messageLog,
                preparation,
                drafting,
                policy,
                linking,
                ids,
                tracing,
                release::scheduled);
        throttle = b.throttle();
        dispatcher = new Dispatcher(
                drafting, gates, hooks, throttle, messageLog, proofs, reception, handover, ids, clock, b.nanoTime);
        AccountHistory history = new AccountHistory(outbox, messageLog, eventLog, guard);
        accountDesk = b.accountStore.map(store -> new AccountDesk(
                store,
                b.rules,
                b.providerAccounts,
                b.dashboards,
                id -> accounts.apply(id).map(this::account),
                history,
                policy,
                release::scheduled,
                clock));
    }

    /** Starts the set-up. */
    public static SendwellBuilder builder() {
        return new SendwellBuilder();
    }

    /**
     * The account of this id.
     *
     * @throws ConfigurationException when there is no such account, or the look-up gave another one
     */
    public SendingAccount account(String id) {
        return account(AccountId.of(id));
    }

    /**
     * The account of this id.
     *
     * @throws ConfigurationException when there is no such account, or the look-up gave another one
     */
    public SendingAccount account(AccountId id) {
        AccountSettings settings = accounts.apply(id)
                .orElseThrow(() -> new ConfigurationException("There is no account \"" + id
                        + "\". Name it when Sendwell is built, by account(...) or accounts(...)."));
        if (!settings.id().equals(id)) {
            throw new ConfigurationException("The look-up of account \"" + id + "\" gave the settings of \""
                    + settings.id() + "\". Correct what was handed to accounts(...).");
        }
        return account(settings);
    }

    private SendingAccount account(AccountSettings settings) {
        return new SendingAccount(
                settings,
                accountGate,
                consentGate,
                linking,
                preparation,
                dispatcher,
                scheduling,
                planner,
                stores,
                reception,
                guard,
                policy,
                clock);
    }

    /**
     * The life of the accounts: rules, enabling, suspending, removing.
     *
     * @throws ConfigurationException when no store of accounts was handed in: then every account that is known sends
     */
    public AccountDesk accounts() {
        return accountDesk.orElseThrow(() -> new ConfigurationException("There is no store of accounts. Hand one in by"
                + " accountStore(...); InMemoryAccountStore does for a first try."));
    }

    /** The blocklist in the operator's hands. */
    public BlocklistDesk blocklist() {
        return desk;
    }

    /** What holds mass mail of which too much comes back or is called spam, in the operator's hands. */
    public GuardDesk guard() {
        return new GuardDesk(guard, release::scheduled);
    }

    /**
     * Where what is reported of the mail goes in: an ESP's webhook, a reader of bounce messages, or the application itself. Each
     * report is tied to its message, and what follows from it follows, before it is recorded: see {@link EventIntake}.
     */
    public EventIntake events() {
        return reception;
    }

    /**
     * What answers the links to unsubscribe; to be set up under the URL that they begin with.
     *
     * @throws ConfigurationException when Sendwell was built without {@link SendwellBuilder#unsubscribe}
     */
    public UnsubscribeHandler unsubscribeHandler() {
        return unsubscribeHandler.orElseThrow(() -> new ConfigurationException(
                "There are no links to unsubscribe: build Sendwell with unsubscribe(UnsubscribeLinks.at(...))."));
    }

    /** How what was scheduled leaves, for a worker. */
    public Release release() {
        return release;
    }

    /** What limits how many mails of the outbox leave; its limits may be changed while it runs. */
    public Throttle throttle() {
        return throttle;
    }

    /** Closes the transports that it was given: all of them, whatever one of them throws. */
    @Override
    public void close() {
        RuntimeException failure = null;
        for (Transport transport : transports.values()) {
            try {
                transport.close();
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
