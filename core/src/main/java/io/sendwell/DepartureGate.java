package io.sendwell;

import io.sendwell.account.SendwellException;
import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.BlocklistEntry;
import io.sendwell.log.LoggedMessage;
import io.sendwell.log.MessageLog;
import io.sendwell.log.RecipientOutcome;
import io.sendwell.message.Mail;
import io.sendwell.outbox.EntryId;
import io.sendwell.transport.Submission;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the mails of claims past the {@link Gates}, and keeps the logs of what left and what did not. Threads share it. */
final class DepartureGate {

    private static final Logger log = LoggerFactory.getLogger(DepartureGate.class);

    private final AccountGate accounts;
    private final Gates gates;
    private final Hooks hooks;
    private final Handover handover;
    private final Barrier barrier;
    private final ConsentGate consents;
    private final OptOutGate optOuts;
    private final MessageLog messageLog;
    private final Proofs proofs;
    private final Backlog backlog;
    private final Tracing tracing;
    private final InstantSource clock;

    DepartureGate(
            AccountGate accounts,
            Gates gates,
            Hooks hooks,
            Handover handover,
            Barrier barrier,
            ConsentGate consents,
            OptOutGate optOuts,
            MessageLog messageLog,
            Proofs proofs,
            Backlog backlog,
            Tracing tracing,
            InstantSource clock) {
        this.accounts = accounts;
        this.gates = gates;
        this.hooks = hooks;
        this.handover = handover;
        this.barrier = barrier;
        this.consents = consents;
        this.optOuts = optOuts;
        this.messageLog = messageLog;
        this.proofs = proofs;
        this.backlog = backlog;
        this.tracing = tracing;
        this.clock = clock;
    }

    /** The mails of a claim past the gates, within the trace in which they were scheduled. */
    Departure prepare(AccountSettings account, ThawedClaim claim) {
        return within(account, claim, () -> pass(account, claim));
    }

    /** Does something with the mails of a claim, within their trace. */
    <T> T within(AccountSettings account, ThawedClaim claim, Supplier<T> work) {
        return LogFields.beside(
                account.id(),
                Optional.of(claim.sending()),
                Optional.empty(),
                () -> tracing.within(claim.trace(), work));
    }

    private Departure pass(AccountSettings account, ThawedClaim claim) {
        List<ThawedClaim.Entry> entries = claim.withCopy();
        List<Copy> copies =
                entries.stream().map(entry -> entry.copy().orElseThrow()).toList();
        accounts.requireFree(account.id(), copies);
        List<Draft> drafts = gates.pass(account, copies, clock.instant());
        List<EntryOutcome> stopped = new ArrayList<>(claim.stopped());
        List<Draft> heldBack = new ArrayList<>();
        List<Draft> arrived = new ArrayList<>();
        Map<EntryId, Draft> ready = new LinkedHashMap<>();
        for (int i = 0; i < drafts.size(); i++) {
            EntryId id = entries.get(i).id();
            Draft draft = drafts.get(i);
            Optional<Draft> proven = proven(account, draft);
            if (proven.isPresent()) {
                arrived.add(proven.get());
                stopped.add(EntryOutcome.of(
                        id, proven.get().outcomes(), draft.copy().earlier().date()));
            } else if (draft.submission().isPresent()) {
                ready.put(id, draft);
            } else {
                heldBack.add(draft);
                stopped.add(EntryOutcome.of(
                        id, draft.outcomes(), draft.copy().earlier().date()));
            }
        }
        if (!heldBack.isEmpty()) {
            messageLog.record(logged(account, heldBack));
        }
        hooks.sent(account.id(), heldBack);
        record(account, arrived);
        return new Departure(account, claim, stopped, ready, handover, this);
    }

    /** @throws AccountHeldException when nothing of this account leaves now */
    void requireOpen(AccountSettings account) {
        accounts.requireOpen(account.id());
    }

    /**
     * Whether the account may send no more by now, or no mass mail, or one of them would be written to who is blocked, took consent back or has left
     * the list.
     */
    boolean isStopped(AccountSettings account, List<Submission> submissions) {
        boolean held = accounts.refusal(account.id()).isPresent()
                || submissions.stream()
                        .anyMatch(submission -> accounts.hold(
                                        account.id(), submission.outgoing().mail(), submission.campaign())
                                .isPresent());
        if (held) {
            return true;
        }
        List<Mail> mails = submissions.stream()
                .map(submission -> submission.outgoing().mail())
                .toList();
        ConsentGate.Answer agreed = consents.ask(account.id(), mails);
        OptOutGate.Answer left = optOuts.ask(account.id(), mails);
        boolean unwanted = mails.stream()
                .anyMatch(mail ->
                        agreed.against(mail).isPresent() || left.against(mail).isPresent());
        if (unwanted) {
            return true;
        }
        List<EmailAddress> recipients = submissions.stream()
                .flatMap(submission -> submission.envelope().forwardPaths().stream())
                .distinct()
                .toList();
        Map<String, BlocklistEntry> blocked = barrier.find(account.id(), recipients, clock.instant());
        return submissions.stream()
                .anyMatch(submission -> submission.envelope().forwardPaths().stream()
                        .map(path -> blocked.get(path.normalForm()))
                        .filter(Objects::nonNull)
                        .anyMatch(entry ->
                                Barrier.keepsBack(entry, submission.outgoing().mail())));
    }

    /** A mail of which an earlier attempt arrived, as was learned since; empty when it is to leave, or not known to have arrived. */
    private Optional<Draft> proven(AccountSettings account, Draft draft) {
        if (draft.submission().isEmpty() || draft.copy().earlier().date().isEmpty()) {
            return Optional.empty();
        }
        List<EmailAddress> recipients = draft.pending();
        Map<EmailAddress, RecipientOutcome> known = proofs.known(account.id(), draft.id(), recipients);
        return known.keySet().containsAll(recipients) ? Optional.of(draft.answered(known)) : Optional.empty();
    }

    /**
     * Records mails that were handed over. What the next hop said of them is known, whatever becomes of the logs: what they do not
     * take now waits in the {@link Backlog}.
     *
     * @return the mails with what is known of them by now, which may be more than the next hop said
     */
    List<Draft> record(AccountSettings account, List<Draft> answered) {
        if (answered.isEmpty()) {
            return answered;
        }
        List<Draft> known = overtaken(account, answered);
        backlog.write(account.id(), known, clock.instant());
        hooks.sent(account.id(), known);
        return known;
    }

    private List<Draft> overtaken(AccountSettings account, List<Draft> answered) {
        try {
            return proofs.overtaking(account.id(), answered);
        } catch (SendwellException e) {
            log.warn("Whether reports overtook the answers to {} messages cannot be seen now", answered.size(), e);
            return answered;
        }
    }

    private List<LoggedMessage> logged(AccountSettings account, List<Draft> drafts) {
        Instant now = clock.instant();
        return drafts.stream().map(draft -> draft.logged(account.id(), now)).toList();
    }
}
