package io.sendwell.mime;

/**
 * What the next hop offers, as far as it changes how a message is written.
 *
 * @param eightBitMime whether text may keep its octets above 127 (8BITMIME, RFC 6152)
 * @param smtpUtf8 whether addresses in the header may be outside ASCII (SMTPUTF8, RFC 6531)
 */
public record MimeOptions(boolean eightBitMime, boolean smtpUtf8) {

    private static final MimeOptions SEVEN_BIT = new MimeOptions(false, false);

    /**
     * Everything in ASCII, which every hop takes. The right choice unless there is a reason: a later hop without 8BITMIME
     * would recode the text and so break the signature.
     */
    public static MimeOptions sevenBit() {
        return SEVEN_BIT;
    }

    /** These, for a hop that offers 8BITMIME: text goes as it is wherever its lines allow. */
    public MimeOptions withEightBitMime() {
        return new MimeOptions(true, smtpUtf8);
    }

    /** These, for a hop that offers SMTPUTF8: addresses with a local part outside ASCII may stand in the header. */
    public MimeOptions withSmtpUtf8() {
        return new MimeOptions(eightBitMime, true);
    }
}
