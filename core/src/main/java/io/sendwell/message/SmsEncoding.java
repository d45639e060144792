package io.sendwell.message;

/** The alphabets of a text message (3GPP TS 23.038). */
public enum SmsEncoding {
    /** The default alphabet: 160 characters in one segment, 153 in each of several. */
    GSM_7,
    /** UTF-16 code units: 70 in one segment, 67 in each of several. One character outside GSM-7 is enough. */
    UCS_2
}
