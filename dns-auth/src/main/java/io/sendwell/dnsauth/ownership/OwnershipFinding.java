package io.sendwell.dnsauth.ownership;

import io.sendwell.check.Severity;
import io.sendwell.dnsauth.finding.FindingCode;

/** What an examination of ownership can find. */
public enum OwnershipFinding implements FindingCode {
    /** The domain is one below which anybody can register names. */
    OWNERSHIP_PUBLIC_SUFFIX(Severity.MUST, Actor.CUSTOMER, Rule.VERIFICATION_TECHNIQUES),
    /** The domain is a mailbox provider's. */
    OWNERSHIP_PROVIDER_DOMAIN(Severity.MUST, Actor.CUSTOMER, "a mailbox provider's domain belongs to no customer"),
    /** It is too late to prove the domain with this challenge. */
    OWNERSHIP_EXPIRED(Severity.MUST, Actor.CUSTOMER, Rule.VERIFICATION_TECHNIQUES),
    /** There is no text at the name. Kept: the text is there. */
    OWNERSHIP_TXT_MISSING(Severity.MUST, Actor.CUSTOMER, Rule.VERIFICATION_TECHNIQUES),
    /** There are texts at the name, and none is ours. */
    OWNERSHIP_TXT_DIFFERENT(Severity.MUST, Actor.CUSTOMER, Rule.VERIFICATION_TECHNIQUES),
    /** The text is there, at another name. */
    OWNERSHIP_TXT_WRONG_PLACE(Severity.MUST, Actor.CUSTOMER, Rule.VERIFICATION_TECHNIQUES),
    /** The text comes from a wildcard record. */
    OWNERSHIP_TXT_WILDCARD(Severity.MUST, Actor.CUSTOMER, "RFC 4592 section 2.1.1"),
    /** The DNS could not be asked. */
    OWNERSHIP_DNS_UNAVAILABLE(Severity.MUST, Actor.NOBODY, Rule.VERIFICATION_TECHNIQUES),
    /** There is no file. Kept: the file is there. */
    OWNERSHIP_FILE_MISSING(Severity.MUST, Actor.CUSTOMER, Rule.WEBSITE_CHANGE),
    /** There is a file with other text in it. */
    OWNERSHIP_FILE_DIFFERENT(Severity.MUST, Actor.CUSTOMER, Rule.WEBSITE_CHANGE),
    /** The site has an answer for every name. */
    OWNERSHIP_FILE_CATCH_ALL(Severity.MUST, Actor.CUSTOMER, Rule.WEBSITE_CHANGE),
    /** The site sends us elsewhere. */
    OWNERSHIP_FILE_REDIRECTED(Severity.MUST, Actor.CUSTOMER, Rule.WEBSITE_CHANGE),
    /** The site does not let us have the file. */
    OWNERSHIP_FILE_FORBIDDEN(Severity.MUST, Actor.CUSTOMER, "RFC 9110 section 15.5"),
    /** There is no website to have a file. */
    OWNERSHIP_FILE_NO_SITE(Severity.MUST, Actor.CUSTOMER, Rule.WEBSITE_CHANGE),
    /** The website could not be asked. */
    OWNERSHIP_FILE_UNAVAILABLE(Severity.MUST, Actor.NOBODY, Rule.WEBSITE_CHANGE),
    /** What proved the domain is gone. */
    OWNERSHIP_LOST(Severity.MUST, Actor.CUSTOMER, Rule.VERIFICATION_TECHNIQUES),
    /** The domain has no website. Kept: it has one. */
    OWNERSHIP_NO_WEBSITE(Severity.MUST, Actor.CUSTOMER, "Sendwell: a domain that sends has a website"),
    /** Whether the domain has a website could not be found out. */
    OWNERSHIP_WEBSITE_UNAVAILABLE(Severity.MUST, Actor.NOBODY, "Sendwell: a domain that sends has a website");

    /** Constants of an enum cannot refer to its own fields. */
    private static final class Rule {
        static final String VERIFICATION_TECHNIQUES = "draft-ietf-dnsop-domain-verification-techniques section 5";
        static final String WEBSITE_CHANGE = "CA/Browser Forum Baseline Requirements section 3.2.2.4.18";
    }

    private final Severity severity;
    private final Actor actor;
    private final String rule;

    OwnershipFinding(Severity severity, Actor actor, String rule) {
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
