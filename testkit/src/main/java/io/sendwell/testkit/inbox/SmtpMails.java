package io.sendwell.testkit.inbox;

import io.sendwell.testkit.smtp.FakeSmtp;
import io.sendwell.testkit.smtp.ReceivedMail;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** What a fake SMTP server received. */
record SmtpMails(String prefix, FakeSmtp server) implements Mailroom {

    @Override
    public List<InboxMail> newest(int limit) {
        List<ReceivedMail> received = server.received();
        List<InboxMail> mails = new ArrayList<>();
        received.subList(Math.max(0, received.size() - limit), received.size()).forEach(mail -> mails.add(shown(mail)));
        Collections.reverse(mails);
        return mails;
    }

    @Override
    public Optional<InboxMail> find(String id) {
        return server.received().stream()
                .map(this::shown)
                .filter(mail -> mail.id().equals(id))
                .findFirst()
                .map(InboxMail.class::cast);
    }

    private SmtpMail shown(ReceivedMail mail) {
        return new SmtpMail(prefix + "-" + mail.session() + "-" + mail.order(), server, mail);
    }
}
