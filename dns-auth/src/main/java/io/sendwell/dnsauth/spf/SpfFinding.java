package io.sendwell.dnsauth.spf;

import io.sendwell.check.Severity;
import io.sendwell.dnsauth.finding.FindingCode;

/** What an examination of a domain's SPF can find. Without effect for mail while the envelope is in another domain (D16). */
public enum SpfFinding implements FindingCode {
    /** Whether the record lets the operator's servers pass. */
    SPF_AUTHORIZES_OPERATOR(Severity.SHOULD, Actor.CUSTOMER, "RFC 7208 section 5.2"),
    /** The domain has no record. Kept: it has one that can be read. */
    SPF_NO_RECORD(Severity.SHOULD, Actor.CUSTOMER, "RFC 7208 section 4.5"),
    /** There is a text that was meant as a record and does not begin like one. */
    SPF_NOT_RECOGNIZED(Severity.MUST, Actor.CUSTOMER, "RFC 7208 section 4.5"),
    /** More than one record. */
    SPF_TWO_RECORDS(Severity.MUST, Actor.CUSTOMER, "RFC 7208 section 4.5"),
    /** More than one record, and nobody but their author knows what they mean together. */
    SPF_CANNOT_MERGE(Severity.MUST, Actor.CUSTOMER, "RFC 7208 section 4.5"),
    /** {@code - all}. */
    SPF_BLANK_BEFORE_ALL(Severity.MUST, Actor.CUSTOMER, "RFC 7208 section 4.6"),
    /** A mistake whose correction is beyond doubt. */
    SPF_TYPO(Severity.MUST, Actor.CUSTOMER, "RFC 7208 section 4.6"),
    /** A mistake that only the author can mend. */
    SPF_SYNTAX(Severity.MUST, Actor.CUSTOMER, "RFC 7208 section 4.6"),
    /** A part that is allowed and does nothing. */
    SPF_WITHOUT_EFFECT(Severity.SHOULD, Actor.CUSTOMER, "RFC 7208 sections 5.1 and 6"),
    /** More than 10 terms ask the DNS, or one has more than 10 hosts. */
    SPF_TOO_MANY_LOOKUPS(Severity.MUST, Actor.CUSTOMER, "RFC 7208 section 4.6.4"),
    /** More than 2 terms find nothing. */
    SPF_TOO_MANY_VOIDS(Severity.MUST, Actor.CUSTOMER, "RFC 7208 section 4.6.4"),
    /** More than 2 terms find nothing for a server with IPv6. */
    SPF_IPV6_VOIDS(Severity.SHOULD, Actor.CUSTOMER, "RFC 7208 section 4.6.4"),
    /** An include or redirect leads to no readable record. */
    SPF_DEAD_END(Severity.MUST, Actor.CUSTOMER, "RFC 7208 section 5.2"),
    /** The record, or the whole answer, is too long for the DNS of some receivers. */
    SPF_TOO_LONG(Severity.SHOULD, Actor.CUSTOMER, "RFC 7208 section 3.4"),
    /** {@code +all}. */
    SPF_PASSES_ALL(Severity.MUST, Actor.CUSTOMER, "RFC 7208 section 5.1"),
    /** {@code ?all}, or no end at all. */
    SPF_NEUTRAL_END(Severity.NOTE, Actor.CUSTOMER, "RFC 7208 section 4.7"),
    /** {@code -all}: mail may be refused before DMARC is looked at. */
    SPF_HARD_FAIL(Severity.NOTE, Actor.CUSTOMER, "RFC 9989 section 7.1"),
    /** {@code ptr}. */
    SPF_PTR(Severity.SHOULD, Actor.CUSTOMER, "RFC 7208 section 5.5"),
    /** A mechanism that stands there twice. */
    SPF_DUPLICATE(Severity.NOTE, Actor.CUSTOMER, "RFC 7208 section 4.6.4"),
    /** A bounce domain of its own is better than a change of this record. */
    SPF_SUBDOMAIN_BETTER(Severity.NOTE, Actor.CUSTOMER, "RFC 7208 section 2.4"),
    /** The operator's own include does not let the operator's addresses pass. */
    SPF_INCLUDE_INCOMPLETE(Severity.MUST, Actor.OPERATOR, "RFC 7208 section 5.2"),
    /** The DNS did not answer. */
    SPF_UNAVAILABLE(Severity.SHOULD, Actor.NOBODY, "RFC 7208 section 2.6.6");

    private final Severity severity;
    private final Actor actor;
    private final String rule;

    SpfFinding(Severity severity, Actor actor, String rule) {
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
