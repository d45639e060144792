package io.sendwell;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.BlocklistEntry;
import io.sendwell.campaign.Broadcast;
import io.sendwell.campaign.CampaignNames;
import io.sendwell.check.CheckReport;
import io.sendwell.check.Finding;
import io.sendwell.check.MailRule;
import io.sendwell.check.Severity;
import io.sendwell.guard.GuardScope;
import io.sendwell.log.LoggedMessage;
import io.sendwell.log.MessageQuery;
import io.sendwell.merge.MailTemplate;
import io.sendwell.merge.TemplateException;
import io.sendwell.message.CampaignName;
import io.sendwell.message.Mail;
import io.sendwell.message.MergeData;
import io.sendwell.message.MessageClass;
import io.sendwell.message.Sms;
import io.sendwell.mime.MimeOptions;
import io.sendwell.mime.MimeRenderer;
import io.sendwell.policy.SendingPolicy;
import io.sendwell.route.Capability;
import io.sendwell.route.Route;
import io.sendwell.route.RoutePlan;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/**
 * One customer of the operator, sending: plan, check and send. Made by {@link Sendwell#account(String)}; threads may
 * share it.
 */
public final class SendingAccount {

    private static final Finding DUPLICATE =
            Finding.fail(MailRule.DUPLICATE_IN_AUDIENCE).inForm("person").weighing(Severity.MUST);

    private final AccountSettings settings;
    private final AccountGate accountGate;
    private final ConsentGate consentGate;
    private final Linking linking;
    private final Preparation preparation;
    private final Dispatcher dispatcher;
    private final Scheduling scheduling;
    private final RoutePlanner planner;
    private final PersonalData.Stores stores;
    private final Reception reception;
    private final Guard guard;
    private final SendingPolicy policy;
    private final InstantSource clock;

    SendingAccount(
            AccountSettings settings,
            AccountGate accountGate,
            ConsentGate consentGate,
            Linking linking,
            Preparation preparation,
            Dispatcher dispatcher,
            Scheduling scheduling,
            RoutePlanner planner,
            PersonalData.Stores stores,
            Reception reception,
            Guard guard,
            SendingPolicy policy,
            InstantSource clock) {
        this.settings = settings;
        this.accountGate = accountGate;
        this.consentGate = consentGate;
        this.linking = linking;
        this.preparation = preparation;
        this.dispatcher = dispatcher;
        this.scheduling = scheduling;
        this.planner = planner;
        this.stores = stores;
        this.reception = reception;
        this.guard = guard;
        this.policy = policy;
        this.clock = clock;
    }

    /** Whose account it is. */
    public AccountId id() {
        return settings.id();
    }

    /** What a way out can do for this account; empty when it is not set up. */
    public Optional<Set<Capability>> capabilities(Route route) {
        return planner.transport(settings, route)
                .map(transport -> transport.capabilities(id()).capabilities());
    }

    /**
     * Which way a mail would take now, under whose name, why, and what is lost. Nothing is sent or recorded.
     *
     * @throws io.sendwell.account.SendwellException when a store is out of reach
     */
    public RoutePlan plan(Mail mail) {
        return dispatcher.plan(settings, prepared(linking.preview(settings, mail)), defaultCampaign(mail));
    }

    /**
     * What keeps a mail from leaving or from arriving, as far as it can be seen from here: what is broken, what was put right, what
     * passes, and what could not be looked at. Nothing is sent or recorded.
     *
     * @throws io.sendwell.account.SendwellException when a store is out of reach
     */
    public CheckReport check(Mail mail) {
        Preparation.Prepared prepared = prepared(linking.preview(settings, mail));
        RoutePlan plan = dispatcher.plan(settings, prepared, defaultCampaign(mail));
        return PreflightRules.whole(settings, prepared, plan, planner, policy);
    }

    /**
     * What a mail would be if it left now: merged, with its text part, its links to unsubscribe, its identity and all its header fields, and
     * what {@link #check(Mail)} says of it. The signature is missing, which is the transport's, and so are links in place of
     * attachments, since nothing is kept anywhere. For a broadcast, preview some of its {@link Broadcast#mails()}. Nothing is sent or
     * recorded.
     *
     * @throws io.sendwell.account.SendwellException when a store is out of reach
     */
    public MailPreview preview(Mail mail) {
        Preparation.Prepared prepared = prepared(linking.preview(settings, mail));
        RoutePlan plan = dispatcher.plan(settings, prepared, defaultCampaign(mail));
        return new MailPreview(
                plan,
                PreflightRules.whole(settings, prepared, plan, planner, policy),
                prepared.mail(),
                MimeRenderer.create()
                        .render(
                                dispatcher.preview(settings, prepared, defaultCampaign(mail)),
                                MimeOptions.sevenBit().withSmtpUtf8()));
    }

    /**
     * What keeps a broadcast, or the mails of some of its persons, from leaving or from arriving, and for how many. The audience is
     * read once, whatever its length, and no more of it is held than some octets for each address. Persons whose values are alike
     * are examined once, as {@link #schedule(Broadcast)} would each of them. Nothing is sent or recorded.
     *
     * @throws io.sendwell.account.SendwellException when a store is out of reach
     */
    public BroadcastReport check(Broadcast broadcast) {
        return new BroadcastChecking(scheduling, settings, broadcast, planner, clock.instant()).run();
    }

    /**
     * Sends a mail now, to at most {@link SendingPolicy#immediateRecipientLimit()} recipients.
     *
     * <p>What concerns this mail or one recipient stands in the receipt: a finding that stops it, the blocklist, the next
     * hop's refusal. Where the throttle lets nothing out now, the mail was not handed over, and its recipients are deferred
     * with the code {@code THROTTLED} and the time to wait.
     *
     * @throws io.sendwell.account.SendwellException when a store is out of reach; nothing was sent then
     */
    public Receipt send(Mail mail) {
        Linking.Linked linked = linking.preview(settings, mail);
        Preparation.Prepared prepared = prepared(linked);
        // Nothing is put anywhere for a mail that does not leave.
        if (linked.isLinked()
                && dispatcher.plan(settings, prepared, defaultCampaign(mail)).sendable()) {
            prepared = prepared(linking.linked(settings, mail, clock.instant()));
        }
        return dispatcher
                .send(settings, List.of(prepared), defaultCampaign(mail))
                .get(0);
    }

    private Preparation.Prepared prepared(Linking.Linked linked) {
        Mail mail = linked.mail();
        Preparation.Prepared examined = linked.told(preparation.prepare(id(), mail));
        Preparation.Prepared prepared = accountGate
                .refusal(id(), mail, defaultCampaign(mail))
                .map(examined::with)
                .orElse(examined);
        int recipients = mail.recipients().size();
        return recipients > policy.immediateRecipientLimit() ? prepared.with(tooManyRecipients(recipients)) : prepared;
    }

    /** Sends a mail as {@link #send(Mail)} does, on a thread of this executor. */
    public CompletableFuture<Receipt> sendAsync(Mail mail, Executor executor) {
        return CompletableFuture.supplyAsync(() -> send(mail), executor);
    }

    /**
     * Refuses a text message: there is no transport for it yet.
     *
     * @return a receipt that says so, with a finding of code {@code SMS_NOT_SENDABLE}; nothing was sent
     */
    public Receipt send(Sms sms) {
        return new Receipt(
                "",
                campaign(sms),
                new RoutePlan(Optional.empty(), List.of(), new CheckReport(List.of(notSendable(sms)))),
                Map.of());
    }

    private CampaignName campaign(Sms sms) {
        return sms.campaign().orElseGet(() -> CampaignNames.ofIndividualMail(now()));
    }

    private static Finding notSendable(Sms sms) {
        return Finding.fail(MailRule.SMS_NOT_SENDABLE).with("segments", sms.segments());
    }

    /**
     * Sends a broadcast now, if its audience has at most {@link SendingPolicy#immediateRecipientLimit()} persons. A larger
     * one is refused as a whole, before anybody gets anything. Whoever stands in the audience twice gets one mail: the
     * first; the others have a receipt with the code {@code DUPLICATE_IN_AUDIENCE}.
     *
     * @throws io.sendwell.account.SendwellException when a store is out of reach; nothing was sent then
     */
    public BroadcastReceipt send(Broadcast broadcast) {
        Optional<Finding> closed = accountGate.refusal(id()).or(() -> consentGate.unanswerable(broadcast.template()));
        if (closed.isPresent()) {
            return refused(defaultCampaign(broadcast.template()), closed.get());
        }
        Linking.Linked preview = linking.preview(settings, broadcast.template());
        Linking.Linked linked =
                preview.isLinked() ? linking.linked(settings, broadcast.template(), clock.instant()) : preview;
        if (linked.failed()) {
            return refused(
                    defaultCampaign(broadcast.template()), linked.finding().orElseThrow());
        }
        MailTemplate template;
        try {
            template = preparation.compile(linked.mail());
        } catch (TemplateException e) {
            return refused(defaultCampaign(broadcast.template()), Preparation.templateFinding(e));
        }
        // The name says what the subject says to someone of whom nothing is known: fallbacks, and no fields.
        CampaignName campaign =
                defaultCampaign(template.merge(linked.mail(), MergeData.none()).mail());
        Optional<Finding> held = accountGate.refusal(id(), linked.mail(), campaign);
        if (held.isPresent()) {
            return refused(campaign, held.get());
        }
        List<Preparation.Prepared> prepared;
        try (Stream<Mail> mails = broadcast.mails()) {
            // One more than may go at once is enough to know, however long the audience is.
            Set<String> written = new HashSet<>();
            prepared = mails.sequential()
                    .limit(policy.immediateRecipientLimit() + 1L)
                    .map(mail -> prepared(linked.to(mail), template, written))
                    .toList();
        }
        if (prepared.size() > policy.immediateRecipientLimit()) {
            return refused(campaign, tooManyAtOnce());
        }
        return new BroadcastReceipt(
                campaign,
                new CheckReport(linked.finding().stream().toList()),
                dispatcher.send(settings, prepared, campaign));
    }

    /** Schedules a mail: it is merged, examined and stored now, and leaves later, by whichever route it has then. */
    public ScheduleRequest schedule(Mail mail) {
        return ScheduleRequest.of(mail, request -> scheduling.schedule(settings, mail, request));
    }

    /**
     * Schedules a broadcast of any size: each person's mail is merged, examined and stored now, in chunks, and leaves later.
     * Whoever must not get one is withheld and told of in the receipt; whoever stands in the audience twice gets one.
     */
    public ScheduleRequest schedule(Broadcast broadcast) {
        return ScheduleRequest.of(broadcast.template(), request -> scheduling.schedule(settings, broadcast, request));
    }

    /** Refuses a text message, as {@link #send(Sms)} does: there is no transport for it yet. */
    public ScheduleRequest schedule(Sms sms) {
        return ScheduleRequest.of(
                request -> ScheduleReceipt.refused(campaign(sms), now(), new CheckReport(List.of(notSendable(sms)))));
    }

    /** What this account has scheduled: to look at, to copy, to pause and to cancel. */
    public ScheduledList scheduled() {
        return scheduling.list(settings);
    }

    private Preparation.Prepared prepared(Mail mail, MailTemplate template, Set<String> written) {
        Preparation.Prepared prepared =
                preparation.prepare(id(), mail, mail.mergeData().orElseThrow(), template);
        String person = mail.to().get(0).address().normalForm();
        return written.add(person) ? prepared : prepared.with(DUPLICATE);
    }

    /** Messages of this account, the latest first. */
    public List<LoggedMessage> messages(MessageQuery query) {
        return stores.messageLog().find(id(), query);
    }

    /** What happened to the mail of this account: events, figures, campaigns. */
    public EventReports events() {
        return new EventReports(
                id(),
                stores.eventLog(),
                reception,
                capabilities(Route.ESP).isPresent() ? policy.statisticsLag() : Duration.ZERO);
    }

    /**
     * Why no mail of this class leaves now: the account is not enabled or was suspended, or the guard holds all mass mail of this account,
     * or everybody's. A campaign may be {@linkplain #guard(CampaignName) held} besides.
     *
     * @return empty when it leaves
     */
    public Optional<Finding> hold(MessageClass messageClass) {
        return accountGate.hold(id(), messageClass);
    }

    /** Whether the guard holds all mass mail of this account, and why. */
    public GuardReport guard() {
        return guard.report(GuardScope.of(id()));
    }

    /** Whether the guard holds a campaign of this account, and why. */
    public GuardReport guard(CampaignName campaign) {
        return guard.report(GuardScope.of(id(), campaign));
    }

    /** Why an address is not written to now; empty when it is not blocked. Only the operator lifts an entry. */
    public Optional<BlocklistEntry> blocked(EmailAddress address) {
        return blocklist().find(address);
    }

    /** Whom this account must not write to, to read. */
    public AccountBlocklist blocklist() {
        return new AccountBlocklist(id(), stores.blocklist(), stores.barrier(), clock);
    }

    /**
     * Who agreed to get broadcasts of this account: to record, to take back and to prove.
     *
     * @throws io.sendwell.account.ConfigurationException when no store of consents was handed in
     */
    public AccountConsents consents() {
        return new AccountConsents(id(), stores.consents(), clock);
    }

    /** Who wants no more broadcasts of this account. */
    public AccountOptOuts optOuts() {
        return new AccountOptOuts(id(), stores.optOuts(), clock);
    }

    /** What is held about an address: to hand it out, and to erase it. */
    public PersonalData personalData(EmailAddress person) {
        return new PersonalData(id(), person, events(), stores, policy.consentEvidence(), clock);
    }

    private CampaignName defaultCampaign(Mail mail) {
        return mail.campaign()
                .orElseGet(() -> mail.messageClass() == MessageClass.MASS
                        ? CampaignNames.ofBroadcast(now(), mail.subject(), policy)
                        : CampaignNames.ofIndividualMail(now()));
    }

    ZoneId timeZone() {
        return settings.timeZone();
    }

    private ZonedDateTime now() {
        return clock.instant().atZone(settings.timeZone());
    }

    private static BroadcastReceipt refused(CampaignName campaign, Finding finding) {
        return new BroadcastReceipt(campaign, new CheckReport(List.of(finding)), List.of());
    }

    private Finding tooManyRecipients(int recipients) {
        return Finding.fail(MailRule.TOO_MANY_RECIPIENTS_FOR_NOW)
                .with("count", recipients)
                .with("limit", policy.immediateRecipientLimit());
    }

    private Finding tooManyAtOnce() {
        return Finding.fail(MailRule.BROADCAST_TOO_LARGE_FOR_NOW)
                .inForm("more")
                .with("limit", policy.immediateRecipientLimit())
                .with("minutes", policy.minimumScheduleDelay().toMinutes());
    }
}
