package io.sendwell.esp.mailjet;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes a JSON array apart without reading its elements, so that one that is wrong in itself does not take the others along. A
 * text that is no array is one element.
 *
 * @param whole the elements, each from its first to its last character
 * @param torn whether the text ended, or went on, where it should not
 */
record JsonElements(List<String> whole, boolean torn) {

    static JsonElements of(String text) {
        return new Scan(text).run();
    }

    /** One pass over the text, which looks at brackets and quotation marks alone. */
    private static final class Scan {

        private final String text;
        private final List<String> whole = new ArrayList<>();
        private int at;

        Scan(String text) {
            this.text = text;
        }

        JsonElements run() {
            skipBlanks();
            boolean isArray = next('[');
            boolean ended = isArray ? elements() : element();
            skipBlanks();
            return new JsonElements(whole, !ended || at < text.length());
        }

        /** Whether the array came to its end. */
        private boolean elements() {
            skipBlanks();
            if (next(']')) {
                return true;
            }
            while (element()) {
                if (next(']')) {
                    return true;
                }
                if (!next(',')) {
                    return false;
                }
            }
            return false;
        }

        /** Whether there was an element that has its end. */
        private boolean element() {
            skipBlanks();
            int start = at;
            int depth = 0;
            boolean quoted = false;
            for (; at < text.length(); at++) {
                char c = text.charAt(at);
                if (quoted) {
                    if (c == '\\') {
                        at++;
                    } else if (c == '"') {
                        quoted = false;
                    }
                } else if (c == '"') {
                    quoted = true;
                } else if (c == '{' || c == '[') {
                    depth++;
                } else if (depth > 0 && (c == '}' || c == ']')) {
                    depth--;
                } else if (depth == 0 && (c == ',' || c == ']')) {
                    break;
                }
            }
            if (depth > 0 || quoted || start >= text.length()) {
                return false;
            }
            whole.add(text.substring(start, Math.min(at, text.length())).strip());
            return true;
        }

        private boolean next(char wanted) {
            boolean found = at < text.length() && text.charAt(at) == wanted;
            at += found ? 1 : 0;
            return found;
        }

        // What RFC 8259 section 2 calls whitespace.
        private void skipBlanks() {
            while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
        }
    }
}
