package io.sendwell.testkit.dns;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Describes a {@link FakeDns} before it starts. Unless told otherwise it has no records, a TTL of five minutes where none
 * is written, one minute for denials, and answers for others (recursion). For one thread.
 */
public final class FakeDnsBuilder {

    private final List<Consumer<FakeDns>> contents = new ArrayList<>();
    private Duration defaultTtl = Duration.ofMinutes(5);
    private Duration negativeTtl = Duration.ofMinutes(1);
    private boolean recursion = true;

    FakeDnsBuilder() {}

    /** Has a zone from the beginning; see {@link FakeDns#zone(String, String)}. */
    public FakeDnsBuilder zone(String apex, String text) {
        contents.add(dns -> dns.zone(apex, text));
        return this;
    }

    /** Has these records from the beginning; see {@link FakeDns#publish(String)}. */
    public FakeDnsBuilder records(String zoneText) {
        contents.add(dns -> dns.publish(zoneText));
        return this;
    }

    /** The TTL of records that come without one. */
    public FakeDnsBuilder defaultTtl(Duration ttl) {
        defaultTtl = ttl;
        return this;
    }

    /** How long a denial may be kept in zones whose SOA record is made up (RFC 2308 section 5). */
    public FakeDnsBuilder negativeTtl(Duration ttl) {
        negativeTtl = ttl;
        return this;
    }

    /** Answers for its own zones only, as the name servers of a domain do: no recursion for anybody. */
    public FakeDnsBuilder withoutRecursion() {
        recursion = false;
        return this;
    }

    /** Starts the server on a free port. */
    public FakeDns start() {
        FakeDns dns = new FakeDns(new Zones(defaultTtl, negativeTtl), new AuthenticatedNames(), recursion);
        try {
            contents.forEach(content -> content.accept(dns));
        } catch (IllegalArgumentException e) {
            dns.close();
            throw e;
        }
        return dns;
    }
}
