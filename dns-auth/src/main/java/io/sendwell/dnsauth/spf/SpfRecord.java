package io.sendwell.dnsauth.spf;

import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsRecord;
import io.sendwell.dnsauth.internal.text.ForeignText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An SPF record as it was published (RFC 7208 sections 3 to 6): the text octet for octet, its terms, and its mistakes.
 *
 * <p>Reading never fails: what cannot be understood is a mistake with its position, and for the common ones with what was
 * meant. Immutable; threads may share it.
 */
public final class SpfRecord {

    /** How a record begins, followed by a space or nothing (RFC 7208 section 4.5). */
    static final String VERSION = "v=spf1";

    /** Ours: no record that receivers take is longer. */
    private static final int SHOWN_CHARACTERS = 4096;

    private final String text;
    private final List<SpfTerm> terms;
    private final List<SpfMistake> mistakes;
    private final SpfTerm[] termArray;
    private final boolean broken;
    private final Optional<SpfTerm.All> all;
    private final Optional<SpfTerm.Redirect> redirect;
    private final Optional<SpfTerm.Explanation> explanation;

    SpfRecord(String text, List<SpfTerm> terms, List<SpfMistake> mistakes) {
        this.text = text;
        this.terms = List.copyOf(terms);
        this.mistakes = List.copyOf(mistakes);
        this.termArray = terms.toArray(new SpfTerm[0]);
        this.broken = mistakes.stream().anyMatch(mistake -> mistake.kind().breaksRecord());
        this.all = first(SpfTerm.All.class);
        this.redirect = first(SpfTerm.Redirect.class);
        this.explanation = first(SpfTerm.Explanation.class);
    }

    private <T extends SpfTerm> Optional<T> first(Class<T> kind) {
        return terms.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    /**
     * Reads a record.
     *
     * @param text the strings of the TXT record put together, one character an octet
     */
    public static SpfRecord parse(String text) {
        return new SpfRecordParser(text).parse();
    }

    /** Whether a TXT record is one for SPF: {@code v=spf1} in any case, followed by a space or nothing (section 4.5). */
    public static boolean isSpf(String text) {
        return text.regionMatches(true, 0, VERSION, 0, VERSION.length())
                && (text.length() == VERSION.length() || text.charAt(VERSION.length()) == ' ');
    }

    /** The texts of those records in an answer that are for SPF (section 4.5); there should be one at most. */
    static List<String> among(DnsAnswer answer) {
        if (!(answer instanceof DnsAnswer.Found found)) {
            return List.of();
        }
        List<String> texts = new ArrayList<>(1);
        for (DnsRecord candidate : found.records()) {
            if (candidate instanceof DnsRecord.Text txt && isSpf(txt.joined())) {
                texts.add(txt.joined());
            }
        }
        return texts;
    }

    /** The record as it was published, one character an octet. */
    public String text() {
        return text;
    }

    /** The terms in their order, without the version; what is none is {@link SpfTerm.Unreadable}. */
    public List<SpfTerm> terms() {
        return terms;
    }

    /** The same, for the evaluator's loop. */
    SpfTerm[] termArray() {
        return termArray;
    }

    /** What is wrong, in the order of the text. */
    public List<SpfMistake> mistakes() {
        return mistakes;
    }

    /** Whether receivers answer permerror without evaluating it, since one syntax error spoils all (section 4.6). */
    public boolean isBroken() {
        return broken;
    }

    /** The first {@code all}; nothing behind it is reached. */
    public Optional<SpfTerm.All> all() {
        return all;
    }

    /** The record that decides when nothing here matches; without effect beside {@code all}. */
    public Optional<SpfTerm.Redirect> redirect() {
        return redirect;
    }

    /** Where the explanation of a fail lies. */
    public Optional<SpfTerm.Explanation> explanation() {
        return explanation;
    }

    /** How many terms of this record alone ask the DNS, of the ten that all together may (section 4.6.4). */
    public int ownLookups() {
        int lookups = 0;
        for (SpfTerm term : termArray) {
            lookups += term.asksDns() ? 1 : 0;
        }
        return lookups;
    }

    /**
     * The same record with its mistakes mended and nothing else changed; empty when it has none, or when one of those that
     * break it leaves in doubt what was meant.
     */
    public Optional<SpfRecord> corrected() {
        StringBuilder mended = new StringBuilder(text.length());
        int end = 0;
        for (SpfMistake mistake : mistakes) {
            if (mistake.replacement().isEmpty() || mistake.position() < end) {
                continue;
            }
            mended.append(text, end, mistake.position())
                    .append(mistake.replacement().get());
            end = mistake.position() + mistake.found().length();
        }
        SpfRecord corrected = parse(mended.append(text, end, text.length()).toString());
        return end == 0 || corrected.isBroken() ? Optional.empty() : Optional.of(corrected);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SpfRecord that && that.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The text, in a form that is safe for a log. */
    @Override
    public String toString() {
        return ForeignText.show(text, SHOWN_CHARACTERS);
    }
}
