package io.sendwell.address;

import io.sendwell.internal.text.HeaderText;
import io.sendwell.internal.text.VisibleText;
import java.util.Objects;

/** Reads {@code display-name <addr-spec>} (RFC 5322 section 3.4), one of them, from left to right. */
final class MailboxParser {
    /** A bound on the work for hostile input: every character of the longest name quoted, and the longest address. */
    private static final int MAX_INPUT = 2 * Mailbox.MAX_DISPLAY_NAME + 4 * EmailAddress.MAX_OCTETS + 8;

    private final String text;

    MailboxParser(String text) {
        this.text = Objects.requireNonNull(text, "mailbox");
    }

    Mailbox parse() {
        if (text.length() > MAX_INPUT) {
            throw problem("it has " + text.length() + " characters", "Give one mailbox only.");
        }
        HeaderText.requireOneLine("mailbox", text);
        StringBuilder displayName = new StringBuilder();
        int index = 0;
        while (index < text.length() && text.charAt(index) != '<') {
            char character = text.charAt(index);
            if (character == '"') {
                index = appendQuotedString(index, displayName);
            } else if (character == '@') {
                return Mailbox.of(text.strip());
            } else if (DisplayName.isSpecial(character)) {
                throw problem(
                        VisibleText.describe(character) + " at index " + index,
                        "Put the display name in quotes if it belongs there; comments, groups and several mailboxes are not"
                                + " admitted.");
            } else {
                appendUnquoted(character, displayName);
                index++;
            }
        }
        if (index == text.length()) {
            throw problem(
                    "there is no address", "Write it like grace@example.org or Grace Hopper <grace@example.org>.");
        }
        return Mailbox.of(displayName.toString(), addressAfter(index));
    }

    /** Appends what the quotes hold, and returns the index after the closing quote. */
    private int appendQuotedString(int open, StringBuilder displayName) {
        for (int index = open + 1; index < text.length(); index++) {
            char character = text.charAt(index);
            if (character == '"') {
                return index + 1;
            }
            if (character == '\\' && index + 1 < text.length()) {
                index++;
            }
            displayName.append(text.charAt(index));
        }
        throw problem("the quote at index " + open + " is not closed", "Close it before the address.");
    }

    /** Several spaces between two words of a phrase mean one (RFC 5322 section 3.2.2). */
    private static void appendUnquoted(char character, StringBuilder displayName) {
        boolean spaceAlready = displayName.length() == 0 || displayName.charAt(displayName.length() - 1) == ' ';
        if (character != ' ' || !spaceAlready) {
            displayName.append(character);
        }
    }

    private String addressAfter(int open) {
        int close = text.indexOf('>', open);
        if (close < 0) {
            throw problem("the \"<\" at index " + open + " is not closed", "End the address with \">\".");
        }
        if (!text.substring(close + 1).isBlank()) {
            throw problem("something follows the \">\" at index " + close, "Give one mailbox only, without comment.");
        }
        return text.substring(open + 1, close);
    }

    private IllegalArgumentException problem(String found, String advice) {
        return new IllegalArgumentException(VisibleText.quote(text) + " is not a mailbox: " + found + ". " + advice);
    }
}
