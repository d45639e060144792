package io.sendwell.testkit.dns;

import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsRecord;
import io.sendwell.dns.DnsType;
import io.sendwell.dns.IpAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/**
 * A real DNS server on {@code 127.0.0.1} for tests, by UDP and TCP under one port. It answers from the records it was
 * given, remembers every question, and misbehaves where it is told to.
 *
 * <pre>{@code
 * try (FakeDns dns = FakeDns.start()) {
 *     dns.zone("customer.example", """
 *             @      IN MX  10 mail
 *             @      IN TXT "v=spf1 mx -all"
 *             mail   IN A   192.0.2.25
 *             """);
 *     dns.inject(DnsFault.serverFailure().at("_dmarc.customer.example"));
 *     // … let the code under test ask dns.host() and dns.port() …
 *     assertThat(dns.timesAsked("customer.example", DnsType.TXT)).isEqualTo(1);
 * }
 * }</pre>
 *
 * <p>Asked with recursion (RD), it answers as a resolver to which its records are all there is in the world; asked
 * without, as a server of its zones: with AA, with referrals, and REFUSED for all that is not its own. A record that lies
 * in no zone is a resolver's to find all the same, so a test that needs no zones needs to declare none; NS and SOA
 * records begin one.
 *
 * <p>Names are read with the escapes of zone files (RFC 1035 section 5.1) and without regard to case; the trailing dot
 * may be left out. All its threads are daemons whose names begin with {@code sendwell-fake-dns-}. Safe for threads.
 */
public final class FakeDns implements AutoCloseable {

    private final Zones zones;
    private final AuthenticatedNames authenticated;
    private final FaultScript faults = new FaultScript();
    private final Journal journal = new Journal();
    private final Map<IpAddress, FakeDns> nameServers = new ConcurrentHashMap<>();
    private final Listener listener;

    FakeDns(Zones zones, AuthenticatedNames authenticated, boolean offersRecursion) {
        this.zones = zones;
        this.authenticated = authenticated;
        this.listener = Listener.start(new Responder(zones, authenticated, faults, journal, offersRecursion));
    }

    /** Starts a server without records on a free port. */
    public static FakeDns start() {
        return builder().start();
    }

    /** Begins to describe a server that differs from {@link #start()}. */
    public static FakeDnsBuilder builder() {
        return new FakeDnsBuilder();
    }

    /** The address it listens on, {@code 127.0.0.1}. */
    public String host() {
        return "127.0.0.1";
    }

    /** The port it listens on, for UDP and TCP. */
    public int port() {
        return listener.address().getPort();
    }

    /** Address and port. */
    public InetSocketAddress address() {
        return listener.address();
    }

    /**
     * Adds a zone. Without an SOA record it gets one whose denials may be kept for a minute; it needs no NS records to be
     * answered for.
     *
     * @param apex where it begins
     * @param text a zone file (RFC 1035 section 5) whose first origin is the apex; {@code $ORIGIN} and {@code $TTL} are
     *     known, {@code $INCLUDE} is not
     * @throws IllegalArgumentException when the text cannot be read
     */
    public FakeDns zone(String apex, String text) {
        Name name = Names.parse(apex);
        zones.addZone(name, ZoneText.parse(text, name, zones.defaultTtl()));
        return this;
    }

    /**
     * Adds records.
     *
     * @param zoneText lines of a zone file with full names, such as {@code customer.example. 60 IN TXT "v=spf1 -all"};
     *     any type
     * @throws IllegalArgumentException when the text cannot be read
     */
    public FakeDns publish(String zoneText) {
        ZoneText.parse(zoneText, Name.root, zones.defaultTtl()).forEach(zones::add);
        return this;
    }

    /**
     * Adds a record.
     *
     * @param value of TXT the bare text without quotes, each character one octet, cut into strings of 255 octets; of
     *     other types as a zone file has it, such as {@code 10 mail.customer.example}, where every name is a full one
     * @throws IllegalArgumentException when the value is none of this type
     */
    public FakeDns publish(String name, DnsType type, String value) {
        zones.add(ZoneText.parse(Names.parse(name), type, zones.defaultTtl(), value));
        return this;
    }

    /** Adds a record, as {@link #publish(String, DnsType, String)} does, at a name of any octets. */
    public FakeDns publish(DnsName name, DnsType type, String value) {
        zones.add(ZoneText.parse(Names.of(name), type, zones.defaultTtl(), value));
        return this;
    }

    /**
     * Adds a record octet by octet, also where no zone file can say it: a TXT record of empty strings, names with colons
     * and control characters.
     */
    public FakeDns publish(DnsName name, DnsRecord record) {
        return publish(name, zones.defaultTtl(), record);
    }

    /** Adds a record as {@link #publish(DnsName, DnsRecord)} does, with its TTL. */
    public FakeDns publish(DnsName name, Duration ttl, DnsRecord record) {
        zones.add(ZoneText.of(Names.of(name), ttl, record));
        return this;
    }

    /** Adds a TXT record of these strings, each up to 255 octets, one character an octet. */
    public FakeDns publishText(String name, String... strings) {
        zones.add(ZoneText.of(Names.parse(name), zones.defaultTtl(), new DnsRecord.Text(List.of(strings))));
        return this;
    }

    /** Puts these values in place of all records of a type; each as in {@link #publish(String, DnsType, String)}. */
    public FakeDns replace(String name, DnsType type, String... values) {
        Name owner = Names.parse(name);
        List<Record> records = List.of(values).stream()
                .map(value -> ZoneText.parse(owner, type, zones.defaultTtl(), value))
                .toList();
        zones.replace(owner, Type.value(type.name()), records);
        return this;
    }

    /** Takes all records of one name away. */
    public FakeDns remove(String name) {
        zones.remove(Names.parse(name));
        return this;
    }

    /** Takes the records of one type at one name away. */
    public FakeDns remove(String name, DnsType type) {
        zones.replace(Names.parse(name), Type.value(type.name()), List.of());
        return this;
    }

    /**
     * Vouches for a name and all below it: a resolver's answer about them carries the AD flag (RFC 4035 section 3.2.3)
     * for a client that shows that it understands DNSSEC by AD or DO (RFC 6840 section 5.8).
     */
    public FakeDns authenticate(String name) {
        authenticated.add(Names.parse(name));
        return this;
    }

    /** Misbehaves from now on; of several faults for one question the one injected first strikes. */
    public FakeDns inject(DnsFault fault) {
        faults.add(fault);
        return this;
    }

    /** Forgets every fault. */
    public FakeDns heal() {
        faults.clear();
        return this;
    }

    /**
     * Starts one more server: a name server of its own content, which begins with a copy of the records of this one. What
     * is published at one of them later is not known to the other, so a test can have a server that lags behind. It
     * offers no recursion, and is closed together with this one.
     *
     * @param address where it seems to be, such as {@code 192.0.2.53} or {@code 2001:db8::53}; see {@link #routes()}
     */
    public FakeDns nameServer(String address) {
        FakeDns server = new FakeDns(zones.copy(), new AuthenticatedNames(), false);
        FakeDns before = nameServers.put(IpAddress.parse(address), server);
        if (before != null) {
            before.close();
        }
        return server;
    }

    /**
     * Where addresses of the test's world are on this machine: those of {@link #nameServer} at their servers, all others
     * here. Later name servers are known to it, too.
     */
    public Function<IpAddress, InetSocketAddress> routes() {
        return address -> nameServers.getOrDefault(address, this).address();
    }

    /** What it was asked so far, in order. */
    public List<ReceivedQuestion> questions() {
        return journal.questions();
    }

    /** How often it was asked about this name and type, by either transport. */
    public int timesAsked(String name, DnsType type) {
        String shown = Names.shown(Names.parse(name));
        return (int) journal.questions().stream()
                .filter(question -> question.isAbout(shown, type))
                .count();
    }

    /** What clients sent that is no question as the standards want it, for people; empty when all was well. */
    public List<String> violations() {
        return journal.violations();
    }

    /** Forgets questions and violations; records and faults stay. */
    public void clear() {
        journal.clear();
    }

    /** Stops listening, and so do its name servers. Questions stay readable. */
    @Override
    public void close() {
        listener.close();
        nameServers.values().forEach(FakeDns::close);
    }
}
