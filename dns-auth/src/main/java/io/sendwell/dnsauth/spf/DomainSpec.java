package io.sendwell.dnsauth.spf;

import io.sendwell.dns.DnsName;
import java.util.Optional;

/**
 * The domain that a term names, with its macros (domain-spec, RFC 7208 section 7.1). Immutable.
 *
 * <p>What is written has been checked; what comes out of the macros may still be no name that the DNS knows, and then
 * stands for nothing (RFC 7208 section 4.3).
 */
public final class DomainSpec {

    /** More than a name has, so that the label that is cut in two is known to be incomplete. */
    private static final int KEPT = 4 * DnsName.MAX_OCTETS;

    private final String text;
    private final MacroString macros;
    private final Optional<DnsName> fixedName;

    private DomainSpec(String text, MacroString macros) {
        this.text = text;
        this.macros = macros;
        this.fixedName = macros.isFixed() ? queryable(macros.expandKeepingEnd(letter -> "", KEPT)) : Optional.empty();
    }

    /** The domain, when the text is one. */
    static Optional<DomainSpec> parse(String text) {
        return MacroString.parse(text, MacroString.Use.NAME)
                .filter(macros -> macros.endsInMacro() || endsInTopLabel(text))
                .map(macros -> new DomainSpec(text, macros));
    }

    /** A dot and a top label that is not all digits, with or without a dot behind it. */
    private static boolean endsInTopLabel(String text) {
        int end = text.length();
        if (end == 0) {
            return false;
        }
        if (text.charAt(end - 1) == '.') {
            end--;
        }
        int dot = text.lastIndexOf('.', end - 1);
        if (dot < 0 || dot == end - 1 || text.charAt(dot + 1) == '-' || text.charAt(end - 1) == '-') {
            return false;
        }
        boolean onlyDigits = true;
        for (int i = dot + 1; i < end; i++) {
            char c = text.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            if (!digit && c != '-' && !(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z')) {
                return false;
            }
            onlyDigits &= digit;
        }
        return !onlyDigits;
    }

    /** As it is written. */
    public String text() {
        return text;
    }

    /** Whether it is the same domain for every message: there are no macros in it. */
    public boolean isFixed() {
        return macros.isFixed();
    }

    /** Whether the local part of the reverse-path is in it. */
    boolean usesLocalPart() {
        return macros.usesLocalPart();
    }

    /** Whether it is known only when there is a message: it has macros other than the domain itself. */
    boolean dependsOnMessage() {
        return macros.dependsOnMessage();
    }

    /** The domain, when it is the same for every message and a name that the DNS can be asked for. */
    public Optional<DnsName> name() {
        return fixedName;
    }

    /** The name for one message; empty when there is none that could be asked for. */
    Optional<DnsName> name(MacroString.Values values) {
        return macros.isFixed() ? fixedName : queryable(macros.expandKeepingEnd(values, KEPT));
    }

    /** Cut on the left by whole labels until it fits (RFC 7208 section 7.3). */
    private static Optional<DnsName> queryable(String expanded) {
        String name = expanded.endsWith(".") ? expanded.substring(0, expanded.length() - 1) : expanded;
        if (name.isEmpty()) {
            return Optional.empty();
        }
        int start = 0;
        while (name.length() - start > DnsName.MAX_OCTETS) {
            int dot = name.indexOf('.', start);
            if (dot < 0) {
                return Optional.empty();
            }
            start = dot + 1;
        }
        return DnsName.tryParse(start == 0 ? name : name.substring(start)).filter(parsed -> !parsed.isRoot());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DomainSpec that && that.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
