package io.sendwell.message;

import io.sendwell.internal.text.HeaderText;
import io.sendwell.internal.text.VisibleText;

/**
 * One field of a header (RFC 5322 section 2.2): its name and its body, unfolded.
 *
 * <p>A line break cannot get in: it would start a field of its own. Text outside ASCII is written as encoded words
 * (RFC 2047) when the message is rendered.
 *
 * @param name 1 to 64 printable ASCII characters without colon and blank
 * @param body at most 8,192 characters, on one line
 */
public record HeaderField(String name, String body) {

    private static final int MAX_NAME = 64;
    // Gmail refuses a value above 32 KB; a quarter of that leaves room for encoding.
    private static final int MAX_BODY = 8_192;

    public HeaderField {
        if (name.isEmpty() || name.length() > MAX_NAME || !name.chars().allMatch(c -> c > ' ' && c < 127 && c != ':')) {
            throw new IllegalArgumentException("The name of a header field is 1 to " + MAX_NAME
                    + " printable ASCII characters without colon and blank (RFC 5322 section 2.2); found "
                    + VisibleText.quote(name) + ".");
        }
        HeaderText.requireOneLine("header field " + name, body);
        if (body.length() > MAX_BODY) {
            throw new IllegalArgumentException("Header field " + name + " has " + body.length()
                    + " characters; at most " + MAX_BODY + " are taken.");
        }
    }
}
