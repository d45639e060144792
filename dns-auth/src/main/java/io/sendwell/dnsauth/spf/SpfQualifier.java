package io.sendwell.dnsauth.spf;

/** What a mechanism says of the clients that it matches (RFC 7208 section 4.6.2). */
public enum SpfQualifier {
    /** {@code +}, also when nothing is written. */
    PASS('+', SpfResult.PASS),
    /** {@code -}. */
    FAIL('-', SpfResult.FAIL),
    /** {@code ~}. */
    SOFTFAIL('~', SpfResult.SOFTFAIL),
    /** {@code ?}. */
    NEUTRAL('?', SpfResult.NEUTRAL);

    private final char sign;
    private final SpfResult result;

    SpfQualifier(char sign, SpfResult result) {
        this.sign = sign;
        this.result = result;
    }

    /** As it is written in front of a mechanism. */
    public char sign() {
        return sign;
    }

    /** The verdict on a client that the mechanism matches. */
    public SpfResult result() {
        return result;
    }

    /** Whether the character is a qualifier. */
    static boolean isSign(char c) {
        return c == '+' || c == '-' || c == '~' || c == '?';
    }

    /** The qualifier of this sign; every other character counts as none, which means pass. */
    static SpfQualifier of(char sign) {
        switch (sign) {
            case '-':
                return FAIL;
            case '~':
                return SOFTFAIL;
            case '?':
                return NEUTRAL;
            default:
                return PASS;
        }
    }
}
