package io.sendwell;

import io.sendwell.route.PlannedRoute;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every copy passes before it leaves, at once or from the outbox: blocklist, route and identity ({@link Drafting}), and
 * the hooks' last word.
 */
final class Gates {

    private static final Logger log = LoggerFactory.getLogger(Gates.class);

    private final Drafting drafting;
    private final Hooks hooks;

    Gates(Drafting drafting, Hooks hooks) {
        this.drafting = drafting;
        this.hooks = hooks;
    }

    /** A draft of each copy, in their order; those that may leave have a submission. */
    List<Draft> pass(AccountSettings account, List<Copy> copies, Instant now) {
        List<Draft> drafts = drafting.drafts(account, copies, now).stream()
                .map(draft -> hooks.vetted(account.id(), draft))
                .toList();
        warnOperator(drafts);
        return drafts;
    }

    private static void warnOperator(List<Draft> drafts) {
        drafts.stream()
                .map(draft -> draft.plan().chosen().map(PlannedRoute::identity))
                .flatMap(Optional::stream)
                .flatMap(identity -> identity.alarm().stream())
                .distinct()
                .forEach(log::warn);
    }
}
