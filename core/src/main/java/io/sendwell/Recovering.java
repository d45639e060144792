package io.sendwell;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.log.RecipientOutcome;
import io.sendwell.outbox.EntryState;
import io.sendwell.outbox.Octets;
import io.sendwell.route.PlannedRoute;
import io.sendwell.route.Route;
import io.sendwell.transport.Recovery;
import io.sendwell.transport.SubmissionResult;
import io.sendwell.transport.SubmissionStep;
import io.sendwell.transport.Transport;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what became of mails that were dispatched and of which no answer was kept. Threads share it.
 *
 * <p>It asks on the way out that the mail took, and only as long as the next hop there knows the account by the same credential:
 * asked with another one, it has none of the account's mails, and they would be sent twice.
 */
final class Recovering {

    private static final Logger log = LoggerFactory.getLogger(Recovering.class);

    private static final String LOST = "The answer of the next hop was lost.";

    private final RoutePlanner planner;
    private final Drafting drafting;
    private final DepartureGate gate;
    private final Proofs proofs;
    private final Duration settle;
    private final InstantSource clock;

    Recovering(
            RoutePlanner planner,
            Drafting drafting,
            DepartureGate gate,
            Proofs proofs,
            Collection<Transport> transports,
            InstantSource clock) {
        this.planner = planner;
        this.drafting = drafting;
        this.gate = gate;
        this.proofs = proofs;
        this.clock = clock;
        settle = transports.stream()
                .map(transport -> indexLag(transport.recovery()))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private static Duration indexLag(Recovery recovery) {
        return recovery instanceof Recovery.Search search ? search.indexLag() : Duration.ZERO;
    }

    Duration settle() {
        return settle;
    }

    List<Recovered> resolve(AccountSettings account, ThawedClaim claim, DispatchNote note) {
        List<Case> cases = cases(account, claim, note);
        Map<String, Recovery.Answer> answers = ask(account.id(), cases);
        List<Draft> learned = new ArrayList<>();
        List<Recovered> all = new ArrayList<>();
        for (Case one : cases) {
            Recovered recovered = recovered(one, Optional.ofNullable(answers.get(one.id())));
            log.info("Entry {} was dispatched and not completed: {}", one.id(), words(recovered));
            one.draft()
                    .ifPresent(draft ->
                            outcome(recovered).ifPresent(outcome -> learned.add(draft.answered(outcome.outcomes()))));
            all.add(recovered);
        }
        gate.record(account, learned);
        return all;
    }

    /**
     * One entry in question.
     *
     * @param known what is known already, when that is enough; empty when the next hop has to be asked
     */
    private record Case(
            ThawedClaim.Entry entry,
            Optional<Draft> draft,
            Recovery recovery,
            Map<EmailAddress, RecipientOutcome> known) {

        String id() {
            return entry.id().messageId();
        }

        // Whatever the hop says of it, it was handed over: every later attempt has the same date.
        Octets memo() {
            return EntryMemo.dated(entry.entry().memo(), entry.date());
        }
    }

    private List<Case> cases(AccountSettings account, ThawedClaim claim, DispatchNote note) {
        List<Draft> drafts = drafting.drafts(
                account,
                claim.withCopy().stream()
                        .map(entry -> entry.copy().orElseThrow())
                        .toList(),
                clock.instant());
        Map<String, Draft> byId = new HashMap<>();
        drafts.forEach(draft -> byId.put(draft.id(), draft));
        Map<DispatchNote.Way, Recovery> byWay = new HashMap<>();
        return claim.entries().stream()
                .map(entry -> {
                    Optional<Draft> draft =
                            Optional.ofNullable(byId.get(entry.id().messageId()));
                    Recovery recovery = note.way(entry.id())
                            .map(way -> byWay.computeIfAbsent(way, key -> recovery(account, key)))
                            .orElseGet(Recovery.None::new);
                    boolean elsewhere = recovery instanceof Recovery.Repeat
                            && !route(account, draft)
                                    .equals(note.way(entry.id()).map(DispatchNote.Way::route));
                    return new Case(
                            entry,
                            draft,
                            elsewhere ? new Recovery.None() : recovery,
                            draft.map(found -> known(account.id(), found)).orElse(Map.of()));
                })
                .toList();
    }

    // Its worker may have died after the answer was written down, or a report may have come instead of it.
    private Map<EmailAddress, RecipientOutcome> known(AccountId account, Draft draft) {
        List<EmailAddress> handedOver = handedOver(draft);
        Map<EmailAddress, RecipientOutcome> known = proofs.known(account, draft.id(), handedOver);
        return known.keySet().containsAll(handedOver) ? known : Map.of();
    }

    // Where it would go now. Who is on the blocklist by now may have been written to before.
    private Optional<Route> route(AccountSettings account, Optional<Draft> draft) {
        return draft.flatMap(found -> found.plan()
                        .chosen()
                        .or(() -> drafting.plan(account, found.copy()).chosen()))
                .map(PlannedRoute::route)
                .or(() -> planner.firstRoute(account));
    }

    private Recovery recovery(AccountSettings account, DispatchNote.Way way) {
        return planner.way(account, way.route())
                .filter(way::equals)
                .flatMap(same -> planner.transport(account, same.route()))
                .map(Transport::recovery)
                .orElseGet(() -> {
                    log.warn(
                            "Account {} is not known any more as {} by {}, so that nobody can be asked what it has",
                            account.id(),
                            way.countedAs(),
                            way.route().words());
                    return new Recovery.None();
                });
    }

    private static Map<String, Recovery.Answer> ask(AccountId account, List<Case> cases) {
        Map<Recovery.Search, List<String>> questions = new LinkedHashMap<>();
        for (Case one : cases) {
            if (one.known().isEmpty() && one.recovery() instanceof Recovery.Search search) {
                questions.computeIfAbsent(search, key -> new ArrayList<>()).add(one.id());
            }
        }
        Map<String, Recovery.Answer> answers = new HashMap<>();
        questions.forEach((search, ids) -> {
            try {
                answers.putAll(search.lookUp().find(account, ids));
            } catch (RuntimeException e) {
                log.error("A transport failed to look up {} messages; they are asked for again", ids.size(), e);
            }
        });
        return answers;
    }

    private Recovered recovered(Case one, Optional<Recovery.Answer> answer) {
        if (!one.known().isEmpty()) {
            return new Recovered.Taken(EntryOutcome.of(
                    one.entry().id(),
                    one.draft().orElseThrow().answered(one.known()).outcomes(),
                    one.entry().date()));
        }
        if (one.recovery() instanceof Recovery.Search search) {
            return found(one, search, answer.orElseGet(() -> new Recovery.Answer.Unavailable("No answer came.")));
        }
        // It was made ready right before it left for the first time, and since then the hop remembers it.
        boolean repeatable = one.recovery() instanceof Recovery.Repeat repeat
                && one.entry()
                        .date()
                        .filter(first -> clock.instant().isBefore(first.plus(repeat.remembered())))
                        .isPresent();
        return repeatable ? new Recovered.Repeatable(one.entry().id(), one.memo()) : inDoubt(one);
    }

    private Recovered found(Case one, Recovery.Search search, Recovery.Answer answer) {
        if (answer instanceof Recovery.Answer.Found found) {
            return new Recovered.Taken(outcome(
                    one,
                    EntryState.ACCEPTED,
                    new SubmissionResult.Accepted(found.providerId(), LOST + " Asked later, it has the message.")));
        }
        if (answer instanceof Recovery.Answer.Unavailable away) {
            return new Recovered.Unanswered(one.entry().id(), away.why());
        }
        return search.indexLag().compareTo(settle) > 0
                ? inDoubt(one)
                : new Recovered.NotTaken(one.entry().id(), one.memo());
    }

    private static Recovered inDoubt(Case one) {
        return new Recovered.InDoubt(outcome(
                one,
                EntryState.UNCERTAIN,
                new SubmissionResult.Uncertain(
                        SubmissionStep.CONTENT, LOST + " Whether it has the message cannot be asked.")));
    }

    private static EntryOutcome outcome(Case one, EntryState state, SubmissionResult result) {
        RecipientOutcome submitted = new RecipientOutcome.Submitted(result);
        return one.draft()
                .map(draft -> EntryOutcome.of(
                        one.entry().id(),
                        outcomes(draft, submitted),
                        one.entry().date()))
                .orElseGet(
                        () -> EntryOutcome.withoutMail(one.entry().id(), state, "", submitted.explain(), one.memo()));
    }

    private static Map<EmailAddress, RecipientOutcome> outcomes(Draft draft, RecipientOutcome submitted) {
        Map<EmailAddress, RecipientOutcome> outcomes = new LinkedHashMap<>(draft.outcomes());
        handedOver(draft).forEach(recipient -> outcomes.put(recipient, submitted));
        return outcomes;
    }

    // Something was dispatched. If nobody is left whom it was for, the blocklist came later.
    private static List<EmailAddress> handedOver(Draft draft) {
        boolean blockedLater = draft.outcomes().values().stream().noneMatch(Recovering::mayHaveIt);
        return draft.outcomes().entrySet().stream()
                .filter(one -> mayHaveIt(one.getValue())
                        || (blockedLater && one.getValue() instanceof RecipientOutcome.Blocked))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean mayHaveIt(RecipientOutcome outcome) {
        return outcome instanceof RecipientOutcome.Pending || outcome instanceof RecipientOutcome.Withheld;
    }

    private static Optional<EntryOutcome> outcome(Recovered recovered) {
        if (recovered instanceof Recovered.Taken taken) {
            return Optional.of(taken.outcome());
        }
        return recovered instanceof Recovered.InDoubt doubt ? Optional.of(doubt.outcome()) : Optional.empty();
    }

    private static String words(Recovered recovered) {
        return recovered.fold(
                taken -> "the next hop has it",
                notTaken -> "the next hop does not have it, so it is due again",
                repeatable -> "it is due again, and the next hop recognises a repetition",
                unanswered -> "the next hop could not be asked: " + EmailAddress.maskedIn(unanswered.why()),
                inDoubt -> "the next hop may have it, and cannot be asked");
    }
}
