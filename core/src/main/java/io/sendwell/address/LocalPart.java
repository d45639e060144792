package io.sendwell.address;

import io.sendwell.internal.text.CodePoints;
import java.text.Normalizer;

/** What may stand before the {@code @}: RFC 5321 section 4.1.2, widened by RFC 6531 section 3.3. */
final class LocalPart {
    private static final boolean[] ATEXT = atext();

    private LocalPart() {}

    /** The atext of RFC 5322 section 3.2.3, less what old gateways take for a route: {@code %} and {@code !}. */
    static boolean isPlain(char character) {
        return character < 0x80 && ATEXT[character];
    }

    /** Why a code point outside ASCII cannot stand in a local part; empty when it can. */
    static String objectionTo(int codePoint) {
        if (CodePoints.isSurrogate(codePoint)) {
            return "is not text";
        }
        if (CodePoints.isControl(codePoint)
                || CodePoints.isLineBreak(codePoint)
                || CodePoints.isDefaultIgnorable(codePoint)
                || CodePoints.isNoncharacter(codePoint)) {
            return "cannot be seen";
        }
        return switch (Character.getType(codePoint)) {
            case Character.UNASSIGNED -> "is in no version of Unicode known here";
            case Character.PRIVATE_USE -> "has no public meaning";
            case Character.SPACE_SEPARATOR, Character.FORMAT -> "cannot be seen";
            default -> looksLikeAscii(codePoint) ? "is another spelling of an ASCII character" : "";
        };
    }

    /**
     * Whether NFKC turns the code point into something with ASCII in it, like the full-width {@code @} or the Kelvin sign.
     * Some program on the way will do that, and then this is another person's address (UTS #36 section 3.2).
     */
    private static boolean looksLikeAscii(int codePoint) {
        String compatible = Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFKC);
        for (int index = 0; index < compatible.length(); index++) {
            if (compatible.charAt(index) < 0x80) {
                return true;
            }
        }
        return false;
    }

    /** Whether a character after the {@code @} tells of a second address, a comment or a route, or of a slip of the hand. */
    static boolean isMistaken(char character) {
        return switch (character) {
            case ',', ';', ':', '<', '>', '(', ')', '"', '%', '!' -> true;
            default -> character <= ' ';
        };
    }

    /** What to do about an ASCII character that may not stand in a local part. */
    static String adviceOn(char character) {
        return switch (character) {
            case ',', ';' -> "Give one address only, and parse each of several by itself.";
            case '<', '>' -> "Give the address without display name and angle brackets, or use Mailbox.parse.";
            case '(', ')' -> "Comments are not admitted: leave it out.";
            case ':' -> "Groups and routes are not admitted: give the one address.";
            case '%', '!' -> "Routing through a local part is not admitted: give the final address.";
            case '"' -> "A quoted local part needs AddressSyntax.admitQuotedLocalPart(), and is quoted as a whole.";
            case ' ', '\t' -> "Remove the space; a display name goes beside the address, or into Mailbox.parse.";
            case '\r', '\n' -> "An address is one line: this may be an attempt to add header fields or recipients.";
            default -> "Remove it.";
        };
    }

    private static boolean[] atext() {
        boolean[] atext = new boolean[0x80];
        String allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789#$&'*+-/=?^_`{|}~";
        for (int index = 0; index < allowed.length(); index++) {
            atext[allowed.charAt(index)] = true;
        }
        return atext;
    }
}
