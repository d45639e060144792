package io.sendwell;

import io.sendwell.account.AccountId;
import io.sendwell.message.Mail;
import io.sendwell.message.MergeData;
import io.sendwell.message.MessageClass;
import io.sendwell.unsubscribe.UnsubscribeLinks;
import java.time.InstantSource;
import java.util.Optional;

/** Gives broadcasts their link to unsubscribe. Threads share it. */
final class Unsubscribing {

    /** The merge field that is the link. */
    static final String FIELD = "unsubscribe";

    private final Optional<UnsubscribeLinks> links;
    private final InstantSource clock;

    Unsubscribing(Optional<UnsubscribeLinks> links, InstantSource clock) {
        this.links = links;
        this.clock = clock;
    }

    /** The mail with a link for its recipient, if it is of class MASS and has none of the application's own. */
    Mail linked(AccountId account, Mail mail) {
        // One link cannot be for several; such a mail does not leave.
        boolean needsOne = mail.messageClass() == MessageClass.MASS
                && mail.unsubscribe().isEmpty()
                && mail.recipients().size() == 1;
        return needsOne
                ? links.map(known -> mail.toBuilder()
                                .unsubscribe(
                                        known.link(account, mail.recipients().get(0), mail.purpose(), clock.instant()))
                                .build())
                        .orElse(mail)
                : mail;
    }

    /** The values to merge into a mail, its link among them; a value of the application's own of that name stays. */
    static MergeData values(Mail mail, MergeData values) {
        return mail.unsubscribe()
                .filter(link -> values.value(FIELD).isEmpty())
                .map(link -> values.with(FIELD, link.url().toString()))
                .orElse(values);
    }
}
