package io.sendwell.message;

/** How a text travels as SMS: its alphabet and its segments (3GPP TS 23.038 section 6.2.1, TS 23.040 section 9.2.3.24). */
record SmsText(SmsEncoding encoding, int segments) {

    private static final String BASIC = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    // Each of these is written with an escape and so counts twice.
    private static final String EXTENDED = "\f^{}\\[~]|€";

    private static final int GSM_SINGLE = 160;
    private static final int GSM_PART = 153;
    private static final int UCS_SINGLE = 70;
    private static final int UCS_PART = 67;

    static SmsText of(String text) {
        boolean gsm = text.chars().allMatch(c -> BASIC.indexOf(c) >= 0 || EXTENDED.indexOf(c) >= 0);
        return gsm
                ? new SmsText(SmsEncoding.GSM_7, segments(text, GSM_SINGLE, GSM_PART, SmsText::septets))
                : new SmsText(SmsEncoding.UCS_2, segments(text, UCS_SINGLE, UCS_PART, Character::charCount));
    }

    private static int septets(int character) {
        return EXTENDED.indexOf(character) >= 0 ? 2 : 1;
    }

    // A character is never torn apart: an escape or a surrogate pair that does not fit starts the next segment.
    private static int segments(String text, int single, int part, java.util.function.IntUnaryOperator units) {
        if (text.codePoints().map(units).sum() <= single) {
            return 1;
        }
        int segments = 1;
        int used = 0;
        for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
            int size = units.applyAsInt(text.codePointAt(i));
            if (used + size > part) {
                segments++;
                used = 0;
            }
            used += size;
        }
        return segments;
    }
}
