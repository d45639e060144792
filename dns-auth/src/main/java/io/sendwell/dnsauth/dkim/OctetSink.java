package io.sendwell.dnsauth.dkim;

/** Takes octets as they come, such as {@link java.security.MessageDigest#update(byte[], int, int)}. */
@FunctionalInterface
interface OctetSink {

    /** Takes these octets; they may change when the call is over. */
    void accept(byte[] octets, int start, int length);
}
