package io.sendwell;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.check.Finding;
import io.sendwell.check.MailRule;
import io.sendwell.check.Rule;
import io.sendwell.consent.ConsentRecord;
import io.sendwell.consent.ConsentStore;
import io.sendwell.message.Mail;
import io.sendwell.message.MessageClass;
import io.sendwell.message.Purpose;
import io.sendwell.policy.SendingPolicy;
import io.sendwell.policy.SendingPolicy.MassConsent;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which broadcasts must not leave because not all their recipients agreed to get them. Threads share it. */
final class ConsentGate {

    private final Optional<ConsentStore> store;
    private final SendingPolicy policy;

    ConsentGate(Optional<ConsentStore> store, SendingPolicy policy) {
        this.store = store;
        this.policy = policy;
    }

    /** What is held of the recipients of some mails. */
    final class Answer {

        private final Map<Optional<Purpose>, Map<String, ConsentRecord>> byList = new HashMap<>();

        private Answer() {}

        /** Why this mail is kept back; empty when it may leave. */
        Optional<Finding> against(Mail mail) {
            Optional<Finding> unknown = unanswerable(mail);
            if (unknown.isPresent() || !isAsked(mail)) {
                return unknown;
            }
            return against(mail, mail.recipients());
        }

        /** Why a broadcast's mail is kept back from this person; empty when it may leave. */
        Optional<Finding> against(Mail template, EmailAddress person) {
            return isAsked(template) && store.isPresent() ? against(template, List.of(person)) : Optional.empty();
        }

        private Optional<Finding> against(Mail mail, List<EmailAddress> recipients) {
            Map<String, ConsentRecord> held = byList.getOrDefault(mail.purpose(), Map.of());
            for (EmailAddress recipient : recipients) {
                ConsentRecord consent = held.get(recipient.normalForm());
                if (consent == null) {
                    return Optional.of(missing(mail));
                }
                if (policy.massConsent() == MassConsent.CONFIRMED
                        && consent.confirmation().isEmpty()) {
                    return Optional.of(unconfirmed());
                }
            }
            return Optional.empty();
        }
    }

    /** Asks once for each list; of mail that needs no consent it asks nothing. */
    Answer ask(AccountId account, Collection<Mail> mails) {
        Answer answer = new Answer();
        if (store.isEmpty()) {
            return answer;
        }
        Map<Optional<Purpose>, Set<EmailAddress>> recipients = new HashMap<>();
        mails.stream()
                .filter(this::isAsked)
                .forEach(mail -> recipients
                        .computeIfAbsent(mail.purpose(), list -> new LinkedHashSet<>())
                        .addAll(mail.recipients()));
        recipients.forEach((list, persons) -> answer.byList.put(list, held(account, list, persons)));
        return answer;
    }

    /** Asks of the persons of a broadcast; where it needs no consent it asks nothing. */
    Answer ask(AccountId account, Mail template, List<EmailAddress> persons) {
        Answer answer = new Answer();
        if (store.isPresent() && isAsked(template)) {
            answer.byList.put(template.purpose(), held(account, template.purpose(), persons));
        }
        return answer;
    }

    private Map<String, ConsentRecord> held(
            AccountId account, Optional<Purpose> list, Collection<EmailAddress> persons) {
        Map<String, ConsentRecord> held = new HashMap<>();
        store.orElseThrow()
                .find(account, list, persons)
                .forEach((person, consent) -> held.put(person.normalForm(), consent));
        return held;
    }

    /** That consent is needed and nobody can say who gave it; empty when somebody can, or it is not needed. */
    Optional<Finding> unanswerable(Mail mail) {
        return store.isEmpty() && isAsked(mail) ? Optional.of(noStore()) : Optional.empty();
    }

    /** The rules that are looked at for this mail; none where it needs no consent. */
    List<Rule> rules(Mail mail) {
        return isAsked(mail)
                ? List.of(MailRule.CONSENT_NOT_KNOWN, MailRule.CONSENT_MISSING, MailRule.CONSENT_NOT_CONFIRMED)
                : List.of();
    }

    private boolean isAsked(Mail mail) {
        return mail.messageClass() == MessageClass.MASS && policy.massConsent() != MassConsent.LEFT_TO_THE_APPLICATION;
    }

    private static Finding noStore() {
        return Finding.fail(MailRule.CONSENT_NOT_KNOWN);
    }

    private static Finding missing(Mail mail) {
        return mail.purpose()
                .map(list ->
                        Finding.fail(MailRule.CONSENT_MISSING).inForm("list").with("list", list))
                .orElseGet(() -> Finding.fail(MailRule.CONSENT_MISSING));
    }

    private static Finding unconfirmed() {
        return Finding.fail(MailRule.CONSENT_NOT_CONFIRMED);
    }
}
