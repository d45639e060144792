package io.sendwell.address;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A domain name in the form that DNS, SMTP, ESPs and comparisons use: lower-case A-labels (RFC 5890 section 2.3.2.1).
 *
 * <p>Names with other letters are taken as people type them, mapped as RFC 5895 describes (lower case, full-width and
 * half-width forms, NFC, ideographic full stop), and checked by IDNA 2008 (RFC 5891 to 5893). There is no mapping of
 * {@code ß} or {@code ς} to something else as in IDNA 2003, and no emoji. An A-label is decoded and must be exactly what
 * its decoded form encodes to, so a forged {@code xn--} label is refused.
 *
 * <p>A name may have a single label. A trailing dot is accepted and dropped. Immutable; two names are equal when their
 * A-label forms are. May be shared between threads.
 */
public final class DomainName {
    /** Octets without the trailing dot: 255 on the wire (RFC 1035 section 2.3.4) less the root and the first length octet. */
    public static final int MAX_OCTETS = 253;

    /** Octets in one label (RFC 1035 section 2.3.4). */
    public static final int MAX_LABEL_OCTETS = 63;

    private final String ascii;
    private final String unicode;

    private DomainName(String ascii, String unicode) {
        this.ascii = ascii;
        this.unicode = unicode;
    }

    /**
     * Reads a domain name that can stand in an email address or a link: letters, digits and hyphens of any script.
     *
     * @param text with A-labels, U-labels or both; not trimmed
     * @throws IllegalArgumentException when {@code text} is no such name, or an IP address; the text says where and why
     */
    public static DomainName parse(String text) {
        return DomainNameParser.parse(text, DomainNameParser.Underscores.REFUSED);
    }

    /**
     * Reads a name that stands for DNS records only, like {@code _dmarc.example.org}: as {@link #parse}, and a label of
     * ASCII characters may hold underscores (RFC 8552).
     *
     * @throws IllegalArgumentException when {@code text} is no such name
     */
    public static DomainName parseDnsName(String text) {
        return DomainNameParser.parse(text, DomainNameParser.Underscores.ADMITTED);
    }

    /** For what has been checked already. */
    static DomainName checked(String ascii, String unicode) {
        return new DomainName(ascii, unicode);
    }

    /** The name in lower-case A-labels, without a trailing dot: {@code xn--bcher-kva.example}. */
    public String ascii() {
        return ascii;
    }

    /** The name in U-labels, for people: {@code bücher.example}. */
    public String unicode() {
        return unicode;
    }

    /** The A-labels, from left to right; at least one. */
    public List<String> labels() {
        if (isAddressLiteral()) {
            return List.of(ascii);
        }
        List<String> labels = new ArrayList<>(4);
        int start = 0;
        for (int dot = ascii.indexOf('.'); dot >= 0; dot = ascii.indexOf('.', start)) {
            labels.add(ascii.substring(start, dot));
            start = dot + 1;
        }
        labels.add(ascii.substring(start));
        return List.copyOf(labels);
    }

    /** The last A-label. */
    public String topLevelDomain() {
        return isAddressLiteral() ? ascii : ascii.substring(ascii.lastIndexOf('.') + 1);
    }

    /** The name without its first label; empty for a name of one label. */
    public Optional<DomainName> parent() {
        if (!hasSeveralLabels()) {
            return Optional.empty();
        }
        return Optional.of(
                new DomainName(ascii.substring(ascii.indexOf('.') + 1), unicode.substring(unicode.indexOf('.') + 1)));
    }

    /** Whether this name is {@code other} or lies below it; compares whole labels. */
    public boolean isSameOrSubdomainOf(DomainName other) {
        int offset = ascii.length() - other.ascii.length();
        return ascii.endsWith(other.ascii) && (offset == 0 || ascii.charAt(offset - 1) == '.');
    }

    /**
     * Whether every label keeps to letters that people of one script read without being deceived: the level "Highly
     * Restrictive" of UTS #39 section 5.2, which Gmail demands of author, reply and link domains.
     *
     * <p>Judged label by label, since the labels of a name may well be of different scripts ({@code bücher.укр}). A label
     * that imitates another one wholly in one script, like {@code аррӏе} in Cyrillic letters, passes: nothing but a list of
     * known names finds that.
     */
    public boolean isHighlyRestrictive() {
        return lookalikeRisk().isEmpty();
    }

    /** What keeps the name from being {@linkplain #isHighlyRestrictive() highly restrictive}: the label and the reason. */
    public Optional<String> lookalikeRisk() {
        int start = 0;
        while (start <= unicode.length()) {
            int dot = unicode.indexOf('.', start);
            int end = dot < 0 ? unicode.length() : dot;
            Optional<String> objection = ScriptProfile.objectionTo(unicode.substring(start, end));
            if (objection.isPresent()) {
                return objection;
            }
            start = end + 1;
        }
        return Optional.empty();
    }

    /**
     * Whether this is no name but an address literal like {@code [192.0.2.1]} (RFC 5321 section 4.1.3). Only an email
     * address read with {@link AddressSyntax#admitAddressLiteral()} has such a domain: one label, no parent, no DNS records.
     */
    public boolean isAddressLiteral() {
        return ascii.charAt(0) == '[';
    }

    boolean hasSeveralLabels() {
        return !isAddressLiteral() && ascii.indexOf('.') >= 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DomainName that && that.ascii.equals(ascii);
    }

    @Override
    public int hashCode() {
        return ascii.hashCode();
    }

    /** The same as {@link #ascii()}. */
    @Override
    public String toString() {
        return ascii;
    }
}
