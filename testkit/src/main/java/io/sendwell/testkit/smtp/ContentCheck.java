package io.sendwell.testkit.smtp;

import java.util.EnumMap;
import java.util.Map;

/** Looks at every octet of a mail, whatever command brought it, for what SMTP forbids in content. */
final class ContentCheck {
    /** RFC 5321 section 4.5.3.1.6: 1000 octets with CRLF. */
    static final int LONGEST_LINE = 998;

    private final Map<Violation.Kind, String> found = new EnumMap<>(Violation.Kind.class);
    private int lineLength;
    private long line = 1;
    private boolean afterCarriageReturn;
    private boolean inBody;

    void scan(byte[] octets, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            byte octet = octets[i];
            if (octet == '\n') {
                endOfLine();
            } else {
                if (afterCarriageReturn) {
                    note(Violation.Kind.BARE_CR);
                    afterCarriageReturn = false;
                }
                if (octet == '\r') {
                    afterCarriageReturn = true;
                } else {
                    lineLength++;
                    if (octet <= 0) {
                        unusual(octet);
                    }
                }
            }
        }
    }

    /** To be called when no more octets follow. */
    void end() {
        if (afterCarriageReturn) {
            note(Violation.Kind.BARE_CR);
        }
        if (lineLength > LONGEST_LINE) {
            note(Violation.Kind.LONG_LINE);
        }
    }

    void dotNotStuffed() {
        note(Violation.Kind.DOT_NOT_STUFFED);
    }

    /** Each kind of defect found, with the place where it was seen first. */
    Map<Violation.Kind, String> found() {
        return found;
    }

    boolean breaksLines() {
        return found.containsKey(Violation.Kind.BARE_CR) || found.containsKey(Violation.Kind.BARE_LF);
    }

    private void endOfLine() {
        if (!afterCarriageReturn) {
            note(Violation.Kind.BARE_LF);
        }
        if (lineLength > LONGEST_LINE) {
            note(Violation.Kind.LONG_LINE);
        }
        inBody |= lineLength == 0;
        afterCarriageReturn = false;
        lineLength = 0;
        line++;
    }

    private void unusual(byte octet) {
        if (octet == 0) {
            note(Violation.Kind.NUL);
        } else {
            note(inBody ? Violation.Kind.EIGHT_BIT_WITHOUT_8BITMIME : Violation.Kind.NON_ASCII_WITHOUT_SMTPUTF8);
        }
    }

    private void note(Violation.Kind kind) {
        found.putIfAbsent(kind, "line " + line + " of the content");
    }
}
