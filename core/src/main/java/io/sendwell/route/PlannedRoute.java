package io.sendwell.route;

import io.sendwell.identity.SenderIdentity;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A way out that was chosen.
 *
 * @param route which
 * @param transport the name of the transport that speaks to its next hop
 * @param identity under whose name the mail leaves on it
 * @param lost what the account's first choice could do and this one cannot
 */
public record PlannedRoute(Route route, String transport, SenderIdentity identity, Set<Capability> lost) {

    public PlannedRoute {
        lost = Set.copyOf(lost);
    }

    /** Route, identity, reasons, warnings and losses in sentences. */
    public String explain() {
        StringBuilder text = new StringBuilder("By ")
                .append(route.words())
                .append(" (")
                .append(transport)
                .append("), ")
                .append(identity.explain());
        identity.warnings().forEach(warning -> text.append(" Warning: ").append(warning));
        if (!lost.isEmpty()) {
            text.append(" Lost on this route: ")
                    .append(new TreeSet<>(lost).stream().map(Capability::words).collect(Collectors.joining(", ")))
                    .append('.');
        }
        return text.toString();
    }
}
