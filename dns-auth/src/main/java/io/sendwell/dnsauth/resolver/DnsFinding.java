package io.sendwell.dnsauth.resolver;

import io.sendwell.check.Severity;
import io.sendwell.dnsauth.finding.FindingCode;

/** What a look at a domain's DNS itself can find. */
public enum DnsFinding implements FindingCode {
    /** No zone has the name but the one of its top-level domain. */
    DNS_NOT_REGISTERED(Severity.MUST, Actor.CUSTOMER, "RFC 1034 section 4.2"),
    /** Which name servers the domain has could not be found out. */
    DNS_SERVERS_UNKNOWN(Severity.MUST, Actor.NOBODY, "RFC 1034 section 4.2"),
    /** No server has the record. Kept: all have it. */
    DNS_NOT_PUBLISHED(Severity.MUST, Actor.CUSTOMER, Rule.SAME_DATA),
    /** Some servers have the record, others do not. */
    DNS_PARTLY_PUBLISHED(Severity.MUST, Actor.CUSTOMER, Rule.SAME_DATA),
    /** Servers have another value. */
    DNS_OTHER_VALUE(Severity.MUST, Actor.CUSTOMER, Rule.SAME_DATA),
    /** The servers have it, and our resolver remembers the time before. */
    DNS_NOT_YET_VISIBLE(Severity.NOTE, Actor.NOBODY, "RFC 2308 section 5"),
    /** The servers contradict each other. */
    DNS_SERVERS_DISAGREE(Severity.SHOULD, Actor.CUSTOMER, Rule.SAME_DATA),
    /** A name server does not have the zone that it was given. */
    DNS_SERVER_LAME(Severity.SHOULD, Actor.CUSTOMER, "RFC 1912 section 2.8"),
    /** A name server does not answer, or not sensibly. */
    DNS_SERVER_SILENT(Severity.SHOULD, Actor.CUSTOMER, "RFC 2182 section 3"),
    /** A name server is at an address that nobody can reach, and that we do not ask. */
    DNS_SERVER_NOT_PUBLIC(Severity.SHOULD, Actor.CUSTOMER, "RFC 6890"),
    /** Validating resolvers refuse what is there. Kept: they vouch for it. */
    DNS_DNSSEC_BROKEN(Severity.MUST, Actor.CUSTOMER, "RFC 4035 section 5"),
    /** The domain is not signed. */
    DNS_DNSSEC_ABSENT(Severity.NOTE, Actor.NOBODY, "RFC 4035 section 5.2"),
    /** The domain is signed, and our resolver does not look at that. */
    DNS_DNSSEC_NOT_VALIDATED(Severity.NOTE, Actor.OPERATOR, "RFC 4035 section 3.2.3"),
    /** Whether the domain is signed could not be found out. */
    DNS_DNSSEC_UNKNOWN(Severity.NOTE, Actor.NOBODY, "RFC 4035 section 5.2"),
    /** The name servers are none that we know. Kept: we know whose they are. */
    DNS_HOST_UNKNOWN(Severity.NOTE, Actor.NOBODY, "Sendwell: advice that fits the provider's form");

    /** Constants of an enum cannot refer to its own fields. */
    private static final class Rule {
        static final String SAME_DATA = "RFC 1034 section 4.3.5";
    }

    private final Severity severity;
    private final Actor actor;
    private final String rule;

    DnsFinding(Severity severity, Actor actor, String rule) {
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
