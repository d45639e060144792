package io.sendwell;

import io.sendwell.account.AccountId;
import io.sendwell.address.DomainName;
import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.Blocklist;
import io.sendwell.blocklist.BlocklistEntry;
import io.sendwell.check.CheckReport;
import io.sendwell.check.Finding;
import io.sendwell.identity.BounceAddresses;
import io.sendwell.identity.SenderIdentity;
import io.sendwell.log.LoggedMessage;
import io.sendwell.log.MessageLog;
import io.sendwell.log.RecipientOutcome;
import io.sendwell.message.CampaignName;
import io.sendwell.message.Mail;
import io.sendwell.mime.MessageId;
import io.sendwell.mime.OutgoingMail;
import io.sendwell.route.PlannedRoute;
import io.sendwell.route.Route;
import io.sendwell.route.RoutePlan;
import io.sendwell.transport.Envelope;
import io.sendwell.transport.Submission;
import io.sendwell.transport.SubmissionReport;
import io.sendwell.transport.Transport;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands prepared mails to next hops: the blocklist first, then route and identity, the hooks' last word, the log, and the
 * transport. What is going to be handed over is recorded before, and settled after.
 */
final class Dispatcher {

    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

    private final RoutePlanner planner;
    private final Blocklist blocklist;
    private final MessageLog messageLog;
    private final List<SendHook> hooks;
    private final BounceAddresses bounceAddresses;
    private final WireSizeCheck wireSize;
    private final MessageIds ids;
    private final InstantSource clock;

    Dispatcher(
            RoutePlanner planner,
            Blocklist blocklist,
            MessageLog messageLog,
            List<SendHook> hooks,
            BounceAddresses bounceAddresses,
            WireSizeCheck wireSize,
            MessageIds ids,
            InstantSource clock) {
        this.planner = planner;
        this.blocklist = blocklist;
        this.messageLog = messageLog;
        this.hooks = List.copyOf(hooks);
        this.bounceAddresses = bounceAddresses;
        this.wireSize = wireSize;
        this.ids = ids;
        this.clock = clock;
    }

    /** What would happen to a prepared mail now, without doing it. */
    RoutePlan plan(AccountSettings account, Preparation.Prepared prepared) {
        Draft draft = draft(account, prepared, CampaignName.of("plan"), blocked(account.id(), List.of(prepared)));
        return draft.plan();
    }

    /** Sends prepared mails; a receipt for each, in their order. */
    List<Receipt> send(AccountSettings account, List<Preparation.Prepared> mails, CampaignName defaultCampaign) {
        Map<EmailAddress, BlocklistEntry> blocked = blocked(account.id(), mails);
        List<Draft> drafts = new ArrayList<>();
        for (Preparation.Prepared prepared : mails) {
            drafts.add(vetted(account.id(), draft(account, prepared, defaultCampaign, blocked)));
        }
        Instant now = clock.instant();
        messageLog.record(
                drafts.stream().map(draft -> draft.logged(account.id(), now)).toList());
        Map<String, Map<EmailAddress, RecipientOutcome>> submitted = submit(account, drafts);
        return drafts.stream()
                .map(draft -> receipt(account.id(), draft, submitted.getOrDefault(draft.id(), Map.of())))
                .toList();
    }

    private Map<EmailAddress, BlocklistEntry> blocked(AccountId account, List<Preparation.Prepared> mails) {
        List<EmailAddress> recipients = mails.stream()
                .flatMap(prepared -> prepared.mail().recipients().stream())
                .distinct()
                .toList();
        return blocklist.find(account, recipients);
    }

    private Draft draft(
            AccountSettings account,
            Preparation.Prepared prepared,
            CampaignName defaultCampaign,
            Map<EmailAddress, BlocklistEntry> blocked) {
        Mail composed = prepared.mail();
        CampaignName campaign = composed.campaign().orElse(defaultCampaign);
        String id = ids.next();
        Map<EmailAddress, RecipientOutcome> outcomes = new LinkedHashMap<>();
        for (EmailAddress recipient : composed.recipients()) {
            BlocklistEntry entry = blocked.get(recipient);
            outcomes.put(
                    recipient, entry == null ? new RecipientOutcome.Pending() : new RecipientOutcome.Blocked(entry));
        }
        Optional<Mail> remaining = composed.keepRecipients(address -> !blocked.containsKey(address));
        if (remaining.isEmpty()) {
            Finding everyone = Finding.mustFail(
                    "RECIPIENTS_BLOCKED",
                    "Nobody is left in To: " + blocked.size() + " of the recipients stand on the blocklist.",
                    "At least one recipient in To who may be written to.",
                    "Correct the address. Only the operator lifts an entry, with a reason.",
                    "permanent blocklist in front of every route");
            RoutePlan plan = new RoutePlan(Optional.empty(), List.of(), with(prepared.report(), List.of(everyone)));
            return new Draft(id, composed, campaign, plan, Optional.empty(), withheld(outcomes, everyone));
        }
        RoutePlan plan = planner.plan(account, remaining.get(), prepared.report());
        if (plan.chosen().isEmpty()) {
            return new Draft(id, composed, campaign, plan, Optional.empty(), withheld(outcomes, firstStop(plan)));
        }
        PlannedRoute route = plan.chosen().get();
        Submission submission = submission(id, remaining.get(), route.identity(), campaign);
        Transport transport = planner.transport(account, route.route()).orElseThrow();
        List<Finding> late = new ArrayList<>(transport.check(account.id(), submission));
        late.addAll(wireSize.examine(submission.outgoing()));
        RoutePlan whole = new RoutePlan(plan.chosen(), plan.rejected(), with(plan.report(), late));
        return whole.sendable()
                ? new Draft(id, composed, campaign, whole, Optional.of(submission), outcomes)
                : new Draft(id, composed, campaign, whole, Optional.empty(), withheld(outcomes, firstStop(whole)));
    }

    private Submission submission(String id, Mail mail, SenderIdentity identity, CampaignName campaign) {
        DomainName domain =
                identity.senderField().orElse(identity.from()).address().domain();
        OutgoingMail outgoing = new OutgoingMail(
                mail,
                identity.from(),
                identity.senderField(),
                identity.replyTo(),
                new MessageId(id, domain),
                clock.instant(),
                List.of());
        return new Submission(
                outgoing, new Envelope(bounceAddresses.forCopy(identity, id), mail.recipients()), campaign);
    }

    private Draft vetted(AccountId account, Draft draft) {
        if (draft.submission().isEmpty()) {
            return draft;
        }
        Submission submission = draft.submission().get();
        PlannedRoute route = draft.plan().chosen().orElseThrow();
        for (SendHook hook : hooks) {
            Optional<String> veto = veto(hook, account, submission.outgoing().mail(), route);
            if (veto.isPresent()) {
                Finding finding = Finding.mustFail(
                        "VETOED", veto.get(), "No veto of the application.", "", "a hook of the application");
                RoutePlan plan = new RoutePlan(
                        draft.plan().chosen(),
                        draft.plan().rejected(),
                        with(draft.plan().report(), List.of(finding)));
                return new Draft(
                        draft.id(),
                        draft.mail(),
                        draft.campaign(),
                        plan,
                        Optional.empty(),
                        withheld(draft.outcomes(), finding));
            }
        }
        return draft;
    }

    private static Optional<String> veto(SendHook hook, AccountId account, Mail mail, PlannedRoute route) {
        try {
            return hook.veto(account, mail, route);
        } catch (RuntimeException e) {
            log.warn(
                    "The hook {} failed, so the mail does not leave",
                    hook.getClass().getName(),
                    e);
            return Optional.of("The hook " + hook.getClass().getName() + " failed: " + e);
        }
    }

    private Map<String, Map<EmailAddress, RecipientOutcome>> submit(AccountSettings account, List<Draft> drafts) {
        Map<Route, List<Submission>> byRoute = new EnumMap<>(Route.class);
        for (Draft draft : drafts) {
            draft.submission()
                    .ifPresent(submission -> byRoute.computeIfAbsent(
                                    draft.plan().chosen().orElseThrow().route(), route -> new ArrayList<>())
                            .add(submission));
        }
        Map<String, Map<EmailAddress, RecipientOutcome>> outcomes = new LinkedHashMap<>();
        byRoute.forEach((route, submissions) -> {
            Transport transport = planner.transport(account, route).orElseThrow();
            List<SubmissionReport> reports = transport.submit(account.id(), submissions);
            for (int i = 0; i < submissions.size(); i++) {
                Map<EmailAddress, RecipientOutcome> settled = new LinkedHashMap<>();
                reports.get(i)
                        .results()
                        .forEach((recipient, result) -> settled.put(recipient, new RecipientOutcome.Submitted(result)));
                String id = submissions.get(i).id();
                messageLog.settle(account.id(), id, settled);
                outcomes.put(id, settled);
            }
        });
        return outcomes;
    }

    private Receipt receipt(AccountId account, Draft draft, Map<EmailAddress, RecipientOutcome> submitted) {
        Map<EmailAddress, RecipientOutcome> outcomes = new LinkedHashMap<>(draft.outcomes());
        outcomes.putAll(submitted);
        Receipt receipt = new Receipt(draft.id(), draft.campaign(), draft.plan(), outcomes);
        for (SendHook hook : hooks) {
            try {
                hook.sent(account, draft.mail(), receipt);
            } catch (RuntimeException e) {
                log.warn("The hook {} failed after message {}", hook.getClass().getName(), draft.id(), e);
            }
        }
        return receipt;
    }

    private static Finding firstStop(RoutePlan plan) {
        return plan.report().stops().get(0);
    }

    private static CheckReport with(CheckReport report, List<Finding> more) {
        List<Finding> all = new ArrayList<>(report.findings());
        all.addAll(more);
        return new CheckReport(all);
    }

    private static Map<EmailAddress, RecipientOutcome> withheld(
            Map<EmailAddress, RecipientOutcome> outcomes, Finding why) {
        Map<EmailAddress, RecipientOutcome> all = new LinkedHashMap<>(outcomes);
        all.replaceAll((recipient, outcome) -> outcome instanceof RecipientOutcome.Pending
                ? new RecipientOutcome.Withheld(why.code(), why.seen())
                : outcome);
        return all;
    }

    /** A mail on its way out: planned, and with a submission unless something stops it. */
    private record Draft(
            String id,
            Mail mail,
            CampaignName campaign,
            RoutePlan plan,
            Optional<Submission> submission,
            Map<EmailAddress, RecipientOutcome> outcomes) {

        LoggedMessage logged(AccountId account, Instant now) {
            Optional<PlannedRoute> route = submission.flatMap(ignored -> plan.chosen());
            return new LoggedMessage(
                    id,
                    account,
                    now,
                    now,
                    mail.from(),
                    mail.subject(),
                    campaign,
                    mail.messageClass(),
                    mail.purpose(),
                    mail.about(),
                    route.map(PlannedRoute::route),
                    route.map(planned -> planned.identity().outcome()),
                    plan.explain(),
                    outcomes);
        }
    }
}
