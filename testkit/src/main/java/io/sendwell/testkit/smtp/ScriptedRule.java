package io.sendwell.testkit.smtp;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** One line of a script, and how often its occasion came. Safe for threads. */
final class ScriptedRule {
    private final SmtpStep step;
    private final Optional<String> path;
    private final long skipped;
    private final long times;
    private final long octets;
    private final ScriptedAction action;
    private final AtomicLong occasions = new AtomicLong();

    ScriptedRule(SmtpStep step, Optional<String> path, long skipped, long times, long octets, ScriptedAction action) {
        this.step = step;
        this.path = path;
        this.skipped = skipped;
        this.times = times;
        this.octets = octets;
        this.action = action;
    }

    boolean concerns(SmtpStep step, String path) {
        return this.step == step && (this.path.isEmpty() || this.path.get().equalsIgnoreCase(path));
    }

    /** Counts an occasion. Whether the script steps in this time. */
    boolean stepsIn() {
        long before = occasions.getAndIncrement();
        return before >= skipped && before - skipped < times;
    }

    long octets() {
        return octets;
    }

    ScriptedAction action() {
        return action;
    }
}
