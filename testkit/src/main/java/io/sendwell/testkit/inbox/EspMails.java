package io.sendwell.testkit.inbox;

import io.sendwell.testkit.mailjet.AcceptedMessage;
import io.sendwell.testkit.mailjet.AcceptedRecipient;
import io.sendwell.testkit.mailjet.FakeMailjet;
import io.sendwell.testkit.mailjet.FakeMailjetAccount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What a fake ESP took. */
record EspMails(String prefix, FakeMailjet esp) implements Mailroom {

    @Override
    public List<InboxMail> newest(int limit) {
        List<EspMail> mails = new ArrayList<>();
        for (FakeMailjetAccount account : esp.accounts()) {
            List<AcceptedMessage> accepted = account.accepted();
            accepted.subList(Math.max(0, accepted.size() - limit), accepted.size())
                    .forEach(message -> shown(account, message).ifPresent(mails::add));
        }
        mails.sort(Comparator.comparing((EspMail mail) -> mail.message().acceptedAt())
                .thenComparing(EspMail::number)
                .reversed());
        return mails.stream().limit(limit).map(InboxMail.class::cast).toList();
    }

    @Override
    public Optional<InboxMail> find(String id) {
        Predicate<EspMail> wanted = mail -> mail.id().equals(id);
        return esp.accounts().stream()
                .flatMap(account -> account.accepted().stream().flatMap(message -> shown(account, message).stream()))
                .filter(wanted)
                .findFirst()
                .map(InboxMail.class::cast);
    }

    private Optional<EspMail> shown(FakeMailjetAccount account, AcceptedMessage message) {
        return Stream.of(message.recipients())
                .filter(recipients -> !recipients.isEmpty())
                .map(recipients -> recipients.get(0))
                .map(AcceptedRecipient::messageId)
                .map(number -> new EspMail(prefix + "-" + number, number, esp, account, message))
                .findFirst();
    }
}
