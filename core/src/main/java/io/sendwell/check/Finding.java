package io.sendwell.check;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one examination found.
 *
 * @param code names it for programs, such as {@code UNMERGED_PLACEHOLDER}; upper-case letters, digits, underscores
 * @param severity what follows when the rule is broken
 * @param status how the examination ended
 * @param seen what was found; empty when there is nothing to show
 * @param wanted what the rule asks for
 * @param fix what to do about it; empty when nothing is to be done
 * @param rule where the rule comes from, such as {@code RFC 5322 section 2.1.1}
 */
public record Finding(
        String code, Severity severity, FindingStatus status, String seen, String wanted, String fix, String rule) {

    public Finding {
        if (!code.matches("[A-Z][A-Z0-9_]{1,63}")) {
            throw new IllegalArgumentException(
                    "A finding's code is upper-case letters, digits and underscores; found \"" + code + "\".");
        }
    }

    /** A rule that is broken and keeps the mail from leaving. */
    public static Finding mustFail(String code, String seen, String wanted, String fix, String rule) {
        return new Finding(code, Severity.MUST, FindingStatus.FAIL, seen, wanted, fix, rule);
    }

    /** A rule that is broken and worth mending. */
    public static Finding shouldFail(String code, String seen, String wanted, String fix, String rule) {
        return new Finding(code, Severity.SHOULD, FindingStatus.FAIL, seen, wanted, fix, rule);
    }

    /** Something that Sendwell put right by itself. */
    public static Finding applied(String code, String seen, String wanted, String rule) {
        return new Finding(code, Severity.NOTE, FindingStatus.APPLIED, seen, wanted, "", rule);
    }

    /** Something that cannot be known from here. */
    public static Finding notChecked(String code, Severity severity, String why, String wanted, String rule) {
        return new Finding(code, severity, FindingStatus.NOT_CHECKED, why, wanted, "", rule);
    }

    /** Whether this finding keeps the mail from leaving. */
    public boolean stopsSending() {
        return severity == Severity.MUST && status == FindingStatus.FAIL;
    }

    /** One line for people: code, what was found, what was wanted, what to do. */
    public String explain() {
        return Stream.of(seen, labelled("Wanted: ", wanted), labelled("To do: ", fix))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" ", code + ": ", ""));
    }

    private static String labelled(String label, String text) {
        return text.isEmpty() ? "" : label + text;
    }
}
