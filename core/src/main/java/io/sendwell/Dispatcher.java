package io.sendwell;

import io.sendwell.log.MessageLog;
import io.sendwell.message.CampaignName;
import io.sendwell.mime.OutgoingMail;
import io.sendwell.route.RoutePlan;
import io.sendwell.throttle.Throttle;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends prepared mails at once, step by step: the {@link Gates}, {@linkplain ImmediatePermits permits}, the log, and the transport ({@link
 * Handover}). What is going to be handed over is recorded before, and settled after.
 */
final class Dispatcher {

    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

    private final Drafting drafting;
    private final Gates gates;
    private final Hooks hooks;
    private final Throttle throttle;
    private final MessageLog messageLog;
    private final Proofs proofs;
    private final Reception reception;
    private final Handover handover;
    private final MessageIds ids;
    private final InstantSource clock;
    private final LongSupplier nanoTime;

    Dispatcher(
            Drafting drafting,
            Gates gates,
            Hooks hooks,
            Throttle throttle,
            MessageLog messageLog,
            Proofs proofs,
            Reception reception,
            Handover handover,
            MessageIds ids,
            InstantSource clock,
            LongSupplier nanoTime) {
        this.drafting = drafting;
        this.gates = gates;
        this.hooks = hooks;
        this.throttle = throttle;
        this.messageLog = messageLog;
        this.proofs = proofs;
        this.reception = reception;
        this.handover = handover;
        this.ids = ids;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /** What would happen to a prepared mail now, without doing it. The hooks are not asked. */
    RoutePlan plan(AccountSettings account, Preparation.Prepared prepared, CampaignName defaultCampaign) {
        return drafting.drafts(account, List.of(copy(prepared, defaultCampaign)), clock.instant())
                .get(0)
                .plan();
    }

    /** What a prepared mail would be if it left now and nothing stopped it. */
    OutgoingMail preview(AccountSettings account, Preparation.Prepared prepared, CampaignName defaultCampaign) {
        return drafting.preview(account, copy(prepared, defaultCampaign));
    }

    /** Sends prepared mails; a receipt for each, in their order. */
    List<Receipt> send(AccountSettings account, List<Preparation.Prepared> mails, CampaignName defaultCampaign) {
        ImmediatePermits permits = new ImmediatePermits(throttle, account.id(), nanoTime);
        List<Draft> drafts = permits.reserve(gates.pass(
                account, mails.stream().map(mail -> copy(mail, defaultCampaign)).toList(), clock.instant()));
        Instant now = clock.instant();
        messageLog.record(
                drafts.stream().map(draft -> draft.logged(account.id(), now)).toList());
        List<Draft> answered = overtaken(
                account,
                handover.submit(account, drafts, permits).stream()
                        .map(permits::explained)
                        .toList());
        List<Draft> left = answered.stream()
                .filter(draft -> draft.submission().isPresent())
                .toList();
        left.forEach(draft -> settle(account, draft));
        report(account, left);
        hooks.sent(account.id(), answered);
        return answered.stream().map(Draft::receipt).toList();
    }

    private Copy copy(Preparation.Prepared prepared, CampaignName defaultCampaign) {
        return Copy.atOnce(ids.next(), prepared, defaultCampaign, clock.instant());
    }

    // The mail has left: a log that fails keeps saying pending, and the answer still reaches the caller.
    private void settle(AccountSettings account, Draft draft) {
        try {
            messageLog.settle(account.id(), draft.id(), draft.answers());
        } catch (RuntimeException e) {
            log.error(
                    "Message {} was handed over, and its outcome could not be recorded; it stays pending in the log",
                    draft.id(),
                    e);
        }
    }

    private List<Draft> overtaken(AccountSettings account, List<Draft> answered) {
        try {
            return proofs.overtaking(account.id(), answered);
        } catch (RuntimeException e) {
            log.warn("Whether reports overtook the answers to {} messages cannot be seen now", answered.size(), e);
            return answered;
        }
    }

    private void report(AccountSettings account, List<Draft> left) {
        try {
            reception.answered(account.id(), left, clock.instant());
        } catch (RuntimeException e) {
            log.error(
                    "What became of {} messages is missing in the event log until EventReports.catchUp, the first being {}",
                    left.size(),
                    left.get(0).id(),
                    e);
        }
    }
}
