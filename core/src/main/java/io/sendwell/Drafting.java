package io.sendwell;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.Blocklist;
import io.sendwell.blocklist.BlocklistEntry;
import io.sendwell.check.Finding;
import io.sendwell.identity.BounceAddresses;
import io.sendwell.identity.SenderIdentity;
import io.sendwell.log.RecipientOutcome;
import io.sendwell.message.CampaignName;
import io.sendwell.message.Mail;
import io.sendwell.mime.MessageId;
import io.sendwell.mime.OutgoingMail;
import io.sendwell.route.PlannedRoute;
import io.sendwell.route.RoutePlan;
import io.sendwell.transport.Envelope;
import io.sendwell.transport.Submission;
import io.sendwell.transport.Transport;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a draft of each prepared mail: without those on the blocklist, with a route and an identity, and ready to be
 * handed over. It reads, and changes nothing.
 */
final class Drafting {

    private final RoutePlanner planner;
    private final Blocklist blocklist;
    private final BounceAddresses bounceAddresses;
    private final WireSizeCheck wireSize;
    private final MessageIds ids;
    private final InstantSource clock;

    Drafting(
            RoutePlanner planner,
            Blocklist blocklist,
            BounceAddresses bounceAddresses,
            WireSizeCheck wireSize,
            MessageIds ids,
            InstantSource clock) {
        this.planner = planner;
        this.blocklist = blocklist;
        this.bounceAddresses = bounceAddresses;
        this.wireSize = wireSize;
        this.ids = ids;
        this.clock = clock;
    }

    /** A draft of each mail, in their order. */
    List<Draft> drafts(AccountSettings account, List<Preparation.Prepared> mails, CampaignName defaultCampaign) {
        Map<String, BlocklistEntry> blocked = blocked(account.id(), mails);
        return mails.stream()
                .map(prepared -> draft(account, prepared, defaultCampaign, blocked))
                .toList();
    }

    // One question for all mails. By normal form, since the mails may spell one address in several ways.
    private Map<String, BlocklistEntry> blocked(AccountId account, List<Preparation.Prepared> mails) {
        List<EmailAddress> recipients = mails.stream()
                .flatMap(prepared -> prepared.mail().recipients().stream())
                .distinct()
                .toList();
        Map<String, BlocklistEntry> blocked = new HashMap<>();
        blocklist.find(account, recipients).forEach((address, entry) -> blocked.put(address.normalForm(), entry));
        return blocked;
    }

    private Draft draft(
            AccountSettings account,
            Preparation.Prepared prepared,
            CampaignName defaultCampaign,
            Map<String, BlocklistEntry> blocked) {
        Mail mail = prepared.mail();
        Optional<Mail> remaining = mail.keepRecipients(address -> !blocked.containsKey(address.normalForm()));
        RoutePlan plan = remaining
                .map(kept -> planner.plan(account, kept, prepared.report()))
                .orElseGet(() -> new RoutePlan(Optional.empty(), List.of(), prepared.report()));
        Draft draft = new Draft(
                ids.next(),
                mail,
                mail.campaign().orElse(defaultCampaign),
                plan,
                Optional.empty(),
                outcomes(mail, blocked));
        if (remaining.isEmpty()) {
            return draft.found(List.of(nobodyLeft(mail, blocked)));
        }
        return plan.chosen()
                .map(route -> ready(account, draft, remaining.get(), route))
                .orElseGet(() -> draft.found(List.of()));
    }

    private Draft ready(AccountSettings account, Draft draft, Mail remaining, PlannedRoute route) {
        Submission submission = submission(draft, remaining, route.identity());
        Transport transport = planner.transport(account, route.route()).orElseThrow();
        List<Finding> late = new ArrayList<>(transport.check(account.id(), submission));
        late.addAll(wireSize.examine(submission.outgoing()));
        return draft.with(submission).found(late);
    }

    private Submission submission(Draft draft, Mail mail, SenderIdentity identity) {
        OutgoingMail outgoing = new OutgoingMail(
                mail,
                identity.from(),
                identity.senderField(),
                identity.replyTo(),
                new MessageId(draft.id(), identity.messageIdDomain()),
                clock.instant(),
                List.of());
        return new Submission(
                outgoing,
                new Envelope(bounceAddresses.forCopy(identity, draft.id()), mail.recipients()),
                draft.campaign());
    }

    private static Map<EmailAddress, RecipientOutcome> outcomes(Mail mail, Map<String, BlocklistEntry> blocked) {
        Map<EmailAddress, RecipientOutcome> outcomes = new LinkedHashMap<>();
        for (EmailAddress recipient : mail.recipients()) {
            BlocklistEntry entry = blocked.get(recipient.normalForm());
            outcomes.put(
                    recipient, entry == null ? new RecipientOutcome.Pending() : new RecipientOutcome.Blocked(entry));
        }
        return outcomes;
    }

    private static Finding nobodyLeft(Mail mail, Map<String, BlocklistEntry> blocked) {
        long inTo = mail.to().stream()
                .filter(mailbox -> blocked.containsKey(mailbox.address().normalForm()))
                .count();
        return Finding.mustFail(
                "RECIPIENTS_BLOCKED",
                "Nobody is left in To: " + (inTo == 1 ? "its recipient stands" : "all " + inTo + " of it stand")
                        + " on the blocklist.",
                "At least one recipient in To who may be written to.",
                "Correct the address. Only the operator lifts an entry, with a reason.",
                "permanent blocklist in front of every route");
    }
}
