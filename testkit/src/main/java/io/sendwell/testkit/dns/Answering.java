package io.sendwell.testkit.dns;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** The way from one question to its answer in the zones of a server (RFC 1034 section 4.3.2, RFC 4592). */
final class Answering {

    private final Zones zones;
    private final Message response;
    private final boolean recursive;
    private final int type;

    /** Every name on the way, the one that was asked first. */
    private final List<Name> way = new ArrayList<>();

    private Answering(Zones zones, Message response, boolean recursive) {
        this.zones = zones;
        this.response = response;
        this.recursive = recursive;
        this.type = response.getQuestion().getType();
    }

    /**
     * Fills a response that has its question and nothing else.
     *
     * @param recursive whether to answer as a resolver that knows these zones, or as their server
     * @return the names on the way: the one that was asked, then those that aliases led to
     */
    static List<Name> fill(Zones zones, Message response, boolean recursive) {
        Answering answering = new Answering(zones, response, recursive);
        answering.follow(response.getQuestion().getName());
        return answering.way;
    }

    private void follow(Name asked) {
        Set<Name> seen = new HashSet<>();
        Name name = asked;
        // A circle of aliases is told as far as it goes, as BIND does; what to make of it is the client's affair.
        while (seen.add(name)) {
            way.add(name);
            List<Record> found = step(name);
            found.forEach(record -> response.addRecord(record, Section.ANSWER));
            if (found.isEmpty() || type == Type.CNAME || type == Type.ANY || !(found.get(0) instanceof CNAMERecord)) {
                return;
            }
            name = ((CNAMERecord) found.get(0)).getTarget();
        }
    }

    /** What there is at one name: records of the type, an alias, or nothing and then the response says why. */
    private List<Record> step(Name name) {
        Name apex = apexFor(name);
        boolean first = way.size() == 1;
        if (!zones.hasZone(apex) && !recursive && !zones.exists(name)) {
            if (first) {
                response.getHeader().setRcode(Rcode.REFUSED);
            }
            return List.of();
        }
        Name cut = delegation(name, apex);
        if (cut != null && !recursive) {
            refer(cut);
            return List.of();
        }
        if (cut != null && zones.records(name, type).isEmpty()) {
            response.getHeader().setRcode(Rcode.SERVFAIL);
            return List.of();
        }
        if (first && !recursive) {
            response.getHeader().setFlag(Flags.AA);
        }
        return zones.exists(name) ? present(name, name, apex) : wildcard(name, apex);
    }

    /** The zone that answers: for DS that of the parent (RFC 4035 section 3.1.4.1), where it is ours. */
    private Name apexFor(Name name) {
        Name apex = zones.apexOf(name);
        if (type == Type.DS && apex.equals(name) && name.labels() > 1) {
            Name parent = zones.apexOf(new Name(name, 1));
            return zones.hasZone(parent) ? parent : apex;
        }
        return apex;
    }

    /** The highest name from below the apex down to this one that is delegated away; null when none is. */
    private @Nullable Name delegation(Name name, Name apex) {
        for (int labels = apex.labels() + 1; labels <= name.labels(); labels++) {
            Name cut = new Name(name, name.labels() - labels);
            boolean parentAnswers = type == Type.DS && labels == name.labels();
            if (!parentAnswers && !zones.records(cut, Type.NS).isEmpty()) {
                return cut;
            }
        }
        return null;
    }

    private void refer(Name cut) {
        if (way.size() > 1) {
            return;
        }
        for (Record server : zones.records(cut, Type.NS)) {
            response.addRecord(server, Section.AUTHORITY);
            Name target = ((NSRecord) server).getTarget();
            for (int addressType : new int[] {Type.A, Type.AAAA}) {
                zones.records(target, addressType).forEach(glue -> response.addRecord(glue, Section.ADDITIONAL));
            }
        }
    }

    /** The closest name above that exists may have a wildcard, which then answers (RFC 4592 section 3.3.1). */
    private List<Record> wildcard(Name name, Name apex) {
        Name encloser = new Name(name, 1);
        while (encloser.labels() > apex.labels() && !zones.exists(encloser)) {
            encloser = new Name(encloser, 1);
        }
        Name source = Names.below("*", encloser);
        if (zones.exists(source)) {
            return present(source, name, apex);
        }
        response.getHeader().setRcode(Rcode.NXDOMAIN);
        return deny(apex);
    }

    private List<Record> present(Name source, Name owner, Name apex) {
        List<Record> found = zones.records(source, type);
        if (found.isEmpty()) {
            found = zones.records(source, Type.CNAME);
        }
        return found.isEmpty()
                ? deny(apex)
                : found.stream().map(record -> record.withName(owner)).toList();
    }

    private List<Record> deny(Name apex) {
        response.addRecord(zones.denial(apex), Section.AUTHORITY);
        return List.of();
    }

    /** Whether a question is about the Internet, the only class there is here. */
    static boolean isInternet(Record question) {
        return question.getDClass() == DClass.IN || question.getDClass() == DClass.ANY;
    }
}
