package io.sendwell.dnsauth.spf;

import io.sendwell.dns.DnsAnswer;
import java.util.List;
import java.util.Optional;

/**
 * What became of one term while a record was evaluated.
 *
 * @param term the mechanism, or the {@code redirect} that was followed
 * @param outcome whether it decided
 * @param answers what the DNS said to it, in the order of asking; without the record of an inner level
 * @param inner the record that an {@code include} or {@code redirect} led to
 */
public record SpfStep(SpfTerm term, Outcome outcome, List<DnsAnswer> answers, Optional<SpfLevel> inner) {

    /** What became of a term. */
    public enum Outcome {
        /** It matches the client. */
        MATCHED,
        /** It does not. */
        NOT_MATCHED,
        /** Another record was asked instead, and decided. */
        REDIRECTED,
        /** The check ended here with an error. */
        ENDED
    }

    public SpfStep {
        answers = List.copyOf(answers);
    }
}
