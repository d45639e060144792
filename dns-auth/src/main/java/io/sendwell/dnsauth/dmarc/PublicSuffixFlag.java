package io.sendwell.dnsauth.dmarc;

/** Whether the domain of a record is a public suffix: the {@code psd} tag of RFC 9989 section 4.7. */
public enum PublicSuffixFlag {
    /** {@code psd=y}: independent owners register names below it. */
    YES,
    /** {@code psd=n}: it is the organizational domain of itself and everything below it. */
    NO,
    /** {@code psd=u}, or not said: the walk up the tree decides. */
    UNSAID
}
