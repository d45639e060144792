package io.sendwell.dnsauth.resolver;

import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsRecord;
import io.sendwell.dns.DnsType;
import io.sendwell.dns.IpAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.TLSARecord;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** Names, types and records between dnsjava's world and ours. */
final class WireRecords {

    /** Longer TTLs are cut to this (RFC 8767 section 4 recommends a cap of 7 days). */
    private static final long LONGEST_TTL_SECONDS = 7L * 24 * 3600;

    private WireRecords() {}

    /** Label by label in wire format, since dnsjava's own text form would read backslashes and {@code @} as syntax. */
    static Name name(DnsName name) {
        byte[] octets = name.octets().getBytes(StandardCharsets.ISO_8859_1);
        byte[] wire = new byte[name.isRoot() ? 1 : octets.length + 2];
        int lengthAt = 0;
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] == '.') {
                lengthAt = i + 1;
            } else {
                wire[i + 1] = octets[i];
                wire[lengthAt]++;
            }
        }
        try {
            return new Name(wire);
        } catch (IOException impossible) {
            throw new IllegalStateException("A checked name does not fit the wire: " + name, impossible);
        }
    }

    /** The name in our form; empty when a label holds a dot, which has no form there. */
    static Optional<DnsName> name(Name name) {
        StringBuilder octets = new StringBuilder(name.length());
        for (int i = 0; i < name.labels() - 1; i++) {
            byte[] label = name.getLabel(i);
            for (int j = 1; j < label.length; j++) {
                if (label[j] == '.') {
                    return Optional.empty();
                }
            }
            octets.append(i == 0 ? "" : ".")
                    .append(new String(label, 1, label.length - 1, StandardCharsets.ISO_8859_1));
        }
        return DnsName.tryParse(octets.toString());
    }

    static int type(DnsType type) {
        return switch (type) {
            case A -> Type.A;
            case AAAA -> Type.AAAA;
            case CNAME -> Type.CNAME;
            case DS -> Type.DS;
            case MX -> Type.MX;
            case NS -> Type.NS;
            case PTR -> Type.PTR;
            case SOA -> Type.SOA;
            case TLSA -> Type.TLSA;
            case TXT -> Type.TXT;
        };
    }

    /** How long the record may be kept; a TTL with the highest bit set is zero (RFC 2181 section 8). */
    static Duration ttl(long seconds) {
        return Duration.ofSeconds(
                seconds < 0 || seconds > Integer.MAX_VALUE ? 0 : Math.min(seconds, LONGEST_TTL_SECONDS));
    }

    /** The record in our form; empty when it has none. */
    static Optional<DnsRecord> record(Record record) {
        if (record instanceof ARecord a) {
            return Optional.of(address(a.getAddress()));
        }
        if (record instanceof AAAARecord aaaa) {
            return address(aaaa);
        }
        if (record instanceof CNAMERecord cname) {
            return name(cname.getTarget()).map(DnsRecord.Alias::new);
        }
        if (record instanceof MXRecord mx) {
            return name(mx.getTarget()).map(exchange -> new DnsRecord.MailExchange(mx.getPriority(), exchange));
        }
        if (record instanceof NSRecord ns) {
            return name(ns.getTarget()).map(DnsRecord.NameServer::new);
        }
        if (record instanceof PTRRecord ptr) {
            return name(ptr.getTarget()).map(DnsRecord.Pointer::new);
        }
        if (record instanceof SOARecord soa) {
            return name(soa.getHost())
                    .map(primary -> new DnsRecord.StartOfAuthority(primary, soa.getSerial(), ttl(soa.getMinimum())));
        }
        if (record instanceof TXTRecord txt) {
            List<byte[]> strings = txt.getStringsAsByteArrays();
            return Optional.of(new DnsRecord.Text(strings.stream()
                    .map(string -> new String(string, StandardCharsets.ISO_8859_1))
                    .toList()));
        }
        if (record instanceof DSRecord ds) {
            return Optional.of(new DnsRecord.DelegationSigner(
                    ds.getFootprint(), ds.getAlgorithm(), ds.getDigestID(), hex(ds.getDigest())));
        }
        if (record instanceof TLSARecord tlsa) {
            return Optional.of(new DnsRecord.TlsAssociation(
                    tlsa.getCertificateUsage(),
                    tlsa.getSelector(),
                    tlsa.getMatchingType(),
                    hex(tlsa.getCertificateAssociationData())));
        }
        return Optional.empty();
    }

    private static DnsRecord address(InetAddress address) {
        return new DnsRecord.Address(IpAddress.ofOctets(address.getAddress()));
    }

    /** An AAAA record that holds an IPv4 address in IPv6 clothes would become an A record, which nobody asked for. */
    private static Optional<DnsRecord> address(AAAARecord aaaa) {
        IpAddress address = IpAddress.ofOctets(aaaa.getAddress().getAddress());
        return address.isIpv4() ? Optional.empty() : Optional.of(new DnsRecord.Address(address));
    }

    private static String hex(byte[] octets) {
        return HexFormat.of().formatHex(octets);
    }
}
