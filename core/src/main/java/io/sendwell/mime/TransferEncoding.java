package io.sendwell.mime;

/** How the octets of a part are made fit for the way (RFC 2045 section 6). */
enum TransferEncoding {
    SEVEN_BIT("7bit"),
    EIGHT_BIT("8bit"),
    QUOTED_PRINTABLE("quoted-printable"),
    BASE64("base64");

    private final String token;

    TransferEncoding(String token) {
        this.token = token;
    }

    /** The body of the Content-Transfer-Encoding field. */
    String token() {
        return token;
    }
}
