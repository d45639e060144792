package io.sendwell;

import io.sendwell.account.AccountId;
import io.sendwell.outbox.Lane;
import io.sendwell.throttle.Permit;
import io.sendwell.throttle.Throttle;
import io.sendwell.throttle.ThrottleException;
import io.sendwell.transport.DispatchMark;
import io.sendwell.transport.Refusal;
import io.sendwell.transport.RefusalScope;
import io.sendwell.transport.Submission;
import io.sendwell.transport.SubmissionResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes permits for mails that leave at once, broadcasts too: somebody waits for all of them, so they are individual mail to
 * the throttle. For one sending; transports may ask the mark from several threads.
 *
 * <p>How long a permit lives is measured by a clock that only goes forward: one that is put back would let permits be used
 * after their life, and so more mail out than the limit.
 */
final class ImmediatePermits implements DispatchMark {

    private static final Logger log = LoggerFactory.getLogger(ImmediatePermits.class);

    private static final String CODE = "THROTTLED";

    // When a call is so slow that permits die before their mail leaves, another moment changes nothing.
    private static final Duration LATE_RETRY = Duration.ofSeconds(60);

    private final Throttle throttle;
    private final AccountId account;
    private final LongSupplier nanoTime;
    private final Set<String> late = ConcurrentHashMap.newKeySet();
    private volatile OptionalLong end = OptionalLong.empty();
    private Optional<Permit.NotBefore> refused = Optional.empty();

    ImmediatePermits(Throttle throttle, AccountId account, LongSupplier nanoTime) {
        this.throttle = throttle;
        this.account = account;
        this.nanoTime = nanoTime;
    }

    /**
     * The drafts, of which those for which there are permits keep their submission: the first ones, in their order, and each
     * mail for all its recipients or for none.
     *
     * @throws ThrottleException when the throttle's store is out of reach
     */
    List<Draft> reserve(List<Draft> drafts) {
        int wanted = drafts.stream().mapToInt(ImmediatePermits::recipients).sum();
        if (wanted == 0) {
            return drafts;
        }
        Permit atOnce = ask(wanted);
        int granted = atOnce.fold(Permit.Granted::permits, later -> 0);
        int left = granted;
        List<Draft> reserved = new ArrayList<>();
        for (Draft draft : drafts) {
            int needed = recipients(draft);
            if (needed <= left) {
                left -= needed;
                reserved.add(draft);
            } else if (granted > 0 && needed > granted) {
                reserved.add(tooMany(draft, needed, granted));
            } else {
                reserved.add(reserve(draft, needed));
            }
        }
        giveBack(atOnce, left);
        return reserved;
    }

    private Draft reserve(Draft draft, int needed) {
        Permit permit = refused.<Permit>map(Function.identity()).orElseGet(() -> ask(needed));
        if (permit instanceof Permit.NotBefore later) {
            refused = Optional.of(later);
            return draft.notHandedOver(new SubmissionResult.Deferred(throttled(later.retryAfter())));
        }
        int granted = permit.fold(Permit.Granted::permits, later -> 0);
        if (granted == needed) {
            return draft;
        }
        giveBack(permit, granted);
        return tooMany(draft, needed, granted);
    }

    private static Draft tooMany(Draft draft, int needed, int most) {
        return draft.notHandedOver(new SubmissionResult.Rejected(Refusal.of(
                RefusalScope.MESSAGE,
                CODE,
                "Not sent: it has " + needed + " recipients, and the limit of the account or of the operator lets "
                        + most + " mails out at once. Send it to fewer, or raise the limit.")));
    }

    /** Lets leave what leaves while its permits live; for what comes to its turn later, new ones are needed. */
    @Override
    public boolean mayLeave(List<Submission> submissions) {
        return arePermitsAlive() || mayLeaveLate(submissions);
    }

    private boolean arePermitsAlive() {
        OptionalLong first = end;
        return first.isEmpty() || nanoTime.getAsLong() - first.getAsLong() <= 0;
    }

    private boolean mayLeaveLate(List<Submission> submissions) {
        int needed = submissions.stream().mapToInt(ImmediatePermits::recipients).sum();
        try {
            Permit permit = throttle.reserve(account, Lane.INDIVIDUAL, needed);
            int granted = permit.fold(Permit.Granted::permits, later -> 0);
            if (granted == needed) {
                return true;
            }
            giveBack(permit, granted);
        } catch (ThrottleException e) {
            log.warn("{} messages do not leave: their turn came late, and there is no new permit", needed, e);
        }
        submissions.forEach(submission -> late.add(submission.id()));
        return false;
    }

    /** The draft after its next hop was asked; the throttle's words instead of the hop's where the mark did not let it leave. */
    Draft explained(Draft answered) {
        return late.contains(answered.id())
                ? answered.answeredForAll(new SubmissionResult.Deferred(throttled(LATE_RETRY)))
                : answered;
    }

    private Permit ask(int wanted) {
        long asked = nanoTime.getAsLong();
        Permit permit = throttle.reserve(account, Lane.INDIVIDUAL, wanted);
        if (permit instanceof Permit.Granted granted) {
            long over = asked + granted.life().toNanos();
            end = end.isEmpty() || over - end.getAsLong() < 0 ? OptionalLong.of(over) : end;
        }
        return permit;
    }

    private void giveBack(Permit permit, int unused) {
        if (permit instanceof Permit.Granted granted) {
            throttle.refund(granted, unused);
        }
    }

    private static int recipients(Draft draft) {
        return draft.submission().map(ImmediatePermits::recipients).orElse(0);
    }

    private static int recipients(Submission submission) {
        return submission.envelope().forwardPaths().size();
    }

    private static Refusal throttled(Duration retryAfter) {
        return new Refusal(
                RefusalScope.ROUTE,
                CODE,
                "",
                "Not sent: the limit of the account or of the operator lets nothing more out for "
                        + Math.max(1, retryAfter.plusMillis(999).toSeconds()) + " s.",
                Optional.of(retryAfter));
    }
}
