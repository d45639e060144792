package io.sendwell.examples.doctor;

import io.sendwell.dnsauth.resolver.DnsClient;
import io.sendwell.dnsauth.resolver.Propagation;
import java.util.function.UnaryOperator;

/**
 * Where name servers are found. Tests have theirs on the loopback.
 *
 * @param client settings of who asks
 * @param propagation settings of who asks the name servers of a domain
 */
record Network(UnaryOperator<DnsClient.Builder> client, UnaryOperator<Propagation.Builder> propagation) {

    /** Every server at its own address, and only at public ones. */
    static Network internet() {
        return new Network(UnaryOperator.identity(), UnaryOperator.identity());
    }
}
