package io.sendwell;

import io.sendwell.guard.GuardScope;
import java.util.List;

/**
 * The guard in the operator's hands: what it holds, why, and to let it go. From {@link Sendwell#guard()}; threads and nodes share it.
 *
 * <pre>{@code
 * for (GuardReport report : sendwell.guard().held(100)) {
 *     print(report.scope(), report.explain(Locale.ENGLISH));
 * }
 * sendwell.guard().release(GuardScope.of(account), "the bought list was deleted", "Rosa Lind");
 * }</pre>
 *
 * <p>Every method throws a {@link io.sendwell.account.SendwellException} when a store is out of reach.
 */
public final class GuardDesk {

    private final Guard guard;
    private final Runnable wakeUp;

    GuardDesk(Guard guard, Runnable wakeUp) {
        this.guard = guard;
        this.wakeUp = wakeUp;
    }

    /** How a campaign, an account or the operator stands. */
    public GuardReport report(GuardScope scope) {
        return guard.report(scope);
    }

    /**
     * What is held now, the latest first.
     *
     * @param limit how many at the most; 1 or more
     */
    public List<GuardReport> held(int limit) {
        return guard.held(limit);
    }

    /**
     * Lets mass mail go again, within some seconds on every node; a broadcast that is paused is {@linkplain
     * ScheduledList#resume(io.sendwell.outbox.SendingId, String, String) resumed} besides. Figures count from this moment: it is held again
     * when what leaves and is reported from now on is too much by itself. What is not held stays as it is.
     *
     * @param reason why, for people; not blank; kept as evidence
     * @param by the person who decides it; not blank; kept as evidence
     */
    public GuardReport release(GuardScope scope, String reason, String by) {
        guard.release(scope, reason, by);
        wakeUp.run();
        return guard.report(scope);
    }
}
