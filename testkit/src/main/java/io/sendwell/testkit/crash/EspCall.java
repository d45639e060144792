package io.sendwell.testkit.crash;

import java.util.List;

/**
 * One call that a {@link CountingEsp} got.
 *
 * @param number counted from 1
 * @param at when it had been read to its end, in nanoseconds since the ESP was started
 * @param submissions what it asked for, in its order
 */
public record EspCall(long number, long at, List<EspSubmission> submissions) {

    public EspCall {
        submissions = List.copyOf(submissions);
    }

    /** Whether one of the submissions is to this recipient. */
    public boolean isTo(String recipient) {
        return submissions.stream()
                .anyMatch(submission -> submission.recipients().contains(recipient));
    }
}
