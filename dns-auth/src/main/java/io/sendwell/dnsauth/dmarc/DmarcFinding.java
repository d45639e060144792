package io.sendwell.dnsauth.dmarc;

import io.sendwell.check.Severity;
import io.sendwell.dnsauth.finding.FindingCode;

/** What an examination of a domain's DMARC can find. */
public enum DmarcFinding implements FindingCode {
    /** The domain has no policy, neither its own nor from above. Kept: it has one. */
    DMARC_NONE(Severity.SHOULD, Actor.CUSTOMER, "RFC 9989 section 5.1; Gmail, Yahoo and Outlook.com for bulk mail"),
    /** Several records at one name are none. */
    DMARC_TWO_RECORDS(Severity.MUST, Actor.CUSTOMER, "RFC 9989 section 4.10"),
    /** A text looks like a record and does not begin like one. */
    DMARC_NOT_RECOGNISED(Severity.MUST, Actor.CUSTOMER, "RFC 9989 section 4.7"),
    /** The record has neither a usable policy nor an address for reports. */
    DMARC_WITHOUT_EFFECT(Severity.MUST, Actor.CUSTOMER, "RFC 9989 section 4.10.1"),
    /** A piece of the record is not understood. */
    DMARC_SYNTAX(Severity.SHOULD, Actor.CUSTOMER, "RFC 9989 section 4.8"),
    /** The record uses tags that are gone. */
    DMARC_REMOVED_TAG(Severity.NOTE, Actor.CUSTOMER, "RFC 9989 appendix A.6"),
    /** The record lies where nobody looks. */
    DMARC_WRONG_PLACE(Severity.MUST, Actor.CUSTOMER, "RFC 9989 section 4.5"),
    /** The policy asks for nothing. */
    DMARC_POLICY_NONE(Severity.NOTE, Actor.CUSTOMER, "RFC 9989 section 5.1.6"),
    /** Subdomains have another policy than the domain. */
    DMARC_SUBDOMAIN_POLICY(Severity.NOTE, Actor.CUSTOMER, "RFC 9989 section 4.7"),
    /** Reports go to a domain that has not agreed to take them. */
    DMARC_REPORTS_NOT_AUTHORIZED(Severity.SHOULD, Actor.CUSTOMER, "RFC 7489 section 7.1, RFC 9990"),
    /** Old and new receivers find different things. */
    DMARC_GENERATIONS_DIFFER(Severity.SHOULD, Actor.CUSTOMER, "RFC 9989 section 4.10, RFC 7489 section 3.2"),
    /** A wildcard record answers in place of a policy. */
    DMARC_WILDCARD(Severity.SHOULD, Actor.CUSTOMER, "RFC 4592 section 2.1.1"),
    /** Mail of a domain that asks for rejection rests on SPF alone. */
    DMARC_REJECT_ON_SPF_ALONE(Severity.MUST, Actor.CUSTOMER, "RFC 9989 section 7.4"),
    /** The DNS could not be asked. */
    DMARC_UNAVAILABLE(Severity.SHOULD, Actor.NOBODY, "RFC 9989 section 4.10.1");

    private final Severity severity;
    private final Actor actor;
    private final String rule;

    DmarcFinding(Severity severity, Actor actor, String rule) {
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
