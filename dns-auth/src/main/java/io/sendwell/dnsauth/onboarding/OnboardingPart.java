package io.sendwell.dnsauth.onboarding;

/** What a domain is asked for before mail goes out under it. */
public enum OnboardingPart {
    /** It is the account's: a text in its DNS, or a file on its website. */
    OWNERSHIP,
    /** It has a website. */
    WEBSITE,
    /** The key of its signatures is published. */
    DKIM,
    /** The operator's servers may send for it: by its SPF record, or by a name of its own for bounces. */
    SPF,
    /** It says what receivers shall do with mail that fails. */
    DMARC
}
