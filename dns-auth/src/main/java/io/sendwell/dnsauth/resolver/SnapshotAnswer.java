package io.sendwell.dnsauth.resolver;

import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsAnswer.Trouble;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsQuestion;
import io.sendwell.dns.DnsRecord;
import io.sendwell.dns.DnsType;
import io.sendwell.dns.IpAddress;
import io.sendwell.dnsauth.resolver.DnsSnapshot.Asked;
import io.sendwell.dnsauth.resolver.SnapshotFields.UnexpectedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Answers and records from the fields of a snapshot. */
final class SnapshotAnswer {

    private SnapshotAnswer() {}

    static Asked asked(SnapshotFields fields) throws UnexpectedException {
        DnsQuestion question = DnsQuestion.of(name(fields.text("name")), type(fields.text("type")));
        return fields.has("asked")
                ? new Asked(Optional.of(address(fields.text("asked"))), question)
                : new Asked(Optional.empty(), question);
    }

    static DnsAnswer answer(DnsQuestion question, SnapshotFields fields) throws UnexpectedException {
        String outcome = fields.text("outcome");
        String server = fields.text("server");
        if (outcome.equals(SnapshotWriter.UNAVAILABLE)) {
            return new DnsAnswer.Unavailable(question, trouble(fields.text("trouble")), fields.text("detail"), server);
        }
        Duration ttl = seconds(fields, "ttl");
        boolean authenticated = fields.flag("authenticated");
        List<DnsName> aliases = new ArrayList<>();
        for (String alias : fields.texts("aliases")) {
            aliases.add(name(alias));
        }
        return switch (outcome) {
            case SnapshotWriter.FOUND ->
                new DnsAnswer.Found(question, records(question, fields), aliases, ttl, authenticated, server);
            case SnapshotWriter.NO_DATA -> new DnsAnswer.NoData(question, aliases, ttl, authenticated, server);
            case SnapshotWriter.NO_SUCH_NAME -> new DnsAnswer.NoSuchName(question, aliases, ttl, authenticated, server);
            default -> throw new UnexpectedException("an \"outcome\" is found, no-data, no-such-name or unavailable");
        };
    }

    private static List<DnsRecord> records(DnsQuestion question, SnapshotFields fields) throws UnexpectedException {
        List<DnsRecord> records = new ArrayList<>();
        for (SnapshotFields record : fields.objects("records")) {
            records.add(record(question.type(), record));
        }
        if (records.isEmpty()) {
            throw new UnexpectedException("what was found has \"records\"");
        }
        return records;
    }

    private static DnsRecord record(DnsType type, SnapshotFields fields) throws UnexpectedException {
        return switch (type) {
            case A, AAAA -> address(type, fields);
            case CNAME -> new DnsRecord.Alias(name(fields.text("target")));
            case MX ->
                new DnsRecord.MailExchange((int) fields.number("preference", 0xFFFF), name(fields.text("exchange")));
            case NS -> new DnsRecord.NameServer(name(fields.text("server")));
            case PTR -> new DnsRecord.Pointer(name(fields.text("target")));
            case SOA ->
                new DnsRecord.StartOfAuthority(
                        name(fields.text("primary")),
                        fields.number("serial", 0xFFFF_FFFFL),
                        seconds(fields, "negativeTtl"));
            case TXT -> text(fields);
            case DS ->
                new DnsRecord.DelegationSigner(
                        (int) fields.number("keyTag", 0xFFFF),
                        (int) fields.number("algorithm", 0xFF),
                        (int) fields.number("digestType", 0xFF),
                        hexadecimal(fields.text("digest")));
            case TLSA ->
                new DnsRecord.TlsAssociation(
                        (int) fields.number("usage", 0xFF),
                        (int) fields.number("selector", 0xFF),
                        (int) fields.number("matchingType", 0xFF),
                        hexadecimal(fields.text("data")));
        };
    }

    private static DnsRecord address(DnsType type, SnapshotFields fields) throws UnexpectedException {
        IpAddress address = address(fields.text("address"));
        if (address.isIpv4() != (type == DnsType.A)) {
            throw new UnexpectedException("an address of type " + type + " was expected");
        }
        return new DnsRecord.Address(address);
    }

    private static DnsRecord text(SnapshotFields fields) throws UnexpectedException {
        List<String> strings = fields.texts("strings");
        for (String string : strings) {
            if (string.chars().anyMatch(octet -> octet > 0xFF)) {
                throw new UnexpectedException("a character of \"strings\" is an octet, up to \\u00ff");
            }
        }
        return new DnsRecord.Text(strings);
    }

    private static Duration seconds(SnapshotFields fields, String field) throws UnexpectedException {
        return Duration.ofSeconds(fields.number(field, Integer.MAX_VALUE));
    }

    private static DnsName name(String text) throws UnexpectedException {
        return DnsName.tryParse(text)
                .orElseThrow(() -> new UnexpectedException("a name of up to " + DnsName.MAX_OCTETS
                        + " octets with labels of up to " + DnsName.MAX_LABEL_OCTETS + " was expected"));
    }

    private static IpAddress address(String text) throws UnexpectedException {
        return IpAddress.tryParse(text).orElseThrow(() -> new UnexpectedException("an IP address was expected"));
    }

    private static String hexadecimal(String text) throws UnexpectedException {
        if (text.length() % 2 != 0 || !text.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
            throw new UnexpectedException("octets in hexadecimal, in lower case, were expected");
        }
        return text;
    }

    private static DnsType type(String text) throws UnexpectedException {
        for (DnsType type : DnsType.values()) {
            if (type.name().equals(text)) {
                return type;
            }
        }
        throw new UnexpectedException("a \"type\" is one of " + List.of(DnsType.values()));
    }

    private static Trouble trouble(String text) throws UnexpectedException {
        for (Trouble trouble : Trouble.values()) {
            if (text.equals(trouble.name().toLowerCase(Locale.ROOT).replace('_', '-'))) {
                return trouble;
            }
        }
        throw new UnexpectedException("a \"trouble\" is one of timeout, server-failure, refused, malformed, network");
    }
}
