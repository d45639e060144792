package io.sendwell;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.event.EventType;
import io.sendwell.log.LoggedEvent;
import io.sendwell.log.LoggedMessage;
import io.sendwell.log.MessageLog;
import io.sendwell.log.MessageQuery;
import io.sendwell.log.RecipientOutcome;
import io.sendwell.outbox.EntryId;
import io.sendwell.outbox.EntryState;
import io.sendwell.outbox.Outbox;
import io.sendwell.outbox.StoredEntry;
import io.sendwell.transport.SubmissionResult;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What reports prove of messages whose next hop gave no answer, or none yet: nobody reports of a message that was not accepted.
 * Threads share it.
 *
 * <p>The proof stands in the message log, as the recipient's outcome, and in the outbox. It is believed by whoever is about to
 * send the message once more, and by whoever asks what became of it.
 */
final class Proofs {

    /** How the outbox says that it knows by a report, and not by an answer. */
    private static final String REPORTED = "The answer of the next hop was lost. Later it reported: ";

    private final MessageLog messageLog;
    private final Outbox outbox;

    Proofs(MessageLog messageLog, Outbox outbox) {
        this.messageLog = messageLog;
        this.outbox = outbox;
    }

    /** Whether a report on this recipient would say anything new. */
    static boolean isOpen(LoggedMessage message, EmailAddress recipient) {
        RecipientOutcome known = message.outcomes().get(recipient);
        return known != null && isOpen(known);
    }

    private static boolean isOpen(RecipientOutcome outcome) {
        return outcome instanceof RecipientOutcome.Pending
                || outcome instanceof RecipientOutcome.Scheduled
                || (outcome instanceof RecipientOutcome.Submitted submitted
                        && (submitted.result() instanceof SubmissionResult.Uncertain
                                || submitted.result() instanceof SubmissionResult.Deferred));
    }

    /** Whether an entry is accepted because of a report. */
    static boolean proved(StoredEntry entry) {
        return entry.state() == EntryState.ACCEPTED && entry.text().startsWith(REPORTED);
    }

    /** Records what an event proves. */
    void by(LoggedEvent logged, LoggedMessage message) {
        if (logged.type() == EventType.OTHER || !isOpen(message, logged.recipient())) {
            return;
        }
        String why = REPORTED + logged.type() + ".";
        RecipientOutcome accepted = new RecipientOutcome.Submitted(
                new SubmissionResult.Accepted(logged.event().report().providerId(), why));
        // One that waits in the outbox may not have left at all, whatever somebody says of it: the outbox knows.
        if (confirms(logged, message, why) || !mayWait(message, logged.recipient())) {
            messageLog.settle(message.account(), message.id(), Map.of(logged.recipient(), accepted));
        }
    }

    private static boolean mayWait(LoggedMessage message, EmailAddress recipient) {
        RecipientOutcome outcome = message.outcomes().get(recipient);
        return outcome instanceof RecipientOutcome.Scheduled
                || (outcome instanceof RecipientOutcome.Submitted submitted
                        && submitted.result() instanceof SubmissionResult.Deferred);
    }

    // An entry is all of its recipients together, and this report is about one.
    private boolean confirms(LoggedEvent logged, LoggedMessage message, String why) {
        boolean othersOpen = message.outcomes().entrySet().stream()
                .anyMatch(one -> !one.getKey().equals(logged.recipient()) && isOpen(one.getValue()));
        if (message.sending().isEmpty() || othersOpen) {
            return false;
        }
        EntryId entry = EntryId.parse(message.id());
        boolean confirmed = outbox.confirm(message.account(), entry, why);
        if (confirmed) {
            outbox.settle(entry.sending());
        }
        return confirmed;
    }

    /** The same event once more, when it is recorded: what was written about the message meanwhile may have known nothing of it. */
    void again(LoggedEvent logged) {
        find(logged.account(), logged.messageId()).ifPresent(message -> by(logged, message));
    }

    /** Who of these is known to have got the message, by what was recorded or reported since, with the outcome. */
    Map<EmailAddress, RecipientOutcome> known(
            AccountId account, String messageId, Collection<EmailAddress> recipients) {
        Map<EmailAddress, RecipientOutcome> known = new LinkedHashMap<>();
        find(account, messageId)
                .ifPresent(message -> recipients.forEach(recipient -> {
                    RecipientOutcome outcome = message.outcomes().get(recipient);
                    if (outcome != null && outcome.isAccepted()) {
                        known.put(recipient, outcome);
                    }
                }));
        return known;
    }

    /** The drafts with what is known of those whose answer did not come. */
    List<Draft> overtaking(AccountId account, List<Draft> answered) {
        return answered.stream()
                .map(draft -> {
                    List<EmailAddress> inDoubt = draft.outcomes().entrySet().stream()
                            .filter(one -> one.getValue() instanceof RecipientOutcome.Submitted submitted
                                    && submitted.result() instanceof SubmissionResult.Uncertain)
                            .map(Map.Entry::getKey)
                            .toList();
                    return inDoubt.isEmpty() ? draft : draft.answered(known(account, draft.id(), inDoubt));
                })
                .toList();
    }

    private Optional<LoggedMessage> find(AccountId account, String messageId) {
        return messageLog.find(account, MessageQuery.byId(messageId)).stream().findFirst();
    }
}
