package io.sendwell.scheduling;

import io.sendwell.account.AccountId;
import io.sendwell.outbox.DueSending;
import io.sendwell.outbox.Lane;
import io.sendwell.outbox.SendingId;
import java.time.Duration;
import java.util.Optional;

/** What this process knows of a due sending. Its {@link DueBoard} guards it. */
final class Standing {

    final DueSending sending;

    /** How many threads have a claim of it in hand, or are about to. */
    int working;

    /** How many claims of it were asked for. */
    int claims;

    /** How many entries are to be claimed one by one, because one of them may be what kills workers. */
    int alone;

    /** How many of its entries came to an end in this process. */
    long ended;

    /** By the worker's own clock, in nanoseconds; nothing is to be done before. */
    long notBefore;

    /** How long to leave it alone the next time that nothing of it was due. */
    Duration idle = DueBoard.SHORTEST_IDLE;

    /** Whether it was seen that it is not late, or that it had begun before, or that a person wants it all the same. */
    volatile boolean mayBegin;

    /** How many of it may fail; empty until the first claim, for an individual mail, and once it was paused. */
    volatile Optional<ErrorBudget> budget = Optional.empty();

    Standing(DueSending sending, long now) {
        this.sending = sending;
        this.notBefore = now;
    }

    SendingId id() {
        return sending.id();
    }

    AccountId account() {
        return sending.account();
    }

    Lane lane() {
        return sending.lane();
    }
}
