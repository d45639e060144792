package io.sendwell.dnsauth.dmarc;

import io.sendwell.address.DomainName;
import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsRecord;
import java.util.List;
import java.util.Optional;

/**
 * What lies at {@code _dmarc.} of one domain.
 *
 * @param domain the domain, without {@code _dmarc.}
 * @param answer what the DNS said
 * @param records the texts that begin with {@code v=DMARC1}
 * @param otherTexts the other ones, which receivers leave aside
 */
public record DmarcLookup(
        DomainName domain, DnsAnswer answer, List<DmarcRecord> records, List<DmarcRecord> otherTexts) {

    /** The label below which policies are published (RFC 9989 section 4.5). */
    static final String LABEL = "_dmarc";

    /** Records and other texts that are kept of each; more are never meant well. */
    private static final int MAX_TEXTS = 50;

    public DmarcLookup {
        records = List.copyOf(records);
        otherTexts = List.copyOf(otherTexts);
    }

    static DmarcLookup of(DomainName domain, DnsAnswer answer) {
        List<DmarcRecord> texts = answer.records(DnsRecord.Text.class).stream()
                .map(text -> DmarcRecord.parse(text.joined()))
                .toList();
        // All are read before any is left out: a policy behind other texts is one.
        return new DmarcLookup(
                domain,
                answer,
                texts.stream().filter(DmarcRecord::isDmarc).limit(MAX_TEXTS).toList(),
                texts.stream().filter(text -> !text.isDmarc()).limit(MAX_TEXTS).toList());
    }

    /** The record, when there is exactly one: several are none (RFC 9989 section 4.10, RFC 7489 section 6.6.3). */
    public Optional<DmarcRecord> record() {
        return records.size() == 1 ? Optional.of(records.get(0)) : Optional.empty();
    }

    /** Whether it could not be found out what lies there. */
    public boolean isUnavailable() {
        return answer instanceof DnsAnswer.Unavailable;
    }
}
