package io.sendwell.testkit.contract;

import io.sendwell.check.Check;
import io.sendwell.check.MailChecks;
import io.sendwell.message.Mail;
import io.sendwell.testkit.fixtures.Messages;

/** All of Sendwell's own checks, one after the other. */
class MailChecksTest implements CheckContract {

    @Override
    public Check newCheck() {
        return (mail, account, policy) -> MailChecks.all().stream()
                .flatMap(check -> check.examine(mail, account, policy).stream())
                .toList();
    }

    @Override
    public Mail mailToObjectTo() {
        return Messages.statement().toBuilder().subject("Dear {{first}}").build();
    }
}
