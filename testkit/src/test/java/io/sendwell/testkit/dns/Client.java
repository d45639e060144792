package io.sendwell.testkit.dns;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** dnsjava's own resolver, which is not ours and so may judge the fake. */
final class Client {

    /** Long enough for a busy machine; the tests of silence give less. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final SimpleResolver resolver;
    private boolean recursion = true;

    private Client(SimpleResolver resolver) {
        this.resolver = resolver;
        resolver.setTimeout(PATIENCE);
        resolver.setIgnoreTruncation(false);
    }

    static Client of(FakeDns dns) {
        return new Client(new SimpleResolver(dns.address()));
    }

    Client byTcp() {
        resolver.setTCP(true);
        return this;
    }

    Client withoutRecursion() {
        recursion = false;
        return this;
    }

    Client ignoringTruncation() {
        resolver.setIgnoreTruncation(true);
        return this;
    }

    /** Offers answers of this size by UDP; 0 for no EDNS at all. */
    Client withUdpSize(int octets) {
        resolver.setEDNS(octets == 0 ? -1 : 0, octets, 0, List.of());
        return this;
    }

    Client withPatience(Duration patience) {
        resolver.setTimeout(patience);
        return this;
    }

    Message ask(String name, String type) throws IOException {
        return ask(name, type, 0);
    }

    /** @param flag one more of {@link Flags}, or 0 for none */
    Message ask(String name, String type, int flag) throws IOException {
        Record question = Record.newRecord(Name.fromString(name, Name.root), Type.value(type), DClass.IN);
        Message query = Message.newQuery(question);
        if (!recursion) {
            query.getHeader().unsetFlag(Flags.RD);
        }
        if (flag != 0) {
            query.getHeader().setFlag(flag);
        }
        return resolver.send(query);
    }

    /** The answers to a question, as a zone file has them but for the name. */
    List<String> answers(String name, String type) throws IOException {
        return data(ask(name, type), Section.ANSWER);
    }

    static List<String> data(Message message, int section) {
        return message.getSection(section).stream()
                .filter(record -> record.getType() != Type.OPT)
                .map(record -> Type.string(record.getType()) + " " + record.rdataToString())
                .toList();
    }

    static List<byte[]> strings(Message message) {
        return ((TXTRecord) message.getSection(Section.ANSWER).get(0)).getStringsAsByteArrays();
    }
}
