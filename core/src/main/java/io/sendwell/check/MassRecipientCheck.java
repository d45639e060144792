package io.sendwell.check;

import io.sendwell.account.AccountId;
import io.sendwell.message.Mail;
import io.sendwell.message.MessageClass;
import io.sendwell.policy.SendingPolicy;
import java.util.List;

/** Whether a mail of a broadcast goes to one person alone, who then sees no stranger's address. */
final class MassRecipientCheck implements Check {

    @Override
    public List<Rule> rules() {
        return List.of(MailRule.MASS_TO_SEVERAL);
    }

    @Override
    public List<Finding> examine(Mail mail, AccountId account, SendingPolicy policy) {
        int recipients = mail.recipients().size();
        if (mail.messageClass() != MessageClass.MASS || recipients == 1) {
            return List.of();
        }
        return List.of(Finding.fail(MailRule.MASS_TO_SEVERAL).with("count", recipients));
    }
}
