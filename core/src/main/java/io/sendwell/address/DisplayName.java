package io.sendwell.address;

import io.sendwell.internal.text.CodePoints;
import io.sendwell.internal.text.HeaderText;
import io.sendwell.internal.text.Joiners;
import io.sendwell.internal.text.VisibleText;
import java.text.Normalizer;
import java.util.Objects;

/** What people see in place of an address: it must be what it seems, and stay within its header field. */
final class DisplayName {
    /** RFC 5322 section 3.2.3, without the dot, which nobody misreads in a name. */
    private static final String SPECIALS = "()<>[]:;@\\,\"";

    private DisplayName() {}

    /** The name in NFC, without space around it. */
    static String checked(String displayName) {
        Objects.requireNonNull(displayName, "displayName");
        requireLength(displayName);
        HeaderText.requireReadable("displayName", displayName);
        requireVisible(displayName);
        int encodedWord = displayName.indexOf("=?");
        if (encodedWord >= 0) {
            throw new IllegalArgumentException("displayName holds \"=?\" at index " + encodedWord + ": "
                    + VisibleText.quote(displayName)
                    + ". It begins an encoded-word (RFC 2047); give the decoded name, it is encoded when rendered.");
        }
        String stripped = displayName.strip();
        if (CodePoints.isAscii(stripped)) {
            return stripped;
        }
        String normalised = Normalizer.normalize(stripped, Normalizer.Form.NFC);
        requireLength(normalised);
        return normalised;
    }

    private static void requireLength(String displayName) {
        if (displayName.length() > Mailbox.MAX_DISPLAY_NAME) {
            throw new IllegalArgumentException("displayName has " + displayName.length() + " characters, and at most "
                    + Mailbox.MAX_DISPLAY_NAME + " are allowed: " + VisibleText.quote(displayName)
                    + ". Give the name of one person or organisation.");
        }
    }

    static String quotedIfNeeded(String displayName) {
        if (!needsQuotes(displayName)) {
            return displayName;
        }
        return '"' + displayName.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    static boolean isSpecial(char character) {
        return SPECIALS.indexOf(character) >= 0;
    }

    private static boolean needsQuotes(String displayName) {
        for (int index = 0; index < displayName.length(); index++) {
            if (isSpecial(displayName.charAt(index)) || displayName.startsWith("  ", index)) {
                return true;
            }
        }
        return false;
    }

    private static void requireVisible(String displayName) {
        int before = -1;
        for (int index = 0; index < displayName.length(); ) {
            int codePoint = displayName.codePointAt(index);
            boolean allowed = !CodePoints.isNoncharacter(codePoint)
                    && Character.getType(codePoint) != Character.PRIVATE_USE
                    && (!CodePoints.isDefaultIgnorable(codePoint) || isNeededAfter(before, codePoint));
            if (!allowed) {
                throw new IllegalArgumentException("displayName holds " + VisibleText.describe(codePoint) + " at index "
                        + index + ", where it cannot be seen: " + VisibleText.quoteAround(displayName, index)
                        + ". It can make one name look like another; remove it.");
            }
            before = codePoint;
            index += Character.charCount(codePoint);
        }
    }

    /** Invisible code points with work to do: joiners in their scripts and in emoji, variation selectors, direction marks. */
    private static boolean isNeededAfter(int before, int codePoint) {
        if (CodePoints.isJoinControl(codePoint)) {
            return Joiners.isNeededAfter(before, codePoint);
        }
        boolean directionMark = codePoint == 0x200E || codePoint == 0x200F || codePoint == 0x61C;
        return directionMark
                || (isVariationSelector(codePoint) && before >= 0 && !CodePoints.isDefaultIgnorable(before));
    }

    private static boolean isVariationSelector(int codePoint) {
        return (codePoint >= 0xFE00 && codePoint <= 0xFE0F)
                || (codePoint >= 0xE0100 && codePoint <= 0xE01EF)
                || (codePoint >= 0x180B && codePoint <= 0x180D);
    }
}
