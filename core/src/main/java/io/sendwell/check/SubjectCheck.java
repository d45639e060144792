package io.sendwell.check;

import io.sendwell.account.AccountId;
import io.sendwell.message.Mail;
import io.sendwell.policy.SendingPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Whether the subject is there, fits, and does not pretend to be an answer. */
final class SubjectCheck implements Check {

    // Mailjet refuses longer ones (mj-0006).
    static final int MAX_LENGTH = 255;

    // As mail programs begin an answer or a forwarded mail, in English and in the languages of their users.
    private static final Pattern ANSWER = Pattern.compile(
            "\\s{0,9}(?:re|fwd?|aw|wg|sv|vb|tr|rv)(?:\\[\\d{1,3}])?\\s{0,3}:", Pattern.CASE_INSENSITIVE);

    @Override
    public List<Rule> rules() {
        return List.of(MailRule.SUBJECT_EMPTY, MailRule.SUBJECT_LONG, MailRule.SUBJECT_PRETENDS_REPLY);
    }

    @Override
    public List<Finding> examine(Mail mail, AccountId account, SendingPolicy policy) {
        List<Finding> findings = new ArrayList<>();
        String subject = mail.subject();
        if (subject.isBlank()) {
            findings.add(Finding.fail(MailRule.SUBJECT_EMPTY));
        }
        if (subject.length() > MAX_LENGTH) {
            findings.add(Finding.fail(MailRule.SUBJECT_LONG).with("count", subject.length()));
        }
        boolean pretends = ANSWER.matcher(subject).lookingAt();
        boolean answers = mail.headerFields().stream()
                .anyMatch(field -> field.name().equalsIgnoreCase("In-Reply-To")
                        || field.name().equalsIgnoreCase("References"));
        if (pretends && !answers) {
            findings.add(Finding.fail(MailRule.SUBJECT_PRETENDS_REPLY));
        }
        return findings;
    }
}
