package io.sendwell;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.check.Finding;
import io.sendwell.check.MailRule;
import io.sendwell.message.Mail;
import io.sendwell.message.MessageClass;
import io.sendwell.message.Purpose;
import io.sendwell.unsubscribe.OptOut;
import io.sendwell.unsubscribe.OptOutList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Which broadcasts must not leave because their recipients have left the list. Threads share it. */
final class OptOutGate {

    private final OptOutList optOuts;

    OptOutGate(OptOutList optOuts) {
        this.optOuts = optOuts;
    }

    /**
     * Who has left, of the recipients of some mails.
     *
     * @param byList for each list those who have left it, by normal form, since mails may spell one address in several ways
     */
    record Answer(Map<Optional<Purpose>, Map<String, OptOut>> byList) {

        /** The opt-out that keeps this mail back; empty when none does. */
        Optional<OptOut> against(Mail mail) {
            if (mail.messageClass() != MessageClass.MASS) {
                return Optional.empty();
            }
            Map<String, OptOut> left = byList.getOrDefault(mail.purpose(), Map.of());
            return mail.recipients().stream()
                    .map(recipient -> left.get(recipient.normalForm()))
                    .filter(Objects::nonNull)
                    .findFirst();
        }

        /** The opt-out that keeps a broadcast's mail back from this person; empty when none does. */
        Optional<OptOut> against(Mail template, EmailAddress person) {
            return Optional.ofNullable(
                    byList.getOrDefault(template.purpose(), Map.of()).get(person.normalForm()));
        }
    }

    /** Asks once for each list; of mail that is no broadcast it asks nothing. */
    Answer ask(AccountId account, Collection<Mail> mails) {
        Map<Optional<Purpose>, Set<EmailAddress>> recipients = new HashMap<>();
        mails.stream()
                .filter(mail -> mail.messageClass() == MessageClass.MASS)
                .forEach(mail -> recipients
                        .computeIfAbsent(mail.purpose(), list -> new LinkedHashSet<>())
                        .addAll(mail.recipients()));
        Map<Optional<Purpose>, Map<String, OptOut>> byList = new HashMap<>();
        recipients.forEach((list, persons) -> byList.put(list, left(account, list, persons)));
        return new Answer(byList);
    }

    /** Asks of the persons of a broadcast; of one that is not of class MASS it asks nothing. */
    Answer ask(AccountId account, Mail template, Collection<EmailAddress> persons) {
        return new Answer(
                template.messageClass() == MessageClass.MASS
                        ? Map.of(template.purpose(), left(account, template.purpose(), persons))
                        : Map.of());
    }

    private Map<String, OptOut> left(AccountId account, Optional<Purpose> list, Collection<EmailAddress> persons) {
        Map<String, OptOut> left = new HashMap<>();
        optOuts.find(account, list, persons).forEach((person, optOut) -> left.put(person.normalForm(), optOut));
        return left;
    }

    static Finding finding(OptOut optOut) {
        Finding left = Finding.fail(MailRule.RECIPIENT_OPTED_OUT)
                .with("at", optOut.at())
                .with("source", optOut.source());
        return optOut.list().map(list -> left.with("list", list).inForm("list")).orElse(left);
    }
}
