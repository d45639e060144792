package io.sendwell.dnsauth.spf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes one record of several. Only where that cannot let fewer or other hosts pass than each of them would: mechanisms
 * that pass are gathered; anything whose place matters is left to the customer.
 */
final class RecordMerge {

    private RecordMerge() {}

    /** The record that ends most gently, with what the others let pass; empty when it would be a guess. */
    static Optional<RecordEdit> of(List<SpfRecord> records) {
        List<SpfRecord> byEnd = new ArrayList<>(records);
        byEnd.sort(Comparator.comparingInt(RecordMerge::severityOfEnd));
        SpfRecord base = byEnd.get(0);
        RecordEdit merged = RecordEdit.of(base.text());
        Set<String> there = new HashSet<>();
        base.terms().forEach(term -> there.add(SpfTypos.lowerCase(term.text())));
        for (SpfRecord other : byEnd.subList(1, byEnd.size())) {
            if (!canJoin(base, other)) {
                return Optional.empty();
            }
            for (SpfTerm term : other.terms()) {
                if (!(term instanceof SpfTerm.All) && there.add(SpfTypos.lowerCase(term.text()))) {
                    merged = term instanceof SpfTerm.Mechanism
                            ? Insertion.beforeEnd(merged, term.text())
                            : Insertion.atEnd(merged, term.text());
                }
            }
            merged = merged.replacing(other.text());
        }
        return Optional.of(merged);
    }

    /** {@code ~all} before {@code ?all} before {@code -all}: with mail from both worlds a firm refusal is a risk. */
    private static int severityOfEnd(SpfRecord record) {
        if (record.all().isEmpty()) {
            return 3;
        }
        switch (record.all().get().qualifier()) {
            case SOFTFAIL:
                return 0;
            case NEUTRAL:
                return 1;
            default:
                return 2;
        }
    }

    private static boolean canJoin(SpfRecord base, SpfRecord other) {
        if (base.isBroken() || other.isBroken() || passesAll(base) || passesAll(other)) {
            return false;
        }
        boolean sameRedirect = base.redirect()
                .map(term -> term.domain().text())
                .equals(other.redirect().map(term -> term.domain().text()));
        boolean sameExplanation = other.explanation().isEmpty()
                || base.explanation()
                        .map(term -> term.domain().text())
                        .equals(other.explanation().map(term -> term.domain().text()));
        return sameRedirect && sameExplanation && onlyPasses(base) && onlyPasses(other);
    }

    private static boolean passesAll(SpfRecord record) {
        return record.all().filter(all -> all.qualifier() == SpfQualifier.PASS).isPresent();
    }

    private static boolean onlyPasses(SpfRecord record) {
        boolean behindAll = false;
        for (SpfTerm term : record.terms()) {
            if (term instanceof SpfTerm.All) {
                behindAll = true;
            } else if (term instanceof SpfTerm.Mechanism mechanism
                    && (mechanism.qualifier() != SpfQualifier.PASS || behindAll)) {
                return false;
            }
        }
        return true;
    }
}
