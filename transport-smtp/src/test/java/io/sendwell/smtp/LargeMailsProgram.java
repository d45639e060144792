package io.sendwell.smtp;

import io.sendwell.address.Mailbox;
import io.sendwell.identity.ReversePath;
import io.sendwell.message.Attachment;
import io.sendwell.message.Mail;
import io.sendwell.transport.Submission;
import io.sendwell.transport.SubmissionReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Sends mails with a large attachment from a small heap. Run by {@link LargeMailsTest} in a JVM of its own. */
final class LargeMailsProgram {

    private LargeMailsProgram() {}

    /** Arguments: host, port, the file to attach, how many mails. Ends with 1 when one was not accepted. */
    public static void main(String[] arguments) {
        Path file = Path.of(arguments[2]);
        int count = Integer.parseInt(arguments[3]);
        List<Submission> submissions = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            String recipient = "reader" + i + "@example.net";
            Mail mail = Mail.compose()
                    .from(Mailbox.of("news@example.org"))
                    .to(recipient)
                    .subject("With a file")
                    .text("See the file.\n")
                    .attach(Attachment.of(file))
                    .build();
            submissions.add(Submissions.of(i, mail, ReversePath.of(Submissions.BOUNCES), recipient));
        }
        SmtpServer server = SmtpServer.plainTextWithoutEncryption(arguments[0], Integer.parseInt(arguments[1]));
        try (SmtpTransport transport = SmtpTransport.builder(server).build()) {
            List<SubmissionReport> reports = transport.submit(Submissions.ACCOUNT, submissions);
            System.exit(reports.stream().allMatch(SubmissionReport::allAccepted) ? 0 : 1);
        }
    }
}
