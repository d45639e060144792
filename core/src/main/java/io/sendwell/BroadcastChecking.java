package io.sendwell;

import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.BlocklistEntry;
import io.sendwell.campaign.Broadcast;
import io.sendwell.campaign.CampaignNames;
import io.sendwell.campaign.Recipient;
import io.sendwell.check.Finding;
import io.sendwell.check.MailRule;
import io.sendwell.check.RoleAddressCheck;
import io.sendwell.check.Rule;
import io.sendwell.merge.MailTemplate;
import io.sendwell.merge.TemplateException;
import io.sendwell.message.CampaignName;
import io.sendwell.message.Mail;
import io.sendwell.message.MergeData;
import io.sendwell.message.MessageClass;
import io.sendwell.route.PlannedRoute;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One look at a broadcast before it is sent. The audience is read once; of persons who are {@linkplain Likeness alike} one is merged
 * and examined as scheduling would, and the others are counted with it. No more than a batch of persons and a few thousand verdicts
 * are held in memory, and eight to sixteen octets for each address.
 */
final class BroadcastChecking {

    private static final Finding BLOCKED =
            Finding.fail(MailRule.RECIPIENTS_BLOCKED).inForm("one").with("count", 1);

    private static final int BATCH = 500;
    private static final int MAX_VERDICTS = 4_096;

    private final Scheduling desk;
    private final AccountSettings account;
    private final Broadcast broadcast;
    private final RoutePlanner planner;
    private final Instant now;
    private final boolean mass;

    private final BroadcastTally tally = new BroadcastTally();
    private final AddressSet named = new AddressSet();
    private final List<Recipient> batch = new ArrayList<>(BATCH);
    private final Map<Long, Verdict> verdicts = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Verdict> eldest) {
            return size() > MAX_VERDICTS;
        }
    };
    private final Map<String, Long> receivers = new LinkedHashMap<>();
    private final Set<Rule> examined = new LinkedHashSet<>();
    private Optional<PlannedRoute> way = Optional.empty();

    private Optional<Likeness> likeness = Optional.empty();
    private @Nullable PersonWriting writing;
    private @Nullable Recipient longest;
    private long longestValues = -1;

    BroadcastChecking(
            Scheduling desk, AccountSettings account, Broadcast broadcast, RoutePlanner planner, Instant now) {
        this.desk = desk;
        this.account = account;
        this.broadcast = broadcast;
        this.planner = planner;
        this.now = now;
        this.mass = broadcast.template().messageClass() == MessageClass.MASS;
    }

    /**
     * What was found of a person, and holds for all who are alike.
     *
     * @param content what the mail says, whether anybody may get it or not
     * @param planned that, and what route and identity say
     * @param whole that, and what the transport says
     */
    private record Verdict(List<Finding> content, List<Finding> planned, List<Finding> whole) {

        boolean leaves() {
            return whole.stream().noneMatch(Finding::stopsSending);
        }
    }

    BroadcastReport run() {
        Linking.Linked preview = desk.linking.preview(account, broadcast.template());
        preview.finding().ifPresent(tally::whole);
        Mail mail = preview.mail();
        MailTemplate template;
        try {
            template = desk.preparation.compile(mail);
        } catch (TemplateException e) {
            tally.whole(Preparation.templateFinding(e));
            return tally.report(OptionalLong.empty(), List.of(), desk.policy);
        }
        writing = new PersonWriting(desk.preparation, account.id(), mail, template);
        if (desk.preparation.findsTheSameOfAlike()) {
            likeness = Likeness.of(mail, template, desk.policy.wireSizeAdvice());
        }
        tally.fields(template.fields().stream().map(field -> field.name()).toList());
        try (Stream<Recipient> audience = broadcast.audience().open()) {
            audience.sequential().forEachOrdered(this::take);
        }
        examineBatch();
        findOfTheWhole();
        return tally.report(wireSize(), examined, desk.policy);
    }

    private void take(Recipient person) {
        tally.person();
        if (!named.add(person.mailbox().address())) {
            tally.duplicate();
            return;
        }
        batch.add(person);
        if (batch.size() == BATCH) {
            examineBatch();
        }
    }

    private void examineBatch() {
        if (batch.isEmpty()) {
            return;
        }
        List<EmailAddress> addresses =
                batch.stream().map(person -> person.mailbox().address()).toList();
        Map<String, BlocklistEntry> blocked = desk.drafting.blocked(account.id(), addresses, broadcast.template(), now);
        OptOutGate.Answer left = desk.optOuts.ask(account.id(), broadcast.template(), addresses);
        ConsentGate.Answer agreed = desk.consents.ask(account.id(), broadcast.template(), addresses);
        for (Recipient person : batch) {
            EmailAddress address = person.mailbox().address();
            Verdict verdict = verdict(person);
            Optional<Finding> unwanted = left.against(broadcast.template(), address)
                    .map(OptOutGate::finding)
                    .or(() -> agreed.against(broadcast.template(), address));
            // In the order in which scheduling looks: the first that stops is the reason that is told.
            if (!blocked.isEmpty() && blocked.containsKey(address.normalForm())) {
                tally.take(person, with(verdict.content(), BLOCKED));
            } else if (unwanted.isPresent()) {
                tally.take(person, with(verdict.planned(), unwanted.get()));
            } else {
                tally.take(person, verdict.whole());
                if (verdict.leaves()) {
                    noteLongest(person);
                }
            }
        }
        batch.clear();
    }

    private static List<Finding> with(List<Finding> found, Finding last) {
        List<Finding> findings = new ArrayList<>(found);
        findings.add(last);
        return findings;
    }

    private Verdict verdict(Recipient person) {
        long alike = likeness.map(like -> like.of(person)).orElse(Likeness.UNLIKE);
        if (alike == Likeness.UNLIKE) {
            return examine(person);
        }
        long key = AddressSet.mixed(alike ^ ofAddress(person.mailbox().address()));
        Verdict known = verdicts.get(key);
        if (known == null) {
            known = examine(person);
            verdicts.put(key, known);
        }
        return known;
    }

    // What rules look at in an address: who receives there, whether every server can write it, and whether it is an
    // office's.
    private long ofAddress(EmailAddress address) {
        if (receivers.size() > MAX_VERDICTS) {
            receivers.clear();
        }
        long receiver = receivers.computeIfAbsent(
                address.domain().ascii(),
                domain -> (long) planner.demandOf(address).name().hashCode() << 8);
        return receiver + (address.needsSmtpUtf8() ? 64 : 0) + (mass && RoleAddressCheck.isRole(address) ? 128 : 0);
    }

    private Verdict examine(Recipient person) {
        PersonWriting.Written written = Objects.requireNonNull(writing).written(person);
        Draft draft = draft(written.prepared());
        List<Finding> whole = draft.plan().report().findings();
        examined.addAll(PreflightRules.lookedAt(draft.plan(), written.prepared().examined()));
        way = way.or(draft.plan()::chosen);
        return new Verdict(
                written.prepared().report().findings(),
                desk.drafting.plan(account, copy(written.prepared())).report().findings(),
                whole);
    }

    private Draft draft(Preparation.Prepared prepared) {
        return desk.drafting.unblocked(account, copy(prepared));
    }

    private Copy copy(Preparation.Prepared prepared) {
        return Copy.atOnce(desk.messageId(), prepared, CampaignName.of("check"), now);
    }

    private void noteLongest(Recipient person) {
        long length = person.mailbox().displayName().length();
        MergeData data = person.mergeData();
        for (String name : data.names()) {
            length += data.value(name)
                    .map(value -> value instanceof String text ? text.length() : 8)
                    .orElse(0);
        }
        if (length > longestValues) {
            longestValues = length;
            longest = person;
        }
    }

    private OptionalLong wireSize() {
        if (longest == null) {
            return OptionalLong.empty();
        }
        Draft draft = draft(Objects.requireNonNull(writing).written(longest).prepared());
        return draft.submission().map(desk.drafting::wireSize).orElse(OptionalLong.empty());
    }

    private CampaignName campaign() {
        Mail mail = broadcast.template();
        return mail.campaign()
                .orElseGet(
                        () -> CampaignNames.ofBroadcast(now.atZone(account.timeZone()), mail.subject(), desk.policy));
    }

    private void findOfTheWhole() {
        long persons = tally.persons();
        List<Finding> findings = new ArrayList<>();
        if (persons == 0) {
            findings.add(Finding.fail(MailRule.AUDIENCE_EMPTY));
        }
        desk.accountGate.refusal(account.id(), broadcast.template(), campaign()).ifPresent(findings::add);
        desk.consents.unanswerable(broadcast.template()).ifPresent(findings::add);
        desk.rules.advice(persons).ifPresent(findings::add);
        if (tally.areIdentical()) {
            findings.add(Finding.fail(MailRule.MAILS_IDENTICAL).with("count", tally.mails()));
        }
        if (named.isFull()) {
            findings.add(Finding.notChecked(MailRule.DUPLICATE_IN_AUDIENCE).with("limit", AddressSet.MOST));
        } else if (tally.duplicates() > 0) {
            findings.add(Finding.fail(MailRule.DUPLICATE_IN_AUDIENCE).with("count", tally.duplicates()));
        }
        if (persons > desk.policy.immediateRecipientLimit()) {
            findings.add(Finding.applied(MailRule.BROADCAST_ONLY_SCHEDULED)
                    .with("count", persons)
                    .with("minutes", desk.policy.minimumScheduleDelay().toMinutes()));
            if (!mass) {
                findings.add(Finding.fail(MailRule.BROADCAST_NOT_MASS)
                        .with("count", persons)
                        .with("class", broadcast.template().messageClass().name()));
            }
        }
        if (mass && way.isPresent()) {
            findings.add(BulkChecks.signature(planner.isSignedHere(account, way.get())));
            examined.addAll(planner.bulkRules(broadcast.template()));
        }
        findings.add(Finding.notChecked(MailRule.PLACEMENT_UNKNOWN));
        findings.stream()
                .flatMap(finding -> finding.weighedBy(desk.policy).stream())
                .forEach(tally::whole);
        if (mass) {
            examined.add(MailRule.RECIPIENT_OPTED_OUT);
        }
        examined.addAll(desk.consents.rules(broadcast.template()));
        examined.addAll(List.of(
                MailRule.AUDIENCE_EMPTY,
                MailRule.DUPLICATE_IN_AUDIENCE,
                MailRule.BROADCAST_LARGE,
                MailRule.BROADCAST_NOT_MASS,
                MailRule.MAILS_IDENTICAL));
    }
}
