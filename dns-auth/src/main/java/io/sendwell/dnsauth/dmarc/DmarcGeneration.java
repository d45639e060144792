package io.sendwell.dnsauth.dmarc;

/** A generation of receivers, by the standard that they follow. Both are in use. */
public enum DmarcGeneration {
    /**
     * Policy and organizational domain by the public suffix list; {@code pct} is obeyed, {@code np}, {@code psd} and
     * {@code t} are unknown.
     */
    RFC7489,
    /**
     * Policy and organizational domain by the DNS tree walk (RFC 9989 section 4.10); {@code pct}, {@code rf} and {@code
     * ri} are unknown.
     */
    RFC9989
}
