package io.sendwell;

import io.sendwell.account.AccountId;
import io.sendwell.campaign.Broadcast;
import io.sendwell.campaign.CampaignNames;
import io.sendwell.check.CheckReport;
import io.sendwell.check.Finding;
import io.sendwell.check.MailRule;
import io.sendwell.log.MessageLog;
import io.sendwell.message.Attachment;
import io.sendwell.message.CampaignName;
import io.sendwell.message.Mail;
import io.sendwell.message.MessageClass;
import io.sendwell.outbox.Outbox;
import io.sendwell.outbox.Sending;
import io.sendwell.outbox.SendingId;
import io.sendwell.outbox.SendingState;
import io.sendwell.policy.SendingPolicy;
import java.io.IOException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts mails and broadcasts into the outbox: merged, examined and stored once, so that nothing that happens later changes
 * what they say. Nothing is sealed before all of it is stored, so a process that dies here leaves nothing that could leave.
 * Threads share it.
 */
final class Scheduling {

    private static final Logger log = LoggerFactory.getLogger(Scheduling.class);
    private static final int SWEPT_AT_ONCE = 5_000;

    final AccountGate accountGate;
    private final Guard guard;
    final OptOutGate optOuts;
    final ConsentGate consents;
    final Outbox outbox;
    final MessageLog messageLog;
    final Preparation preparation;
    final Drafting drafting;
    final SendingPolicy policy;
    final Linking linking;
    final ScheduleRules rules;
    private final MessageIds ids;
    private final Tracing tracing;
    private final Runnable sealed;

    Scheduling(
            AccountGate accountGate,
            Guard guard,
            OptOutGate optOuts,
            ConsentGate consents,
            Outbox outbox,
            MessageLog messageLog,
            Preparation preparation,
            Drafting drafting,
            SendingPolicy policy,
            Linking linking,
            MessageIds ids,
            Tracing tracing,
            Runnable sealed) {
        this.accountGate = accountGate;
        this.guard = guard;
        this.optOuts = optOuts;
        this.consents = consents;
        this.outbox = outbox;
        this.messageLog = messageLog;
        this.preparation = preparation;
        this.drafting = drafting;
        this.policy = policy;
        this.linking = linking;
        this.rules = new ScheduleRules(policy);
        this.ids = ids;
        this.tracing = tracing;
        this.sealed = sealed;
    }

    ScheduleReceipt schedule(AccountSettings account, Mail mail, ScheduleRequest request) {
        Plan plan = plan(account, request);
        return beside(plan, new MailScheduling(this, plan, mail)::run);
    }

    ScheduleReceipt schedule(AccountSettings account, Broadcast broadcast, ScheduleRequest request) {
        Plan plan = plan(account, request);
        return beside(plan, new BroadcastScheduling(this, plan, broadcast)::run);
    }

    private static ScheduleReceipt beside(Plan plan, Supplier<ScheduleReceipt> work) {
        return LogFields.beside(plan.accountId(), Optional.of(plan.freshId()), Optional.empty(), work);
    }

    /** An id such as a mail has, for one that does not leave. */
    String messageId() {
        return ids.next();
    }

    ScheduledList list(AccountSettings account) {
        return new ScheduledList(account, outbox, messageLog, guard, policy, sealed);
    }

    /**
     * What is fixed of a request from its beginning.
     *
     * @param key names it; a fresh one when it named none
     * @param now the outbox's clock at its beginning
     * @param trace within which it was made
     */
    record Plan(
            AccountSettings account,
            ScheduleRequest request,
            String key,
            SendingId freshId,
            Instant now,
            Optional<TraceParent> trace) {

        AccountId accountId() {
            return account.id();
        }

        Instant start() {
            return request.start().orElse(now);
        }

        ZonedDateTime startThere() {
            return start().atZone(account.timeZone());
        }

        /** Whether somebody may repeat it. */
        boolean isRepeatable() {
            return request.key().isPresent();
        }

        ScheduleReceipt refused(CampaignName campaign, Finding... why) {
            return ScheduleReceipt.refused(campaign, startThere(), new CheckReport(List.of(why)));
        }

        /** Under which name it is grouped. */
        CampaignName campaign(Mail mail, String subject, SendingPolicy policy) {
            return mail.campaign()
                    .orElseGet(() -> mail.messageClass() == MessageClass.MASS
                            ? CampaignNames.ofBroadcast(startThere(), subject, policy)
                            : CampaignNames.ofIndividualMail(startThere()));
        }
    }

    private Plan plan(AccountSettings account, ScheduleRequest request) {
        SendingId id = SendingId.parse(ids.next());
        return new Plan(
                account,
                request,
                request.key().orElseGet(ids::next),
                id,
                outbox.now().truncatedTo(ChronoUnit.MILLIS),
                tracing.current());
    }

    /** The digests of a mail's attachments. */
    static List<String> digests(Mail mail) throws IOException {
        List<String> digests = new ArrayList<>();
        for (Attachment attachment : mail.attachments()) {
            digests.add(FrozenSending.digest(attachment));
        }
        return digests;
    }

    static Finding notStored(Exception why) {
        return Finding.fail(MailRule.CONTENT_NOT_STORED).with("problem", why.getMessage());
    }

    /** That a request key was used before; the form says for what. */
    static Finding keyUsed(String form) {
        return Finding.fail(MailRule.REQUEST_KEY_USED).inForm(form);
    }

    /** The answer to a request that was repeated, and whose sending is open no more. */
    ScheduleReceipt repeated(Plan plan, SendingId id, CampaignName campaign) {
        Optional<Sending> earlier = outbox.find(plan.accountId(), id);
        Optional<Instant> start = earlier.flatMap(Sending::startAt);
        if (earlier.isEmpty() || start.isEmpty()) {
            // It may have been given up between the entries that this process stored last, and their lines.
            forgetIfNeverSealed(plan, id, earlier);
            return plan.refused(campaign, keyUsed("givenUp"));
        }
        SendingState state = earlier.get().state();
        if (state == SendingState.CANCELLING || state == SendingState.CANCELLED) {
            return plan.refused(campaign, keyUsed("cancelled"));
        }
        if (plan.request().start().filter(wanted -> !wanted.equals(start.get())).isPresent()) {
            return plan.refused(campaign, keyUsed("start").with("start", start.get()));
        }
        Finding known = Finding.applied(MailRule.ALREADY_SCHEDULED);
        return new ScheduleReceipt(
                Optional.of(id),
                earlier.get().summary().campaign(),
                start.get().atZone(plan.account().timeZone()),
                earlier.get().progress().total(),
                new CheckReport(List.of(known)),
                Map.of(),
                List.of(),
                0);
    }

    /**
     * Makes a sending active that has all its entries.
     *
     * @return false when somebody else closed it before, or sealed it otherwise
     */
    boolean seal(Plan plan, SendingId id, long total) {
        boolean done = outbox.seal(id, total, plan.start());
        if (done) {
            sealed.run();
        }
        return done;
    }

    /**
     * Tidies up after a refusal. What may be repeated stays open, where nobody sees it and nothing leaves, and is gone on
     * with or pruned; what may not is cancelled. Nothing of it stays in the log.
     */
    void abandon(Plan plan, SendingId id) {
        if (plan.isRepeatable()) {
            forgetIfNeverSealed(plan, id, outbox.find(plan.accountId(), id));
            return;
        }
        outbox.cancel(plan.accountId(), id);
        int swept;
        do {
            swept = outbox.sweepCancelled(id, SWEPT_AT_ONCE);
        } while (swept > 0);
        // Before it is settled: until then a worker does it, should this process end here.
        messageLog.forgetUnsent(plan.accountId(), id);
        outbox.settle(id);
    }

    // Somebody else may have sealed it meanwhile; then the log is theirs.
    private void forgetIfNeverSealed(Plan plan, SendingId id, Optional<Sending> found) {
        if (found.flatMap(Sending::startAt).isEmpty()) {
            messageLog.forgetUnsent(plan.accountId(), id);
        }
    }

    /** Says that it broke off, and cancels what cannot be repeated; the failure is told all the same. */
    void brokeOff(RuntimeException failure, Plan plan, SendingId id) {
        if (plan.isRepeatable()) {
            log.warn("Scheduling broke off; repeated with the same request key, {} is gone on with", id);
            return;
        }
        log.warn("Scheduling broke off, and nothing of the sending {} leaves", id);
        try {
            abandon(plan, id);
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }
}
