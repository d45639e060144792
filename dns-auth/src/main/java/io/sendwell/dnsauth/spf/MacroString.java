package io.sendwell.dnsauth.spf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * A text with macros (RFC 7208 section 7.1), read once and expanded for each message. Immutable.
 *
 * <p>A macro's value is never searched for macros again.
 */
final class MacroString {

    /** Parts of a name are at most this many; a larger number takes all of them. */
    private static final int MANY_PARTS = 1_000;

    private static final String EXPLANATION_ONLY = "crt";

    /** What macros stand for while one client is checked. */
    interface Values {
        /** What the letter stands for now: in lower case, one of {@code slodiphcrtv}. */
        String value(char letter);
    }

    /** Where letters may stand that make no sense in a name. */
    enum Use {
        /** In a domain-spec: not {@code c}, {@code r}, {@code t}. */
        NAME,
        /** In an explanation, or in a modifier that nobody knows: every letter. */
        EXPLANATION
    }

    private static final class Macro {
        private final char letter;
        private final boolean escaped;
        private final int parts;
        private final boolean reversed;
        private final String delimiters;

        Macro(char letter, boolean escaped, int parts, boolean reversed, String delimiters) {
            this.letter = letter;
            this.escaped = escaped;
            this.parts = parts;
            this.reversed = reversed;
            this.delimiters = delimiters;
        }
    }

    /** Strings and macros in turn. */
    private final List<Object> parts;

    private final boolean endsInMacro;

    private MacroString(List<Object> parts, boolean endsInMacro) {
        this.parts = List.copyOf(parts);
        this.endsInMacro = endsInMacro;
    }

    /** The text with its macros; empty when a macro is malformed or a character is neither visible ASCII nor allowed here. */
    static Optional<MacroString> parse(String text, Use use) {
        List<Object> parts = new ArrayList<>(2);
        StringBuilder literal = new StringBuilder(text.length());
        boolean endsInMacro = false;
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            endsInMacro = c == '%';
            if (!endsInMacro) {
                // macro-literal is visible ASCII; an explanation may also hold spaces (explain-string).
                if (c < ' ' || c > '~' || c == ' ' && use == Use.NAME) {
                    return Optional.empty();
                }
                literal.append(c);
                i++;
                continue;
            }
            char next = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
            if (next == '{') {
                int close = text.indexOf('}', i);
                Optional<Macro> macro = close < 0 ? Optional.empty() : macro(text, i + 2, close, use);
                if (macro.isEmpty()) {
                    return Optional.empty();
                }
                if (!literal.isEmpty()) {
                    parts.add(literal.toString());
                    literal.setLength(0);
                }
                parts.add(macro.get());
                i = close + 1;
            } else {
                String meant = next == '%' ? "%" : next == '_' ? " " : next == '-' ? "%20" : "";
                if (meant.isEmpty()) {
                    return Optional.empty();
                }
                literal.append(meant);
                i += 2;
            }
        }
        if (!literal.isEmpty()) {
            parts.add(literal.toString());
        }
        return Optional.of(new MacroString(parts, endsInMacro));
    }

    private static Optional<Macro> macro(String text, int start, int end, Use use) {
        if (start >= end) {
            return Optional.empty();
        }
        char written = text.charAt(start);
        char letter = lower(written);
        if ("slodiphv".indexOf(letter) < 0 && (use == Use.NAME || EXPLANATION_ONLY.indexOf(letter) < 0)) {
            return Optional.empty();
        }
        int i = start + 1;
        int parts = 0;
        boolean counted = false;
        while (i < end && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
            parts = Math.min(parts * 10 + text.charAt(i) - '0', MANY_PARTS);
            counted = true;
            i++;
        }
        if (counted && parts == 0) {
            return Optional.empty();
        }
        boolean reversed = i < end && lower(text.charAt(i)) == 'r';
        if (reversed) {
            i++;
        }
        int delimiters = i;
        while (i < end && ".-+,/_=".indexOf(text.charAt(i)) >= 0) {
            i++;
        }
        if (i < end) {
            return Optional.empty();
        }
        return Optional.of(new Macro(
                letter,
                written != letter,
                counted ? parts : MANY_PARTS,
                reversed,
                delimiters == end ? "." : text.substring(delimiters, end)));
    }

    private static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + 'a' - 'A') : c;
    }

    /** Whether it is the same text for every message. */
    boolean isFixed() {
        return parts.isEmpty() || parts.size() == 1 && parts.get(0) instanceof String;
    }

    /** Whether the last thing in it is a macro, or one of the escapes that count as such. */
    boolean endsInMacro() {
        return endsInMacro;
    }

    /** Whether a macro stands for the local part of the reverse-path. */
    boolean usesLocalPart() {
        return parts.stream()
                .anyMatch(part -> part instanceof Macro macro && (macro.letter == 'l' || macro.letter == 's'));
    }

    /** Whether a macro stands for something that differs between the messages of one domain. */
    boolean dependsOnMessage() {
        return parts.stream().anyMatch(part -> part instanceof Macro macro && macro.letter != 'd');
    }

    /**
     * The text with its values.
     *
     * @param kept how many characters at least are kept of the end when the text grows long: names are cut on the left
     *     (RFC 7208 section 7.3), and a hostile record must not fill the memory
     */
    String expandKeepingEnd(Values values, int kept) {
        if (isFixed()) {
            return parts.isEmpty() ? "" : (String) parts.get(0);
        }
        // From the end, and no further than is kept: the claim of a client may be long, and stand here thousands of
        // times.
        Deque<String> expanded = new ArrayDeque<>();
        int length = 0;
        for (int i = parts.size() - 1; i >= 0 && length <= kept; i--) {
            StringBuilder text = new StringBuilder(64);
            append(text, parts.get(i), values);
            expanded.addFirst(text.toString());
            length += text.length();
        }
        return String.join("", expanded);
    }

    /** The beginning of the text with its values. */
    String expandKeepingStart(Values values, int kept) {
        StringBuilder text = new StringBuilder(128);
        for (Object part : parts) {
            append(text, part, values);
            if (text.length() > kept) {
                text.setLength(kept);
                break;
            }
        }
        return text.toString();
    }

    private static void append(StringBuilder text, Object part, Values values) {
        if (part instanceof String literal) {
            text.append(literal);
            return;
        }
        Macro macro = (Macro) part;
        String value = transformed(macro, values.value(macro.letter));
        if (macro.escaped) {
            appendEscaped(text, value);
        } else {
            text.append(value);
        }
    }

    private static String transformed(Macro macro, String value) {
        if (macro.parts == MANY_PARTS && !macro.reversed && macro.delimiters.equals(".")) {
            return value;
        }
        List<String> pieces = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= value.length(); i++) {
            if (i == value.length() || macro.delimiters.indexOf(value.charAt(i)) >= 0) {
                pieces.add(value.substring(start, i));
                start = i + 1;
            }
        }
        if (macro.reversed) {
            Collections.reverse(pieces);
        }
        return String.join(".", pieces.subList(Math.max(0, pieces.size() - macro.parts), pieces.size()));
    }

    /** As in a URL: everything but the unreserved characters of RFC 3986 section 2.3 (RFC 7208 section 7.3). */
    private static void appendEscaped(StringBuilder text, String value) {
        for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xFF);
            if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "-._~".indexOf(c) >= 0) {
                text.append(c);
            } else {
                text.append('%')
                        .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 0xF, 16)));
            }
        }
    }
}
