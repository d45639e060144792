package io.sendwell.dnsauth.host;

import io.sendwell.check.Severity;
import io.sendwell.dnsauth.finding.FindingCode;

/** What an examination of mail servers, sending hosts and the records around them can find. */
public enum HostFinding implements FindingCode {
    /** A question to the DNS stayed without an answer. */
    HOST_DNS_UNAVAILABLE(Severity.SHOULD, Actor.NOBODY, "RFC 1035"),

    /** The domain does not exist. */
    HOST_NO_SUCH_DOMAIN(Severity.MUST, Actor.CUSTOMER, "RFC 5321 section 5.1"),
    /** The domain says that it takes no mail. */
    HOST_NULL_MX(Severity.MUST, Actor.CUSTOMER, "RFC 7505"),
    /** The domain says that it takes no mail, and names servers all the same. */
    HOST_NULL_MX_NOT_ALONE(Severity.SHOULD, Actor.CUSTOMER, "RFC 7505 section 3"),
    /** No server takes mail for the domain. Kept: servers do. */
    HOST_NO_MAIL_SERVER(Severity.MUST, Actor.CUSTOMER, "RFC 5321 section 5.1"),
    /** Mail goes to the address of the domain for want of an MX record. */
    HOST_MX_IMPLICIT(Severity.SHOULD, Actor.CUSTOMER, "RFC 5321 section 5.1"),
    /** An MX record names an alias. */
    HOST_MX_ALIAS(Severity.SHOULD, Actor.CUSTOMER, "RFC 2181 section 10.3"),
    /** An MX record has an address where a name belongs. */
    HOST_MX_IS_ADDRESS(Severity.MUST, Actor.CUSTOMER, "RFC 1035 section 3.3.9"),
    /** An MX record names a host without address. */
    HOST_MX_NO_ADDRESS(Severity.SHOULD, Actor.CUSTOMER, "RFC 5321 section 5.1"),

    /** An address that sends has no name. Kept: it has one that leads back to it. */
    HOST_NO_REVERSE_NAME(Severity.MUST, Actor.OPERATOR, "Gmail 5.7.25"),
    /** The name of an address that sends does not lead back to it. */
    HOST_REVERSE_NAME_DIFFERS(Severity.MUST, Actor.OPERATOR, "Gmail 5.7.25"),
    /** The name of an address that sends looks as the provider's for anybody. */
    HOST_REVERSE_NAME_GENERIC(Severity.SHOULD, Actor.OPERATOR, "Yahoo sender best practices"),
    /** The name in HELO is no full name. */
    HOST_HELO_NOT_FULL(Severity.MUST, Actor.OPERATOR, "RFC 5321 section 4.1.1.1"),
    /** The name in HELO has no address. */
    HOST_HELO_UNRESOLVED(Severity.MUST, Actor.OPERATOR, "RFC 5321 section 2.3.5"),
    /** The name in HELO has other addresses. */
    HOST_HELO_DIFFERS(Severity.SHOULD, Actor.OPERATOR, "RFC 5321 section 4.1.4"),
    /** The name in HELO has no SPF record. */
    HOST_HELO_WITHOUT_SPF(Severity.SHOULD, Actor.OPERATOR, "RFC 7208 section 2.3"),
    /** A domain that the operator sends from has no SPF record. Kept: it has. */
    HOST_SENDER_WITHOUT_SPF(Severity.SHOULD, Actor.OPERATOR, "RFC 7208 section 3"),
    /** A domain that the operator sends from has no DKIM key under a selector. Kept: it has. */
    HOST_SENDER_WITHOUT_KEY(Severity.SHOULD, Actor.OPERATOR, "RFC 6376 section 3.6"),
    /** A domain that the operator sends from does not ask for reject. Kept: it does. */
    HOST_SENDER_WITHOUT_REJECT(Severity.SHOULD, Actor.OPERATOR, "RFC 9989 section 4.7"),
    /** Nobody can see from outside whether these mailboxes are read. */
    HOST_ROLE_MAILBOXES(Severity.SHOULD, Actor.OPERATOR, "RFC 2142"),

    /** The domain has no MTA-STS. Kept: it has, and it is enforced. */
    HOST_MTA_STS_ABSENT(Severity.NOTE, Actor.CUSTOMER, "RFC 8461"),
    /** The record of MTA-STS is there twice or cannot be read. */
    HOST_MTA_STS_RECORD_INVALID(Severity.SHOULD, Actor.CUSTOMER, "RFC 8461 section 3.1"),
    /** The policy of MTA-STS cannot be fetched. */
    HOST_MTA_STS_NO_POLICY(Severity.SHOULD, Actor.CUSTOMER, "RFC 8461 section 3.3"),
    /** The policy of MTA-STS cannot be read. */
    HOST_MTA_STS_POLICY_INVALID(Severity.SHOULD, Actor.CUSTOMER, "RFC 8461 section 3.2"),
    /** The policy of MTA-STS leaves out a server that takes mail. */
    HOST_MTA_STS_MX_MISSING(Severity.SHOULD, Actor.CUSTOMER, "RFC 8461 section 4.1"),
    /** The policy of MTA-STS is only tried out, or taken back. */
    HOST_MTA_STS_NOT_ENFORCED(Severity.NOTE, Actor.CUSTOMER, "RFC 8461 section 5"),
    /** The policy of MTA-STS is forgotten too soon to protect. */
    HOST_MTA_STS_SHORT(Severity.NOTE, Actor.CUSTOMER, "RFC 8461 section 3.2"),
    /** Nobody is told when encryption fails. Kept: somebody is. */
    HOST_TLS_REPORTING_ABSENT(Severity.NOTE, Actor.CUSTOMER, "RFC 8460 section 3"),
    /** The record for reports about TLS is there twice or cannot be read. */
    HOST_TLS_REPORTING_INVALID(Severity.SHOULD, Actor.CUSTOMER, "RFC 8460 section 3"),
    /** The domain has no DANE. Kept: it has. */
    HOST_DANE_ABSENT(Severity.NOTE, Actor.NOBODY, "RFC 7672"),
    /** There are records of DANE without the signatures that make them worth something. */
    HOST_DANE_UNSIGNED(Severity.SHOULD, Actor.CUSTOMER, "RFC 7672 section 2.2"),

    /** The domain shows no logo. Kept: it shows one. */
    HOST_BIMI_ABSENT(Severity.NOTE, Actor.NOBODY, "draft-brand-indicators-for-message-identification"),
    /** The record of the logo is there twice or cannot be read. */
    HOST_BIMI_INVALID(Severity.SHOULD, Actor.CUSTOMER, "draft-brand-indicators-for-message-identification"),
    /** The logo is not shown, since the domain's DMARC policy asks for nothing. */
    HOST_BIMI_NEEDS_POLICY(Severity.SHOULD, Actor.CUSTOMER, "draft-brand-indicators-for-message-identification"),
    /** The logo is not shown by receivers that ask for a certificate. */
    HOST_BIMI_WITHOUT_CERTIFICATE(Severity.NOTE, Actor.CUSTOMER, "Gmail BIMI requirements"),

    /** A certificate or key is about to end. */
    HOST_EXPIRES_SOON(Severity.SHOULD, Actor.OPERATOR, "RFC 5280 section 4.1.2.5"),
    /** A certificate or key has ended. */
    HOST_EXPIRED(Severity.MUST, Actor.OPERATOR, "RFC 5280 section 4.1.2.5");

    private final Severity severity;
    private final Actor actor;
    private final String rule;

    HostFinding(Severity severity, Actor actor, String rule) {
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
