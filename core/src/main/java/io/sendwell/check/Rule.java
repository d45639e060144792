package io.sendwell.check;

import java.util.List;
import java.util.Locale;

/**
 * A rule of deliverability: what it is called, how much it weighs, where it comes from and how it is put into words. Sendwell's
 * own for every mail are in {@link MailRule}; a transport or an application may bring an enum of its own that implements this.
 */
public interface Rule {

    /** The code of its findings: upper-case letters, digits, underscores. It never changes its meaning. */
    String name();

    /** What follows when it is broken. */
    Severity severity();

    /** The numbers of the deliverability rules that it applies, such as {@code D103}; empty when it is of another kind. */
    List<String> ids();

    /** Where it comes from, such as {@code RFC 5322 section 2.1.1}. */
    String source();

    /**
     * Its words in a language, with {@code {name}} where a finding's value is put in; English when there are none in that
     * language, empty when there is nothing to say.
     *
     * @param form which wording, where there are several; empty for the usual one
     */
    String words(Part part, String form, Locale language);

    /** A part of what is said of a finding. */
    enum Part {
        /** What was found. */
        SEEN,
        /** What the rule asks for. */
        WANTED,
        /** What to do about it. */
        FIX
    }
}
