package io.sendwell.route;

import io.sendwell.check.CheckReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which way out a mail would take now, why, and what is lost on it.
 *
 * @param chosen the way out; empty when there is none
 * @param rejected the ways out that were looked at first and not taken, with the reason, in their order
 * @param report what the checks found; where it stops the mail, the mail does not leave on any route
 */
public record RoutePlan(Optional<PlannedRoute> chosen, List<RejectedRoute> rejected, CheckReport report) {

    public RoutePlan {
        rejected = List.copyOf(rejected);
    }

    /** Whether the mail would leave. */
    public boolean sendable() {
        return chosen.isPresent() && report.sendable();
    }

    /** The choice in sentences: why not the routes before it, which one, under whose name, and what is lost. */
    public String explain() {
        List<String> sentences = new ArrayList<>();
        chosen.ifPresent(route -> {
            rejected.forEach(other -> sentences.add("Not by " + other.route().words() + ": " + other.reason()));
            sentences.add(route.explain());
        });
        // Without a way out, what stops the mail says why each of them was rejected.
        report.stops().forEach(finding -> sentences.add("Held back: " + finding.explain()));
        return String.join(" ", sentences);
    }
}
