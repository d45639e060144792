package io.sendwell.guard;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the guard keeps of a scope. Immutable; a change makes a new one, which {@link GuardStore#save} takes if nobody else changed it
 * meanwhile.
 *
 * @param scope whose mail
 * @param marks where counting began, and, half way, where it will begin next; empty for a scope that is counted from its beginning
 * @param decisions oldest first
 * @param version counts the changes; 0 for one that was never saved
 */
public record GuardRecord(GuardScope scope, List<GuardMark> marks, List<GuardDecision> decisions, long version) {

    public GuardRecord {
        if (marks.size() > 2 || version < 0) {
            throw new IllegalArgumentException("A record has two marks at the most and a version from 0; found "
                    + marks.size() + " and " + version + ".");
        }
        marks = List.copyOf(marks);
        decisions = List.copyOf(decisions);
    }

    /** Of a scope of which nothing is kept. */
    public static GuardRecord of(GuardScope scope) {
        return new GuardRecord(scope, List.of(), List.of(), 0);
    }

    /** Why and since when mass mail is held; empty when it is not. */
    public Optional<GuardDecision.Held> held() {
        return decisions.isEmpty() || !(decisions.get(decisions.size() - 1) instanceof GuardDecision.Held held)
                ? Optional.empty()
                : Optional.of(held);
    }

    /** Whether a rate's warning was told since this time, and after the last release. */
    public boolean wasWarned(GuardRate rate, Instant since) {
        for (int i = decisions.size() - 1; i >= 0; i--) {
            GuardDecision decision = decisions.get(i);
            if (decision instanceof GuardDecision.Released || decision.at().isBefore(since)) {
                return false;
            }
            if (decision instanceof GuardDecision.Warned warned && warned.rate() == rate) {
                return true;
            }
        }
        return false;
    }

    /** What was counted since the first mark. */
    public GuardCounts counted(GuardCounts now) {
        return marks.isEmpty() ? now : now.since(marks.get(0).counts());
    }

    /** The same, counted from here. */
    public GuardRecord from(GuardMark mark) {
        return new GuardRecord(scope, List.of(mark), decisions, version);
    }

    /**
     * The same with its marks moved on, so that it is counted over a window at least and over two at the most. One whose figures were
     * erased meanwhile is counted anew.
     */
    public GuardRecord movedOn(GuardMark now, Duration window) {
        if (marks.isEmpty()) {
            return this;
        }
        GuardCounts counted = counted(now.counts());
        if (Math.min(counted.accepted(), Math.min(counted.hardBounced(), counted.complaints())) < 0) {
            return from(now);
        }
        GuardMark last = marks.get(marks.size() - 1);
        if (last.at().plus(window).isAfter(now.at())) {
            return this;
        }
        return new GuardRecord(scope, List.of(last, now), decisions, version);
    }

    /** The same with one more decision. */
    public GuardRecord with(GuardDecision decision) {
        List<GuardDecision> more = new ArrayList<>(decisions);
        more.add(decision);
        return new GuardRecord(scope, marks, more, version);
    }

    /** The same as a store has it after so many changes. */
    public GuardRecord withVersion(long value) {
        return new GuardRecord(scope, marks, decisions, value);
    }
}
