package io.sendwell;

import io.sendwell.check.CheckReport;
import io.sendwell.check.Finding;
import io.sendwell.message.CampaignName;
import io.sendwell.message.Mail;
import io.sendwell.outbox.Creation;
import io.sendwell.outbox.EntryId;
import io.sendwell.outbox.Lane;
import io.sendwell.outbox.NewEntry;
import io.sendwell.outbox.NewSending;
import io.sendwell.outbox.Octets;
import io.sendwell.outbox.SendingId;
import io.sendwell.outbox.SendingState;
import io.sendwell.outbox.SendingSummary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One mail on its way into the outbox. */
final class MailScheduling {

    private final Scheduling desk;
    private final Scheduling.Plan plan;
    private final Mail mail;

    MailScheduling(Scheduling desk, Scheduling.Plan plan, Mail mail) {
        this.desk = desk;
        this.plan = plan;
        this.mail = mail;
    }

    ScheduleReceipt run() {
        Linking.Linked preview = desk.linking.preview(plan.account(), mail);
        Preparation.Prepared prepared = prepared(preview);
        CampaignName campaign = plan.campaign(mail, prepared.mail().subject(), desk.policy);
        if (!plan.isRepeatable()) {
            Optional<ScheduleReceipt> refused = refusal(plan.freshId(), prepared, campaign);
            if (refused.isPresent()) {
                return refused.get();
            }
        }
        NewSending sending;
        List<String> digests;
        try {
            digests = Scheduling.digests(mail);
            sending =
                    newSending(prepared, campaign, RequestHash.of(plan.request().user(), mail, digests));
        } catch (IOException | IllegalArgumentException e) {
            return plan.refused(campaign, Scheduling.notStored(e));
        }
        Creation creation = desk.outbox.create(sending);
        if (creation instanceof Creation.Conflict) {
            return plan.refused(campaign, Scheduling.keyUsed("other"));
        }
        if (creation instanceof Creation.Repeated before) {
            return before.state() == SendingState.OPEN
                    ? filled(before.id(), preview, prepared, campaignOf(before.id(), campaign), digests)
                    : desk.repeated(plan, before.id(), campaign);
        }
        return filled(plan.freshId(), preview, prepared, campaign, digests);
    }

    private Preparation.Prepared prepared(Linking.Linked linked) {
        return linked.told(desk.preparation.prepare(plan.accountId(), linked.mail()));
    }

    // The name of the first attempt stays: a month may have ended since.
    private CampaignName campaignOf(SendingId id, CampaignName otherwise) {
        return desk.outbox
                .find(plan.accountId(), id)
                .map(open -> open.summary().campaign())
                .orElse(otherwise);
    }

    private NewSending newSending(Preparation.Prepared prepared, CampaignName campaign, String hash) {
        Mail merged = prepared.mail();
        int others = merged.recipients().size() - 1;
        String to = merged.to().get(0) + (others == 0 ? "" : " and " + others + " more");
        return new NewSending(
                plan.freshId(),
                plan.accountId(),
                plan.key(),
                hash,
                Lane.INDIVIDUAL,
                new SendingSummary(plan.request().user(), merged.subject(), to, campaign));
    }

    private Optional<ScheduleReceipt> refusal(SendingId id, Preparation.Prepared prepared, CampaignName campaign) {
        List<Finding> findings =
                new ArrayList<>(draft(id, prepared, campaign).plan().report().findings());
        desk.accountGate.refusal(plan.accountId(), mail, campaign).ifPresent(findings::add);
        desk.rules
                .examine(
                        desk.outbox.now(),
                        plan.request().start(),
                        mail.recipients().size())
                .ifPresent(findings::add);
        CheckReport report = new CheckReport(findings);
        return report.sendable()
                ? Optional.empty()
                : Optional.of(ScheduleReceipt.refused(campaign, plan.startThere(), report));
    }

    private Draft draft(SendingId id, Preparation.Prepared prepared, CampaignName campaign) {
        Copy copy = new Copy(
                new EntryId(id, 0).messageId(),
                prepared,
                campaign,
                plan.now(),
                plan.start(),
                Optional.of(id),
                EntryMemo.none());
        return desk.drafting.drafts(plan.account(), List.of(copy), plan.start()).get(0);
    }

    private ScheduleReceipt filled(
            SendingId id,
            Linking.Linked preview,
            Preparation.Prepared previewed,
            CampaignName campaign,
            List<String> digests) {
        Preparation.Prepared prepared = previewed;
        Optional<ScheduleReceipt> refused = refusal(id, prepared, campaign);
        // Nothing is put anywhere for a mail that is refused anyway.
        if (refused.isEmpty() && preview.isLinked()) {
            prepared = prepared(desk.linking.linked(plan.account(), mail, plan.start()));
            refused = refusal(id, prepared, campaign);
        }
        if (refused.isPresent()) {
            desk.abandon(plan, id);
            return refused.get();
        }
        try {
            return stored(id, prepared, campaign, preview.left(mail, digests));
        } catch (ClosedSendingException e) {
            return desk.repeated(plan, id, campaign);
        } catch (IOException | IllegalArgumentException e) {
            desk.abandon(plan, id);
            return plan.refused(campaign, Scheduling.notStored(e));
        } catch (RuntimeException e) {
            desk.brokeOff(e, plan, id);
            throw e;
        }
    }

    private ScheduleReceipt stored(
            SendingId id, Preparation.Prepared prepared, CampaignName campaign, List<String> digests)
            throws IOException {
        Mail frozen = prepared.mail().toBuilder().campaign(campaign).build();
        FrozenSending.store(desk.outbox, id, plan.trace(), FrozenSending.Merging.DONE, frozen, digests);
        Octets data = FrozenEntry.ofWholeMail(ContentHash.of(frozen)).encoded();
        desk.outbox.append(
                id, List.of(new NewEntry(0, PersonKey.of(frozen.to().get(0).address()), data)));
        Draft draft = draft(id, prepared, campaign);
        desk.messageLog.record(List.of(draft.scheduled(plan.accountId(), plan.start())));
        return sealed(id, campaign, draft);
    }

    private ScheduleReceipt sealed(SendingId id, CampaignName campaign, Draft draft) {
        if (desk.seal(plan, id, 1)) {
            return new ScheduleReceipt(
                    Optional.of(id),
                    campaign,
                    plan.startThere(),
                    1,
                    draft.plan().report(),
                    Map.of(),
                    List.of(),
                    0);
        }
        return desk.repeated(plan, id, campaign);
    }
}
