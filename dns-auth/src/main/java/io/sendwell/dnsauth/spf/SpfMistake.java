package io.sendwell.dnsauth.spf;

import java.util.Optional;

/**
 * Something in a record that is wrong, or that cannot do what its author meant.
 *
 * @param kind what is wrong
 * @param position where it begins in the record, counted from 0
 * @param found the text in question, octet for octet
 * @param replacement what should stand there instead, when that is beyond doubt; may be empty text
 */
public record SpfMistake(Kind kind, int position, String found, Optional<String> replacement) {

    /** What can be wrong. Whatever breaks the record makes receivers answer permerror (RFC 7208 section 4.6). */
    public enum Kind {
        /** The text does not begin with {@code v=spf1} and a space or its end (section 4.5): it is no SPF record. */
        VERSION(true),
        /** {@code - all}: the sign and its mechanism are two terms, and neither is one. */
        BLANK_BEFORE_ALL(true),
        /** A blank elsewhere inside a term, as in {@code include: example.org} or {@code - mx}. */
        BLANK_IN_TERM(true),
        /** {@code ipv4:}, {@code ipv6:} or {@code ip:} where {@code ip4:} or {@code ip6:} is meant. */
        NETWORK_NAME(true),
        /** {@code include=}, which is a modifier that nobody knows, where {@code include:} is meant. */
        EQUALS_SIGN(false),
        /** {@code redirect:} or {@code exp:}, which are no mechanisms, where {@code redirect=} is meant. */
        COLON(true),
        /** An address behind {@code a:}, which wants a name. */
        ADDRESS_IN_A(true),
        /** A comma or semicolon between terms, or behind one. */
        SEPARATOR(true),
        /** Quotation marks inside the text: they belong to zone files, not to the record. */
        QUOTES(true),
        /** A dash, quotation mark or blank of a word processor. */
        TYPOGRAPHY(true),
        /** Another character that is not ASCII (section 3.1), or a control character. */
        CHARACTER(true),
        /** A second {@code v=spf1} in the middle: two records were written into one. */
        SECOND_VERSION(false),
        /** Mechanisms behind {@code all}: nobody reads them (section 5.1). */
        BEHIND_ALL(false),
        /** {@code redirect} beside {@code all}: nobody follows it (section 6.1). */
        REDIRECT_BESIDE_ALL(false),
        /** No mechanism has this name. */
        UNKNOWN_MECHANISM(true),
        /** The mechanism takes no value, or no prefix length. */
        UNEXPECTED_VALUE(true),
        /** A domain is missing, or is none: a name with a dot in it is wanted (section 7.1). */
        DOMAIN(true),
        /** An address is missing, or is none. */
        ADDRESS(true),
        /** A prefix length is not 0 to 32 for IPv4, 0 to 128 for IPv6, without leading zeros. */
        PREFIX_LENGTH(true),
        /** A percent sign that begins no macro, or an unknown macro (section 7.1). */
        MACRO(true),
        /** {@code redirect} or {@code exp} a second time (section 6). */
        MODIFIER_TWICE(true);

        private final boolean breaksRecord;

        Kind(boolean breaksRecord) {
            this.breaksRecord = breaksRecord;
        }

        /** Whether receivers refuse the whole record for it, rather than read it otherwise than its author meant. */
        public boolean breaksRecord() {
            return breaksRecord;
        }
    }
}
