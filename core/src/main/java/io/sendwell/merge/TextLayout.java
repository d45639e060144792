package io.sendwell.merge;

import io.sendwell.internal.html.HtmlTokenizer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/** Sets running text into lines: paragraphs, lists, quotes, cells. */
final class TextLayout {

    /** Deeper quotes and lists are set like this deep, so that a line of text stays mostly text. */
    private static final int MAX_DEPTH = 10;

    private final StringBuilder out = new StringBuilder();
    private final Deque<TextList> lists = new ArrayDeque<>();
    private int listsBeyond;
    private int quotes;
    private int quotesBefore;
    private int preformatted;
    private int breaks;
    private boolean blank;
    private boolean cell;
    private String marker = "";

    /** A list and the number of its next item, 0 for bullets. */
    private static final class TextList {
        private int number;
        private int indent;
        private boolean begun;

        TextList(int number) {
            this.number = number;
        }
    }

    /** Adds text; white space is as wide as one blank, or kept in preformatted text. */
    void text(String text) {
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (preformatted > 0 && (character == '\n' || character == '\r')) {
                boolean pair = character == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n';
                at += pair ? 1 : 0;
                lineBreak();
            } else if (preformatted > 0 && (character == ' ' || character == '\t' || character == '\u00A0')) {
                put(' ');
            } else if (HtmlTokenizer.isBlank(character) || character == '\u00A0' || Characters.isLineBreak(character)) {
                blank = true;
            } else if (!isInvisible(character)) {
                put(character);
            }
        }
    }

    /** How much text there is; with {@link #textSince}. */
    int mark() {
        return out.length();
    }

    String textSince(int mark) {
        return out.substring(mark).strip();
    }

    /** Adds something right behind the last word, whatever breaks are due. */
    void suffix(String text) {
        out.append(text);
    }

    /** Begins a line, after an empty one when {@code lines} is 2. */
    void block(int lines) {
        // The first paragraph of an item begins on the line of its marker.
        if (marker.isEmpty()) {
            breaks = Math.max(breaks, lines);
        }
        blank = false;
        cell = false;
    }

    void lineBreak() {
        breaks = preformatted > 0 ? breaks + 1 : Math.min(breaks + 1, 2);
        blank = false;
    }

    void cell() {
        cell = true;
    }

    void rule() {
        block(2);
        text("----------");
        block(2);
    }

    void beginPreformatted() {
        block(2);
        preformatted++;
    }

    void endPreformatted() {
        preformatted = Math.max(0, preformatted - 1);
        breaks = Math.min(breaks, 2);
        block(2);
    }

    void beginQuote() {
        block(2);
        quotes++;
    }

    void endQuote() {
        block(2);
        quotes = Math.max(0, quotes - 1);
    }

    /** Begins a list whose items are numbered from {@code firstNumber} on, or have bullets when it is 0. */
    void beginList(int firstNumber) {
        block(lists.isEmpty() ? 2 : 1);
        if (lists.size() < MAX_DEPTH) {
            lists.push(new TextList(firstNumber));
        } else {
            listsBeyond++;
        }
    }

    void endList() {
        if (listsBeyond > 0) {
            listsBeyond--;
        } else if (!lists.isEmpty()) {
            lists.pop();
        }
        marker = "";
        block(lists.isEmpty() ? 2 : 1);
    }

    void item() {
        marker = "";
        block(1);
        TextList list = lists.peek();
        if (list == null || list.number == 0) {
            marker = "- ";
        } else {
            marker = list.number++ + ". ";
        }
        if (list != null) {
            list.indent = 0;
            breaks = list.begun ? 1 : breaks;
            list.begun = true;
        }
    }

    @Override
    public String toString() {
        int end = out.length();
        while (end > 0 && Character.isWhitespace(out.charAt(end - 1))) {
            end--;
        }
        return out.substring(0, end);
    }

    private void put(char character) {
        if (out.length() == 0 || breaks > 0) {
            beginLine();
        } else if (cell) {
            out.append('\t');
        } else if (blank) {
            out.append(' ');
        }
        breaks = 0;
        blank = false;
        cell = false;
        out.append(character);
    }

    private void beginLine() {
        if (out.length() > 0) {
            out.append('\n');
            for (int line = 1; line < breaks; line++) {
                appendQuoteMarks(Math.min(quotes, quotesBefore));
                out.append('\n');
            }
        }
        appendQuoteMarks(quotes);
        if (quotes > 0) {
            out.append(' ');
        }
        quotesBefore = quotes;
        indent();
    }

    private void appendQuoteMarks(int depth) {
        out.append(">".repeat(Math.min(depth, MAX_DEPTH)));
    }

    /** Writes the marker of a new item, or as many blanks as the markers of the items around are wide. */
    private void indent() {
        int width = 0;
        for (Iterator<TextList> outer = lists.descendingIterator(); outer.hasNext(); ) {
            width += outer.next().indent;
        }
        out.append(" ".repeat(width)).append(marker);
        TextList list = lists.peek();
        if (list != null && !marker.isEmpty()) {
            list.indent = marker.length();
        }
        marker = "";
    }

    // Soft hyphens, joiners and spaces of no width are what previews of mails are padded with. Joiners between letters
    // of scripts that are shaped by them, and in emoji, follow a character.
    private boolean isInvisible(char character) {
        if (character == '\u200C' || character == '\u200D') {
            boolean follows = out.length() > 0 && breaks == 0 && !blank;
            return !follows || !Characters.isJoined(out.codePointBefore(out.length()));
        }
        return character < 0x20
                || (character >= 0x7F && character < 0xA0)
                || character == '\u00AD'
                || character == '\u034F'
                || character == '\u200B'
                || character == '\u2060'
                || character == '\uFEFF';
    }
}
