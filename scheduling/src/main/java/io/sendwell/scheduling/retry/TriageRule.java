package io.sendwell.scheduling.retry;

import io.sendwell.transport.Refusal;
import io.sendwell.transport.RefusalScope;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One row of the {@link Triage}: what a refusal has to look like, and what is done about it then.
 *
 * @param answers whether it has to be for now, for good, or either
 * @param scopes what it has to be about
 * @param code what the hop's code has to match
 * @param enhancedCode what the enhanced code has to match
 * @param treatment what is done
 * @param atLeast how long a mail is left alone before it is tried again
 */
record TriageRule(
        Set<Answer> answers,
        Set<RefusalScope> scopes,
        Pattern code,
        Pattern enhancedCode,
        Treatment treatment,
        Duration atLeast) {

    /** The kinds of no. */
    enum Answer {
        FOR_NOW,
        FOR_GOOD
    }

    private static final Pattern ANY = Pattern.compile(".*", Pattern.DOTALL);

    TriageRule {
        answers = Set.copyOf(answers);
        scopes = Set.copyOf(scopes);
    }

    static TriageRule any(Treatment treatment) {
        return new TriageRule(
                EnumSet.allOf(Answer.class), EnumSet.allOf(RefusalScope.class), ANY, ANY, treatment, Duration.ZERO);
    }

    TriageRule forNow() {
        return new TriageRule(Set.of(Answer.FOR_NOW), scopes, code, enhancedCode, treatment, atLeast);
    }

    TriageRule forGood() {
        return new TriageRule(Set.of(Answer.FOR_GOOD), scopes, code, enhancedCode, treatment, atLeast);
    }

    TriageRule about(RefusalScope scope) {
        return new TriageRule(answers, Set.of(scope), code, enhancedCode, treatment, atLeast);
    }

    TriageRule code(String regex) {
        return new TriageRule(answers, scopes, Pattern.compile(regex), enhancedCode, treatment, atLeast);
    }

    TriageRule enhanced(String regex) {
        return new TriageRule(answers, scopes, code, Pattern.compile(regex), treatment, atLeast);
    }

    TriageRule after(Duration wait) {
        return new TriageRule(answers, scopes, code, enhancedCode, treatment, wait);
    }

    boolean matches(Answer answer, Refusal refusal) {
        return answers.contains(answer)
                && scopes.contains(refusal.scope())
                && code.matcher(refusal.code()).matches()
                && enhancedCode.matcher(refusal.enhancedCode()).matches();
    }
}
