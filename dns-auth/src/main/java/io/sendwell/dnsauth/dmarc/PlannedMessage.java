package io.sendwell.dnsauth.dmarc;

import io.sendwell.address.DomainName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What DMARC will see of a message that is to be sent. Start from {@link #from} and add.
 *
 * @param authorDomain the domain of From
 * @param reversePathDomain the domain of the reverse-path; empty for the null reverse-path
 * @param helo what the sending server says of itself; counts for SPF when the reverse-path is null (RFC 7208 section 2.4)
 * @param spf whether SPF passes for the domain of the reverse-path, or for {@code helo} in its place
 * @param signingDomains the domains whose signatures the message will carry
 * @param senderFieldDomain the domain of the Sender field of a mail on behalf of its author; has no influence on DMARC
 *     (RFC 9989 appendix A.3)
 */
public record PlannedMessage(
        DomainName authorDomain,
        Optional<DomainName> reversePathDomain,
        Optional<DomainName> helo,
        IdentifierOutcome spf,
        List<DomainName> signingDomains,
        Optional<DomainName> senderFieldDomain) {

    public PlannedMessage {
        signingDomains = List.copyOf(signingDomains);
    }

    /** A message of this author domain, unsigned and with the null reverse-path. */
    public static PlannedMessage from(DomainName authorDomain) {
        return new PlannedMessage(
                authorDomain,
                Optional.empty(),
                Optional.empty(),
                IdentifierOutcome.NO_PASS,
                List.of(),
                Optional.empty());
    }

    /** The same with this reverse-path, for which SPF says this. */
    public PlannedMessage withReversePath(DomainName domain, IdentifierOutcome outcome) {
        return new PlannedMessage(authorDomain, Optional.of(domain), helo, outcome, signingDomains, senderFieldDomain);
    }

    /** The same with the null reverse-path, from a server with this name, for which SPF says this. */
    public PlannedMessage withNullReversePath(DomainName server, IdentifierOutcome outcome) {
        return new PlannedMessage(
                authorDomain, Optional.empty(), Optional.of(server), outcome, signingDomains, senderFieldDomain);
    }

    /** The same with one more signature. */
    public PlannedMessage signedBy(DomainName signingDomain) {
        List<DomainName> more = new ArrayList<>(signingDomains);
        more.add(signingDomain);
        return new PlannedMessage(authorDomain, reversePathDomain, helo, spf, more, senderFieldDomain);
    }

    /** The same on behalf of its author, with this domain in the Sender field. */
    public PlannedMessage onBehalfOfAuthorBy(DomainName senderField) {
        return new PlannedMessage(authorDomain, reversePathDomain, helo, spf, signingDomains, Optional.of(senderField));
    }

    /** The domain that SPF will check; empty when nobody knows one. */
    Optional<DomainName> spfDomain() {
        return reversePathDomain.or(this::helo);
    }

    AuthenticationResults expectedResults() {
        AuthenticationResults results = AuthenticationResults.of(authorDomain);
        if (spfDomain().isPresent()) {
            results = results.withSpf(spfDomain().get(), spf);
        }
        for (DomainName signingDomain : signingDomains) {
            results = results.withSignature(signingDomain, IdentifierOutcome.PASS);
        }
        return results;
    }
}
