package io.sendwell;

import io.sendwell.account.AccountId;
import io.sendwell.campaign.Recipient;
import io.sendwell.check.CheckReport;
import io.sendwell.check.Finding;
import io.sendwell.check.MailRule;
import io.sendwell.merge.MailTemplate;
import io.sendwell.message.Mail;
import io.sendwell.message.MailBuilder;
import io.sendwell.outbox.NewEntry;
import io.sendwell.outbox.Octets;
import java.util.List;

/** Writes each person's mail of a broadcast: merges and examines it, and says what would be stored of it. Threads may share it. */
final class PersonWriting {

    private final Preparation preparation;
    private final AccountId account;
    private final Mail mail;
    private final MailTemplate template;

    PersonWriting(Preparation preparation, AccountId account, Mail mail, MailTemplate template) {
        this.preparation = preparation;
        this.account = account;
        this.mail = mail;
        this.template = template;
    }

    /** A person's mail, with what would be stored of it. */
    record Written(Preparation.Prepared prepared, Octets data) {}

    Written written(Recipient person) {
        MailBuilder builder = mail.toBuilder().onlyTo(person.mailbox()).merge(person.mergeData());
        Mail own;
        try {
            person.about().ifPresent(builder::about);
            person.unsubscribe().ifPresent(builder::unsubscribe);
            own = builder.build();
        } catch (IllegalArgumentException e) {
            return notWritable(person, e);
        }
        Preparation.Prepared prepared = preparation.prepare(account, own, person.mergeData(), template);
        try {
            Octets data = preparation.frozen(person, prepared.mail()).encoded();
            return data.size() > NewEntry.MAX_DATA
                    ? new Written(prepared.with(tooLarge(data.size())), data)
                    : new Written(prepared, data);
        } catch (IllegalArgumentException e) {
            return new Written(prepared.with(malformed(MailRule.MERGE_VALUES_NOT_STORABLE, e)), Octets.none());
        }
    }

    private Written notWritable(Recipient person, IllegalArgumentException why) {
        Mail unwritten = mail.toBuilder().onlyTo(person.mailbox()).build();
        Mail merged = unwritten.merged(unwritten.subject(), unwritten.text(), unwritten.html());
        CheckReport report = new CheckReport(List.of(malformed(MailRule.RECIPIENT_MALFORMED, why)));
        return new Written(new Preparation.Prepared(merged, report, List.of()), Octets.none());
    }

    private static Finding malformed(MailRule rule, IllegalArgumentException why) {
        return Finding.fail(rule).with("problem", why.getMessage());
    }

    private static Finding tooLarge(int octets) {
        return Finding.fail(MailRule.MERGE_VALUES_TOO_LARGE)
                .with("octets", octets)
                .with("limit", NewEntry.MAX_DATA);
    }
}
