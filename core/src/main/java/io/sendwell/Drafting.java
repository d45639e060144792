package io.sendwell;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.BlocklistEntry;
import io.sendwell.check.CheckReport;
import io.sendwell.check.Finding;
import io.sendwell.check.MailRule;
import io.sendwell.identity.BounceAddresses;
import io.sendwell.identity.SenderIdentity;
import io.sendwell.log.RecipientOutcome;
import io.sendwell.message.Mail;
import io.sendwell.mime.MessageId;
import io.sendwell.mime.OutgoingMail;
import io.sendwell.route.PlannedRoute;
import io.sendwell.route.RoutePlan;
import io.sendwell.transport.Envelope;
import io.sendwell.transport.Submission;
import io.sendwell.transport.Transport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Makes a draft of each prepared mail: without those on the blocklist, those who did not agree and those who left the list, with a
 * route and an identity, and ready to be handed over. It reads, and changes nothing.
 */
final class Drafting {

    private final RoutePlanner planner;
    private final Barrier barrier;
    private final ConsentGate consents;
    private final OptOutGate optOuts;
    private final HeaderRules headerRules;
    private final BounceAddresses bounceAddresses;
    private final WireSizeCheck wireSize;

    Drafting(
            RoutePlanner planner,
            Barrier barrier,
            ConsentGate consents,
            OptOutGate optOuts,
            HeaderRules headerRules,
            BounceAddresses bounceAddresses,
            WireSizeCheck wireSize) {
        this.planner = planner;
        this.barrier = barrier;
        this.consents = consents;
        this.optOuts = optOuts;
        this.headerRules = headerRules;
        this.bounceAddresses = bounceAddresses;
        this.wireSize = wireSize;
    }

    /**
     * A draft of each copy, in their order.
     *
     * @param departure when they leave, which may lie ahead: who is blocked until then is not blocked
     */
    List<Draft> drafts(AccountSettings account, List<Copy> copies, Instant departure) {
        Map<String, BlocklistEntry> blocked = blocked(account.id(), copies, departure);
        List<Mail> mails = copies.stream().map(copy -> copy.prepared().mail()).toList();
        OptOutGate.Answer left = optOuts.ask(account.id(), mails);
        ConsentGate.Answer agreed = consents.ask(account.id(), mails);
        return copies.stream()
                .map(copy -> draft(
                        account,
                        copy,
                        keepingBack(copy.prepared().mail(), blocked),
                        left.against(copy.prepared().mail())
                                .map(OptOutGate::finding)
                                .or(() -> agreed.against(copy.prepared().mail()))))
                .toList();
    }

    /** A draft of a copy as if nobody stood on the blocklist and everybody agreed. */
    Draft unblocked(AccountSettings account, Copy copy) {
        return draft(account, copy, Map.of(), Optional.empty());
    }

    /** Who of these stands on the blocklist, so that this mail is kept back from them; by normal form. */
    Map<String, BlocklistEntry> blocked(AccountId account, List<EmailAddress> recipients, Mail mail, Instant at) {
        Map<String, BlocklistEntry> entries = new HashMap<>(barrier.find(account, recipients, at));
        entries.values().removeIf(entry -> !Barrier.keepsBack(entry, mail));
        return entries;
    }

    /** How many octets a submission has on the wire; empty when it cannot be written. */
    OptionalLong wireSize(Submission submission) {
        return wireSize.octets(submission.outgoing());
    }

    /** The way out of each copy's mail as it is, whoever stands on the blocklist. */
    RoutePlan plan(AccountSettings account, Copy copy) {
        return planner.plan(account, copy.prepared().mail(), copy.prepared().report());
    }

    /** A copy as it would leave if nothing stopped it; under its author's name alone where there is no way out. */
    OutgoingMail preview(AccountSettings account, Copy copy) {
        return plan(account, copy)
                .chosen()
                .map(route -> outgoing(account, copy, copy.prepared().mail(), route.identity()))
                .orElseGet(() -> underItsAuthor(account, copy));
    }

    // One question for all mails.
    private Map<String, BlocklistEntry> blocked(AccountId account, List<Copy> copies, Instant departure) {
        List<EmailAddress> recipients = copies.stream()
                .flatMap(copy -> copy.prepared().mail().recipients().stream())
                .distinct()
                .toList();
        return barrier.find(account, recipients, departure);
    }

    private static Map<String, BlocklistEntry> keepingBack(Mail mail, Map<String, BlocklistEntry> blocked) {
        Map<String, BlocklistEntry> entries = new HashMap<>(blocked);
        entries.values().removeIf(entry -> !Barrier.keepsBack(entry, mail));
        return entries;
    }

    private Draft draft(
            AccountSettings account, Copy copy, Map<String, BlocklistEntry> blocked, Optional<Finding> unwanted) {
        Mail mail = copy.prepared().mail();
        CheckReport report = copy.prepared().report();
        Map<EmailAddress, RecipientOutcome> outcomes = outcomes(copy, blocked);
        // Whoever has it already stays in the header: the others get the octets that were promised at the first
        // attempt.
        Optional<Mail> remaining =
                mail.keepRecipients(address -> !(outcomes.get(address) instanceof RecipientOutcome.Blocked));
        RoutePlan plan = remaining
                .map(kept -> planner.plan(account, kept, report))
                .orElseGet(() -> new RoutePlan(Optional.empty(), List.of(), report));
        Draft draft = new Draft(copy, plan, Optional.empty(), outcomes);
        if (draft.pending().isEmpty() && !copy.earlier().settled().isEmpty()) {
            return draft;
        }
        if (remaining.isEmpty()) {
            return draft.found(List.of(nobodyLeft(mail, blocked)));
        }
        if (unwanted.isPresent()) {
            return draft.found(List.of(unwanted.get()));
        }
        return plan.chosen()
                .map(route -> ready(account, draft, remaining.get(), route))
                .orElseGet(() -> draft.found(List.of()));
    }

    private Draft ready(AccountSettings account, Draft draft, Mail remaining, PlannedRoute route) {
        Submission submission = submission(account, draft, remaining, route.identity());
        Transport transport = planner.transport(account, route.route()).orElseThrow();
        List<Finding> late = new ArrayList<>(transport.check(account.id(), submission));
        late.addAll(wireSize.examine(submission.outgoing()));
        return draft.with(submission).found(late);
    }

    private Submission submission(AccountSettings account, Draft draft, Mail mail, SenderIdentity identity) {
        return new Submission(
                outgoing(account, draft.copy(), mail, identity),
                new Envelope(
                        bounceAddresses.forCopy(identity, draft.id()),
                        draft.pending(),
                        bounceAddresses.proofOf(draft.id())),
                draft.copy().campaign());
    }

    private OutgoingMail outgoing(AccountSettings account, Copy copy, Mail mail, SenderIdentity identity) {
        return new OutgoingMail(
                mail,
                identity.from(),
                identity.senderField(),
                identity.replyTo(),
                new MessageId(copy.id(), identity.messageIdDomain()),
                copy.date(),
                headerRules.fields(account.id(), mail, copy.campaign(), copy.id()));
    }

    private OutgoingMail underItsAuthor(AccountSettings account, Copy copy) {
        Mail mail = copy.prepared().mail();
        return new OutgoingMail(
                mail,
                mail.from(),
                Optional.empty(),
                mail.replyTo(),
                new MessageId(copy.id(), mail.from().address().domain()),
                copy.date(),
                headerRules.fields(account.id(), mail, copy.campaign(), copy.id()));
    }

    private static Map<EmailAddress, RecipientOutcome> outcomes(Copy copy, Map<String, BlocklistEntry> blocked) {
        Map<String, RecipientOutcome> settled = copy.settledByNormalForm();
        Map<EmailAddress, RecipientOutcome> outcomes = new LinkedHashMap<>();
        for (EmailAddress recipient : copy.prepared().mail().recipients()) {
            BlocklistEntry entry = blocked.get(recipient.normalForm());
            RecipientOutcome unsettled =
                    entry == null ? new RecipientOutcome.Pending() : new RecipientOutcome.Blocked(entry);
            outcomes.put(recipient, settled.getOrDefault(recipient.normalForm(), unsettled));
        }
        return outcomes;
    }

    private static Finding nobodyLeft(Mail mail, Map<String, BlocklistEntry> blocked) {
        long inTo = mail.to().stream()
                .filter(mailbox -> blocked.containsKey(mailbox.address().normalForm()))
                .count();
        return Finding.fail(MailRule.RECIPIENTS_BLOCKED)
                .inForm(inTo == 1 ? "one" : "")
                .with("count", inTo);
    }
}
