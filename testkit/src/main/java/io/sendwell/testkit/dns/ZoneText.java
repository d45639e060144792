package io.sendwell.testkit.dns;

import io.sendwell.dns.DnsRecord;
import io.sendwell.dns.DnsType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSOutput;
import org.xbill.DNS.Master;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** Records from the words of a test: zone files (RFC 1035 section 5), values of forms, and {@link DnsRecord}s. */
final class ZoneText {

    /** Octets in one string of a TXT record (RFC 1035 section 3.3). */
    private static final int MAX_STRING_OCTETS = 255;

    private ZoneText() {}

    /** Reads a zone file; what is not ASCII becomes the octets of its UTF-8. */
    static List<Record> parse(String text, Name origin, Duration defaultTtl) {
        List<Record> records = new ArrayList<>();
        byte[] escaped = escaped(text).getBytes(StandardCharsets.US_ASCII);
        try (Master master = new Master(new ByteArrayInputStream(escaped), origin, defaultTtl.toSeconds())) {
            master.disableIncludes();
            for (Record record = master.nextRecord(); record != null; record = master.nextRecord()) {
                records.add(record);
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "The zone text cannot be read, counted from its first line: " + e.getMessage() + "\n" + text, e);
        }
        return records;
    }

    private static String escaped(String text) {
        StringBuilder ascii = new StringBuilder(text.length());
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (octet < 0) {
                ascii.append('\\').append(octet & 0xFF);
            } else {
                ascii.append((char) octet);
            }
        }
        return ascii.toString();
    }

    /** A record from what one types into a provider's form: of TXT the bare text, of other types the words of a zone file. */
    static Record parse(Name name, DnsType type, Duration ttl, String value) {
        if (type == DnsType.TXT) {
            return of(name, ttl, new DnsRecord.Text(strings(value)));
        }
        try {
            return Record.fromString(name, Type.value(type.name()), DClass.IN, ttl.toSeconds(), value, Name.root);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "\"" + value + "\" is no value for a record of type " + type + ": " + e.getMessage(), e);
        }
    }

    private static List<String> strings(String text) {
        List<String> strings = new ArrayList<>(2);
        for (int start = 0; start < text.length() || strings.isEmpty(); start += MAX_STRING_OCTETS) {
            strings.add(text.substring(start, Math.min(text.length(), start + MAX_STRING_OCTETS)));
        }
        return strings;
    }

    /** The record octet by octet, so that nothing depends on what a zone file can say. */
    static Record of(Name name, Duration ttl, DnsRecord record) {
        DNSOutput data = new DNSOutput();
        if (record instanceof DnsRecord.Address address) {
            data.writeByteArray(address.address().octets());
        } else if (record instanceof DnsRecord.Alias alias) {
            data.writeByteArray(Names.of(alias.target()).toWire());
        } else if (record instanceof DnsRecord.MailExchange exchange) {
            data.writeU16(exchange.preference());
            data.writeByteArray(Names.of(exchange.exchange()).toWire());
        } else if (record instanceof DnsRecord.NameServer server) {
            data.writeByteArray(Names.of(server.server()).toWire());
        } else if (record instanceof DnsRecord.Pointer pointer) {
            data.writeByteArray(Names.of(pointer.target()).toWire());
        } else if (record instanceof DnsRecord.StartOfAuthority start) {
            writeSoa(data, start);
        } else if (record instanceof DnsRecord.Text text) {
            text.strings().forEach(string -> data.writeCountedString(octets(string)));
        } else if (record instanceof DnsRecord.DelegationSigner signer) {
            data.writeU16(signer.keyTag());
            data.writeU8(signer.algorithm());
            data.writeU8(signer.digestType());
            data.writeByteArray(HexFormat.of().parseHex(signer.digest()));
        } else if (record instanceof DnsRecord.TlsAssociation association) {
            data.writeU8(association.usage());
            data.writeU8(association.selector());
            data.writeU8(association.matchingType());
            data.writeByteArray(HexFormat.of().parseHex(association.data()));
        }
        return Record.newRecord(name, Type.value(record.type().name()), DClass.IN, ttl.toSeconds(), data.toByteArray());
    }

    private static void writeSoa(DNSOutput data, DnsRecord.StartOfAuthority start) {
        data.writeByteArray(Names.of(start.primary()).toWire());
        data.writeByteArray(Names.parse("hostmaster.example.org").toWire());
        data.writeU32(start.serial());
        data.writeU32(7200);
        data.writeU32(900);
        data.writeU32(1_209_600);
        data.writeU32(start.negativeTtl().toSeconds());
    }

    private static byte[] octets(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0xFF) {
                throw new IllegalArgumentException("A text in the DNS is made of octets; the character at " + i
                        + " of \"" + text + "\" is none. Give the octets of its UTF-8, one character each.");
            }
        }
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The same record with another TTL. */
    static Record withTtl(Record record, long seconds) {
        return Record.newRecord(
                record.getName(), record.getType(), record.getDClass(), seconds, record.rdataToWireCanonical());
    }
}
