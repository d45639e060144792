package io.sendwell.domain;

/** How far the proof of a domain has come, for one account. */
public enum DomainState {
    /** The account was told what to publish, and nothing was looked at yet. */
    BEGUN,
    /** It was looked at and is not all there; changes in the DNS take time, so the check is repeated by itself. */
    PENDING,
    /** It was not all there in time. Nothing is repeated by itself any more; the account may ask for a check at any time. */
    EXPIRED,
    /** Everything was seen. Mail goes out under the domain once somebody activates it. */
    READY,
    /** Mail goes out under the domain. The proof is repeated. */
    ACTIVE,
    /** Mail still goes out under the domain although its proof fails: there is some time to mend it. */
    GRACE,
    /** The proof was gone for too long, or the account gave the domain up. It may begin anew. */
    LOST;

    /** Whether the domain counts as proven by the account, so that mail goes out under it. */
    public boolean isVerified() {
        return this == ACTIVE || this == GRACE;
    }
}
