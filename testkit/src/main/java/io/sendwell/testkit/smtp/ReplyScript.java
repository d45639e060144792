package io.sendwell.testkit.smtp;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * What the fake server does other than a friendly server would. It can be written before and while clients talk to the
 * server; of several entries for the same occasion the one written first steps in. Safe for threads.
 *
 * <pre>{@code
 * smtp.script().rejects("gone@customer.example", "550 5.1.1 User unknown");
 * smtp.script().at(SmtpStep.DATA).once().answer("451 4.3.0 Try again");
 * smtp.script().at(SmtpStep.ACCEPTED).once().drop();
 * Stall stall = smtp.script().at(SmtpStep.END_OF_CONTENT).stall();
 * }</pre>
 */
public final class ReplyScript {
    private final List<ScriptedRule> rules = new CopyOnWriteArrayList<>();
    private volatile @Nullable Greylist greylist;

    ReplyScript() {}

    /** Begins an entry for this point of the dialogue. */
    public Cue at(SmtpStep step) {
        return new Cue(this, step);
    }

    /**
     * Refuses a recipient for good, every time.
     *
     * @param reply a reply of class 5, such as {@code "550 5.1.1 User unknown"}
     */
    public void rejects(String forwardPath, String reply) {
        at(SmtpStep.RCPT).forPath(forwardPath).answer(requireClass('5', reply));
    }

    /**
     * Refuses a recipient for now, every time; {@code at(RCPT).forPath(…).times(n)} does it {@code n} times only.
     *
     * @param reply a reply of class 4, such as {@code "452 4.2.2 Mailbox full"}
     */
    public void defers(String forwardPath, String reply) {
        at(SmtpStep.RCPT).forPath(forwardPath).answer(requireClass('4', reply));
    }

    /** Refuses a reverse-path for good, every time, with a reply of class 5. */
    public void rejectsSender(String reversePath, String reply) {
        at(SmtpStep.MAIL).forPath(reversePath).answer(requireClass('5', reply));
    }

    /** Refuses a reverse-path for now, every time, with a reply of class 4. */
    public void defersSender(String reversePath, String reply) {
        at(SmtpStep.MAIL).forPath(reversePath).answer(requireClass('4', reply));
    }

    /**
     * Greylists (RFC 6647): answers 450 4.7.1 to each new pair of reverse-path and forward-path until {@code delay} has
     * gone by on {@code clock} since its first attempt.
     */
    public void greylists(Duration delay, InstantSource clock) {
        greylist = new Greylist(delay, clock);
    }

    /** Forgets every entry. Sessions stalled already stay so until released. */
    public void clear() {
        rules.clear();
        greylist = null;
    }

    void add(ScriptedRule rule) {
        rules.add(rule);
    }

    /** The entries for this occasion, in the order written. */
    List<ScriptedRule> rulesAt(SmtpStep step, String path) {
        return rules.isEmpty()
                ? List.of()
                : rules.stream().filter(rule -> rule.concerns(step, path)).toList();
    }

    /** The size of a mail at which an entry for {@link SmtpStep#CONTENT} may step in. */
    long firstContentCheckpoint() {
        return rules.stream()
                .filter(rule -> rule.concerns(SmtpStep.CONTENT, ""))
                .mapToLong(ScriptedRule::octets)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    Optional<Reply> greylisted(String reversePath, String forwardPath) {
        Greylist current = greylist;
        return current != null && current.defers(reversePath, forwardPath)
                ? Optional.of(Replies.GREYLISTED)
                : Optional.empty();
    }

    private static String requireClass(char wanted, String reply) {
        if (reply.isEmpty() || reply.charAt(0) != wanted) {
            throw new IllegalArgumentException("Expected a reply of class " + wanted + ", found \"" + reply + "\"");
        }
        return reply;
    }
}
