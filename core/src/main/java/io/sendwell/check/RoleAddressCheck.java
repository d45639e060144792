package io.sendwell.check;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.address.Mailbox;
import io.sendwell.message.Mail;
import io.sendwell.message.MessageClass;
import io.sendwell.policy.SendingPolicy;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Whether a mail of a broadcast goes to an office and not to a person: nobody there asked for it, and many may complain. */
public final class RoleAddressCheck implements Check {

    private static final Set<String> ROLES = DataFile.words("role-addresses.txt");

    RoleAddressCheck() {}

    /** Whether an address belongs to a role, such as {@code postmaster}. */
    public static boolean isRole(EmailAddress address) {
        String text = address.toString();
        int end = text.lastIndexOf('@');
        int tag = text.indexOf('+');
        return ROLES.contains(
                text.substring(0, tag > 0 && tag < end ? tag : end).toLowerCase(Locale.ROOT));
    }

    @Override
    public List<Rule> rules() {
        return List.of(MailRule.ROLE_ADDRESS);
    }

    @Override
    public List<Finding> examine(Mail mail, AccountId account, SendingPolicy policy) {
        if (mail.messageClass() != MessageClass.MASS) {
            return List.of();
        }
        return mail.to().stream()
                .map(Mailbox::address)
                .filter(RoleAddressCheck::isRole)
                .findFirst()
                .map(address -> Finding.fail(MailRule.ROLE_ADDRESS).with("mailbox", address.masked()))
                .stream()
                .toList();
    }
}
