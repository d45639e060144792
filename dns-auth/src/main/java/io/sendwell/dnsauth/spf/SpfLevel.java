package io.sendwell.dnsauth.spf;

import io.sendwell.dns.DnsAnswer;
import java.util.List;
import java.util.Optional;

/**
 * One record on the way to a verdict: the first, or one that an {@code include} or {@code redirect} led to.
 *
 * @param domain whose record it is, as it was written or made by macros
 * @param answer what the DNS said when it was asked for the record; empty when the domain is no name to ask for
 * @param record empty when there is none, or more than one
 * @param steps the terms that were evaluated, in order; those behind the deciding one are missing
 * @param matched the mechanism that decided
 * @param result what this record says of the client
 * @param problem why there is no better result, for people; empty when nothing went wrong
 */
public record SpfLevel(
        String domain,
        Optional<DnsAnswer> answer,
        Optional<SpfRecord> record,
        List<SpfStep> steps,
        Optional<SpfTerm.Mechanism> matched,
        SpfResult result,
        String problem) {

    public SpfLevel {
        steps = List.copyOf(steps);
    }

    /** The level that decided: this one, or where {@code redirect} led in the end. */
    public SpfLevel deciding() {
        if (!steps.isEmpty()) {
            SpfStep last = steps.get(steps.size() - 1);
            if (last.term() instanceof SpfTerm.Redirect && last.inner().isPresent()) {
                return last.inner().get().deciding();
            }
        }
        return this;
    }

    /** How many questions were asked here and below. */
    public int queries() {
        int queries = answer.isPresent() ? 1 : 0;
        for (SpfStep step : steps) {
            queries += step.answers().size();
            if (step.inner().isPresent()) {
                queries += step.inner().get().queries();
            }
        }
        return queries;
    }
}
