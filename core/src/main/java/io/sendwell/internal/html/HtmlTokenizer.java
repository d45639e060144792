package io.sendwell.internal.html;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Cuts HTML of any quality into text and tags (WHATWG HTML section 13.2.5), each character once.
 *
 * <p>Comments, declarations and what stands in scripts and styles come out as nothing.
 */
public final class HtmlTokenizer {

    public enum Token {
        TEXT,
        START_TAG,
        END_TAG,
        END
    }

    private static final Set<String> DROPPED = Set.of("script", "style", "xmp", "iframe", "noembed", "noframes");
    private static final Set<String> RAW_TEXT = Set.of("title", "textarea");

    /** A tag with thousands of attributes is not meant for readers. */
    private static final int MAX_ATTRIBUTES = 64;

    private final String html;
    private int at;
    private String text = "";
    private String name = "";
    private String rawElement = "";
    private final Map<String, String> attributes = new HashMap<>();

    public HtmlTokenizer(String html) {
        this.html = html;
    }

    /** The text of the last token, character references decoded. */
    public String text() {
        return text;
    }

    /** The name of the last tag in lower case. */
    public String name() {
        return name;
    }

    /** The value of an attribute of the last start tag, empty when it has none. */
    public String attribute(String attributeName) {
        return attributes.getOrDefault(attributeName, "");
    }

    public boolean hasAttribute(String attributeName) {
        return attributes.containsKey(attributeName);
    }

    public Token next() {
        while (at < html.length()) {
            if (!rawElement.isEmpty()) {
                if (rawText()) {
                    return Token.TEXT;
                }
                continue;
            }
            if (html.charAt(at) != '<') {
                return text(at);
            }
            char following = at + 1 < html.length() ? html.charAt(at + 1) : ' ';
            if (isLetter(following)) {
                at++;
                return tag() ? Token.START_TAG : Token.END;
            }
            if (following == '/' && at + 2 < html.length() && isLetter(html.charAt(at + 2))) {
                at += 2;
                return tag() ? Token.END_TAG : Token.END;
            }
            if (following != '!' && following != '?' && following != '/') {
                return text(at);
            }
            skipDeclaration();
        }
        return Token.END;
    }

    /** The text from a position to the next {@code <} behind it. */
    private Token text(int from) {
        int end = html.indexOf('<', from + 1);
        at = end < 0 ? html.length() : end;
        text = HtmlEntities.decode(html.substring(from, at));
        return Token.TEXT;
    }

    private void skipDeclaration() {
        if (!html.startsWith("<!--", at)) {
            int end = html.indexOf('>', at);
            at = end < 0 ? html.length() : end + 1;
        } else if (html.startsWith(">", at + 4) || html.startsWith("->", at + 4)) {
            at = html.indexOf('>', at) + 1;
        } else {
            int end = html.indexOf("-->", at + 4);
            at = end < 0 ? html.length() : end + 3;
        }
    }

    /** Leaves a raw text element; answers whether there is text to show. */
    private boolean rawText() {
        String element = rawElement;
        rawElement = "";
        int end = at;
        while (end >= 0 && !isEndTag(end, element)) {
            end = html.indexOf("</", end + 1);
        }
        int from = at;
        at = end < 0 ? html.length() : end;
        if (DROPPED.contains(element)) {
            return false;
        }
        text = HtmlEntities.decode(html.substring(from, at));
        return true;
    }

    private boolean isEndTag(int from, String element) {
        int end = from + 2 + element.length();
        return html.startsWith("</", from)
                && html.regionMatches(true, from + 2, element, 0, element.length())
                && (end >= html.length() || !isLetter(html.charAt(end)));
    }

    /** Reads name and attributes; answers false when the HTML ends before the tag does. */
    private boolean tag() {
        boolean end = html.charAt(at - 1) == '/';
        int from = at;
        while (at < html.length() && !isNameEnd(html.charAt(at))) {
            at++;
        }
        name = html.substring(from, at).toLowerCase(Locale.ROOT);
        attributes.clear();
        while (at < html.length() && html.charAt(at) != '>') {
            if (isNameEnd(html.charAt(at))) {
                at++;
            } else {
                attribute();
            }
        }
        if (at >= html.length()) {
            return false;
        }
        at++;
        if (!end && (DROPPED.contains(name) || RAW_TEXT.contains(name))) {
            rawElement = name;
        }
        return true;
    }

    private void attribute() {
        int from = at++;
        while (at < html.length() && !isNameEnd(html.charAt(at)) && html.charAt(at) != '=') {
            at++;
        }
        int nameEnd = at;
        skipBlanks();
        String value = "";
        if (at < html.length() && html.charAt(at) == '=') {
            at++;
            skipBlanks();
            value = value();
        }
        if (attributes.size() < MAX_ATTRIBUTES) {
            attributes.putIfAbsent(html.substring(from, nameEnd).toLowerCase(Locale.ROOT), value);
        }
    }

    private String value() {
        if (at >= html.length()) {
            return "";
        }
        char quote = html.charAt(at);
        int from = at;
        if (quote == '"' || quote == '\'') {
            int end = html.indexOf(quote, at + 1);
            at = end < 0 ? html.length() : end + 1;
            return end < 0 ? "" : HtmlEntities.decode(html.substring(from + 1, end));
        }
        while (at < html.length() && !isBlank(html.charAt(at)) && html.charAt(at) != '>') {
            at++;
        }
        return HtmlEntities.decode(html.substring(from, at));
    }

    private void skipBlanks() {
        while (at < html.length() && isBlank(html.charAt(at))) {
            at++;
        }
    }

    private static boolean isNameEnd(char character) {
        return isBlank(character) || character == '/' || character == '>';
    }

    private static boolean isLetter(char character) {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
    }

    public static boolean isBlank(char character) {
        return character == ' ' || character == '\t' || character == '\n' || character == '\r' || character == '\f';
    }
}
