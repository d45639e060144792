package io.sendwell.check;

import io.sendwell.account.AccountId;
import io.sendwell.message.Mail;
import io.sendwell.policy.SendingPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Whether the subject is there, fits, and does not pretend to be an answer. */
final class SubjectCheck implements Check {

    // Mailjet refuses longer ones (mj-0006).
    private static final int MAX_LENGTH = 255;

    @Override
    public List<Finding> examine(Mail mail, AccountId account, SendingPolicy policy) {
        List<Finding> findings = new ArrayList<>();
        String subject = mail.subject();
        if (subject.isBlank()) {
            findings.add(finding("SUBJECT_EMPTY", "There is no subject.", "A subject.", "Call subject(...)."));
        }
        if (subject.length() > MAX_LENGTH) {
            findings.add(finding(
                    "SUBJECT_LONG",
                    "The subject has " + subject.length() + " characters.",
                    "At most " + MAX_LENGTH + " characters.",
                    "Shorten it."));
        }
        String lower = subject.toLowerCase(Locale.ROOT);
        boolean pretends = lower.startsWith("re:") || lower.startsWith("fw:") || lower.startsWith("fwd:");
        boolean answers = mail.headerFields().stream()
                .anyMatch(field -> field.name().equalsIgnoreCase("In-Reply-To")
                        || field.name().equalsIgnoreCase("References"));
        if (pretends && !answers) {
            findings.add(finding(
                    "SUBJECT_PRETENDS_REPLY",
                    "The subject starts like an answer, and there is no In-Reply-To.",
                    "Re: and Fwd: only on answers and forwarded mail.",
                    "Take it out, or set In-Reply-To with header(...)."));
        }
        return findings;
    }

    private static Finding finding(String code, String seen, String wanted, String fix) {
        return Finding.shouldFail(code, seen, wanted, fix, "Gmail's sender guidelines; Mailjet's limits");
    }
}
