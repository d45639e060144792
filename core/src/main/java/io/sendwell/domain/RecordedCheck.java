package io.sendwell.domain;

import java.time.Instant;
import java.util.List;

/**
 * What is kept of a domain's last check.
 *
 * @param at when it was made
 * @param verdict how it ended
 * @param line the result for people on one line, such as {@code OK: (28-02-2015 16:24) @customer.example}
 * @param findings the codes of what is missing or could not be found out, the gravest first; empty when it passed
 */
public record RecordedCheck(Instant at, DomainVerdict verdict, String line, List<String> findings) {

    public RecordedCheck {
        findings = List.copyOf(findings);
    }
}
