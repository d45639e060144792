package io.sendwell;

import io.sendwell.check.Finding;
import io.sendwell.guard.GuardCounts;
import io.sendwell.guard.GuardDecision;
import io.sendwell.guard.GuardScope;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a campaign, an account or the operator stands with the guard.
 *
 * @param scope whose mail
 * @param held why its mass mail is held; empty when it is not
 * @param warnings which rates have reached their warning now
 * @param counts what is counted
 * @param countedSince since when
 * @param decisions what was decided so far, oldest first, with who released it and why
 */
public record GuardReport(
        GuardScope scope,
        Optional<Finding> held,
        List<Finding> warnings,
        GuardCounts counts,
        Instant countedSince,
        List<GuardDecision> decisions) {

    public GuardReport {
        warnings = List.copyOf(warnings);
        decisions = List.copyOf(decisions);
    }

    /** Whether mass mail of it is held. */
    public boolean isHeld() {
        return held.isPresent();
    }

    /** Why it is held and what it is warned of, in this language where there are words in it; empty when nothing is wrong. */
    public String explain(Locale language) {
        return Stream.concat(held.stream(), warnings.stream())
                .map(finding -> finding.explain(language))
                .distinct()
                .collect(Collectors.joining("\n"));
    }
}
