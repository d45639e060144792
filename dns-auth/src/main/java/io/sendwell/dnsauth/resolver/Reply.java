package io.sendwell.dnsauth.resolver;

import io.sendwell.dns.DnsAnswer.Trouble;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsQuestion;
import io.sendwell.dns.DnsRecord;
import io.sendwell.dns.DnsType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What one message says about a question, as far as it goes. */
sealed interface Reply {

    /** CNAME records that are followed for one question; nobody has so many, except to keep a resolver busy. */
    int MOST_ALIASES = 16;

    /** Records in one answer section; 64 kB of TXT records for one name have fewer. */
    int MOST_RECORDS = 1000;

    /** The end of a chain, or the place where this message stops telling it. */
    sealed interface Told extends Reply {
        /** The names that CNAME records of this message led to, in order. */
        List<DnsName> aliases();

        /** The least TTL of what was used. */
        Duration ttl();
    }

    /** Records of the type. */
    record Records(List<DnsRecord> records, List<DnsName> aliases, Duration ttl) implements Told {}

    /** The last name has no such record. */
    record Nothing(List<DnsName> aliases, Duration ttl) implements Told {}

    /** The last name does not exist. */
    record NoName(List<DnsName> aliases, Duration ttl) implements Told {}

    /** The last alias has to be asked for. */
    record Onward(List<DnsName> aliases, Duration ttl) implements Told {}

    /** Nothing to go by. */
    record Useless(Trouble trouble, String detail) implements Reply {}

    /** Reads a message that answers this question. */
    static Reply of(DnsQuestion question, Message message) {
        int rcode = message.getRcode();
        if (rcode != Rcode.NOERROR && rcode != Rcode.NXDOMAIN) {
            Trouble trouble = rcode == Rcode.REFUSED
                    ? Trouble.REFUSED
                    : rcode == Rcode.FORMERR ? Trouble.MALFORMED : Trouble.SERVER_FAILURE;
            return new Useless(trouble, "the server says " + Rcode.string(rcode));
        }
        List<Record> answer = message.getSection(Section.ANSWER);
        return answer.size() > MOST_RECORDS
                ? new Useless(Trouble.MALFORMED, "the answer has more than " + MOST_RECORDS + " records")
                : follow(question, message, answer, rcode == Rcode.NXDOMAIN);
    }

    private static Reply follow(DnsQuestion question, Message message, List<Record> answer, boolean noSuchName) {
        int type = WireRecords.type(question.type());
        Name owner = WireRecords.name(question.name());
        List<DnsName> aliases = new ArrayList<>(2);
        Duration ttl = WireRecords.ttl(Integer.MAX_VALUE);
        while (true) {
            List<Record> wanted = at(owner, type, answer);
            if (!wanted.isEmpty()) {
                return records(wanted, aliases, ttl);
            }
            List<Record> onward = question.type() == DnsType.CNAME ? List.of() : at(owner, Type.CNAME, answer);
            if (onward.isEmpty()) {
                return end(message, owner, aliases, ttl, noSuchName);
            }
            Name target = ((CNAMERecord) onward.get(0)).getTarget();
            Optional<DnsName> alias = WireRecords.name(target);
            if (alias.isEmpty()
                    || onward.stream()
                            .anyMatch(
                                    other -> !((CNAMERecord) other).getTarget().equals(target))) {
                return new Useless(Trouble.MALFORMED, "an alias leads to no name, or to several");
            }
            if (aliases.size() == MOST_ALIASES) {
                return new Useless(Trouble.MALFORMED, "more than " + MOST_ALIASES + " aliases, one after the other");
            }
            aliases.add(alias.get());
            ttl = least(ttl, onward.get(0));
            owner = target;
        }
    }

    private static List<Record> at(Name owner, int type, List<Record> records) {
        List<Record> found = new ArrayList<>(2);
        for (Record record : records) {
            if (record.getType() == type
                    && record.getDClass() == DClass.IN
                    && record.getName().equals(owner)) {
                found.add(record);
            }
        }
        return found;
    }

    private static Reply records(List<Record> wanted, List<DnsName> aliases, Duration ttlOfAliases) {
        List<DnsRecord> records = new ArrayList<>(wanted.size());
        Duration ttl = ttlOfAliases;
        for (Record record : wanted) {
            WireRecords.record(record).ifPresent(records::add);
            ttl = least(ttl, record);
        }
        return records.isEmpty()
                ? new Useless(Trouble.MALFORMED, "the answer has no record that can be used")
                : new Records(records, aliases, ttl);
    }

    /** Nothing more at {@code owner}: it is denied, or the message ends here and somebody else has to be asked. */
    private static Reply end(Message message, Name owner, List<DnsName> aliases, Duration ttl, boolean noSuchName) {
        List<Record> authority = message.getSection(Section.AUTHORITY);
        Optional<SOARecord> soa = authority.stream()
                .filter(SOARecord.class::isInstance)
                .map(SOARecord.class::cast)
                .filter(start -> owner.subdomain(start.getName()))
                .findFirst();
        Duration negativeTtl =
                soa.map(start -> least(least(ttl, start), start.getMinimum())).orElse(Duration.ZERO);
        if (noSuchName) {
            return new NoName(aliases, negativeTtl);
        }
        if (soa.isEmpty() && !aliases.isEmpty()) {
            return new Onward(aliases, ttl);
        }
        // RFC 2308 section 2.2: name servers without SOA are a referral, nothing at all is a denial that nobody may
        // keep.
        boolean referral = soa.isEmpty()
                && !message.getHeader().getFlag(Flags.AA)
                && authority.stream().anyMatch(record -> record.getType() == Type.NS);
        return referral
                ? new Useless(Trouble.REFUSED, "the server only says whom else to ask")
                : new Nothing(aliases, negativeTtl);
    }

    private static Duration least(Duration ttl, Record record) {
        return least(ttl, record.getTTL());
    }

    private static Duration least(Duration ttl, long seconds) {
        Duration other = WireRecords.ttl(seconds);
        return other.compareTo(ttl) < 0 ? other : ttl;
    }
}
