package io.sendwell.esp.mailjet;

import io.sendwell.account.AccountId;
import io.sendwell.account.Secret;
import io.sendwell.address.DomainName;
import io.sendwell.address.Mailbox;
import io.sendwell.identity.ReversePath;
import io.sendwell.message.Attachment;
import io.sendwell.message.CampaignName;
import io.sendwell.message.HeaderField;
import io.sendwell.message.Mail;
import io.sendwell.message.MailBuilder;
import io.sendwell.mime.MessageId;
import io.sendwell.mime.OutgoingMail;
import io.sendwell.transport.Envelope;
import io.sendwell.transport.Submission;
import io.sendwell.transport.SubmissionReport;
import io.sendwell.transport.SubmissionResult;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Mails on their way out, for tests. */
final class Submissions {

    static final AccountId ACCOUNT = AccountId.of("acme");
    static final CampaignName CAMPAIGN = CampaignName.of("Emails 2026 11");
    static final MailjetCredentials KEY =
            MailjetCredentials.of("0123456789abcdef0123456789abcdef", Secret.of("fedcba9876543210fedcba9876543210"));

    private Submissions() {}

    /** A mail to one person, with an id that is told by the number. */
    static Submission number(int number) {
        return number(number, mail -> mail);
    }

    static Submission number(int number, UnaryOperator<MailBuilder> change) {
        return of(
                "mail-" + number,
                change.apply(statement("person" + number + "@example.net")).build());
    }

    static List<Submission> count(int count) {
        return count(count, mail -> mail);
    }

    static List<Submission> count(int count, UnaryOperator<MailBuilder> change) {
        List<Submission> submissions = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            submissions.add(number(number, change));
        }
        return submissions;
    }

    static MailBuilder statement(String recipient) {
        return Mail.compose()
                .from("Example News", "news@example.org")
                .to("Grace", recipient)
                .subject("Your October statement")
                .text("Dear Grace")
                .html("<p>Dear Grace</p>");
    }

    static Submission of(String id, Mail mail) {
        return of(id, mail, Optional.empty(), List.of());
    }

    static Submission of(String id, Mail mail, Optional<Mailbox> senderField, List<HeaderField> addedFields) {
        OutgoingMail outgoing = new OutgoingMail(
                mail,
                mail.from(),
                senderField,
                mail.replyTo(),
                new MessageId(id, DomainName.parse("example.org")),
                Instant.parse("2026-11-21T10:15:30Z"),
                addedFields);
        return new Submission(outgoing, new Envelope(ReversePath.none(), mail.recipients()), CAMPAIGN);
    }

    /** The result of the only recipient. */
    static SubmissionResult only(SubmissionReport report) {
        if (report.results().size() != 1) {
            throw new AssertionError(
                    "One recipient was expected, not " + report.results().size() + ".");
        }
        return report.results().values().iterator().next();
    }

    static List<SubmissionResult> onlyOf(List<SubmissionReport> reports) {
        return reports.stream().map(Submissions::only).toList();
    }

    /** A file of so many octets, which needs no memory. */
    static Attachment zeros(String name, long size) {
        return Attachment.of(name, "application/octet-stream", size, () -> new Zeros(size));
    }

    private static final class Zeros extends InputStream {

        private long left;

        Zeros(long size) {
            this.left = size;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] octets, int offset, int length) {
            int count = (int) Math.min(length, left);
            Arrays.fill(octets, offset, offset + count, (byte) 0);
            left -= count;
            return count == 0 && length > 0 ? -1 : count;
        }
    }
}
