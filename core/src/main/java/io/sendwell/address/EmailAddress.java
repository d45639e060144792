package io.sendwell.address;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An email address: local part, {@code @} and domain (addr-spec in RFC 5322 section 3.4.1, Mailbox in RFC 5321 section
 * 4.1.2), checked once and safe to write into a header, an SMTP command or a request.
 *
 * <p>The domain is kept in A-labels (RFC 5890). The local part is kept in NFC and otherwise as written, since only its
 * own server knows whether {@code Grace} and {@code grace} are one person; for comparing with a blocklist or finding
 * duplicates use {@link #normalForm()}. A local part outside ASCII is legitimate and needs SMTPUTF8 on the whole way
 * (RFC 6531 section 3); it is never narrowed to single octets.
 *
 * <p>Immutable; may be shared between threads. Equality compares the local part exactly and the domain in A-labels.
 */
public final class EmailAddress {
    /** Octets before the {@code @}, in UTF-8 (RFC 5321 section 4.5.3.1.1). */
    public static final int MAX_LOCAL_PART_OCTETS = 64;

    /** Octets of the whole address: a path of 256 (RFC 5321 section 4.5.3.1.3) less its angle brackets. */
    public static final int MAX_OCTETS = 254;

    // Bounded, so that a long text without an address takes no longer than its length.
    private static final Pattern LOOKS_LIKE_ONE =
            Pattern.compile("[^\\s\"'<>,;:()\\[\\]@]{1,64}@[^\\s\"'<>,;:()\\[\\]@]{1,255}");

    private static final String REFUSED_BY_SOME = ",$%?{}<>";

    private final String localPart;
    private final DomainName domain;
    private final boolean needsSmtpUtf8;

    EmailAddress(String localPart, DomainName domain, boolean needsSmtpUtf8) {
        this.localPart = localPart;
        this.domain = domain;
        this.needsSmtpUtf8 = needsSmtpUtf8;
    }

    /**
     * Reads one address of the common form: a dot-atom local part and a domain name of at least two labels.
     *
     * <p>Refused besides what the standards forbid: quoted local parts, comments, groups, routes and address literals; the
     * local parts that programs have been made to disagree about ({@code =?}, {@code %}, {@code !}); and code points that
     * cannot be seen or that some program on the way would turn into ASCII.
     *
     * @param text the address alone: no display name, no angle brackets, no space around it
     * @throws IllegalArgumentException when {@code text} is no such address; the text says what was found and where
     */
    public static EmailAddress parse(String text) {
        return parse(text, AddressSyntax.strict());
    }

    /**
     * Reads one address, and admits the rarer forms that {@code syntax} names.
     *
     * @throws IllegalArgumentException when {@code text} is no address of these forms
     */
    public static EmailAddress parse(String text, AddressSyntax syntax) {
        return new EmailAddressParser(text, syntax).parse();
    }

    /** What stands before the {@code @}, in NFC, with its quotes if it needs them. */
    public String localPart() {
        return localPart;
    }

    /** The domain. It {@linkplain DomainName#isAddressLiteral() may be an address literal} only where that was admitted. */
    public DomainName domain() {
        return domain;
    }

    /** Whether the local part is outside ASCII, so that every hop must offer SMTPUTF8 (RFC 6531). */
    public boolean needsSmtpUtf8() {
        return needsSmtpUtf8;
    }

    /**
     * The key under which addresses are compared: local part in lower case and NFC, domain in lower-case A-labels.
     *
     * <p>Two addresses with one key are treated as one mailbox, as nearly all servers do. Not for sending: a server may
     * distinguish case (RFC 5321 section 2.4). Tags ({@code grace+news}) and dots are kept; what they mean differs by provider.
     */
    public String normalForm() {
        String lower = localPart.toLowerCase(Locale.ROOT);
        String key = needsSmtpUtf8 ? Normalizer.normalize(lower, Normalizer.Form.NFC) : lower;
        return key + '@' + domain.ascii();
    }

    /**
     * The characters of the local part that are allowed and yet refused by some large receivers: those of
     * {@code $ ? { }}, and comma and angle brackets inside quotes, each once and in order; mostly empty. Yahoo's postmaster
     * pages name {@code , $ % ? { } < >} (2026-06).
     */
    public String unusualCharacters() {
        StringBuilder unusual = new StringBuilder();
        for (int index = 0; index < localPart.length(); index++) {
            char character = localPart.charAt(index);
            if (REFUSED_BY_SOME.indexOf(character) >= 0 && unusual.indexOf(String.valueOf(character)) < 0) {
                unusual.append(character);
            }
        }
        return unusual.toString();
    }

    /** The address with its domain in U-labels, for people. Not for a protocol. */
    public String toUnicode() {
        return localPart + '@' + domain.unicode();
    }

    /** The address for logs, like {@code g***@example.org}: enough to recognise a case, too little to write to. */
    public String masked() {
        int shown = localPart.startsWith("\"") ? 0 : Character.charCount(localPart.codePointAt(0));
        return localPart.substring(0, shown) + "***@" + domain.ascii();
    }

    /** Other people's words for logs, such as a server's answer: whatever looks like an address in them is masked. */
    public static String maskedIn(String text) {
        return LOOKS_LIKE_ONE
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(found.group()
                                .substring(0, Character.charCount(found.group().codePointAt(0)))
                        + "***" + found.group().substring(found.group().lastIndexOf('@'))));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EmailAddress that && that.localPart.equals(localPart) && that.domain.equals(domain);
    }

    @Override
    public int hashCode() {
        return 31 * localPart.hashCode() + domain.hashCode();
    }

    /** The address as it stands in a header or an SMTP command, its domain in A-labels. Personal data: see {@link #masked()}. */
    @Override
    public String toString() {
        return localPart + '@' + domain.ascii();
    }
}
