package io.sendwell.identity;

import io.sendwell.address.DomainName;
import java.util.Optional;

/**
 * What is known of an author's domain, for one account. Start from {@link #unknown()} and add what is known.
 *
 * @param verification whether this account proved that the domain is its own
 * @param policy the DMARC policy that applies to it
 * @param strictAlignment whether the policy asks for equal domains ({@code adkim=s}) and not just related ones
 * @param organizationalDomain the organizational domain (RFC 9989 section 4.10); empty when it is not known, and only
 *     an equal domain counts as aligned then
 * @param bounceDomain a name in the same organizational domain that was set up for bounces, so that SPF passes aligned
 * @param existence whether the domain could take mail at all
 */
public record AuthorDomainFacts(
        Verification verification,
        DmarcPolicy policy,
        boolean strictAlignment,
        Optional<DomainName> organizationalDomain,
        Optional<DomainName> bounceDomain,
        Existence existence) {

    /** Whether an account proved that a domain is its own: ownership, SPF include and DKIM key. */
    public enum Verification {
        /** This account proved it. */
        VERIFIED,
        /** Nobody did. */
        UNVERIFIED,
        /** Another account did; this one may not use it. */
        OF_ANOTHER_ACCOUNT
    }

    /** Whether a domain could take mail at all. */
    public enum Existence {
        /** It has a mail server, or an address to try. */
        EXISTS,
        /** It does not exist, or says that it takes no mail (null MX, RFC 7505). */
        DEAD,
        /** It could not be found out. */
        UNKNOWN
    }

    /** Nothing is known: unverified, and its policy counts as reject. */
    public static AuthorDomainFacts unknown() {
        return new AuthorDomainFacts(
                Verification.UNVERIFIED,
                DmarcPolicy.UNKNOWN,
                false,
                Optional.empty(),
                Optional.empty(),
                Existence.UNKNOWN);
    }

    /** An existing domain that nobody verified, with this policy. */
    public static AuthorDomainFacts unverified(DmarcPolicy policy) {
        return unknown().withPolicy(policy).withExistence(Existence.EXISTS);
    }

    /** An existing domain that this account verified, with this policy. */
    public static AuthorDomainFacts verified(DmarcPolicy policy) {
        return unverified(policy).withVerification(Verification.VERIFIED);
    }

    /** The same facts with another verification. */
    public AuthorDomainFacts withVerification(Verification value) {
        return new AuthorDomainFacts(value, policy, strictAlignment, organizationalDomain, bounceDomain, existence);
    }

    /** The same facts with another policy. */
    public AuthorDomainFacts withPolicy(DmarcPolicy value) {
        return new AuthorDomainFacts(
                verification, value, strictAlignment, organizationalDomain, bounceDomain, existence);
    }

    /** The same facts for a policy that asks for equal domains. */
    public AuthorDomainFacts withStrictAlignment() {
        return new AuthorDomainFacts(verification, policy, true, organizationalDomain, bounceDomain, existence);
    }

    /** The same facts with the organizational domain. */
    public AuthorDomainFacts withOrganizationalDomain(DomainName value) {
        return new AuthorDomainFacts(
                verification, policy, strictAlignment, Optional.of(value), bounceDomain, existence);
    }

    /** The same facts with a name for bounces. */
    public AuthorDomainFacts withBounceDomain(DomainName value) {
        return new AuthorDomainFacts(
                verification, policy, strictAlignment, organizationalDomain, Optional.of(value), existence);
    }

    /** The same facts with another existence. */
    public AuthorDomainFacts withExistence(Existence value) {
        return new AuthorDomainFacts(verification, policy, strictAlignment, organizationalDomain, bounceDomain, value);
    }
}
