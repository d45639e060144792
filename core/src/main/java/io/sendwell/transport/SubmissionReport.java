package io.sendwell.transport;

import io.sendwell.address.EmailAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of one submission, recipient by recipient.
 *
 * @param results a result for every forward-path of the envelope, in its order
 */
public record SubmissionReport(Map<EmailAddress, SubmissionResult> results) {

    public SubmissionReport {
        results = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(results));
    }

    /** The same result for every recipient of the envelope. */
    public static SubmissionReport same(Envelope envelope, SubmissionResult result) {
        Map<EmailAddress, SubmissionResult> results = new LinkedHashMap<>();
        envelope.forwardPaths().forEach(path -> results.put(path, result));
        return new SubmissionReport(results);
    }

    /** Whether the next hop took it for every recipient. */
    public boolean allAccepted() {
        return results.values().stream().allMatch(SubmissionResult.Accepted.class::isInstance);
    }

    /** The recipients for whom the next hop took it. */
    public List<EmailAddress> accepted() {
        return results.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof SubmissionResult.Accepted)
                .map(Map.Entry::getKey)
                .toList();
    }
}
