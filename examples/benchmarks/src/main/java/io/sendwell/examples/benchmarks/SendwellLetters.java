package io.sendwell.examples.benchmarks;

import io.sendwell.address.DomainName;
import io.sendwell.address.EmailAddress;
import io.sendwell.identity.ReversePath;
import io.sendwell.message.CampaignName;
import io.sendwell.message.Mail;
import io.sendwell.mime.MessageId;
import io.sendwell.mime.OutgoingMail;
import io.sendwell.transport.Envelope;
import io.sendwell.transport.Submission;
import io.sendwell.transport.SubmissionReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The readers' letters as submissions. */
final class SendwellLetters {

    /** How many are handed over at once. */
    static final int BATCH = 50;

    private static final DomainName DOMAIN = DomainName.parse("example.org");
    private static final ReversePath BOUNCES = ReversePath.of(EmailAddress.parse("bounces@example.org"));
    private static final CampaignName CAMPAIGN = CampaignName.of("Benchmark");

    private final Letters letters = new Letters();
    private int next;

    List<Submission> next(int count) {
        List<Submission> submissions = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            submissions.add(submission(next++));
        }
        return submissions;
    }

    private Submission submission(int number) {
        Mail mail = Mail.compose()
                .from(Parts.FROM_NAME, Parts.FROM)
                .to(letters.name(number), Letters.address(number))
                .subject(Parts.SUBJECT)
                .html(letters.html(number))
                .build();
        OutgoingMail outgoing = new OutgoingMail(
                mail,
                mail.from(),
                Optional.empty(),
                Optional.empty(),
                new MessageId("m" + number, DOMAIN),
                Instant.now(),
                List.of());
        return new Submission(outgoing, new Envelope(BOUNCES, mail.recipients()), CAMPAIGN);
    }

    static void requireAccepted(List<SubmissionReport> reports) {
        for (SubmissionReport report : reports) {
            if (!report.allAccepted()) {
                throw new IllegalStateException("Not accepted: " + report);
            }
        }
    }
}
