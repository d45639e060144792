package io.sendwell.testkit.smtp;

/** How the fake server goes about TLS. */
enum TlsMode {
    NONE,
    OFFERED,
    REQUIRED,
    OFFERED_BUT_REFUSED,
    IMPLICIT;

    boolean offersStartTls() {
        return this == OFFERED || this == REQUIRED || this == OFFERED_BUT_REFUSED;
    }
}
