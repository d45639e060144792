package io.sendwell.smtp.report;

import io.sendwell.event.DeliveryEvent;
import io.sendwell.unsubscribe.OptOut;
import java.util.List;

/** What became of a message that {@link SmtpReports} read. */
public sealed interface ReportResult {

    /**
     * It tells of a copy of ours, and was taken in.
     *
     * @param events what it tells; at least one
     */
    record Reported(List<DeliveryEvent> events) implements ReportResult {
        public Reported {
            events = List.copyOf(events);
        }
    }

    /**
     * Somebody wrote it to leave a list, by the address in the header of a mail, and has left it.
     *
     * @param optOut who has left what
     */
    record Unsubscribed(OptOut optOut) implements ReportResult {}

    /**
     * It is a bounce message or a feedback report, and nothing in it shows that it is about a copy of ours: forged, about other mail
     * of this mailbox, or about mail that left without a bounce secret. It changed nothing.
     *
     * @param events what it tells, of whatever message it is about
     */
    record Unproven(List<DeliveryEvent> events) implements ReportResult {
        public Unproven {
            events = List.copyOf(events);
        }
    }

    /**
     * It is none of ours to read: written by a person, or by a program to one. It changed nothing.
     *
     * @param why in a sentence
     */
    record NoReport(String why) implements ReportResult {}
}
