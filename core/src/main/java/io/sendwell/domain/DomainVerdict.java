package io.sendwell.domain;

/** How one check of a domain ended. */
public enum DomainVerdict {
    /** Everything that is needed was seen. */
    PASSED,
    /** Something that is needed is missing or wrong. */
    FAILED,
    /** It could not be found out, mostly because the DNS did not answer. Neither good nor bad news. */
    UNKNOWN
}
