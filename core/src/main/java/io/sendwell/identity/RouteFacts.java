package io.sendwell.identity;

import io.sendwell.address.DomainName;
import java.util.Optional;

/**
 * What the decision has to know of a route.
 *
 * @param senderFieldPossible whether a Sender field other than From may be given
 * @param reversePathPossible whether the reverse-path may be chosen per message
 * @param signingDomain whose signature the message would carry for this author; empty when nobody's
 * @param ownServer what is known of the account's own server; empty when the route is the operator's or the ESP's
 */
public record RouteFacts(
        boolean senderFieldPossible,
        boolean reversePathPossible,
        Optional<DomainName> signingDomain,
        Optional<OwnServerFacts> ownServer) {}
