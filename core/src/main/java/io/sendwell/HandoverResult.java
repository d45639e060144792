package io.sendwell;

import io.sendwell.log.RecipientOutcome;
import io.sendwell.transport.SubmissionResult;
import java.time.Duration;
import java.util.Collection;

/**
 * What came of a call that handed mail to a next hop.
 *
 * @param duration how long the call took
 * @param accepted how many recipients' mail the next hop took
 * @param deferred how many it put off, and those whose mail was held back at the last moment
 * @param rejected how many it refused for good
 * @param uncertain of how many it is not known whether it has their mail
 */
public record HandoverResult(Duration duration, int accepted, int deferred, int rejected, int uncertain) {

    static HandoverResult of(Duration duration, Collection<RecipientOutcome> outcomes) {
        int[] counts = new int[4];
        for (RecipientOutcome outcome : outcomes) {
            if (outcome instanceof RecipientOutcome.Submitted submitted) {
                counts[place(submitted.result())]++;
            }
        }
        return new HandoverResult(duration, counts[0], counts[1], counts[2], counts[3]);
    }

    private static int place(SubmissionResult result) {
        return result.fold(accepted -> 0, deferred -> 1, rejected -> 2, uncertain -> 3);
    }
}
