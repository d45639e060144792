package io.sendwell.dns;

import java.time.Duration;
import java.util.List;

/** The data of one record, by type. Its owner is the name that was asked, or the last of the aliases that led there. */
public sealed interface DnsRecord {

    /** The type under which it is asked for. */
    DnsType type();

    /** The address of a host: type A or AAAA. */
    record Address(IpAddress address) implements DnsRecord {
        @Override
        public DnsType type() {
            return address.isIpv4() ? DnsType.A : DnsType.AAAA;
        }
    }

    /** Another name, where everything is found. */
    record Alias(DnsName target) implements DnsRecord {
        @Override
        public DnsType type() {
            return DnsType.CNAME;
        }
    }

    /**
     * A server that takes mail.
     *
     * @param preference the lower, the earlier it is tried
     * @param exchange the server; the root says that the domain takes no mail (RFC 7505)
     */
    record MailExchange(int preference, DnsName exchange) implements DnsRecord {
        @Override
        public DnsType type() {
            return DnsType.MX;
        }
    }

    /** A server that answers for the zone. */
    record NameServer(DnsName server) implements DnsRecord {
        @Override
        public DnsType type() {
            return DnsType.NS;
        }
    }

    /** The name of an address. */
    record Pointer(DnsName target) implements DnsRecord {
        @Override
        public DnsType type() {
            return DnsType.PTR;
        }
    }

    /**
     * Where a zone begins.
     *
     * @param primary the server that has the zone first
     * @param serial the version of the zone
     * @param negativeTtl how long a denial may be kept at most, the last field (RFC 2308 section 4)
     */
    record StartOfAuthority(DnsName primary, long serial, Duration negativeTtl) implements DnsRecord {
        @Override
        public DnsType type() {
            return DnsType.SOA;
        }
    }

    /**
     * Text. One character is one octet; for UTF-8 see {@link #joined()}.
     *
     * @param strings as they lie in the record, each up to 255 octets
     */
    record Text(List<String> strings) implements DnsRecord {

        public Text {
            strings = List.copyOf(strings);
        }

        /** Text in one string. */
        public static Text of(String text) {
            return new Text(List.of(text));
        }

        /** The strings put together without anything between them, as SPF, DKIM and DMARC read them (RFC 7208 section 3.3). */
        public String joined() {
            return strings.size() == 1 ? strings.get(0) : String.join("", strings);
        }

        @Override
        public DnsType type() {
            return DnsType.TXT;
        }
    }

    /**
     * The digest of a signed zone's key.
     *
     * @param algorithm the key's, by its number in the registry of RFC 8624
     * @param digest in hexadecimal, lower case
     */
    record DelegationSigner(int keyTag, int algorithm, int digestType, String digest) implements DnsRecord {
        @Override
        public DnsType type() {
            return DnsType.DS;
        }
    }

    /**
     * The certificate that a server shows.
     *
     * @param usage what is named: 2 a trust anchor, 3 the server's own (RFC 7672 section 3.1)
     * @param data in hexadecimal, lower case
     */
    record TlsAssociation(int usage, int selector, int matchingType, String data) implements DnsRecord {
        @Override
        public DnsType type() {
            return DnsType.TLSA;
        }
    }
}
