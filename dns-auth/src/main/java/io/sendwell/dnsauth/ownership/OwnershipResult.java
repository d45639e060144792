package io.sendwell.dnsauth.ownership;

import io.sendwell.dnsauth.finding.DomainFinding;
import java.time.Instant;
import java.util.List;

/** Whether a challenge is met. */
public sealed interface OwnershipResult {

    /** What was found, for people: why it is not proven, or how it is. */
    List<DomainFinding> findings();

    /** Whether the domain is proven. */
    default boolean isProven() {
        return this instanceof Proven;
    }

    /**
     * The domain is the account's.
     *
     * @param where the name of the record or the URL of the file
     * @param server who said so: the DNS server, or the address of the website
     * @param at when it was seen
     */
    record Proven(OwnershipMethod method, String where, String server, Instant at, List<DomainFinding> findings)
            implements OwnershipResult {
        public Proven {
            findings = List.copyOf(findings);
        }
    }

    /** Neither text nor file is there, or what is there proves nothing. */
    record NotProven(List<DomainFinding> findings) implements OwnershipResult {
        public NotProven {
            findings = List.copyOf(findings);
        }
    }

    /** It could not be found out: nothing follows from it, and it is asked again later. */
    record Undecided(List<DomainFinding> findings) implements OwnershipResult {
        public Undecided {
            findings = List.copyOf(findings);
        }
    }
}
