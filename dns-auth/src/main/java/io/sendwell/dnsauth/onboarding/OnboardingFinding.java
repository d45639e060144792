package io.sendwell.dnsauth.onboarding;

import io.sendwell.check.Severity;
import io.sendwell.dnsauth.finding.FindingCode;

/** What happens to a domain on its way, and what its account is asked for. */
public enum OnboardingFinding implements FindingCode {
    /** What all this is for. */
    ONBOARDING_INTRODUCTION(Severity.NOTE, Actor.CUSTOMER, "S22"),
    /** A record to create, as a provider's form asks for it. */
    ONBOARDING_ENTRY(Severity.NOTE, Actor.NOBODY, "S22"),
    /** Why the ownership of the domain is asked for. */
    ONBOARDING_OWNERSHIP(Severity.MUST, Actor.CUSTOMER, "S5, S18"),
    /** The file that proves the domain as well as the record. */
    ONBOARDING_WEB_FILE(Severity.NOTE, Actor.CUSTOMER, "S18"),
    /** Why a website is asked for. */
    ONBOARDING_WEBSITE(Severity.MUST, Actor.CUSTOMER, "S19"),
    /** Why the key of signatures is asked for. */
    ONBOARDING_DKIM(Severity.MUST, Actor.CUSTOMER, "S5, S17"),
    /** Why the SPF record is asked for. */
    ONBOARDING_SPF(Severity.MUST, Actor.CUSTOMER, "S5, S14"),
    /** The SPF record is fine as it is. */
    ONBOARDING_SPF_UNCHANGED(Severity.NOTE, Actor.NOBODY, "S14"),
    /** The name for bounces that makes the SPF record of the domain needless. */
    ONBOARDING_BOUNCES(Severity.MUST, Actor.CUSTOMER, "RFC 7208 section 2.4"),
    /** Nothing, or something else, is at the name for bounces. */
    ONBOARDING_BOUNCES_MISSING(Severity.MUST, Actor.CUSTOMER, "RFC 7208 section 2.4"),
    /** The name for bounces could not be looked at. */
    ONBOARDING_BOUNCES_UNAVAILABLE(Severity.MUST, Actor.NOBODY, "RFC 7208 section 2.4"),
    /** Why a DMARC record is advisable. */
    ONBOARDING_DMARC(Severity.SHOULD, Actor.CUSTOMER, "D30"),
    /** There is a DMARC record already. */
    ONBOARDING_DMARC_UNCHANGED(Severity.NOTE, Actor.NOBODY, "D30"),
    /** How long it may take until everybody sees a change. */
    ONBOARDING_WAIT(Severity.NOTE, Actor.NOBODY, "S21"),
    /** Everything was seen. */
    ONBOARDING_READY(Severity.NOTE, Actor.CUSTOMER, "S5"),
    /** Not everything was seen in time. */
    ONBOARDING_EXPIRED(Severity.MUST, Actor.CUSTOMER, "S21"),
    /** Mail goes out under the domain from now on. */
    ONBOARDING_ACTIVATED(Severity.NOTE, Actor.NOBODY, "S5"),
    /** From now on the domain's own reputation is at stake. */
    ONBOARDING_OWN_REPUTATION(Severity.SHOULD, Actor.CUSTOMER, "S23"),
    /** The proof fails and has to be mended. */
    ONBOARDING_IN_GRACE(Severity.MUST, Actor.CUSTOMER, "D33"),
    /** The proof is back. */
    ONBOARDING_RESTORED(Severity.NOTE, Actor.NOBODY, "D33"),
    /** Mail does not go out under the domain any more. */
    ONBOARDING_LOST(Severity.MUST, Actor.CUSTOMER, "D33"),
    /** The account itself gave the domain up. */
    ONBOARDING_GIVEN_UP(Severity.NOTE, Actor.NOBODY, "S20"),
    /** The domain is in use by another account. */
    ONBOARDING_OTHER_ACCOUNT(Severity.MUST, Actor.CUSTOMER, "D15"),
    /** The report is too old to activate a domain with. */
    ONBOARDING_REPORT_TOO_OLD(Severity.MUST, Actor.OPERATOR, "D33"),
    /** Something newer is known than the report says. */
    ONBOARDING_REPORT_OVERTAKEN(Severity.MUST, Actor.OPERATOR, "D33");

    private final Severity severity;
    private final Actor actor;
    private final String rule;

    OnboardingFinding(Severity severity, Actor actor, String rule) {
        this.severity = severity;
        this.actor = actor;
        this.rule = rule;
    }

    @Override
    public Severity severity() {
        return severity;
    }

    @Override
    public Actor actor() {
        return actor;
    }

    @Override
    public String rule() {
        return rule;
    }
}
