package io.sendwell;

import io.sendwell.address.EmailAddress;
import io.sendwell.log.RecipientOutcome;
import io.sendwell.outbox.EntryId;
import io.sendwell.outbox.EntryState;
import io.sendwell.outbox.Octets;
import io.sendwell.transport.Refusal;
import io.sendwell.transport.RefusalScope;
import io.sendwell.transport.SubmissionResult;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What became of one entry of the outbox, so far: of its mail, for all its recipients together and for each.
 *
 * @param entry which
 * @param state what the outcomes come to: {@link EntryState#DUE} when somebody is left who may get it later, {@link
 *     EntryState#UNCERTAIN} when the next hop may have it, else the end it came to. It has ended as FAILED if a recipient was
 *     refused for good, as ACCEPTED if the others were all taken, and as WITHHELD if nobody was handed over at all.
 * @param code names the reason of its state for programs: a code of the next hop, or of the finding; empty when it was accepted
 * @param text that reason for people, with what the next hop said
 * @param outcomes recipient by recipient, those of earlier attempts among them; empty when there is no mail any more
 * @param memo to be left with the entry when it is completed, so that its next attempt passes over those who have theirs,
 *     and has the same Date if this one may have left
 */
public record EntryOutcome(
        EntryId entry,
        EntryState state,
        String code,
        String text,
        Map<EmailAddress, RecipientOutcome> outcomes,
        Octets memo) {

    public EntryOutcome {
        outcomes = Collections.unmodifiableMap(new LinkedHashMap<>(outcomes));
    }

    /**
     * The outcome that those of the recipients come to.
     *
     * @param date the Date field of the first attempt that may have left; empty when none did
     */
    static EntryOutcome of(EntryId entry, Map<EmailAddress, RecipientOutcome> outcomes, Optional<Instant> date) {
        EntryState state = state(outcomes.values());
        Optional<RecipientOutcome> decisive = outcomes.values().stream()
                .filter(outcome -> stateOf(outcome) == state)
                .findFirst();
        return new EntryOutcome(
                entry,
                state,
                decisive.map(EntryOutcome::code).orElse(""),
                decisive.map(RecipientOutcome::explain).orElse(""),
                outcomes,
                EntryMemo.of(outcomes, date).encoded());
    }

    /** An entry of which no mail can be made. */
    static EntryOutcome withoutMail(EntryId entry, EntryState state, String code, String text, Octets memo) {
        return new EntryOutcome(entry, state, code, text, Map.of(), memo);
    }

    /** Why it was refused, if it was: the refusal of the whole route first, then one of the call, of the message, of a recipient. */
    public Optional<Refusal> refusal() {
        List<Refusal> refusals = outcomes.values().stream()
                .flatMap(outcome -> refusal(outcome).stream())
                .toList();
        return Stream.of(RefusalScope.ROUTE, RefusalScope.CALL, RefusalScope.MESSAGE, RefusalScope.RECIPIENT)
                .flatMap(scope -> refusals.stream().filter(refusal -> refusal.scope() == scope))
                .findFirst();
    }

    private static EntryState state(Collection<RecipientOutcome> outcomes) {
        return Stream.of(EntryState.UNCERTAIN, EntryState.DUE, EntryState.FAILED, EntryState.ACCEPTED)
                .filter(state -> outcomes.stream().anyMatch(outcome -> stateOf(outcome) == state))
                .findFirst()
                .orElse(EntryState.WITHHELD);
    }

    private static EntryState stateOf(RecipientOutcome outcome) {
        if (outcome instanceof RecipientOutcome.Submitted submitted) {
            return submitted
                    .result()
                    .fold(
                            accepted -> EntryState.ACCEPTED,
                            deferred -> EntryState.DUE,
                            rejected -> EntryState.FAILED,
                            uncertain -> EntryState.UNCERTAIN);
        }
        boolean stopped = outcome instanceof RecipientOutcome.Blocked || outcome instanceof RecipientOutcome.Withheld;
        return stopped ? EntryState.WITHHELD : EntryState.DUE;
    }

    private static String code(RecipientOutcome outcome) {
        if (outcome instanceof RecipientOutcome.Withheld withheld) {
            return withheld.code();
        }
        if (outcome instanceof RecipientOutcome.Blocked) {
            return "BLOCKED";
        }
        return refusal(outcome)
                .map(refusal -> refusal.enhancedCode().isEmpty() ? refusal.code() : refusal.enhancedCode())
                .orElse("");
    }

    private static Optional<Refusal> refusal(RecipientOutcome outcome) {
        if (outcome instanceof RecipientOutcome.Submitted submitted) {
            if (submitted.result() instanceof SubmissionResult.Deferred deferred) {
                return Optional.of(deferred.refusal());
            }
            if (submitted.result() instanceof SubmissionResult.Rejected rejected) {
                return Optional.of(rejected.refusal());
            }
        }
        return Optional.empty();
    }
}
