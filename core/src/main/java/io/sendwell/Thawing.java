package io.sendwell;

import io.sendwell.outbox.Claim;
import io.sendwell.outbox.Outbox;
import java.util.List;

/** Makes the mails of claimed entries of what was frozen when they were scheduled. Threads share it. */
final class Thawing {

    private final Outbox outbox;

    Thawing(Outbox outbox) {
        this.outbox = outbox;
    }

    ThawedClaim thaw(AccountSettings account, Claim claim) {
        if (claim.entries().isEmpty()) {
            return new ThawedClaim(claim.leaseEnd(), List.of());
        }
        throw new IllegalStateException(
                "The content of " + claim.token().sending() + " cannot be read from " + outbox + " by " + account.id());
    }
}
