package io.sendwell.dnsauth.spf;

import java.util.Optional;

/**
 * What SPF says of one client, and how it came to that.
 *
 * @param request what was asked
 * @param result the result of section 2.6
 * @param explanation why the domain refuses the client, in the domain's own words; other people's text, of printable ASCII
 *     and at most {@value #MAX_EXPLANATION} characters. Empty unless the result is fail and the domain says something
 * @param problem what stands in the way of a better result, for people; empty when nothing went wrong
 * @param lookups how many terms asked the DNS, of the ten that may
 * @param voids how many of them found nothing, of the two that may
 * @param queries how many questions were asked in all
 * @param offender the term that went over a limit
 * @param trace the records that were read, and each term's part
 */
public record SpfVerdict(
        SpfRequest request,
        SpfResult result,
        String explanation,
        String problem,
        int lookups,
        int voids,
        int queries,
        Optional<SpfTerm> offender,
        SpfLevel trace) {

    /** Characters of an explanation that are kept: it fits a reply line of 512 octets (RFC 5321 section 4.5.3.1.5). */
    public static final int MAX_EXPLANATION = 480;

    /** The mechanism that decided, in the record that decided; empty when none matched. */
    public Optional<SpfTerm.Mechanism> matched() {
        return trace.deciding().matched();
    }

    /** The domain's own record; empty when there is none, or more than one. */
    public Optional<SpfRecord> record() {
        return trace.record();
    }

    /** The result and what led to it on one line, such as {@code fail by "-all" of example.org}. */
    @Override
    public String toString() {
        SpfLevel decider = trace.deciding();
        return result.word()
                + matched()
                        .map(term -> " by \"" + printable(term.text()) + "\" of " + printable(decider.domain()))
                        .orElse("")
                + (problem.isEmpty() ? "" : ": " + problem);
    }

    /** Other people's text with nothing in it that a terminal or a log would obey. */
    static String printable(String text) {
        StringBuilder shown = new StringBuilder(Math.min(text.length(), MAX_EXPLANATION));
        for (int i = 0; i < text.length() && i < MAX_EXPLANATION; i++) {
            char c = text.charAt(i);
            shown.append(c >= ' ' && c <= '~' ? c : '?');
        }
        return shown.toString();
    }
}
