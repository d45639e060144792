package io.sendwell.merge;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes a value as its place demands, or says why it may not stand there. */
final class Escaper {

    private static final byte[] AMPERSAND = ascii("&amp;");
    private static final byte[] LESS_THAN = ascii("&lt;");
    private static final byte[] GREATER_THAN = ascii("&gt;");
    private static final byte[] QUOTE = ascii("&quot;");
    // Not &apos;, which HTML 4 and with it Outlook does not know.
    private static final byte[] APOSTROPHE = ascii("&#39;");
    private static final byte[] HEX = ascii("0123456789ABCDEF");

    /** Characters that need no thought, per place and only in ASCII. */
    private static final boolean[] PLAIN_IN_TEXT = plain("\n\t", "", "");

    private static final boolean[] PLAIN_IN_HTML = plain("\n\t", "&<>\"'", "");
    private static final boolean[] PLAIN_IN_HEADER = plain("", "", "");
    // RFC 3986 section 2.3; everything else is data here, whatever it means elsewhere in a URL.
    private static final boolean[] PLAIN_IN_COMPONENT = plain("", null, "-._~");
    private static final boolean[] PLAIN_IN_ADDRESS = plain("", null, "-._~@+");
    private static final boolean[] PLAIN_IN_HOST = plain("", null, "-.");
    private static final boolean[] PLAIN_IN_HOST_LABEL = plain("", null, "-");

    private Escaper() {}

    /**
     * Writes a value.
     *
     * @return null when it is written, otherwise the reason why nothing was
     */
    static @Nullable String write(Utf8Buffer out, String value, MergePlace place) {
        int before = out.size();
        String refusal = refusalOrWritten(out, value, place);
        if (refusal != null) {
            out.truncate(before);
        }
        return refusal;
    }

    /** Writes HTML that the application answers for, as it is but for characters that no text has. */
    static @Nullable String writeTrusted(Utf8Buffer out, String html) {
        int before = out.size();
        String refusal = body(out, html, PLAIN_IN_TEXT);
        if (refusal != null) {
            out.truncate(before);
        }
        return refusal;
    }

    private static @Nullable String refusalOrWritten(Utf8Buffer out, String value, MergePlace place) {
        return switch (place) {
            case HTML_TEXT, HTML_ATTRIBUTE -> body(out, value, PLAIN_IN_HTML);
            case PLAIN_TEXT -> body(out, value, PLAIN_IN_TEXT);
            case HEADER -> header(out, value);
            case URL -> url(out, value);
            case URL_HOST -> host(out, value, PLAIN_IN_HOST);
            case URL_HOST_LABEL -> host(out, value, PLAIN_IN_HOST_LABEL);
            case URL_ADDRESS -> component(out, value, PLAIN_IN_ADDRESS);
            case URL_COMPONENT -> component(out, value, PLAIN_IN_COMPONENT);
        };
    }

    private static @Nullable String body(Utf8Buffer out, String value, boolean[] plain) {
        int length = value.length();
        out.reserve(length);
        for (int at = 0; at < length; at++) {
            char character = value.charAt(at);
            if (character < 0x80 && plain[character]) {
                out.put(character);
            } else if (character >= 0xA0 && !Characters.isLineSeparator(character)) {
                at += putUtf8(out, value, at, length - at);
            } else if (Characters.isLineBreak(character)) {
                if (character == '\r' && at + 1 < length && value.charAt(at + 1) == '\n') {
                    at++;
                }
                out.put('\n');
            } else if (character < 0x20 || character >= 0x7F) {
                return "contains the control character " + Characters.name(character) + "; take it out of the data";
            } else {
                out.append(reference(character));
                out.reserve(length - at);
            }
        }
        return null;
    }

    private static byte[] reference(char character) {
        return switch (character) {
            case '&' -> AMPERSAND;
            case '<' -> LESS_THAN;
            case '>' -> GREATER_THAN;
            case '"' -> QUOTE;
            default -> APOSTROPHE;
        };
    }

    private static @Nullable String header(Utf8Buffer out, String value) {
        String refusal = Characters.refusalInHeader(value);
        if (refusal != null) {
            return refusal;
        }
        int length = value.length();
        out.reserve(length);
        for (int at = 0; at < length; at++) {
            char character = value.charAt(at);
            if (character < 0x80 && PLAIN_IN_HEADER[character]) {
                out.put(character);
            } else {
                at += putUtf8(out, value, at, length - at);
            }
        }
        return null;
    }

    /**
     * Writes one character beyond ASCII and keeps room for {@code remaining} more bytes.
     *
     * @return how many more code units than one it took
     */
    private static int putUtf8(Utf8Buffer out, String value, int at, int remaining) {
        out.reserve(remaining + 3);
        char character = value.charAt(at);
        if (character < 0x800) {
            out.put(0xC0 | (character >> 6));
            out.put(0x80 | (character & 0x3F));
            return 0;
        }
        if (!Character.isSurrogate(character)) {
            out.put(0xE0 | (character >> 12));
            out.put(0x80 | ((character >> 6) & 0x3F));
            out.put(0x80 | (character & 0x3F));
            return 0;
        }
        int codePoint = value.codePointAt(at);
        if (codePoint == character) {
            // Half a surrogate pair has no UTF-8 form; U+FFFD shows that something was there.
            out.put(0xEF);
            out.put(0xBF);
            out.put(0xBD);
            return 0;
        }
        out.put(0xF0 | (codePoint >> 18));
        out.put(0x80 | ((codePoint >> 12) & 0x3F));
        out.put(0x80 | ((codePoint >> 6) & 0x3F));
        out.put(0x80 | (codePoint & 0x3F));
        return 1;
    }

    private static @Nullable String component(Utf8Buffer out, String value, boolean[] plain) {
        int length = value.length();
        out.reserve(length);
        for (int at = 0; at < length; at++) {
            char character = value.charAt(at);
            if (character < 0x80 && plain[character]) {
                out.put(character);
            } else if ((character < 0x20 && character != '\n' && character != '\t' && character != '\r')
                    || (character >= 0x7F && character < 0xA0)) {
                return "contains the control character " + Characters.name(character) + "; take it out of the data";
            } else {
                int start = out.size();
                at += character < 0x80 ? putAscii(out, character, length - at) : putUtf8(out, value, at, length - at);
                percentEncodeFrom(out, start, length - at);
            }
        }
        return null;
    }

    private static int putAscii(Utf8Buffer out, char character, int remaining) {
        out.reserve(remaining + 1);
        out.put(character);
        return 0;
    }

    /** Replaces the one to four bytes from {@code start} to the end by their percent-encoded form. */
    private static void percentEncodeFrom(Utf8Buffer out, int start, int remaining) {
        int count = out.size() - start;
        out.reserve(2 * count + remaining);
        byte[] bytes = out.array();
        for (int index = count - 1; index >= 0; index--) {
            int octet = bytes[start + index] & 0xFF;
            bytes[start + 3 * index] = '%';
            bytes[start + 3 * index + 1] = HEX[octet >> 4];
            bytes[start + 3 * index + 2] = HEX[octet & 0xF];
        }
        out.truncate(start + 3 * count);
    }

    private static @Nullable String host(Utf8Buffer out, String value, boolean[] plain) {
        out.reserve(value.length());
        for (int at = 0; at < value.length(); at++) {
            char character = value.charAt(at);
            if (character >= 0x80 || !plain[character]) {
                return "contains " + Characters.name(character) + "; this part of a link's host takes letters of ASCII,"
                        + " digits and hyphens" + (plain['.'] ? " and dots" : "")
                        + ", international domains in their xn-- form";
            }
            out.put(character);
        }
        return null;
    }

    private static @Nullable String url(Utf8Buffer out, String value) {
        String refusal = Urls.refusal(value);
        if (refusal != null) {
            return refusal;
        }
        String url = value.strip();
        int length = url.length();
        for (int at = 0; at < length; at++) {
            char character = url.charAt(at);
            int start = out.size();
            if (character == '&') {
                out.append(AMPERSAND);
            } else if (character == '\'') {
                out.append(APOSTROPHE);
            } else if (character < 0x80) {
                putAscii(out, character, 0);
                // Not allowed in a URL (RFC 3986 appendix A), and the end of the attribute or worse in HTML.
                if (" \"<>\\^`{|}".indexOf(character) >= 0) {
                    percentEncodeFrom(out, start, 0);
                }
            } else {
                at += putUtf8(out, url, at, 0);
            }
        }
        return null;
    }

    /**
     * Which ASCII characters are copied.
     *
     * @param controls controls that are
     * @param special visible characters that are not, or null for all but letters and digits
     * @param kept visible characters that are all the same
     */
    private static boolean[] plain(String controls, @Nullable String special, String kept) {
        boolean[] plain = new boolean[0x80];
        for (char character = 0; character < 0x80; character++) {
            boolean visible = character >= 0x20 && character < 0x7F;
            plain[character] = controls.indexOf(character) >= 0
                    || kept.indexOf(character) >= 0
                    || (special == null
                            ? Character.isLetterOrDigit(character)
                            : visible && special.indexOf(character) < 0);
        }
        return plain;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
