package io.sendwell;

import io.sendwell.address.DomainName;
import io.sendwell.log.RecipientOutcome;
import io.sendwell.outbox.EntryId;
import io.sendwell.outbox.Octets;
import io.sendwell.route.PlannedRoute;
import io.sendwell.route.Route;
import io.sendwell.transport.DispatchMark;
import io.sendwell.transport.Submission;
import io.sendwell.transport.SubmissionResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The mails of one claim on their way out; see {@link Release#prepare}. One thread at a time. */
public final class Departure {

    private static final Logger log = LoggerFactory.getLogger(Departure.class);

    private final AccountSettings account;
    private final ThawedClaim claim;
    private final List<EntryOutcome> stopped;
    private final Map<EntryId, Draft> ready;
    private final Handover handover;
    private final DepartureGate gate;
    private boolean submitted;

    Departure(
            AccountSettings account,
            ThawedClaim claim,
            List<EntryOutcome> stopped,
            Map<EntryId, Draft> ready,
            Handover handover,
            DepartureGate gate) {
        this.account = account;
        this.claim = claim;
        this.stopped = List.copyOf(stopped);
        this.ready = new LinkedHashMap<>(ready);
        this.handover = handover;
        this.gate = gate;
    }

    /**
     * The entries that do not leave: a gate stopped them, their content is not what it was, or all their recipients are
     * settled. They are to be completed before {@link #submit}.
     */
    public List<EntryOutcome> stopped() {
        return stopped;
    }

    /** How many entries leave. */
    public int ready() {
        return ready.size();
    }

    /** How many recipients they have, those aside who are settled or blocked: as many permits does it take. */
    public int recipients() {
        return ready.values().stream()
                .mapToInt(draft -> draft.submission()
                        .orElseThrow()
                        .envelope()
                        .forwardPaths()
                        .size())
                .sum();
    }

    /**
     * A mail that leaves, as what paces it sees it.
     *
     * @param sendingDomain the domain in From, as it leaves
     * @param recipientDomains the domains of the recipients that it has, those aside who are settled or blocked
     */
    public record Leaving(EntryId entry, Route route, DomainName sendingDomain, Set<DomainName> recipientDomains) {

        public Leaving {
            recipientDomains = Collections.unmodifiableSet(new LinkedHashSet<>(recipientDomains));
        }
    }

    /** Those that leave, in their order. */
    public List<Leaving> leaving() {
        List<Leaving> leaving = new ArrayList<>();
        ready.forEach((entry, draft) -> leaving.add(leaving(entry, draft)));
        return List.copyOf(leaving);
    }

    private static Leaving leaving(EntryId entry, Draft draft) {
        PlannedRoute planned = draft.plan().chosen().orElseThrow();
        Set<DomainName> recipients = new LinkedHashSet<>();
        draft.submission()
                .orElseThrow()
                .envelope()
                .forwardPaths()
                .forEach(recipient -> recipients.add(recipient.domain()));
        return new Leaving(
                entry, planned.route(), planned.identity().from().address().domain(), recipients);
    }

    /**
     * Takes entries out that are not to leave now. The log learns nothing of them; they are to be completed as due again before
     * {@link #submit}.
     */
    public void keepBack(Set<EntryId> entries) {
        ready.keySet().removeAll(entries);
    }

    /** The ways out that they take. */
    public Set<Route> routes() {
        Set<Route> routes = EnumSet.noneOf(Route.class);
        ready.values()
                .forEach(draft -> routes.add(draft.plan().chosen().orElseThrow().route()));
        return Collections.unmodifiableSet(routes);
    }

    /**
     * Which Date each of them has, which way it takes, and what the next hop there knows the account by. The worker leaves it with the claim when it
     * {@linkplain io.sendwell.outbox.OutboxLedger#dispatch(io.sendwell.outbox.ClaimToken, int, java.time.Duration, Octets)
     * dispatches} it, and asks for it before {@link #submit}: a repetition has the same Date, and {@link Release#resolve}
     * believes only those who were asked to take the mail.
     */
    public Octets note() {
        Map<EntryId, DispatchNote.Leaving> mails = new LinkedHashMap<>();
        Map<Route, Optional<DispatchNote.Way>> byRoute = new EnumMap<>(Route.class);
        ready.forEach((entry, draft) -> mails.put(
                entry,
                new DispatchNote.Leaving(
                        draft.copy().date(),
                        byRoute.computeIfAbsent(
                                draft.plan().chosen().orElseThrow().route(), this::way))));
        return DispatchNote.of(mails);
    }

    private Optional<DispatchNote.Way> way(Route route) {
        try {
            return handover.way(account, route);
        } catch (RuntimeException e) {
            log.warn(
                    "What {} knows account {} by cannot be found out; without it nobody can be asked later",
                    route.words(),
                    account.id(),
                    e);
            return Optional.empty();
        }
    }

    /**
     * Hands them over and records in the logs what the next hop said. A log that is out of reach then changes nothing: what has
     * left has left, and its outcome is here. {@link Release#record} makes up for it.
     *
     * @param mark asked right before each of them leaves, by the {@linkplain Submission#id() id} that is {@link
     *     EntryId#messageId()}; where it throws, that is taken for a no
     * @return what became of each that was {@link #ready()}, in their order. Those that the mark did not let leave are DUE with
     *     the code {@code NOT_LEFT}, and the log knows nothing of it. So are those of a call in which somebody was blocked since
     *     {@link Release#prepare}: the blocklist is asked once more after the mark.
     * @throws IllegalStateException when it was called before
     */
    public List<EntryOutcome> submit(DispatchMark mark) {
        if (submitted) {
            throw new IllegalStateException("The mails of this claim were handed over before. Claim again.");
        }
        submitted = true;
        return gate.within(account, claim, () -> handedOver(mark));
    }

    private List<EntryOutcome> handedOver(DispatchMark mark) {
        // A transport may ask from several threads.
        Set<String> refused = ConcurrentHashMap.newKeySet();
        Set<String> let = ConcurrentHashMap.newKeySet();
        List<Draft> answered = handover.submit(account, List.copyOf(ready.values()), noting(refused, let, mark));
        Map<String, Draft> known = new HashMap<>();
        gate.record(
                        account,
                        answered.stream()
                                .filter(draft -> !refused.contains(draft.id()))
                                .toList())
                .forEach(draft -> known.put(draft.id(), draft));
        List<EntryOutcome> outcomes = new ArrayList<>();
        List<EntryId> ids = List.copyOf(ready.keySet());
        for (int i = 0; i < ids.size(); i++) {
            Draft draft = known.getOrDefault(answered.get(i).id(), answered.get(i));
            outcomes.add(EntryOutcome.of(ids.get(i), draft.outcomes(), date(draft, let)));
        }
        return outcomes;
    }

    // A mail that all refused for good is in nobody's hands: when a person puts it back, it leaves with a date of then.
    private static Optional<Instant> date(Draft draft, Set<String> let) {
        Collection<RecipientOutcome> answers = draft.answers().values();
        boolean mayHaveLeft = answers.stream().anyMatch(Departure::isInDoubt)
                || (let.contains(draft.id()) && !answers.stream().allMatch(Departure::isRejected));
        Optional<Instant> earlier = draft.copy().earlier().date();
        return mayHaveLeft ? earlier.or(() -> Optional.of(draft.copy().date())) : earlier;
    }

    private static boolean isInDoubt(RecipientOutcome outcome) {
        return outcome instanceof RecipientOutcome.Submitted submitted
                && submitted.result() instanceof SubmissionResult.Uncertain;
    }

    private static boolean isRejected(RecipientOutcome outcome) {
        return outcome instanceof RecipientOutcome.Submitted submitted
                && submitted.result() instanceof SubmissionResult.Rejected;
    }

    private DispatchMark noting(Set<String> refused, Set<String> let, DispatchMark mark) {
        return submissions -> {
            boolean mayLeave = mayLeave(mark, submissions);
            submissions.forEach(submission -> (mayLeave ? let : refused).add(submission.id()));
            return mayLeave;
        };
    }

    // After the mark, so that no block is passed over that was committed before the dispatch. That question takes
    // a while, and the mark is asked again whether enough of its time is left.
    private boolean mayLeave(DispatchMark mark, List<Submission> submissions) {
        try {
            return mark.mayLeave(submissions) && !gate.isStopped(account, submissions) && mark.mayLeave(submissions);
        } catch (RuntimeException e) {
            log.warn("{} messages do not leave, because it is not certain that they may", submissions.size(), e);
            return false;
        }
    }
}
