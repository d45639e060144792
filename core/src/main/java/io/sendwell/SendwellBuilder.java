package io.sendwell;

import io.sendwell.account.AccountId;
import io.sendwell.account.AccountStore;
import io.sendwell.account.ConfigurationException;
import io.sendwell.account.ProviderAccounts;
import io.sendwell.account.Rules;
import io.sendwell.blocklist.InMemoryBlocklist;
import io.sendwell.blocklist.OperatorBlocklist;
import io.sendwell.check.Check;
import io.sendwell.check.MailChecks;
import io.sendwell.consent.ConsentStore;
import io.sendwell.event.EventType;
import io.sendwell.event.InMemoryStrikeStore;
import io.sendwell.event.StrikeStore;
import io.sendwell.guard.GuardStore;
import io.sendwell.guard.InMemoryGuardStore;
import io.sendwell.identity.AuthorFacts;
import io.sendwell.identity.Operator;
import io.sendwell.identity.ReceiverLists;
import io.sendwell.identity.StaticAuthorFacts;
import io.sendwell.log.EventLog;
import io.sendwell.log.EventRetention;
import io.sendwell.log.InMemoryEventLog;
import io.sendwell.log.InMemoryMessageLog;
import io.sendwell.log.MessageLog;
import io.sendwell.merge.TemplateEngine;
import io.sendwell.outbox.InMemoryOutbox;
import io.sendwell.outbox.Outbox;
import io.sendwell.policy.SendingPolicy;
import io.sendwell.route.Route;
import io.sendwell.throttle.InMemoryThrottleStore;
import io.sendwell.throttle.Pace;
import io.sendwell.throttle.Throttle;
import io.sendwell.throttle.ThrottleStore;
import io.sendwell.transport.Transport;
import io.sendwell.unsubscribe.InMemoryOptOutList;
import io.sendwell.unsubscribe.OptOutList;
import io.sendwell.unsubscribe.UnsubscribeLinks;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts Sendwell together. An operator, a way out and an account are needed; everything else has a default. One thread at
 * a time.
 */
public final class SendwellBuilder {

    private static final Logger log = LoggerFactory.getLogger(Sendwell.class);

    final Map<Route, Transport> transports = new EnumMap<>(Route.class);
    final List<Check> checks = new ArrayList<>(MailChecks.all());
    final List<SendHook> hooks = new ArrayList<>();
    final List<EventListener> eventListeners = new ArrayList<>();
    final List<HandoverListener> handoverListeners = new ArrayList<>();
    final List<GuardListener> guardListeners = new ArrayList<>();
    final List<AddressListener> addressListeners = new ArrayList<>();
    Set<EventType> loggedEvents = EventRetention.USUAL;
    LandingPages landingPages = (account, link) -> Optional.empty();
    SendingPolicy policy = SendingPolicy.defaults();
    AuthorFacts authorFacts = StaticAuthorFacts.builder().build();
    ReceiverLists receiverLists = ReceiverLists.shipped();
    TemplateEngine templateEngine = TemplateEngine.sendwell();
    Optional<UnsubscribeLinks> unsubscribeLinks = Optional.empty();
    InstantSource clock = InstantSource.system();
    LongSupplier nanoTime = System::nanoTime;
    Optional<AttachmentLinks> attachmentLinks = Optional.empty();
    Optional<TraceContext> traceContext = Optional.empty();
    Optional<AccountStore> accountStore = Optional.empty();
    Optional<ConsentStore> consentStore = Optional.empty();
    Optional<ProviderAccounts> providerAccounts = Optional.empty();
    Rules rules = Rules.shipped();
    Predicate<AccountId> dashboards = account -> true;

    private @Nullable Operator operator;
    private @Nullable OperatorBlocklist blocklist;
    private @Nullable StrikeStore strikeStore;
    private @Nullable OptOutList optOutList;
    private @Nullable MessageLog messageLog;
    private @Nullable EventLog eventLog;
    private @Nullable GuardStore guardStore;
    private @Nullable Outbox outbox;
    private @Nullable ThrottleStore throttleStore;
    private Optional<Pace> pace = Optional.empty();
    private final Map<AccountId, AccountSettings> accounts = new HashMap<>();
    private Function<AccountId, Optional<AccountSettings>> directory = id -> Optional.empty();

    SendwellBuilder() {}

    /** Who runs the application. */
    public SendwellBuilder operator(Operator value) {
        operator = value;
        return this;
    }

    /** The operator's e-mail service provider; closed with Sendwell. */
    public SendwellBuilder esp(Transport transport) {
        transports.put(Route.ESP, transport);
        return this;
    }

    /** The operator's own SMTP server; closed with Sendwell. */
    public SendwellBuilder operatorServer(Transport transport) {
        transports.put(Route.OPERATOR_SMTP, transport);
        return this;
    }

    /** An account that is known from the start. */
    public SendwellBuilder account(AccountSettings settings) {
        accounts.put(settings.id(), settings);
        return this;
    }

    /** Where accounts are looked up that were not named by {@link #account}; it is asked each time. */
    public SendwellBuilder accounts(Function<AccountId, Optional<AccountSettings>> lookUp) {
        directory = lookUp;
        return this;
    }

    /**
     * The application's store of accounts. With it, an account sends only while it is {@linkplain AccountDesk#enable enabled}, and
     * {@link Sendwell#accounts()} leads it through its life. Without it every account that is known sends, and who may be one is the
     * application's own affair.
     */
    public SendwellBuilder accountStore(AccountStore value) {
        accountStore = Optional.of(value);
        return this;
    }

    /**
     * The application's store of consents. Without it no broadcast leaves, unless the policy {@linkplain
     * SendingPolicy.MassConsent#LEFT_TO_THE_APPLICATION leaves consent to the application}.
     */
    public SendwellBuilder consentStore(ConsentStore value) {
        consentStore = Optional.of(value);
        return this;
    }

    /** The rules that are accepted before an account is enabled, instead of {@link Rules#shipped()}. */
    public SendwellBuilder rules(Rules value) {
        rules = value;
        return this;
    }

    /** Where each account gets one of its own at the ESP when it is enabled. Without it all send by the operator's. */
    public SendwellBuilder providerAccounts(ProviderAccounts value) {
        providerAccounts = Optional.of(value);
        return this;
    }

    /** Which accounts may see the ESP's own pages, by their licence; all of them without it. It is asked each time. */
    public SendwellBuilder dashboards(Predicate<AccountId> entitled) {
        dashboards = entitled;
        return this;
    }

    /** The operator's figures. */
    public SendwellBuilder policy(SendingPolicy value) {
        policy = value;
        return this;
    }

    /** What is known of authors and their domains; without it nothing is, and every policy counts as reject. */
    public SendwellBuilder authorFacts(AuthorFacts facts) {
        authorFacts = facts;
        return this;
    }

    /** Lists of mailbox providers and demanding receivers, instead of those that are shipped. */
    public SendwellBuilder receiverLists(ReceiverLists lists) {
        receiverLists = lists;
        return this;
    }

    /** The application's blocklist. */
    public SendwellBuilder blocklist(OperatorBlocklist value) {
        blocklist = value;
        return this;
    }

    /** Where the bounces are counted that close an address only when they come again. In memory without one. */
    public SendwellBuilder strikeStore(StrikeStore value) {
        strikeStore = value;
        return this;
    }

    /**
     * How people leave the lists of broadcasts. Each broadcast then has such a link in its header, and in its text where
     * {@code {{unsubscribe}}} is. Without it every broadcast needs links of the application's own, or does not leave.
     */
    public SendwellBuilder unsubscribe(UnsubscribeLinks links) {
        unsubscribeLinks = Optional.of(links);
        return this;
    }

    /** The application's list of who wants no more broadcasts. In memory without one. */
    public SendwellBuilder optOutList(OptOutList value) {
        optOutList = value;
        return this;
    }

    /** Links in place of attachments that a mail is too small for. Without it a mail carries what is attached to it, or does not leave. */
    public SendwellBuilder attachmentLinks(AttachmentLinks value) {
        attachmentLinks = Optional.of(value);
        return this;
    }

    /** The application's message log. */
    public SendwellBuilder messageLog(MessageLog value) {
        messageLog = value;
        return this;
    }

    /** The application's event log, where what is reported of its mail is kept. In memory without one. */
    public SendwellBuilder eventLog(EventLog value) {
        eventLog = value;
        return this;
    }

    /**
     * Which kinds of events the event log keeps, instead of {@link EventRetention#USUAL}; all of them are counted. How many it
     * keeps is the policy's to say: {@link SendingPolicy#eventLogSize()}.
     */
    public SendwellBuilder loggedEvents(Set<EventType> types) {
        loggedEvents = Set.copyOf(types);
        return this;
    }

    /** One more listener to what is reported of the mail; they are called in the order in which they were added. */
    public SendwellBuilder eventListener(EventListener listener) {
        eventListeners.add(listener);
        return this;
    }

    /** One more listener to the calls that hand mail to a next hop; they are called in the order in which they were added. */
    public SendwellBuilder handoverListener(HandoverListener listener) {
        handoverListeners.add(listener);
        return this;
    }

    /** The application's tracing, in which mail of the outbox leaves as part of the trace that scheduled it. */
    public SendwellBuilder traceContext(TraceContext value) {
        traceContext = Optional.of(value);
        return this;
    }

    /** One more listener to which addresses are written to no more, and which are again; called in the order of adding. */
    public SendwellBuilder addressListener(AddressListener listener) {
        addressListeners.add(listener);
        return this;
    }

    /**
     * Where it stands what the guard holds, and who released it. In memory without one: then what is held goes on when the process ends,
     * until its figures hold it again.
     */
    public SendwellBuilder guardStore(GuardStore value) {
        guardStore = value;
        return this;
    }

    /** One more listener to what the guard decides; they are called in the order in which they were added. */
    public SendwellBuilder guardListener(GuardListener listener) {
        guardListeners.add(listener);
        return this;
    }

    /** How the event log names the landing pages that links lead to; by their links without it. */
    public SendwellBuilder landingPages(LandingPages pages) {
        landingPages = pages;
        return this;
    }

    /** The application's outbox, where what is scheduled waits. In memory without one. */
    public SendwellBuilder outbox(Outbox value) {
        outbox = value;
        return this;
    }

    /**
     * Where the throttle keeps its state, for all nodes. Without one it stays in this process: enough for a single one that may
     * forget, when it ends, how much went in the last window.
     */
    public SendwellBuilder throttleStore(ThrottleStore value) {
        throttleStore = value;
        return this;
    }

    /**
     * How fast the outbox's mail goes to each receiver organisation by the operator's own server, which has to be there. Without it
     * only the account and the operator are limited. Mail that is sent at once does not wait for it.
     */
    public SendwellBuilder pace(Pace value) {
        pace = Optional.of(value);
        return this;
    }

    /** Another template engine than Sendwell's own. */
    public SendwellBuilder templateEngine(TemplateEngine engine) {
        templateEngine = engine;
        return this;
    }

    /** One more check of every mail, after Sendwell's own. */
    public SendwellBuilder check(Check check) {
        checks.add(check);
        return this;
    }

    /** One more hook before and after each mail; they are called in the order in which they were added. */
    public SendwellBuilder hook(SendHook hook) {
        hooks.add(hook);
        return this;
    }

    /** Another clock than the machine's, for tests: nanoseconds that only go forward. */
    SendwellBuilder nanoTime(LongSupplier value) {
        nanoTime = value;
        return this;
    }

    /** The clock, for tests. */
    public SendwellBuilder clock(InstantSource value) {
        clock = value;
        return this;
    }

    /**
     * The finished set-up.
     *
     * @throws ConfigurationException when it cannot work; nothing was opened then
     */
    public Sendwell build() {
        if (operator == null) {
            throw new ConfigurationException("Sendwell needs to know who runs it: call operator(Operator.named(...)).");
        }
        boolean ownServers = accounts.values().stream()
                .anyMatch(account -> account.ownServer().isPresent());
        if (transports.isEmpty() && !ownServers) {
            throw new ConfigurationException(
                    "There is no way out: call esp(...), operatorServer(...), or give an account a server of its own.");
        }
        if (accountStore.isEmpty() && providerAccounts.isPresent()) {
            throw new ConfigurationException(
                    "Accounts at the ESP are made when an account is enabled, and there is no store that"
                            + " knows of that: call accountStore(...), or leave providerAccounts(...) out.");
        }
        if (pace.isPresent() && !transports.containsKey(Route.OPERATOR_SMTP)) {
            throw new ConfigurationException("A pace is kept by the operator's own server, and there is none: call"
                    + " operatorServer(...), or leave pace(...) out, because an ESP paces for itself.");
        }
        accounts.values().forEach(this::requireWayOut);
        PolicyWeights.require(policy.weights(), checks);
        keepInMemoryWhatHasNoStore();
        return new Sendwell(this);
    }

    private void keepInMemoryWhatHasNoStore() {
        List<String> inMemory = new ArrayList<>();
        if (blocklist == null) {
            blocklist = new InMemoryBlocklist(clock);
            inMemory.add("blocklist");
        }
        if (strikeStore == null) {
            strikeStore = new InMemoryStrikeStore();
            inMemory.add("strikes");
        }
        if (optOutList == null) {
            optOutList = new InMemoryOptOutList();
            inMemory.add("opt-outs");
        }
        if (messageLog == null) {
            messageLog = new InMemoryMessageLog();
            inMemory.add("message log");
        }
        if (eventLog == null) {
            eventLog = new InMemoryEventLog();
            inMemory.add("event log");
        }
        if (guardStore == null) {
            guardStore = new InMemoryGuardStore();
            inMemory.add("guard");
        }
        if (outbox == null) {
            outbox = new InMemoryOutbox(clock);
            inMemory.add("outbox");
        }
        if (throttleStore == null) {
            throttleStore = new InMemoryThrottleStore(clock);
            inMemory.add("throttle");
        }
        if (!inMemory.isEmpty()) {
            log.warn(
                    "Sendwell keeps this in memory: {}. Nothing of it survives a restart, and other nodes know nothing of it."
                            + " Hand in stores of your own.",
                    String.join(", ", inMemory));
        }
    }

    private void requireWayOut(AccountSettings account) {
        boolean none = account.candidates().stream()
                .noneMatch(route -> route == Route.ACCOUNT_SMTP || transports.containsKey(route));
        if (none) {
            throw new ConfigurationException("Account " + account.id() + " sends by "
                    + account.firstRoute().words() + ", which is not set up.");
        }
    }

    Operator requiredOperator() {
        return Objects.requireNonNull(operator);
    }

    OperatorBlocklist requiredBlocklist() {
        return Objects.requireNonNull(blocklist);
    }

    StrikeStore requiredStrikeStore() {
        return Objects.requireNonNull(strikeStore);
    }

    OptOutList requiredOptOutList() {
        return Objects.requireNonNull(optOutList);
    }

    MessageLog requiredMessageLog() {
        return Objects.requireNonNull(messageLog);
    }

    EventLog requiredEventLog() {
        return Objects.requireNonNull(eventLog);
    }

    GuardStore requiredGuardStore() {
        return Objects.requireNonNull(guardStore);
    }

    Outbox requiredOutbox() {
        return Objects.requireNonNull(outbox);
    }

    Throttle throttle() {
        Throttle throttle = Throttle.of(Objects.requireNonNull(throttleStore), policy);
        return pace.map(throttle::with).orElse(throttle);
    }

    Function<AccountId, Optional<AccountSettings>> accountDirectory() {
        Map<AccountId, AccountSettings> known = Map.copyOf(accounts);
        Function<AccountId, Optional<AccountSettings>> lookUp = directory;
        return id -> Optional.ofNullable(known.get(id)).or(() -> lookUp.apply(id));
    }
}
