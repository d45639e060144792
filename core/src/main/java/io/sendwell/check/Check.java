package io.sendwell.check;

import io.sendwell.account.AccountId;
import io.sendwell.message.Mail;
import io.sendwell.policy.SendingPolicy;
import java.util.List;

/**
 * One examination of a mail before it is sent. It reads, and changes nothing; threads share it.
 *
 * <p>The application adds its own when it builds Sendwell: a list of words, a house rule. Sendwell's own are in {@link
 * MailChecks}; {@code CheckContract} in the testkit proves one.
 */
@FunctionalInterface
public interface Check {

    /**
     * Examines a merged mail.
     *
     * @return what was found; empty when there is nothing to say
     */
    List<Finding> examine(Mail mail, AccountId account, SendingPolicy policy);

    /**
     * What it looks for. Of a rule that is named here and not found to be broken, a report says that it passes; and the policy may
     * weigh what is named here.
     */
    default List<Rule> rules() {
        return List.of();
    }
}
