package io.sendwell;

import io.sendwell.campaign.Broadcast;
import io.sendwell.campaign.Recipient;
import io.sendwell.check.CheckReport;
import io.sendwell.check.Finding;
import io.sendwell.check.MailRule;
import io.sendwell.merge.MailTemplate;
import io.sendwell.merge.TemplateException;
import io.sendwell.message.CampaignName;
import io.sendwell.message.Mail;
import io.sendwell.message.MergeData;
import io.sendwell.outbox.Creation;
import io.sendwell.outbox.Lane;
import io.sendwell.outbox.NewSending;
import io.sendwell.outbox.SendingId;
import io.sendwell.outbox.SendingState;
import io.sendwell.outbox.SendingSummary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One broadcast on its way into the outbox. The audience is read once and pushed through in chunks, so that no more of it
 * than a chunk is held in memory, however long it is.
 */
final class BroadcastScheduling {

    /** How many persons are looked at before the sending is made, to know whether it is a small one. */
    private static final int MAX_LOOKED_AT = 10_000;

    private final Scheduling desk;
    private final Scheduling.Plan plan;
    private final Broadcast broadcast;
    private final List<Recipient> beginning = new ArrayList<>();

    private Linking.Linked linked;
    private CampaignName campaign;
    private List<String> digests = List.of();
    private @Nullable MailTemplate template;
    private @Nullable AudienceIntake intake;

    BroadcastScheduling(Scheduling desk, Scheduling.Plan plan, Broadcast broadcast) {
        this.desk = desk;
        this.plan = plan;
        this.broadcast = broadcast;
        this.linked = desk.linking.preview(plan.account(), broadcast.template());
        // What it is called until the template is merged; told with a refusal.
        this.campaign = plan.campaign(broadcast.template(), broadcast.template().subject(), desk.policy);
    }

    /** Ends the reading of an audience whose broadcast has its answer already. */
    private static final class Answered extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient ScheduleReceipt receipt;

        Answered(ScheduleReceipt receipt) {
            super(null, null, false, false);
            this.receipt = receipt;
        }
    }

    ScheduleReceipt run() {
        try (Stream<Recipient> audience = opened()) {
            audience.sequential().forEachOrdered(this::take);
            return finished();
        } catch (Answered e) {
            return e.receipt;
        } catch (AudienceIntake.ClosedMeanwhile e) {
            return desk.repeated(plan, Objects.requireNonNull(intake).sending(), campaign);
        } catch (AudienceIntake.Changed e) {
            desk.abandon(plan, Objects.requireNonNull(intake).sending());
            return plan.refused(campaign, Scheduling.keyUsed("audience"));
        } catch (RuntimeException e) {
            if (intake != null) {
                desk.brokeOff(e, plan, intake.sending());
            }
            throw e;
        }
    }

    /** Opens the audience, once it is known that the template is one. */
    private Stream<Recipient> opened() {
        try {
            digests = Scheduling.digests(broadcast.template());
            if (linked.isLinked()) {
                link();
            }
            template = desk.preparation.compile(linked.mail());
        } catch (TemplateException e) {
            throw new Answered(plan.refused(campaign, Preparation.templateFinding(e)));
        } catch (IOException e) {
            throw new Answered(plan.refused(campaign, Scheduling.notStored(e)));
        }
        return broadcast.audience().open();
    }

    private void link() {
        desk.accountGate.refusal(plan.accountId()).ifPresent(this::refuse);
        linked = desk.linking.linked(plan.account(), broadcast.template(), plan.start());
        if (linked.failed()) {
            linked.finding().ifPresent(this::refuse);
        }
    }

    private void take(Recipient person) {
        if (intake != null) {
            intake.take(person);
            return;
        }
        beginning.add(person);
        if (beginning.size() > Math.min(desk.policy.immediateRecipientLimit(), MAX_LOOKED_AT)) {
            begin(Lane.BROADCAST);
        }
    }

    private void begin(Lane lane) {
        // Refused before anything is stored, where nobody can have asked before.
        if (!plan.isRepeatable()) {
            refuseByRules(beginning.size());
        }
        SendingId id = created(lane);
        AudienceIntake opened = new AudienceIntake(desk, plan, id, frozenTemplate(), compiled(), campaign);
        intake = opened;
        refuseByRules(beginning.size());
        store(id);
        beginning.forEach(opened::take);
        beginning.clear();
    }

    private void refuseByRules(long persons) {
        desk.accountGate
                .refusal(plan.accountId(), broadcast.template(), campaign)
                .ifPresent(this::refuse);
        desk.consents.unanswerable(broadcast.template()).ifPresent(this::refuse);
        desk.rules.examine(desk.outbox.now(), plan.request().start(), persons).ifPresent(this::refuse);
    }

    private void refuse(Finding why) {
        if (intake != null) {
            desk.abandon(plan, intake.sending());
        }
        throw new Answered(plan.refused(campaign, why));
    }

    private SendingId created(Lane lane) {
        String subject = subjectForNobody();
        campaign = plan.campaign(broadcast.template(), subject, desk.policy);
        String hash;
        try {
            hash = RequestHash.of(plan.request().user(), broadcast.template(), digests);
        } catch (IllegalArgumentException e) {
            throw new Answered(plan.refused(campaign, Scheduling.notStored(e)));
        }
        Creation creation = desk.outbox.create(new NewSending(
                plan.freshId(),
                plan.accountId(),
                plan.key(),
                hash,
                lane,
                new SendingSummary(plan.request().user(), subject, SendingSummary.BROADCAST, campaign)));
        if (creation instanceof Creation.Conflict) {
            throw new Answered(plan.refused(campaign, Scheduling.keyUsed("other")));
        }
        if (creation instanceof Creation.Repeated before) {
            if (before.state() != SendingState.OPEN) {
                throw new Answered(desk.repeated(plan, before.id(), campaign));
            }
            // The name of the first attempt stays: its day may be over.
            desk.outbox
                    .find(plan.accountId(), before.id())
                    .ifPresent(open -> campaign = open.summary().campaign());
            return before.id();
        }
        return plan.freshId();
    }

    // What the subject says to someone of whom nothing is known: fallbacks, and no fields.
    private String subjectForNobody() {
        return compiled().merge(linked.mail(), MergeData.none()).mail().subject();
    }

    private MailTemplate compiled() {
        return Objects.requireNonNull(template, "compiled before the audience is opened");
    }

    private Mail frozenTemplate() {
        return linked.mail().toBuilder().campaign(campaign).build();
    }

    private void store(SendingId id) {
        try {
            FrozenSending.store(
                    desk.outbox,
                    id,
                    plan.trace(),
                    desk.preparation.merging(),
                    frozenTemplate(),
                    linked.left(broadcast.template(), digests));
        } catch (ClosedSendingException e) {
            throw new Answered(desk.repeated(plan, id, campaign));
        } catch (IOException | IllegalArgumentException e) {
            refuse(Scheduling.notStored(e));
        }
    }

    private CheckReport told(CheckReport report) {
        List<Finding> findings = new ArrayList<>(linked.finding().stream().toList());
        findings.addAll(report.findings());
        return new CheckReport(findings);
    }

    private ScheduleReceipt finished() {
        if (intake == null) {
            if (beginning.isEmpty()) {
                refuse(Finding.fail(MailRule.AUDIENCE_EMPTY));
            }
            begin(Lane.SMALL);
        }
        AudienceIntake whole = Objects.requireNonNull(intake, "begun");
        whole.finish();
        AudienceTally tally = whole.tally();
        if (tally.nobodyIsLeft()) {
            refuse(Finding.fail(MailRule.NOBODY_LEFT)
                    .with("count", tally.total())
                    .with("reason", tally.firstReason()));
        }
        refuseByRules(tally.persons());
        CheckReport report = told(tally.report(desk.policy, desk.rules.advice(tally.persons())));
        report.stops().stream().findFirst().ifPresent(this::refuse);
        if (!desk.seal(plan, whole.sending(), tally.total())) {
            return desk.repeated(plan, whole.sending(), campaign);
        }
        return new ScheduleReceipt(
                Optional.of(whole.sending()),
                campaign,
                plan.startThere(),
                tally.total(),
                report,
                tally.withheld(),
                tally.sample(),
                tally.duplicates());
    }
}
