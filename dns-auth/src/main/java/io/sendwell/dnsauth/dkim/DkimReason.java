package io.sendwell.dnsauth.dkim;

/** Why a signature was judged as it was. */
public enum DkimReason {
    /** Nothing is wrong. */
    VERIFIED(DkimResult.PASS),
    /** The message has no DKIM-Signature. */
    NO_SIGNATURE(DkimResult.NONE),
    /** The header of the message is longer than anybody's, or its signature field is. */
    HEADER_TOO_LONG(DkimResult.PERMERROR),
    /** More signatures stand above this one than are looked at; those that make no sense count too. */
    TOO_MANY_SIGNATURES(DkimResult.POLICY),

    /** The field is no list of tags, or a tag's value is not what the tag takes (RFC 6376 sections 3.2 and 3.5). */
    SIGNATURE_SYNTAX(DkimResult.NEUTRAL),
    /** A tag stands twice in the signature (RFC 6376 section 3.2). */
    DUPLICATE_TAG(DkimResult.NEUTRAL),
    /** {@code v=} is not 1 (RFC 6376 section 6.1.1). */
    UNKNOWN_VERSION(DkimResult.NEUTRAL),
    /** A tag is missing that every signature has: a, b, bh, d, h, s, v (RFC 6376 section 6.1.1). */
    MISSING_TAG(DkimResult.PERMERROR),
    /** {@code a=} is none of rsa-sha256, ed25519-sha256, rsa-sha1. */
    UNKNOWN_ALGORITHM(DkimResult.NEUTRAL),
    /** {@code c=} is neither simple nor relaxed. */
    UNKNOWN_CANONICALIZATION(DkimResult.NEUTRAL),
    /** {@code q=} does not offer {@code dns/txt}. */
    UNKNOWN_QUERY_METHOD(DkimResult.NEUTRAL),
    /** {@code d=} and {@code s=} make no name of the DNS. */
    BAD_DOMAIN(DkimResult.PERMERROR),
    /** {@code i=} is neither the signing domain nor below it (RFC 6376 section 6.1.1). */
    IDENTITY_OUTSIDE_DOMAIN(DkimResult.PERMERROR),
    /** {@code h=} does not name From (RFC 6376 section 6.1.1). */
    FROM_NOT_SIGNED(DkimResult.PERMERROR),
    /** {@code h=} names more fields than {@value DkimSignature#MAX_SIGNED_FIELDS}. */
    TOO_MANY_SIGNED_FIELDS(DkimResult.PERMERROR),
    /** {@code l=} counts more octets than the body has (RFC 6376 section 6.1.1). */
    LENGTH_BEYOND_BODY(DkimResult.PERMERROR),

    /** The DNS knows no key there (RFC 6376 section 6.1.2). */
    NO_KEY_RECORD(DkimResult.PERMERROR),
    /** The DNS could not be asked. */
    KEY_UNAVAILABLE(DkimResult.TEMPERROR),
    /** There are several records: which of them counts, the order of the answer decides (RFC 6376 section 3.6.2.2). */
    SEVERAL_KEY_RECORDS(DkimResult.PERMERROR),
    /** The record is no list of tags, has a tag twice or no {@code p=}, or is too long. */
    KEY_RECORD_SYNTAX(DkimResult.PERMERROR),
    /** The record's {@code v=} is not DKIM1. */
    KEY_RECORD_VERSION(DkimResult.PERMERROR),
    /** The key was withdrawn: {@code p=} is empty. */
    KEY_REVOKED(DkimResult.PERMERROR),
    /** The key is damaged, wrapped wrongly, or of an unknown type. */
    KEY_UNUSABLE(DkimResult.PERMERROR),
    /** The key is of another type than the signature's algorithm needs. */
    KEY_OF_OTHER_TYPE(DkimResult.PERMERROR),
    /** The record's {@code h=} excludes the signature's hash algorithm. */
    HASH_EXCLUDED_BY_KEY(DkimResult.PERMERROR),
    /** The record's {@code s=} excludes mail. */
    MAIL_EXCLUDED_BY_KEY(DkimResult.PERMERROR),
    /** The record says {@code t=s}, and {@code i=} is of a subdomain. */
    SUBDOMAIN_EXCLUDED_BY_KEY(DkimResult.PERMERROR),

    /** The body is not the one that was signed. */
    BODY_ALTERED(DkimResult.FAIL),
    /** The header is not the one that was signed, or another key signed it. */
    SIGNATURE_WRONG(DkimResult.FAIL),
    /** A From stands in the message that the signature does not cover: the reader sees another author than the signer. */
    FROM_ADDED(DkimResult.FAIL),

    /** The message has no From or several (RFC 5322 section 3.6). */
    NOT_ONE_FROM(DkimResult.FAIL, true),
    /** Another field that is there once by RFC 5322 section 3.6 is there more often than the signature covers. */
    FIELD_ADDED(DkimResult.FAIL, true),
    /** SHA-1, which nobody may use any more (RFC 8301 section 3.1). */
    SHA1(DkimResult.POLICY, true),
    /** An RSA key below 1024 bits (RFC 8301 section 3.2). */
    KEY_TOO_SHORT(DkimResult.POLICY, true),
    /** An RSA key above 4096 bits, which verifiers need not support (RFC 8301 section 3.2). */
    KEY_UNUSUALLY_LONG(DkimResult.POLICY, true),
    /** The record's {@code v=} is not its first tag (RFC 6376 section 3.6.1). */
    KEY_VERSION_NOT_FIRST(DkimResult.POLICY, true),
    /** An RSA key that lacks its wrapping (RFC 6376 section 3.6.1). */
    KEY_WITHOUT_WRAPPING(DkimResult.POLICY, true),
    /** {@code l=}: whoever passes the message on can add to the body (RFC 6376 section 8.2). */
    BODY_LENGTH(DkimResult.POLICY, true),
    /** {@code x=} has passed. */
    EXPIRED(DkimResult.POLICY, true),
    /** {@code x=} is not later than {@code t=} (RFC 6376 section 3.5). */
    EXPIRES_BEFORE_SIGNED(DkimResult.POLICY, true),
    /** {@code t=} lies further ahead than clocks may differ. */
    SIGNED_IN_FUTURE(DkimResult.POLICY, true),

    /** Something happened that should not: a bug of ours or of the platform's. */
    UNEXPECTED(DkimResult.TEMPERROR);

    private final DkimResult result;
    private final boolean tolerable;

    DkimReason(DkimResult result) {
        this(result, false);
    }

    DkimReason(DkimResult result, boolean tolerable) {
        this.result = result;
        this.tolerable = tolerable;
    }

    /** What the reason makes of a signature. */
    public DkimResult result() {
        return result;
    }

    /** Whether {@link DkimRules} may tolerate it: the signature can be judged all the same. */
    public boolean isTolerable() {
        return tolerable;
    }
}
