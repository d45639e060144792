package io.sendwell.esp.mailjet;

import io.sendwell.account.Secret;
import io.sendwell.transport.SubmissionReport;
import java.net.URI;

/** Sends fifty mails of seven megabytes each; run in a JVM of its own, which has little memory. */
final class LargeMailsSender {

    private LargeMailsSender() {}

    /** Takes base URL, API key and secret key; ends with status 0 when all mails were accepted. */
    public static void main(String[] arguments) {
        try (MailjetTransport transport = MailjetTransport.builder()
                .baseUrl(URI.create(arguments[0]))
                .credentials(MailjetCredentials.of(arguments[1], Secret.of(arguments[2])))
                .build()) {
            boolean all = transport
                    .submit(
                            Submissions.ACCOUNT,
                            Submissions.count(50, mail -> mail.attach(Submissions.zeros("own.bin", 7_000_000))))
                    .stream()
                    .allMatch(SubmissionReport::allAccepted);
            System.exit(all ? 0 : 1);
        }
    }
}
