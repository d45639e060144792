package io.sendwell;

import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.BlockReason;
import io.sendwell.blocklist.Blocklist;
import io.sendwell.blocklist.BlocklistEntry;
import io.sendwell.event.DeliveryEvent;
import io.sendwell.event.EventType;
import io.sendwell.log.LoggedEvent;
import io.sendwell.log.LoggedMessage;
import io.sendwell.log.MessageLog;
import io.sendwell.log.RecipientOutcome;
import io.sendwell.transport.SubmissionResult;
import java.util.Map;
import java.util.Optional;

/**
 * What a new event leads to: an address that is not written to any more, and the certainty that a message was accepted after all.
 * Doing it again changes nothing. Threads share it.
 */
final class Consequences {

    private final Blocklist blocklist;
    private final MessageLog messageLog;

    Consequences(Blocklist blocklist, MessageLog messageLog) {
        this.blocklist = blocklist;
        this.messageLog = messageLog;
    }

    void of(Tying.Tied tied) {
        blocked(tied.event()).ifPresent(blocklist::add);
        tied.message().ifPresent(message -> prove(tied.event(), message));
    }

    /**
     * A mailbox that does not exist is nobody's to write to; who complained about one account, or left it, may be glad of mail of
     * another. Whatever else came back says nothing of the address.
     */
    private static Optional<BlocklistEntry> blocked(LoggedEvent logged) {
        DeliveryEvent event = logged.event();
        String source = event.report().source();
        if (event instanceof DeliveryEvent.HardBounced bounced) {
            return Optional.of(BlocklistEntry.hardBounce(
                            logged.recipient(),
                            bounced.bounce().code(),
                            bounced.bounce().text(),
                            source,
                            logged.at())
                    .row(bounced.bounce().row()));
        }
        if (event instanceof DeliveryEvent.Complained complained) {
            return Optional.of(entry(logged, BlockReason.COMPLAINT, complained.feedbackType(), source));
        }
        return event instanceof DeliveryEvent.Unsubscribed
                ? Optional.of(entry(logged, BlockReason.UNSUBSCRIBED, "", source))
                : Optional.empty();
    }

    private static BlocklistEntry entry(LoggedEvent logged, BlockReason reason, String text, String source) {
        return BlocklistEntry.of(logged.recipient(), reason, source, logged.at())
                .onlyFor(logged.account())
                .said("", text);
    }

    /** Nobody reports of a message that was not accepted. */
    private void prove(LoggedEvent logged, LoggedMessage message) {
        EmailAddress recipient = logged.recipient();
        RecipientOutcome known = message.outcomes().get(recipient);
        if (known == null || logged.type() == EventType.OTHER || !isOpen(known)) {
            return;
        }
        RecipientOutcome accepted = new RecipientOutcome.Submitted(new SubmissionResult.Accepted(
                logged.event().report().providerId(),
                "The answer of the next hop was lost. Later it reported: " + logged.type() + "."));
        messageLog.settle(message.account(), message.id(), Map.of(recipient, accepted));
    }

    private static boolean isOpen(RecipientOutcome outcome) {
        return outcome instanceof RecipientOutcome.Pending
                || (outcome instanceof RecipientOutcome.Submitted submitted
                        && submitted.result() instanceof SubmissionResult.Uncertain);
    }
}
