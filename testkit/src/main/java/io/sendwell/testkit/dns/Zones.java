package io.sendwell.testkit.dns;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Type;

/**
 * All records of one server, and where its zones begin. What lies in no zone belongs to the root, which is no zone of
 * this server unless somebody made it one. Safe for threads.
 */
final class Zones {

    private final Duration defaultTtl;
    private final Duration negativeTtl;

    /** By name in the canonical order (RFC 4034 section 6.1), where a name is followed by those below it; then by type. */
    private final NavigableMap<Name, Map<Integer, List<Record>>> nodes = new TreeMap<>();

    private final NavigableSet<Name> apexes = new TreeSet<>();

    Zones(Duration defaultTtl, Duration negativeTtl) {
        this.defaultTtl = defaultTtl;
        this.negativeTtl = negativeTtl;
    }

    synchronized Zones copy() {
        Zones copy = new Zones(defaultTtl, negativeTtl);
        nodes.values().forEach(node -> node.values().forEach(records -> records.forEach(copy::add)));
        copy.apexes.addAll(apexes);
        return copy;
    }

    Duration defaultTtl() {
        return defaultTtl;
    }

    /** Begins a zone; an SOA record is made up when the zone has none. */
    synchronized void addZone(Name apex, List<Record> records) {
        apexes.add(apex);
        records.forEach(this::add);
        if (records(apex, Type.SOA).isEmpty()) {
            add(madeUpSoa(apex));
        }
    }

    /** Adds a record unless it is there; an SOA record takes the place of the one before and begins a zone. */
    synchronized void add(Record record) {
        Name name = record.getName();
        if (record.getType() == Type.SOA || record.getType() == Type.NS && !hasZone(name)) {
            apexes.add(name);
        }
        List<Record> records = nodes.computeIfAbsent(name, key -> new LinkedHashMap<>())
                .computeIfAbsent(record.getType(), key -> new ArrayList<>());
        if (record.getType() == Type.SOA) {
            records.clear();
        }
        if (!records.contains(record)) {
            records.add(record);
        }
    }

    synchronized void remove(Name name) {
        nodes.remove(name);
    }

    /** Puts these records in place of all of a type. */
    synchronized void replace(Name name, int type, List<Record> records) {
        Map<Integer, List<Record>> node = nodes.get(name);
        if (node != null) {
            node.remove(type);
            if (node.isEmpty()) {
                nodes.remove(name);
            }
        }
        records.forEach(this::add);
    }

    /** Records of this type at this name, without aliases and wildcards. */
    synchronized List<Record> records(Name name, int type) {
        Map<Integer, List<Record>> node = nodes.get(name);
        if (node == null) {
            return List.of();
        }
        if (type == Type.ANY) {
            return node.values().stream().flatMap(List::stream).toList();
        }
        return List.copyOf(node.getOrDefault(type, List.of()));
    }

    /** Whether the name has records, or names below it do (an empty non-terminal, RFC 4592 section 2.2.2). */
    synchronized boolean exists(Name name) {
        Name next = nodes.ceilingKey(name);
        return next != null && next.subdomain(name) || apexes.contains(name) || name.equals(Name.root);
    }

    /** Whether some zone of this server holds the name. */
    synchronized boolean hasZone(Name name) {
        return apexes.contains(apexOf(name));
    }

    /** Where the zone of a name begins; the root when it lies in no zone of ours. */
    synchronized Name apexOf(Name name) {
        Name apex = name;
        while (apex.labels() > 1 && !apexes.contains(apex)) {
            apex = new Name(apex, 1);
        }
        return apex.labels() > 1 ? apex : Name.root;
    }

    /** The SOA record of a denial, kept as long as RFC 2308 section 5 allows. */
    synchronized Record denial(Name apex) {
        List<Record> found = records(apex, Type.SOA);
        SOARecord soa = found.isEmpty() ? madeUpSoa(apex) : (SOARecord) found.get(0);
        return ZoneText.withTtl(soa, Math.min(soa.getTTL(), soa.getMinimum()));
    }

    private SOARecord madeUpSoa(Name apex) {
        Name primary = Names.parse("ns1.example.net");
        Name mailbox = Names.parse("hostmaster.example.net");
        return new SOARecord(
                apex,
                DClass.IN,
                defaultTtl.toSeconds(),
                primary,
                mailbox,
                1,
                7200,
                900,
                1_209_600,
                negativeTtl.toSeconds());
    }
}
