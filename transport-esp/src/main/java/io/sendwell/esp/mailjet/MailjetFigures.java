package io.sendwell.esp.mailjet;

import io.sendwell.log.Totals;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * What Mailjet itself has counted for an API key over all time: {@code /v3/REST/statcounters}. They count what was sent from
 * Mailjet's own pages too, and go on where an event log of our own began late; they also lag behind ({@link #USUAL_LAG}). From
 * {@link MailjetTransport#figures}.
 *
 * @param askedAt when Mailjet was asked
 * @param totals what came how far. Mailjet does not tell what it did not try, {@link Totals#suppressed()}, from what was
 *     blocked otherwise: all of it is {@link Totals#blocked()}
 * @param queued mails that were not tried yet
 * @param deferred mails that are still tried
 * @param openEvents how often mails were opened, each time counted
 * @param clickEvents how often links were followed, each time counted
 */
public record MailjetFigures(
        Instant askedAt, Totals totals, long queued, long deferred, long openEvents, long clickEvents) {

    /** How long an event usually takes to be in the figures, at most; 15 minutes at least. Up to 10 hours were seen. */
    public static final Duration USUAL_LAG = Duration.ofMinutes(60);

    static MailjetFigures of(Instant askedAt, Map<String, String> row) {
        long hard = count(row, "MessageHardBouncedCount");
        return new MailjetFigures(
                askedAt,
                new Totals(
                        count(row, "Total"),
                        count(row, "MessageSentCount"),
                        count(row, "MessageOpenedCount"),
                        count(row, "MessageClickedCount"),
                        hard + count(row, "MessageSoftBouncedCount"),
                        hard,
                        count(row, "MessageBlockedCount"),
                        0,
                        count(row, "MessageSpamCount"),
                        count(row, "MessageUnsubscribedCount")),
                count(row, "MessageQueuedCount"),
                count(row, "MessageDeferredCount"),
                count(row, "EventOpenedCount"),
                count(row, "EventClickedCount"));
    }

    /** The figures for people, with how late they are. */
    public String explain() {
        return "Processed " + totals.processed() + ", delivered " + totals.delivered() + ", opened " + totals.opened()
                + ", clicked " + totals.clicked() + ", bounced " + totals.bounced() + ", blocked " + totals.blocked()
                + ", spam complaints " + totals.complaints() + ", as Mailjet had counted them at " + askedAt + ". "
                + freshness();
    }

    /** How late the figures are, for people: whoever has just sent the first mails may see one of them, or none. */
    public String freshness() {
        return "Mailjet's figures are 15 to " + USUAL_LAG.toMinutes()
                + " minutes behind, so right after a sending it may look as if only one mail was sent, or none.";
    }

    // Samples have numbers in quotes, too.
    private static long count(Map<String, String> row, String name) {
        String number = row.getOrDefault(name, "");
        return number.matches("\\d{1,18}") ? Long.parseLong(number) : 0;
    }
}
