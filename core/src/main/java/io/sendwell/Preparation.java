package io.sendwell;

import io.sendwell.account.AccountId;
import io.sendwell.campaign.Recipient;
import io.sendwell.check.Check;
import io.sendwell.check.CheckReport;
import io.sendwell.check.Finding;
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

    private final TemplateEngine engine;
    private final List<Check> checks;
    private final SendingPolicy policy;

    Preparation(TemplateEngine engine, List<Check> checks, SendingPolicy policy) {
        this.engine = engine;
        this.checks = List.copyOf(checks);
        this.policy = policy;
    }

    /** A mail that says what it will say, and what was found in it. */
    record Prepared(Mail mail, CheckReport report) {

        Prepared with(Finding finding) {
            List<Finding> findings = new ArrayList<>(report.findings());
            findings.add(finding);
            return new Prepared(mail, new CheckReport(findings));
        }
    }

    Prepared prepare(AccountId account, Mail mail) {
        Optional<MergeData> data = mail.mergeData();
        if (data.isEmpty()) {
            return examined(account, mail, List.of());
        }
        try {
            return prepare(account, mail, data.get(), compile(mail));
        } catch (TemplateException e) {
            return unmerged(mail, templateFinding(e));
        }
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
        return new FrozenEntry(Optional.of(person.mailbox()), person.about(), body, ContentHash.of(merged));
    }

    MailTemplate compile(Mail mail) {
        return MailTemplate.of(mail, engine);
    }

    Prepared prepare(AccountId account, Mail mail, MergeData data, MailTemplate template) {
        try {
            MergedMail merged = template.merge(mail, data);
            return examined(account, merged.mail(), mergeFindings(merged.report()));
        } catch (InvalidMessageException e) {
            return unmerged(mail, unsafe("The merged text cannot stand in a mail: " + e.getMessage()));
        }
    }

    private static Prepared unmerged(Mail mail, Finding why) {
        return new Prepared(mail.merged(mail.subject(), mail.text(), mail.html()), new CheckReport(List.of(why)));
    }

    private Prepared examined(AccountId account, Mail mail, List<Finding> soFar) {
        List<Finding> findings = new ArrayList<>(soFar);
        Mail complete = completed(mail, findings);
        checks.forEach(check -> findings.addAll(examine(check, complete, account)));
        return new Prepared(complete, new CheckReport(findings));
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
            return List.of(Finding.mustFail(
                    "CHECK_FAILED",
                    "The check " + name + " failed: " + e,
                    "Every check says what it found.",
                    "Mend the check, or take it out.",
                    "what was not examined is not sent"));
        }
    }

    private static Mail withCleanSubject(Mail mail, List<Finding> findings) {
        String visible = SubjectText.withoutHiddenCharacters(mail.subject());
        if (!visible.equals(mail.subject())) {
            findings.add(Finding.applied(
                    "SUBJECT_HIDDEN_CHARACTERS",
                    "The subject had characters that turn the direction of writing, or joiners that join nothing; they"
                            + " were taken out.",
                    "A subject that reads as it is written.",
                    "Unicode UTS #39; Gmail's sender guidelines"));
        }
        String clean = SubjectText.normalised(visible);
        return clean.equals(mail.subject()) ? mail : mail.merged(clean, mail.text(), mail.html());
    }

    private static Mail withTextPart(Mail mail, List<Finding> findings) {
        if (mail.text().isPresent() || mail.html().isEmpty()) {
            return mail;
        }
        findings.add(Finding.applied(
                "TEXT_PART_DERIVED",
                "There was no text part; it was made from the HTML.",
                "A text part that says the same as the HTML.",
                "practice of spam filters"));
        return mail.merged(mail.subject(), mail.html().map(PlainText::fromHtml), mail.html());
    }

    static Finding templateFinding(TemplateException e) {
        return Finding.mustFail(
                "TEMPLATE_MALFORMED",
                String.valueOf(e.getMessage()),
                "A template whose fields and sections are well-formed and stand where a value may stand.",
                "Correct the template.",
                "Sendwell's template syntax");
    }

    private static List<Finding> mergeFindings(MergeReport report) {
        List<Finding> findings = new ArrayList<>();
        if (!report.missing().isEmpty()) {
            findings.add(Finding.mustFail(
                    "MERGE_VALUE_MISSING",
                    "There is no value for " + String.join(", ", report.missing()) + ".",
                    "A value for every field, or a fallback in the template.",
                    "Give the value, or write {{" + report.missing().get(0) + "|fallback}}.",
                    "a mail with a hole in it reads as spam"));
        }
        report.problems()
                .forEach(problem -> findings.add(
                        unsafe("The value of " + problem.field() + " cannot stand in its place: " + problem.reason())));
        return findings;
    }

    private static Finding unsafe(String seen) {
        return Finding.mustFail(
                "MERGE_VALUE_UNSAFE",
                seen,
                "A value that is text where it stands.",
                "Correct the value.",
                "CWE-93 and CWE-79");
    }
}
