package io.sendwell.address;

import io.sendwell.internal.text.CodePoints;
import io.sendwell.internal.text.VisibleText;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** From what people type to A-labels: RFC 5895 mapping, then the checks of RFC 5891 section 5.4 label by label. */
final class DomainNameParser {
    /** Whether a label may hold {@code _}. */
    enum Underscores {
        ADMITTED,
        REFUSED
    }

    private static final String A_LABEL_PREFIX = "xn--";

    /**
     * A bound on the work for hostile input, in UTF-16 units. A name of 253 octets has at most that many code points once it
     * is in NFC, and NFC shortens no text to less than a third.
     */
    private static final int MAX_INPUT = 4 * DomainName.MAX_OCTETS;

    private final String text;
    private final Underscores underscores;
    private final List<int[]> uLabels = new ArrayList<>();
    private boolean rightToLeft;

    private DomainNameParser(String text, Underscores underscores) {
        this.text = text;
        this.underscores = underscores;
    }

    static DomainName parse(String text, Underscores underscores) {
        Objects.requireNonNull(text, "domain name");
        DomainNameParser parser = new DomainNameParser(text, underscores);
        if (text.isEmpty()) {
            throw parser.problem("it is empty", "Give a name like example.org.");
        }
        if (text.length() > MAX_INPUT) {
            throw parser.tooLong(text.length() + " characters");
        }
        DomainName name = CodePoints.isAscii(text) ? parser.parseAscii() : parser.parseLabels(parser.mapped());
        parser.requireNoNumber(name.topLevelDomain());
        return name;
    }

    /** The common case, without a copy when the name is in lower case already. */
    private DomainName parseAscii() {
        String lower = withoutTrailingDot(text.toLowerCase(Locale.ROOT));
        if (lower.startsWith(A_LABEL_PREFIX) || lower.contains("." + A_LABEL_PREFIX)) {
            return parseLabels(lower);
        }
        requireLength(lower);
        int start = 0;
        for (int dot = lower.indexOf('.'); dot >= 0; dot = lower.indexOf('.', start)) {
            requireAsciiLabel(lower, start, dot);
            start = dot + 1;
        }
        requireAsciiLabel(lower, start, lower.length());
        return DomainName.checked(lower, lower);
    }

    private DomainName parseLabels(String mapped) {
        String whole = withoutTrailingDot(mapped);
        StringBuilder ascii = new StringBuilder(whole.length() + 16);
        StringBuilder unicode = new StringBuilder(whole.length());
        int start = 0;
        for (int dot = whole.indexOf('.'); dot >= 0; dot = whole.indexOf('.', start)) {
            appendLabel(whole.substring(start, dot), ascii, unicode);
            ascii.append('.');
            unicode.append('.');
            start = dot + 1;
        }
        appendLabel(whole.substring(start), ascii, unicode);
        requireBidiRule();
        requireLength(ascii);
        return DomainName.checked(ascii.toString(), unicode.toString());
    }

    private void appendLabel(String label, StringBuilder ascii, StringBuilder unicode) {
        if (!CodePoints.isAscii(label)) {
            ascii.append(toALabel(label));
            unicode.append(label);
        } else if (label.startsWith(A_LABEL_PREFIX)) {
            ascii.append(label);
            unicode.append(toULabel(label));
        } else {
            requireAsciiLabel(label, 0, label.length());
            uLabels.add(label.codePoints().toArray());
            ascii.append(label);
            unicode.append(label);
        }
    }

    private String toALabel(String label) {
        int[] codePoints = label.codePoints().toArray();
        if (codePoints.length > DomainName.MAX_LABEL_OCTETS) {
            throw labelTooLong(label);
        }
        requireULabel(label, codePoints);
        String aLabel = A_LABEL_PREFIX + Punycode.encode(codePoints);
        if (aLabel.length() > DomainName.MAX_LABEL_OCTETS) {
            throw labelTooLong(label);
        }
        return aLabel;
    }

    private String toULabel(String aLabel) {
        if (aLabel.length() > DomainName.MAX_LABEL_OCTETS) {
            throw labelTooLong(aLabel);
        }
        String decoded =
                Punycode.decode(aLabel.substring(A_LABEL_PREFIX.length())).orElse("");
        if (CodePoints.isAscii(decoded)) {
            throw problem(
                    "the label " + VisibleText.quote(aLabel) + " is no encoded name (RFC 3492)",
                    "Give the name in its own script, or correct the label.");
        }
        int[] codePoints = decoded.codePoints().toArray();
        requireULabel(decoded, codePoints);
        if (!aLabel.equals(A_LABEL_PREFIX + Punycode.encode(codePoints))) {
            throw problem(
                    "the label " + VisibleText.quote(aLabel) + " is not how its own letters are encoded",
                    "Give the name in its own script.");
        }
        return decoded;
    }

    /** RFC 5891 sections 4.2 and 5.4. */
    private void requireULabel(String label, int[] codePoints) {
        if (!Normalizer.isNormalized(label, Normalizer.Form.NFC)) {
            throw problem(
                    "the label " + VisibleText.quote(label) + " is not in NFC", "Give the name in its own script.");
        }
        if (CodePoints.isMark(codePoints[0])) {
            throw problem(
                    "the label " + VisibleText.quote(label) + " begins with a combining mark",
                    "Begin it with a letter.");
        }
        requireHyphens(label);
        if (label.startsWith("--", 2)) {
            throw problem(
                    "the label " + VisibleText.quote(label) + " has hyphens in third and fourth place",
                    "Those are reserved for encoded names (RFC 5891 section 4.2.3.1).");
        }
        for (int index = 0; index < codePoints.length; index++) {
            requireAllowed(label, codePoints, index);
        }
        uLabels.add(codePoints);
        rightToLeft |= BidiRule.isRightToLeft(codePoints);
    }

    private void requireAllowed(String label, int[] codePoints, int index) {
        IdnaProperty property = IdnaProperty.of(codePoints[index]);
        if (property == IdnaProperty.VALID) {
            return;
        }
        String found = VisibleText.describe(codePoints[index]) + " in the label " + VisibleText.quote(label);
        if (property == IdnaProperty.UNASSIGNED) {
            throw problem(found + " is in no version of Unicode known here", "Correct the name.");
        }
        if (property == IdnaProperty.DISALLOWED) {
            throw problem(
                    found + " is not allowed in domain names (RFC 5892)", "Only letters, digits and hyphens are.");
        }
        if (!ContextRules.admits(codePoints, index)) {
            throw problem(
                    found + " stands where it may not (RFC 5892 appendix A)",
                    "It is allowed between certain letters only.");
        }
    }

    private void requireBidiRule() {
        if (!rightToLeft) {
            return;
        }
        for (int[] label : uLabels) {
            // A label with an underscore names a record, not a host; nobody sees it in a line of text.
            boolean service = underscores == Underscores.ADMITTED && label[0] == '_';
            if (!service && !BidiRule.admits(label)) {
                throw problem(
                        "the label " + VisibleText.quote(new String(label, 0, label.length))
                                + " mixes directions of writing (RFC 5893 section 2)",
                        "Write each label in one direction.");
            }
        }
    }

    private void requireAsciiLabel(String name, int start, int end) {
        if (start == end) {
            throw problem("it has an empty label at index " + start, "Put exactly one dot between two labels.");
        }
        if (end - start > DomainName.MAX_LABEL_OCTETS) {
            throw labelTooLong(name.substring(start, end));
        }
        for (int index = start; index < end; index++) {
            char character = name.charAt(index);
            boolean underscore = character == '_' && underscores == Underscores.ADMITTED;
            if (!IdnaProperty.isLowerLetterDigitHyphen(character) && !underscore) {
                throw problem(
                        VisibleText.describe(character) + " at index " + index + " is not allowed",
                        "Only letters, digits, hyphens and dots are.");
            }
        }
        if (name.charAt(start) == '-' || name.charAt(end - 1) == '-') {
            requireHyphens(name.substring(start, end));
        }
    }

    private void requireHyphens(String label) {
        if (label.startsWith("-") || label.endsWith("-")) {
            throw problem(
                    "the label " + VisibleText.quote(label) + " begins or ends with a hyphen",
                    "Hyphens stand between letters or digits.");
        }
    }

    private void requireLength(CharSequence ascii) {
        if (ascii.length() > DomainName.MAX_OCTETS) {
            throw tooLong(ascii.length() + " octets");
        }
    }

    private void requireNoNumber(String topLevelDomain) {
        for (int index = 0; index < topLevelDomain.length(); index++) {
            char character = topLevelDomain.charAt(index);
            if (character < '0' || character > '9') {
                return;
            }
        }
        throw problem(
                "its last label is a number (RFC 3696 section 2)",
                "Give a name; an IP address has no mailboxes of its own.");
    }

    /** RFC 5895 section 2, step by step: lower case, width, NFC, full stop. */
    private String mapped() {
        StringBuilder mapped = new StringBuilder(text.length());
        text.codePoints().forEach(codePoint -> appendMapped(mapped, codePoint));
        return Normalizer.normalize(mapped, Normalizer.Form.NFC).replace('\u3002', '.');
    }

    private static void appendMapped(StringBuilder mapped, int codePoint) {
        // Its simple mapping is a plain i, which would turn one name into another.
        if (codePoint == 0x130) {
            mapped.append("i\u0307");
            return;
        }
        int lower = lowerCase(codePoint);
        if (lower >= 0xFF01 && lower <= 0xFFEE) {
            // The block of full-width and half-width forms: all that NFKC does to them is to change the width.
            String width = Normalizer.normalize(Character.toString(lower), Normalizer.Form.NFKC);
            mapped.append(width.toLowerCase(Locale.ROOT));
        } else {
            mapped.appendCodePoint(lower);
        }
    }

    /** Cherokee was written in capitals long before it had small letters, and IDNA 2008 kept the capitals. */
    private static int lowerCase(int codePoint) {
        return Character.UnicodeScript.of(codePoint) == Character.UnicodeScript.CHEROKEE
                ? Character.toUpperCase(codePoint)
                : Character.toLowerCase(codePoint);
    }

    private static String withoutTrailingDot(String name) {
        return name.length() > 1 && name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private IllegalArgumentException labelTooLong(String label) {
        return problem(
                "the label " + VisibleText.quote(label) + " has more than " + DomainName.MAX_LABEL_OCTETS
                        + " octets when encoded (RFC 1035 section 2.3.4)",
                "Correct the name.");
    }

    private IllegalArgumentException tooLong(String found) {
        return problem(
                "it has " + found + ", and a name has at most " + DomainName.MAX_OCTETS + " (RFC 1035 section 2.3.4)",
                "Give one name only.");
    }

    private IllegalArgumentException problem(String found, String advice) {
        return new IllegalArgumentException(
                VisibleText.quote(text) + " is not a domain name: " + found + ". " + advice);
    }
}
