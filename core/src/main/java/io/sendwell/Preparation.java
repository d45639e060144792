package io.sendwell;

import io.sendwell.account.AccountId;
import io.sendwell.campaign.Recipient;
import io.sendwell.check.Check;
import io.sendwell.check.CheckReport;
import io.sendwell.check.Finding;
import io.sendwell.check.MailChecks;
import io.sendwell.check.MailRule;
import io.sendwell.check.Rule;
import io.sendwell.check.SubjectText;
import io.sendwell.merge.MailTemplate;
import io.sendwell.merge.MergeReport;
import io.sendwell.merge.MergedMail;
import io.sendwell.merge.PlainText;
import io.sendwell.merge.TemplateEngine;
import io.sendwell.merge.TemplateException;
import io.sendwell.message.InvalidMessageException;
import io.sendwell.message.Mail;
import io.sendwell.message.MergeData;
import io.sendwell.policy.SendingPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From a mail as it was composed to one that could leave: merged, with a text part, and examined. It is done once, when
 * the mail is made; nothing later changes what it says.
 */
final class Preparation {

    private static final Logger log = LoggerFactory.getLogger(Preparation.class);

    private static final List<Rule> MERGING = List.of(
            MailRule.TEMPLATE_MALFORMED,
            MailRule.MERGE_VALUE_MISSING,
            MailRule.MERGE_VALUE_UNSAFE,
            MailRule.SUBJECT_HIDDEN_CHARACTERS,
            MailRule.TEXT_PART_DERIVED);

    private final TemplateEngine engine;
    private final List<Check> checks;
    private final SendingPolicy policy;
    private final List<Rule> lookedFor;
    private final Unsubscribing unsubscribing;

    Preparation(TemplateEngine engine, List<Check> checks, SendingPolicy policy, Unsubscribing unsubscribing) {
        this.engine = engine;
        this.checks = List.copyOf(checks);
        List<Rule> rules = new ArrayList<>(MERGING);
        checks.forEach(check -> rules.addAll(check.rules()));
        rules.add(MailRule.CHECK_FAILED);
        this.lookedFor = List.copyOf(rules);
        this.policy = policy;
        this.unsubscribing = unsubscribing;
    }

    /**
     * A mail that says what it will say, and what was found in it.
     *
     * @param examined what was looked for; what comes after a mail that cannot be merged was not
     */
    record Prepared(Mail mail, CheckReport report, List<Rule> examined) {

        Prepared {
            examined = List.copyOf(examined);
        }

        Prepared with(Finding finding) {
            List<Finding> findings = new ArrayList<>(report.findings());
            findings.add(finding);
            return new Prepared(mail, new CheckReport(findings), examined);
        }
    }

    Prepared prepare(AccountId account, Mail mail) {
        Optional<MergeData> data = mail.mergeData();
        if (data.isEmpty()) {
            return examined(account, unsubscribing.linked(account, mail), List.of());
        }
        try {
            return prepare(account, mail, data.get(), compile(mail));
        } catch (TemplateException e) {
            return unmerged(mail, templateFinding(e));
        }
    }

    /**
     * Whether persons whose values are alike get the same findings. It is so with Sendwell's own engine and checks; nobody knows what
     * others look at.
     */
    boolean findsTheSameOfAlike() {
        return merging() == FrozenSending.Merging.BY_VALUES && checks.stream().allMatch(MailChecks::isOwn);
    }

    /** How the outbox has to keep what this engine merges. */
    FrozenSending.Merging merging() {
        return engine == TemplateEngine.sendwell() ? FrozenSending.Merging.BY_VALUES : FrozenSending.Merging.BY_TEXTS;
    }

    /** What the outbox keeps of a person's mail. */
    FrozenEntry frozen(Recipient person, Mail merged) {
        FrozenEntry.Body body = merging() == FrozenSending.Merging.BY_VALUES
                ? new FrozenEntry.Body.Values(person.mergeData())
                : new FrozenEntry.Body.Texts(merged.subject(), merged.text(), merged.html());
        return new FrozenEntry(
                Optional.of(person.mailbox()), person.about(), merged.unsubscribe(), body, ContentHash.of(merged));
    }

    MailTemplate compile(Mail mail) {
        return MailTemplate.of(mail, engine);
    }

    Prepared prepare(AccountId account, Mail mail, MergeData data, MailTemplate template) {
        Mail linked = unsubscribing.linked(account, mail);
        try {
            MergedMail merged = template.merge(linked, Unsubscribing.values(linked, data));
            return examined(account, merged.mail(), mergeFindings(merged.report()));
        } catch (InvalidMessageException e) {
            return unmerged(
                    mail,
                    Finding.fail(MailRule.MERGE_VALUE_UNSAFE).inForm("mail").with("reason", e.getMessage()));
        }
    }

    private static Prepared unmerged(Mail mail, Finding why) {
        return new Prepared(
                mail.merged(mail.subject(), mail.text(), mail.html()), new CheckReport(List.of(why)), List.of());
    }

    private Prepared examined(AccountId account, Mail mail, List<Finding> soFar) {
        List<Finding> findings = new ArrayList<>(soFar);
        Mail complete = completed(mail, findings);
        checks.forEach(check -> findings.addAll(examine(check, complete, account)));
        return new Prepared(complete, new CheckReport(weighed(findings)), lookedFor);
    }

    private List<Finding> weighed(List<Finding> findings) {
        return policy.weights().isEmpty()
                ? findings
                : findings.stream()
                        .flatMap(finding -> finding.weighedBy(policy).stream())
                        .toList();
    }

    /** The merged mail with its subject cleaned and a text part; completing it again changes nothing. */
    static Mail completed(Mail merged, List<Finding> findings) {
        return withTextPart(withCleanSubject(merged, findings), findings);
    }

    // A check of the application that fails keeps its mail from leaving, and not the other mails of a broadcast.
    private List<Finding> examine(Check check, Mail mail, AccountId account) {
        try {
            return check.examine(mail, account, policy);
        } catch (RuntimeException e) {
            String name = check.getClass().getName();
            log.warn("The check {} failed, so the mail does not leave", name, e);
            return List.of(
                    Finding.fail(MailRule.CHECK_FAILED).with("check", name).with("failure", e));
        }
    }

    private static Mail withCleanSubject(Mail mail, List<Finding> findings) {
        String visible = SubjectText.withoutHiddenCharacters(mail.subject());
        if (!visible.equals(mail.subject())) {
            findings.add(Finding.applied(MailRule.SUBJECT_HIDDEN_CHARACTERS));
        }
        String clean = SubjectText.normalised(visible);
        return clean.equals(mail.subject()) ? mail : mail.merged(clean, mail.text(), mail.html());
    }

    private static Mail withTextPart(Mail mail, List<Finding> findings) {
        if (mail.text().isPresent() || mail.html().isEmpty()) {
            return mail;
        }
        findings.add(Finding.applied(MailRule.TEXT_PART_DERIVED));
        return mail.merged(mail.subject(), mail.html().map(PlainText::fromHtml), mail.html());
    }

    static Finding templateFinding(TemplateException e) {
        return Finding.fail(MailRule.TEMPLATE_MALFORMED).with("problem", e.getMessage());
    }

    private static List<Finding> mergeFindings(MergeReport report) {
        List<Finding> findings = new ArrayList<>();
        if (!report.missing().isEmpty()) {
            findings.add(Finding.fail(MailRule.MERGE_VALUE_MISSING)
                    .with("fields", String.join(", ", report.missing()))
                    .with("example", "{{" + report.missing().get(0) + "|fallback}}"));
        }
        report.problems()
                .forEach(problem -> findings.add(Finding.fail(MailRule.MERGE_VALUE_UNSAFE)
                        .with("field", problem.field())
                        .with("reason", problem.reason())));
        return findings;
    }
}
