package io.sendwell.dnsauth.dkim;

/** What is wrong with a key record. */
public enum KeyRecordFault {
    /** It is longer than {@value DkimRecord#MAX_CHARACTERS} characters. */
    TOO_LONG(Weight.FATAL),
    /** It is no list of tags: a tag without name or equals sign, or a control character (RFC 6376 section 3.2). */
    BAD_SYNTAX(Weight.FATAL),
    /** A tag stands twice, which makes the whole record invalid (RFC 6376 section 3.2). */
    DUPLICATE_TAG(Weight.FATAL),
    /** {@code v=} says something else than {@code DKIM1} (RFC 6376 section 3.6.1). */
    UNKNOWN_VERSION(Weight.FATAL),
    /** {@code v=} is not the first tag (RFC 6376 section 3.6.1); most receivers do not mind. */
    VERSION_NOT_FIRST(Weight.TOLERABLE),
    /** {@code k=} names a kind of key that is neither {@code rsa} nor {@code ed25519}. */
    UNKNOWN_KEY_TYPE(Weight.FATAL),
    /** {@code p=} is missing. */
    NO_KEY(Weight.FATAL),
    /** {@code p=} is empty: the key is withdrawn (RFC 6376 section 3.6.1). */
    REVOKED(Weight.FATAL),
    /** {@code p=} is no base64. */
    KEY_NOT_BASE64(Weight.FATAL),
    /** {@code p=} is base64 of something that is no public key of this type, such as the first part of one. */
    KEY_UNREADABLE(Weight.FATAL),
    /** An RSA key without the wrapping that names its algorithm (PKCS #1 instead of SubjectPublicKeyInfo); some receivers take it. */
    KEY_WITHOUT_WRAPPING(Weight.TOLERABLE),
    /** An Ed25519 key wrapped as SubjectPublicKeyInfo, where RFC 8463 section 4 asks for the bare 32 octets. */
    ED25519_KEY_WRAPPED(Weight.FATAL),
    /** An RSA key of fewer than {@value DkimRecord#MIN_RSA_BITS} bits, which receivers have to refuse (RFC 8301 section 3.2). */
    KEY_TOO_SHORT(Weight.TOLERABLE),
    /** An RSA key of more than {@value DkimRecord#COMMON_RSA_BITS} bits, which receivers need not support (RFC 8301 section 3.2). */
    KEY_UNUSUALLY_LONG(Weight.TOLERABLE),
    /** An RSA key of more than {@value DkimRecord#MAX_RSA_BITS} bits, or with an absurd exponent: nobody has to compute with it. */
    KEY_TOO_LONG(Weight.FATAL);

    private enum Weight {
        FATAL,
        TOLERABLE
    }

    private final Weight weight;

    KeyRecordFault(Weight weight) {
        this.weight = weight;
    }

    /** Whether the key cannot be used at all; otherwise it is for the verifier's rules to say. */
    public boolean isFatal() {
        return weight == Weight.FATAL;
    }
}
