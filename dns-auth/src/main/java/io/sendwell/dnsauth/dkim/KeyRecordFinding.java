package io.sendwell.dnsauth.dkim;

import io.sendwell.check.Severity;
import io.sendwell.dnsauth.finding.FindingCode;

/** What a {@link KeyRecordCheck} can find. */
public enum KeyRecordFinding implements FindingCode {
    /** There is no record. Kept: it is there and fits the key. */
    DKIM_KEY_NOT_PUBLISHED(Severity.MUST, Actor.CUSTOMER, Rule.SELECTORS),
    /** The record is there, with the domain twice in its name. */
    DKIM_KEY_NAME_DOUBLED(Severity.MUST, Actor.CUSTOMER, Rule.SELECTORS),
    /** The record is there, under another name. */
    DKIM_KEY_ELSEWHERE(Severity.MUST, Actor.CUSTOMER, Rule.SELECTORS),
    /** The name is an alias of one that has no text. */
    DKIM_KEY_ALIAS_EMPTY(Severity.MUST, Actor.CUSTOMER, Rule.SELECTORS),
    /** The answer is a wildcard's, which says the same of every name. */
    DKIM_KEY_WILDCARD(Severity.MUST, Actor.CUSTOMER, "RFC 4592 section 2.1.1"),
    /** There are several records. */
    DKIM_KEY_TWO_RECORDS(Severity.MUST, Actor.CUSTOMER, "RFC 6376 section 3.6.2.2"),
    /** The record ends in the middle of the key. */
    DKIM_KEY_CUT(Severity.MUST, Actor.CUSTOMER, "RFC 1035 section 3.3"),
    /** Quotation marks became part of the record. */
    DKIM_KEY_QUOTED(Severity.MUST, Actor.CUSTOMER, Rule.RECORD),
    /** White space came into the key, which still fits. */
    DKIM_KEY_BLANKS(Severity.SHOULD, Actor.CUSTOMER, Rule.RECORD),
    /** The key is ours, with characters changed, lost or added. */
    DKIM_KEY_DAMAGED(Severity.MUST, Actor.CUSTOMER, Rule.RECORD),
    /** An Ed25519 key in the wrapping that only RSA keys have. */
    DKIM_KEY_ED25519_WRAPPED(Severity.MUST, Actor.CUSTOMER, "RFC 8463 section 4"),
    /** An RSA key that fits and lacks its wrapping. */
    DKIM_KEY_WITHOUT_WRAPPING(Severity.SHOULD, Actor.CUSTOMER, Rule.RECORD),
    /** Another key than ours. */
    DKIM_KEY_OTHER(Severity.MUST, Actor.CUSTOMER, Rule.RECORD),
    /** {@code p=} is empty. */
    DKIM_KEY_REVOKED(Severity.MUST, Actor.CUSTOMER, Rule.RECORD),
    /** The text is no key record. */
    DKIM_KEY_SYNTAX(Severity.MUST, Actor.CUSTOMER, Rule.RECORD),
    /** {@code v=} is not the first tag. */
    DKIM_KEY_VERSION_NOT_FIRST(Severity.SHOULD, Actor.CUSTOMER, Rule.RECORD),
    /** {@code t=y}. */
    DKIM_KEY_TESTING(Severity.SHOULD, Actor.CUSTOMER, Rule.RECORD),
    /** {@code h=} does not name sha256. */
    DKIM_KEY_HASH_EXCLUDED(Severity.MUST, Actor.CUSTOMER, Rule.RECORD),
    /** {@code s=} does not name email. */
    DKIM_KEY_MAIL_EXCLUDED(Severity.MUST, Actor.CUSTOMER, Rule.RECORD),
    /** An RSA key below 1024 bits. */
    DKIM_KEY_TOO_SHORT(Severity.MUST, Actor.OPERATOR, "RFC 8301 section 3.2"),
    /** A server denies the name above the key's, and with it the key. */
    DKIM_PARENT_DENIED(Severity.SHOULD, Actor.CUSTOMER, "RFC 8020 section 2"),
    /** The DNS could not be asked. */
    DKIM_KEY_UNKNOWN(Severity.MUST, Actor.NOBODY, Rule.SELECTORS);

    /** Constants of an enum cannot refer to its own fields. */
    private static final class Rule {
        static final String RECORD = "RFC 6376 section 3.6.1";
        static final String SELECTORS = "RFC 6376 section 3.6.2.1";
    }

    private final Severity severity;
    private final Actor actor;
    private final String rule;

    KeyRecordFinding(Severity severity, Actor actor, String rule) {
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
