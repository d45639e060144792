package io.sendwell.check;

import io.sendwell.account.AccountId;
import io.sendwell.address.Mailbox;
import io.sendwell.message.Mail;
import io.sendwell.policy.SendingPolicy;
import java.util.ArrayList;
import java.util.List;

/** Whether the domains of From and Reply-To mix scripts in a way that deceives the eye. */
final class DomainNameCheck implements Check {

    @Override
    public List<Rule> rules() {
        return List.of(MailRule.DOMAIN_CONFUSABLE);
    }

    @Override
    public List<Finding> examine(Mail mail, AccountId account, SendingPolicy policy) {
        List<Finding> findings = new ArrayList<>();
        examine("from", mail.from(), findings);
        mail.replyTo().ifPresent(replyTo -> examine("replyTo", replyTo, findings));
        return findings;
    }

    private static void examine(String field, Mailbox mailbox, List<Finding> findings) {
        if (!mailbox.address().domain().isHighlyRestrictive()) {
            findings.add(Confusables.finding(field, mailbox.address().domain()));
        }
    }
}
