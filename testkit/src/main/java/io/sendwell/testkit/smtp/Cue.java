package io.sendwell.testkit.smtp;

import java.util.Optional;

/**
 * One entry of a {@link ReplyScript} in the making: where the server steps in, how often, and last what it does. Each
 * method that narrows it returns a new cue; nothing happens until one of the last four is called.
 */
public final class Cue {
    private final ReplyScript script;
    private final SmtpStep step;
    private final Optional<String> path;
    private final long skipped;
    private final long times;
    private final long octets;

    Cue(ReplyScript script, SmtpStep step) {
        this(script, step, Optional.empty(), 0, Long.MAX_VALUE, 0);
    }

    private Cue(ReplyScript script, SmtpStep step, Optional<String> path, long skipped, long times, long octets) {
        this.script = script;
        this.step = step;
        this.path = path;
        this.skipped = skipped;
        this.times = times;
        this.octets = octets;
    }

    /**
     * Only for this forward-path (at RCPT) or this reverse-path (at MAIL, DATA, END_OF_CONTENT, ACCEPTED), without angle
     * brackets; letter case does not count.
     */
    public Cue forPath(String reverseOrForwardPath) {
        return new Cue(script, step, Optional.of(reverseOrForwardPath), skipped, times, octets);
    }

    /** Lets the first {@code count} occasions pass, counted over all sessions. */
    public Cue after(int count) {
        return new Cue(script, step, path, count, times, octets);
    }

    /** Steps in {@code count} times, then never again; unlimited unless said. */
    public Cue times(int count) {
        return new Cue(script, step, path, skipped, count, octets);
    }

    /** Short for {@code times(1)}. */
    public Cue once() {
        return times(1);
    }

    /** At {@link SmtpStep#CONTENT}: once so many octets of a mail have come in (about: a read may bring more). */
    public Cue afterOctets(long count) {
        return new Cue(script, step, path, skipped, times, count);
    }

    /**
     * Answers with this reply instead of the normal one; the command then has no effect. At {@link SmtpStep#CONTENT} the
     * server hangs up after it, as it does after every 421.
     *
     * @param reply such as {@code "450 4.2.0 Try later"}; further lines of text after {@code \n}, sent as it stands
     * @throws IllegalArgumentException when that is no reply
     */
    public void answer(String reply) {
        add(new ScriptedAction.Answer(Reply.verbatim(reply)));
    }

    /** Closes the connection without a reply. */
    public void drop() {
        add(new ScriptedAction.Drop());
    }

    /** Resets the connection (TCP RST) without a reply; replies not yet sent are lost. */
    public void reset() {
        add(new ScriptedAction.Reset());
    }

    /** Falls silent until the returned handle lets go, then carries on as if nothing had happened. */
    public Stall stall() {
        ScriptedAction.Wait action = new ScriptedAction.Wait(new Stall());
        add(action);
        return action.stall();
    }

    private void add(ScriptedAction action) {
        script.add(new ScriptedRule(step, path, skipped, times, octets, action));
    }
}
