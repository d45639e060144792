package io.sendwell;

import io.sendwell.log.MessageLog;
import io.sendwell.message.CampaignName;
import io.sendwell.route.PlannedRoute;
import io.sendwell.route.RoutePlan;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends prepared mails, step by step: blocklist, route and identity ({@link Drafting}), the hooks' last word, the log, and
 * the transport ({@link Handover}). What is going to be handed over is recorded before, and settled after.
 */
final class Dispatcher {

    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

    private final Drafting drafting;
    private final Hooks hooks;
    private final MessageLog messageLog;
    private final Handover handover;
    private final InstantSource clock;

    Dispatcher(Drafting drafting, Hooks hooks, MessageLog messageLog, Handover handover, InstantSource clock) {
        this.drafting = drafting;
        this.hooks = hooks;
        this.messageLog = messageLog;
        this.handover = handover;
        this.clock = clock;
    }

    /** What would happen to a prepared mail now, without doing it. The hooks are not asked. */
    RoutePlan plan(AccountSettings account, Preparation.Prepared prepared, CampaignName defaultCampaign) {
        return drafting.drafts(account, List.of(prepared), defaultCampaign)
                .get(0)
                .plan();
    }

    /** Sends prepared mails; a receipt for each, in their order. */
    List<Receipt> send(AccountSettings account, List<Preparation.Prepared> mails, CampaignName defaultCampaign) {
        List<Draft> drafts = drafting.drafts(account, mails, defaultCampaign).stream()
                .map(draft -> hooks.vetted(account.id(), draft))
                .toList();
        warnOperator(drafts);
        Instant now = clock.instant();
        messageLog.record(
                drafts.stream().map(draft -> draft.logged(account.id(), now)).toList());
        return handover.submit(account, drafts).stream()
                .map(draft -> receipt(account, draft))
                .toList();
    }

    private Receipt receipt(AccountSettings account, Draft draft) {
        Receipt receipt = draft.receipt();
        hooks.sent(account.id(), draft.mail(), receipt);
        return receipt;
    }

    private static void warnOperator(List<Draft> drafts) {
        drafts.stream()
                .map(draft -> draft.plan().chosen().map(PlannedRoute::identity))
                .flatMap(Optional::stream)
                .flatMap(identity -> identity.alarm().stream())
                .distinct()
                .forEach(log::warn);
    }
}
