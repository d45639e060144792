package io.sendwell.mime;

import io.sendwell.address.Mailbox;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Writes header fields (RFC 5322 section 2.2), folded where a blank allows it.
 *
 * <p>Lines end by column 76: RFC 5322 section 2.1.1 recommends 78, and RFC 2047 section 2 allows 76 where there is an
 * encoded-word. What cannot be folded, an address or a link, may be longer.
 */
final class HeaderWriter {

    private static final int LINE = 76;
    // RFC 5322 section 2.1.1 allows lines of 998; the longest field name, colon and blank come before.
    private static final int LONGEST_WORD = 998 - 64 - 2;
    private static final int LONGEST_QUOTED_NAME = 64;
    private static final String ATOM_MARKS = "!#$%&'*+-/=?^_`{|}~";
    // Programs read these and do not decode them (RFC 2047 section 5, RFC 2369 section 2), nor do those of List-*.
    private static final Set<String> NEVER_ENCODED = Set.of("message-id", "in-reply-to", "references");

    private final OctetBuffer out;
    private int column;
    private boolean first;

    HeaderWriter(OctetBuffer out) {
        this.out = out;
    }

    /** A field whose body is one word, or needs no folding. */
    void line(String name, String body) {
        begin(name);
        word(body);
        end();
    }

    /**
     * A field of text: folded at its blanks, or in encoded-words.
     *
     * @throws IllegalArgumentException when it would need encoded-words and must not have them
     */
    void text(String name, String body) {
        begin(name);
        if (isPlain(body)) {
            words(body);
        } else {
            requireEncodable(name);
            EncodedWords.write(body, this);
        }
        end();
    }

    /** A field of mailboxes, such as To. */
    void mailboxes(String name, List<Mailbox> mailboxes) {
        begin(name);
        for (int i = 0; i < mailboxes.size(); i++) {
            Mailbox mailbox = mailboxes.get(i);
            String comma = i + 1 < mailboxes.size() ? "," : "";
            if (mailbox.displayName().isEmpty()) {
                word(mailbox.address() + comma);
            } else {
                phrase(mailbox.displayName());
                word("<" + mailbox.address() + ">" + comma);
            }
        }
        end();
    }

    void begin(String name) {
        out.ascii(name);
        out.octet(':');
        column = name.length() + 1;
        first = true;
    }

    void end() {
        out.crlf();
    }

    /** One more parameter of a field such as Content-Type: {@code attribute=value}, ready to be written. */
    void parameter(String attributeAndValue) {
        out.octet(';');
        column++;
        word(attributeAndValue);
    }

    /** A word behind a blank, on a new line when this one has no room for it; the first stays beside the name. */
    void word(String word) {
        if (!first && column + 1 + word.length() > LINE) {
            fold();
        }
        out.octet(' ');
        out.utf8(word);
        column += 1 + word.length();
        first = false;
    }

    /** How long a word may be to stay in this line, after going to a new one if that is less than {@code least}. */
    int roomFor(int least) {
        if (LINE - column - 1 < least) {
            fold();
        }
        return LINE - column - 1;
    }

    private void fold() {
        out.crlf();
        column = 0;
    }

    private void words(String text) {
        int next = 0;
        while (next < text.length()) {
            // Blanks belong to the word behind them, so that unfolding gives back as many as there were.
            int blanks = next;
            while (text.charAt(next) == ' ') {
                next++;
            }
            int start = blanks == 0 ? next : blanks + 1;
            next = endOfWord(text, next);
            word(text.substring(start, next));
        }
    }

    private void phrase(String displayName) {
        if (isAtoms(displayName)) {
            words(displayName);
            return;
        }
        String quoted = quoted(displayName);
        if (isPlain(displayName) && quoted.length() <= LONGEST_QUOTED_NAME) {
            word(quoted);
        } else {
            EncodedWords.write(displayName, this);
        }
    }

    /** In double quotes (RFC 5322 section 3.2.4). */
    static String quoted(String ascii) {
        return '"' + ascii.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    static boolean isPrintableAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }

    // Whether nobody could read it as something else than it is: no encoded-word, no blank that a parser would strip.
    private static boolean isPlain(String text) {
        return isPrintableAscii(text)
                && !text.contains("=?")
                && !text.startsWith(" ")
                && !text.endsWith(" ")
                && longestWord(text) <= LONGEST_WORD;
    }

    private static boolean isAtoms(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean atom =
                    c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || ATOM_MARKS.indexOf(c) >= 0;
            boolean blankBetween = c == ' ' && i > 0 && text.charAt(i - 1) != ' ';
            if (!atom && !blankBetween) {
                return false;
            }
        }
        return isPlain(text) && longestWord(text) <= LONGEST_QUOTED_NAME;
    }

    private static int longestWord(String text) {
        int longest = 0;
        for (int start = 0; start < text.length(); ) {
            int end = endOfWord(text, start);
            longest = Math.max(longest, end - start);
            start = end + 1;
        }
        return longest;
    }

    private static int endOfWord(String text, int start) {
        int blank = text.indexOf(' ', start);
        return blank < 0 ? text.length() : blank;
    }

    private static void requireEncodable(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.startsWith("list-") || NEVER_ENCODED.contains(lower)) {
            throw new IllegalArgumentException("The header field " + name
                    + " is read by programs and is therefore ASCII, " + "in words of at most " + LONGEST_WORD
                    + " characters. Percent-encode or shorten its value.");
        }
    }
}
