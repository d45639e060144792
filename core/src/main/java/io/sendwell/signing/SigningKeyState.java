package io.sendwell.signing;

/**
 * Where a signing key is in its life. Each state is left for a later one, save that the active key of a domain whose proof was
 * lost waits as a published one again; a key that was revoked never returns.
 */
public enum SigningKeyState {
    /** Made; its record is to be published. Signs nothing. */
    CREATED,
    /** Its record was seen everywhere; waits until no cache denies it any more. Signs nothing. */
    PUBLISHED,
    /** Signs, as long as its record can be seen. */
    ACTIVE,
    /** Another key took its place. Its record stays for the messages that are under way; signs when the other cannot. */
    RETIRING,
    /** Its record says that the key is withdrawn ({@code p=} empty, RFC 6376 section 3.6.1). Signs nothing any more. */
    REVOKED
}
