package io.sendwell;

import io.sendwell.address.EmailAddress;
import io.sendwell.check.CheckReport;
import io.sendwell.identity.IdentityOutcome;
import io.sendwell.log.RecipientOutcome;
import io.sendwell.message.CampaignName;
import io.sendwell.route.PlannedRoute;
import io.sendwell.route.Route;
import io.sendwell.route.RoutePlan;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What happened to one message that was sent: which way it left and why, and what the next hop answered for each
 * recipient. Accepted means that the next hop took responsibility, and not that anybody has it in the inbox.
 *
 * @param id our own id of the message, the left part of its Message-ID; the message log knows it by this
 * @param campaign under which name it is grouped
 * @param plan the way out with its reasons
 * @param outcomes what became of it, recipient by recipient; empty for a message that is no mail
 */
public record Receipt(String id, CampaignName campaign, RoutePlan plan, Map<EmailAddress, RecipientOutcome> outcomes) {

    public Receipt {
        outcomes = Collections.unmodifiableMap(new LinkedHashMap<>(outcomes));
    }

    /** The way out that it took; empty when it was not handed to anybody. */
    public Optional<Route> route() {
        return wasSubmitted() ? plan.chosen().map(PlannedRoute::route) : Optional.empty();
    }

    /** Under whose name it left; empty when it was not handed to anybody. */
    public Optional<IdentityOutcome> identity() {
        return wasSubmitted() ? plan.chosen().map(route -> route.identity().outcome()) : Optional.empty();
    }

    /** What the checks found. */
    public CheckReport report() {
        return plan.report();
    }

    /** Whether the next hop took it for every recipient. */
    public boolean allAccepted() {
        return !outcomes.isEmpty() && outcomes.values().stream().allMatch(RecipientOutcome::isAccepted);
    }

    /** The recipients for whom the next hop took it. */
    public List<EmailAddress> accepted() {
        return outcomes.entrySet().stream()
                .filter(entry -> entry.getValue().isAccepted())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Whether it was handed to a next hop for anybody. */
    public boolean wasSubmitted() {
        return outcomes.values().stream().anyMatch(RecipientOutcome.Submitted.class::isInstance);
    }

    /** Route, identity, reasons, losses, each recipient's outcome and advice, in sentences. Recipients are masked. */
    public String explain() {
        StringBuilder text = new StringBuilder(plan.explain());
        outcomes.forEach((recipient, outcome) ->
                text.append(' ').append(recipient.masked()).append(": ").append(asSentence(outcome.explain())));
        report().advice().forEach(finding -> text.append(" Advice: ").append(asSentence(finding.explain())));
        return text.toString().strip();
    }

    private static String asSentence(String text) {
        return text.endsWith(".") ? text : text + ".";
    }
}
