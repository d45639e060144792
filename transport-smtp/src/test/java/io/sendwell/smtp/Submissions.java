package io.sendwell.smtp;

import io.sendwell.account.AccountId;
import io.sendwell.address.DomainName;
import io.sendwell.address.EmailAddress;
import io.sendwell.address.Mailbox;
import io.sendwell.identity.ReversePath;
import io.sendwell.message.CampaignName;
import io.sendwell.message.Mail;
import io.sendwell.message.MailBuilder;
import io.sendwell.mime.MessageId;
import io.sendwell.mime.MimeOptions;
import io.sendwell.mime.MimeRenderer;
import io.sendwell.mime.OutgoingMail;
import io.sendwell.transport.Envelope;
import io.sendwell.transport.Submission;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What the tests of this module send. */
final class Submissions {

    static final AccountId ACCOUNT = AccountId.of("example");
    static final EmailAddress BOUNCES = EmailAddress.parse("b+7k.9f@bounce.example.org");
    static final EmailAddress GRACE = EmailAddress.parse("grace@example.net");
    static final EmailAddress ALAN = EmailAddress.parse("alan@example.net");

    private static final CampaignName CAMPAIGN = CampaignName.of("Tests");

    private Submissions() {}

    static Submission to(String... recipients) {
        return numbered(1, recipients);
    }

    static Submission numbered(int number, String... recipients) {
        return of(number, statement(recipients), ReversePath.of(BOUNCES), recipients);
    }

    static List<Submission> many(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> numbered(number, "reader" + number + "@example.net"))
                .toList();
    }

    static Mail statement(String... recipients) {
        MailBuilder mail = Mail.compose().from(Mailbox.of("Example News", "news@example.org"));
        for (String recipient : recipients) {
            mail.to(recipient);
        }
        return mail.subject("Your October statement")
                .text("Dear reader,\n.\n.. this line begins with two dots\nGoodbye.\n")
                .build();
    }

    static Submission of(int number, Mail mail, ReversePath reversePath, String... recipients) {
        OutgoingMail outgoing = new OutgoingMail(
                mail,
                mail.from(),
                Optional.empty(),
                Optional.empty(),
                new MessageId("m" + number, DomainName.parse("example.org")),
                Instant.parse("2026-11-21T09:00:00Z"),
                List.of());
        return new Submission(
                outgoing,
                new Envelope(
                        reversePath, addresses(recipients), outgoing.messageId().token()),
                CAMPAIGN);
    }

    static List<EmailAddress> addresses(String... recipients) {
        List<EmailAddress> addresses = new ArrayList<>();
        for (String recipient : recipients) {
            addresses.add(EmailAddress.parse(recipient));
        }
        return addresses;
    }

    /** What must arrive, by default. */
    static byte[] rendered(Submission submission) throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        MimeRenderer.create()
                .render(submission.outgoing(), MimeOptions.sevenBit())
                .writeTo(octets);
        return octets.toByteArray();
    }
}
