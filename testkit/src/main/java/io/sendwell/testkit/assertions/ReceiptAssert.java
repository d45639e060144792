package io.sendwell.testkit.assertions;

import io.sendwell.Receipt;
import io.sendwell.blocklist.BlockReason;
import io.sendwell.identity.IdentityOutcome;
import io.sendwell.log.RecipientOutcome;
import io.sendwell.route.Capability;
import io.sendwell.route.PlannedRoute;
import io.sendwell.route.Route;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;

/** Assertions about a {@link Receipt}. Unless they say otherwise they hold for every recipient, of whom there is one at least. */
public final class ReceiptAssert extends AbstractAssert<ReceiptAssert, Receipt> {

    ReceiptAssert(Receipt actual) {
        super(actual, ReceiptAssert.class);
    }

    /** The next hop took it for every recipient. */
    public ReceiptAssert wasAccepted() {
        return everyOutcome("accepted by the next hop", RecipientOutcome::isAccepted);
    }

    /** The next hop took it for these recipients, in any order, and for no other. */
    public ReceiptAssert wasAcceptedOnlyFor(String... addresses) {
        isNotNull();
        Set<String> accepted = actual.accepted().stream().map(Object::toString).collect(Collectors.toSet());
        if (!accepted.equals(Set.of(addresses))) {
            failWithMessage("Expected it to be accepted only for %s, %s", List.of(addresses), whatHappened());
        }
        return this;
    }

    /** Every recipient stands on the blocklist, and nothing was sent. */
    public ReceiptAssert wasBlocked() {
        return everyOutcome("blocked", RecipientOutcome.Blocked.class::isInstance);
    }

    /** Every recipient stands on the blocklist for this reason, and nothing was sent. */
    public ReceiptAssert wasBlocked(BlockReason reason) {
        return everyOutcome(
                "blocked by " + reason,
                outcome -> outcome instanceof RecipientOutcome.Blocked blocked
                        && blocked.entry().reason() == reason);
    }

    /**
     * It was held back for every recipient, and nothing was sent.
     *
     * @param code the reason, such as {@code UNMERGED_PLACEHOLDER} or {@code VETOED}
     */
    public ReceiptAssert wasWithheld(String code) {
        return everyOutcome(
                "withheld by " + code,
                outcome -> outcome instanceof RecipientOutcome.Withheld withheld
                        && withheld.code().equals(code));
    }

    /** It was handed to the next hop of this route. */
    public ReceiptAssert leftBy(Route route) {
        isNotNull();
        if (!actual.route().equals(Optional.of(route))) {
            failWithMessage("Expected it to leave by %s, %s", route, whatHappened());
        }
        return this;
    }

    /** It was handed to a next hop under this identity. */
    public ReceiptAssert leftAs(IdentityOutcome identity) {
        isNotNull();
        if (!actual.identity().equals(Optional.of(identity))) {
            failWithMessage("Expected it to leave as %s, %s", identity, whatHappened());
        }
        return this;
    }

    /** The chosen route lacks exactly these of what the account's first choice can do; none of them, when none is named. */
    public ReceiptAssert lost(Capability... capabilities) {
        isNotNull();
        Optional<Set<Capability>> lost = actual.plan().chosen().map(PlannedRoute::lost);
        if (!lost.equals(Optional.of(Set.of(capabilities)))) {
            failWithMessage("Expected it to lose %s, %s", List.of(capabilities), whatHappened());
        }
        return this;
    }

    private ReceiptAssert everyOutcome(String wanted, Predicate<RecipientOutcome> condition) {
        isNotNull();
        if (actual.outcomes().isEmpty() || !actual.outcomes().values().stream().allMatch(condition)) {
            failWithMessage("Expected it to be %s for every recipient, %s", wanted, whatHappened());
        }
        return this;
    }

    private String whatHappened() {
        String recipients = actual.outcomes().entrySet().stream()
                .map(entry -> "\n  " + entry.getKey() + ": " + entry.getValue().explain())
                .collect(Collectors.joining());
        return "but it went like this:\n  route "
                + actual.route().map(Route::name).orElse("none") + ", identity "
                + actual.identity().map(IdentityOutcome::name).orElse("none") + ", lost "
                + actual.plan().chosen().map(PlannedRoute::lost).orElse(Set.of()) + "\n  "
                + actual.plan().explain() + recipients;
    }
}
