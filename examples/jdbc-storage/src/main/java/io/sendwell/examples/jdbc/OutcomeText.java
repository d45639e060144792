package io.sendwell.examples.jdbc;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.BlockReason;
import io.sendwell.blocklist.BlocklistEntry;
import io.sendwell.log.RecipientOutcome;
import io.sendwell.transport.Refusal;
import io.sendwell.transport.RefusalScope;
import io.sendwell.transport.SubmissionResult;
import io.sendwell.transport.SubmissionStep;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An outcome as it is stored: its kind, for statements to ask for, and the rest of it, for people.
 *
 * @param kind what it is, in one word
 * @param detail all that belongs to it, by {@link Lines}
 */
record OutcomeText(String kind, String detail) {

    /** The kinds of which something was handed to a next hop, as statements name them. */
    static final String HANDED_OVER = "('PENDING', 'ACCEPTED', 'DEFERRED', 'REJECTED', 'UNCERTAIN')";

    /** How many details of a blocklist entry were stored before entries had a row and an end. */
    private static final int BEFORE_ROWS = 7;

    static OutcomeText of(RecipientOutcome outcome) {
        if (outcome instanceof RecipientOutcome.Blocked blocked) {
            BlocklistEntry entry = blocked.entry();
            return of(
                    "BLOCKED",
                    entry.address().toString(),
                    entry.reason().name(),
                    entry.scope().map(AccountId::value).orElse(""),
                    entry.code(),
                    entry.text(),
                    entry.source(),
                    String.valueOf(Micros.of(entry.since())),
                    entry.row(),
                    entry.until().map(Micros::of).map(String::valueOf).orElse(""));
        }
        if (outcome instanceof RecipientOutcome.Withheld withheld) {
            return of("WITHHELD", withheld.code(), withheld.reason());
        }
        if (outcome instanceof RecipientOutcome.Submitted submitted) {
            return submitted
                    .result()
                    .fold(
                            accepted -> of("ACCEPTED", accepted.providerId(), accepted.reply()),
                            deferred -> of("DEFERRED", deferred.refusal()),
                            rejected -> of("REJECTED", rejected.refusal()),
                            uncertain -> of("UNCERTAIN", uncertain.lastStep().name(), uncertain.text()));
        }
        return of(outcome instanceof RecipientOutcome.Scheduled ? "SCHEDULED" : "PENDING");
    }

    private static OutcomeText of(String kind, Refusal refusal) {
        return of(
                kind,
                refusal.scope().name(),
                refusal.code(),
                refusal.enhancedCode(),
                refusal.text(),
                refusal.retryAfter().map(Duration::toString).orElse(""));
    }

    private static OutcomeText of(String kind, String... details) {
        return new OutcomeText(kind, Lines.join(List.of(details)));
    }

    RecipientOutcome toOutcome() {
        List<String> details = Lines.split(detail);
        return switch (kind) {
            case "SCHEDULED" -> new RecipientOutcome.Scheduled();
            case "PENDING" -> new RecipientOutcome.Pending();
            case "BLOCKED" -> new RecipientOutcome.Blocked(entry(details));
            case "WITHHELD" -> new RecipientOutcome.Withheld(details.get(0), details.get(1));
            case "ACCEPTED" ->
                new RecipientOutcome.Submitted(new SubmissionResult.Accepted(details.get(0), details.get(1)));
            case "DEFERRED" -> new RecipientOutcome.Submitted(new SubmissionResult.Deferred(refusal(details)));
            case "REJECTED" -> new RecipientOutcome.Submitted(new SubmissionResult.Rejected(refusal(details)));
            case "UNCERTAIN" ->
                new RecipientOutcome.Submitted(
                        new SubmissionResult.Uncertain(SubmissionStep.valueOf(details.get(0)), details.get(1)));
            default ->
                throw new IllegalStateException(
                        "An outcome is stored as " + kind + ", which this version does not know.");
        };
    }

    private static BlocklistEntry entry(List<String> details) {
        BlocklistEntry entry = BlocklistEntry.of(
                        EmailAddress.parse(details.get(0), Rows.ANY_SYNTAX),
                        BlockReason.valueOf(details.get(1)),
                        details.get(5),
                        Micros.toInstant(Long.parseLong(details.get(6))))
                .said(details.get(3), details.get(4));
        String scope = details.get(2);
        BlocklistEntry scoped = scope.isEmpty() ? entry : entry.onlyFor(AccountId.of(scope));
        return details.size() == BEFORE_ROWS ? scoped : withRow(scoped, details.get(7), details.get(8));
    }

    private static BlocklistEntry withRow(BlocklistEntry entry, String row, String end) {
        BlocklistEntry whole = entry.row(row);
        return end.isEmpty() ? whole : whole.until(Micros.toInstant(Long.parseLong(end)));
    }

    private static Refusal refusal(List<String> details) {
        return new Refusal(
                RefusalScope.valueOf(details.get(0)),
                details.get(1),
                details.get(2),
                details.get(3),
                Optional.of(details.get(4)).filter(wait -> !wait.isEmpty()).map(Duration::parse));
    }
}
