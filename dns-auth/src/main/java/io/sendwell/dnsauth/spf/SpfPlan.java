package io.sendwell.dnsauth.spf;

import io.sendwell.dns.DnsName;
import io.sendwell.dnsauth.finding.DomainFinding;
import io.sendwell.dnsauth.publish.DnsEntry;
import java.util.List;
import java.util.Optional;

/**
 * What a domain should publish so that the operator's servers pass, and what speaks against it.
 *
 * @param domain whose record it is
 * @param outcome what to do
 * @param published the SPF records that are there now, or the text that was meant as one; the planned one takes the place of
 *     all of them
 * @param planned the record to publish; the live one when nothing has to change, empty when there is no plan
 * @param diff the published records and the planned one in pieces, in the planned order
 * @param budget what the planned record asks for; empty when there is none
 * @param findings why, and what else is wrong with the record
 */
public record SpfPlan(
        DnsName domain,
        Outcome outcome,
        List<String> published,
        Optional<SpfRecord> planned,
        List<Piece> diff,
        Optional<SpfBudget> budget,
        List<DomainFinding> findings) {

    /** What to do. */
    public enum Outcome {
        /** Nothing: the operator's servers pass. */
        UNCHANGED,
        /** Publish a record where there is none. */
        CREATE,
        /** Publish one record in the place of what is there. */
        REPLACE,
        /** No record that helps can be written without the customer's decision; the findings say why. */
        REFUSED,
        /** The DNS did not answer. */
        UNKNOWN
    }

    /** Part of a record. */
    public enum Kind {
        /** Stays as it is. */
        KEPT,
        /** Comes into it. */
        ADDED,
        /** Goes out of it. */
        REMOVED
    }

    /**
     * Some text of a record.
     *
     * @param kind what becomes of it
     * @param text octet for octet
     */
    public record Piece(Kind kind, String text) {}

    public SpfPlan {
        published = List.copyOf(published);
        diff = List.copyOf(diff);
        findings = List.copyOf(findings);
    }

    /** The record to publish, when something has to change. */
    public Optional<DnsEntry> entry() {
        return outcome == Outcome.CREATE || outcome == Outcome.REPLACE
                ? planned.map(record -> DnsEntry.txt(domain, record.text()))
                : Optional.empty();
    }

    /** The records to delete: all that are there, when another takes their place. */
    public List<String> obsolete() {
        return outcome == Outcome.REPLACE ? published : List.of();
    }
}
