package io.sendwell.log;

import io.sendwell.blocklist.BlocklistEntry;
import io.sendwell.transport.SubmissionResult;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What became of a message for one recipient, as far as it is known from the sending itself. */
public sealed interface RecipientOutcome {

    /** It waits in the outbox; nothing was sent yet. */
    record Scheduled() implements RecipientOutcome {}

    /** It is being handed to the next hop; a process that died here leaves this behind. */
    record Pending() implements RecipientOutcome {}

    /** The recipient stands on the blocklist. Nothing was sent. */
    record Blocked(BlocklistEntry entry) implements RecipientOutcome {}

    /**
     * It was held back. Nothing was sent.
     *
     * @param code names the reason for programs, such as {@code UNMERGED_PLACEHOLDER} or {@code VETOED}
     * @param reason the reason for people
     */
    record Withheld(String code, String reason) implements RecipientOutcome {}

    /** It was handed to the next hop, which answered this. */
    record Submitted(SubmissionResult result) implements RecipientOutcome {}

    /** Whether the next hop took it. */
    default boolean isAccepted() {
        return this instanceof Submitted submitted && submitted.result() instanceof SubmissionResult.Accepted;
    }

    /** The outcome in a few words for people. */
    default String explain() {
        if (this instanceof Blocked blocked) {
            BlocklistEntry entry = blocked.entry();
            // The other side's words begin with its code as a rule.
            String code = entry.text().startsWith(entry.code()) ? "" : entry.code();
            return Stream.of(entry.reason().name(), code, entry.text())
                    .filter(word -> !word.isEmpty())
                    .collect(Collectors.joining(
                            " ",
                            "blocked since " + entry.since()
                                    + entry.until().map(end -> " until " + end).orElse("") + " (",
                            ")"));
        }
        if (this instanceof Withheld withheld) {
            return "withheld: " + withheld.code();
        }
        if (this instanceof Submitted submitted) {
            return submitted
                    .result()
                    .fold(
                            accepted ->
                                    "accepted" + (accepted.providerId().isEmpty() ? "" : " as " + accepted.providerId())
                                            + ": " + accepted.reply(),
                            deferred -> "deferred: " + deferred.refusal(),
                            rejected -> "rejected: " + rejected.refusal(),
                            uncertain -> "uncertain: " + uncertain.text());
        }
        return this instanceof Scheduled ? "scheduled" : "pending";
    }
}
