package io.sendwell.merge;

import io.sendwell.internal.html.HtmlEntities;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which URLs a merge value may be. */
final class Urls {

    /** What a link or an image in a mail can be; {@code javascript:}, {@code data:} and all else stays out. */
    private static final Set<String> SCHEMES = Set.of("http", "https", "mailto", "tel", "cid");

    private Urls() {}

    static boolean isAllowedScheme(String scheme) {
        return SCHEMES.contains(scheme.toLowerCase(Locale.ROOT));
    }

    /**
     * Why a value may not be the beginning of a URL, or null when it may.
     *
     * <p>The scheme is looked for the way the most lenient reader would: browsers drop tabs and line breaks inside
     * of it, and services that rewrite links decode character references and percent-encoding once too often.
     */
    static @Nullable String refusal(String value) {
        for (int at = 0; at < value.length(); at++) {
            char character = value.charAt(at);
            if (character < 0x20 || (character >= 0x7F && character < 0xA0) || Characters.isLineSeparator(character)) {
                return "contains the control character " + Characters.name(character) + "; a link has none";
            }
        }
        String url = value.strip();
        if (url.regionMatches(true, 0, "https://", 0, 8) || url.regionMatches(true, 0, "http://", 0, 7)) {
            return null;
        }
        String decoded = percentDecoded(HtmlEntities.decode(url));
        StringBuilder scheme = new StringBuilder();
        for (int at = 0; at < decoded.length(); at++) {
            char character = decoded.charAt(at);
            if (character == '/' || character == '?' || character == '#' || character == '\\') {
                return null;
            }
            if (isColon(character)) {
                return isAllowedScheme(scheme.toString()) ? null : refusalOf(scheme);
            }
            if (character > 0x20 && Character.getType(character) != Character.FORMAT) {
                scheme.append(character);
            }
        }
        return null;
    }

    private static boolean isColon(char character) {
        return character == ':' || character == '\uFF1A' || character == '\uFE55';
    }

    private static String refusalOf(StringBuilder scheme) {
        boolean wellFormed = scheme.length() <= 20 && scheme.chars().allMatch(c -> c > 0x20 && c < 0x7F);
        return "is a link with the scheme \"" + (wellFormed ? scheme : "...") + "\"; expected http, https, mailto, tel,"
                + " cid or a relative link";
    }

    /** Decodes escapes of ASCII characters; others cannot be part of a scheme. */
    private static String percentDecoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        StringBuilder decoded = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (character == '%' && at + 2 < text.length()) {
                int high = Character.digit(text.charAt(at + 1), 16);
                int low = Character.digit(text.charAt(at + 2), 16);
                if (high >= 0 && high < 8 && low >= 0) {
                    character = (char) ((high << 4) | low);
                    at += 2;
                }
            }
            decoded.append(character);
        }
        return decoded.toString();
    }
}
