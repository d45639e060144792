package io.sendwell.dnsauth.dmarc;

/** How well a message will get through DMARC, the best first. */
public enum DmarcGrade {
    /** An aligned signature vouches for it, and still does when it is forwarded. */
    PASSES,
    /** Only SPF vouches for it: it passes at the first receiver and fails when that one forwards it. */
    PASSES_BY_SPF_ONLY,
    /** The author domain has no policy, so that nothing is asked of it. */
    NO_POLICY,
    /** It could not be found out. */
    UNKNOWN,
    /** Nobody whom DMARC accepts vouches for it. */
    FAILS
}
