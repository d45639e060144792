package io.sendwell.scheduling;

import io.sendwell.outbox.Progress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;

/**
 * How many mails of one broadcast may fail for good before it is paused: a list that was bought, or a policy that refuses the
 * sender, should not be found out by its hundred-thousandth mail. Threads may share it.
 *
 * <p>It looks at what this worker completed, and now and then at the sending's progress, in which all nodes count.
 */
final class ErrorBudget {

    /** ESPs pause a campaign that bounces above 5 %; of fewer than 200 mails one mistyped list would be enough. */
    private static final double MOST_FAILED = 0.05;

    /** Refused by policy: more than 2 % says that it is about us, and that the rest will fare no better. */
    private static final double MOST_BY_POLICY = 0.02;

    private static final int LEAST = 200;
    private static final int WINDOW = 500;

    private enum End {
        GOOD,
        FAILED,
        BY_POLICY
    }

    private final Deque<End> last = new ArrayDeque<>();
    private Progress base;

    /** @param seen the sending's progress when this worker began with it, or when it was resumed */
    ErrorBudget(Progress seen) {
        base = seen;
    }

    synchronized void accepted() {
        add(End.GOOD);
    }

    synchronized void failed() {
        add(End.FAILED);
    }

    synchronized void failedByPolicy() {
        add(End.BY_POLICY);
    }

    private void add(End end) {
        last.addLast(end);
        if (last.size() > WINDOW) {
            last.removeFirst();
        }
    }

    /** Why the sending is to be paused, by what this worker completed; empty when it goes on. */
    synchronized Optional<String> exceeded() {
        long byPolicy = last.stream().filter(end -> end == End.BY_POLICY).count();
        if (isOver(byPolicy, last.size(), MOST_BY_POLICY)) {
            return Optional.of(
                    because(byPolicy, last.size(), "were refused by a policy of their receivers", MOST_BY_POLICY));
        }
        long failed = last.stream().filter(end -> end != End.GOOD).count();
        return isOver(failed, last.size(), MOST_FAILED)
                ? Optional.of(because(failed, last.size(), "failed for good", MOST_FAILED))
                : Optional.empty();
    }

    /** The same by what all nodes completed since this one began to look. */
    synchronized Optional<String> exceeded(Progress now) {
        long failed = now.failed() - base.failed();
        long all = failed + now.accepted() - base.accepted();
        if (isOver(failed, all, MOST_FAILED)) {
            return Optional.of(because(failed, all, "failed for good", MOST_FAILED));
        }
        if (all > WINDOW) {
            base = now;
        }
        return Optional.empty();
    }

    private static boolean isOver(long failed, long all, double most) {
        return all >= LEAST && failed > most * all;
    }

    private static String because(long failed, long all, String what, double most) {
        return String.format(
                Locale.ROOT,
                "%d of the last %d mails %s, more than %.0f %%. Look at the failed entries, then resume or cancel.",
                failed,
                all,
                what,
                most * 100);
    }
}
