package io.sendwell.testkit.dns;

import io.sendwell.testkit.dns.DnsFault.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Turns the octets of a question into what the server does. Safe for threads. */
final class Responder {

    /** What a message by UDP may have without EDNS, in octets (RFC 1035 section 4.2.1). */
    private static final int PLAIN_UDP_SIZE = 512;

    /** What we tell clients that we take by UDP, in octets: survives every way (DNS flag day 2020). */
    private static final int OWN_UDP_SIZE = 1232;

    private static final int MAX_MESSAGE = 65_535;

    private static final byte[] GARBAGE = "This is no DNS message.".getBytes(StandardCharsets.US_ASCII);

    private final Zones zones;
    private final AuthenticatedNames authenticated;
    private final FaultScript faults;
    private final Journal journal;
    private final boolean offersRecursion;

    Responder(
            Zones zones,
            AuthenticatedNames authenticated,
            FaultScript faults,
            Journal journal,
            boolean offersRecursion) {
        this.zones = zones;
        this.authenticated = authenticated;
        this.faults = faults;
        this.journal = journal;
        this.offersRecursion = offersRecursion;
    }

    Reaction react(byte[] octets, DnsTransport transport) {
        Message query;
        try {
            query = new Message(octets);
        } catch (IOException | RuntimeException e) {
            journal.violation("Octets that are no message came by " + transport + ": " + e);
            return Reaction.SILENCE;
        }
        Header header = query.getHeader();
        if (header.getFlag(Flags.QR)) {
            journal.violation("An answer came by " + transport + ", where questions are wanted");
            return Reaction.SILENCE;
        }
        if (header.getOpcode() != Opcode.QUERY) {
            journal.violation(
                    "A message that is no query came by " + transport + ": " + Opcode.string(header.getOpcode()));
            return Reaction.sending(failed(query, Rcode.NOTIMP));
        }
        Record question = query.getQuestion();
        if (question == null || header.getCount(Section.QUESTION) != 1 || !Answering.isInternet(question)) {
            journal.violation("A query without exactly one question of class IN came by " + transport);
            return Reaction.sending(failed(query, Rcode.FORMERR));
        }
        return react(query, question, transport);
    }

    private Reaction react(Message query, Record question, DnsTransport transport) {
        OPTRecord edns = query.getOPT();
        String type = Type.string(question.getType());
        journal.asked(new ReceivedQuestion(
                Names.shown(question.getName()),
                type,
                transport,
                query.getHeader().getFlag(Flags.RD),
                edns == null ? 0 : edns.getPayloadSize()));
        Optional<DnsFault> fault = faults.take(question.getName(), type, transport);
        if (fault.isPresent()) {
            return faulty(fault.get(), query, transport);
        }
        return Reaction.sending(wire(answer(query), edns, transport));
    }

    private Reaction faulty(DnsFault fault, Message query, DnsTransport transport) {
        OPTRecord edns = query.getOPT();
        Kind kind = fault.kind();
        boolean udp = transport == DnsTransport.UDP;
        return switch (kind) {
            case SERVER_FAILURE -> Reaction.sending(failed(query, Rcode.SERVFAIL));
            case REFUSED -> Reaction.sending(failed(query, Rcode.REFUSED));
            case SILENCE -> Reaction.SILENCE;
            case TRUNCATION -> udp ? Reaction.sending(truncated(query)) : intact(query, transport);
            case TRUNCATION_WITHOUT_TCP -> udp ? Reaction.sending(truncated(query)) : Reaction.HANG_UP;
            case CUT -> udp ? intact(query, transport) : Reaction.HANG_UP;
            case DELAY -> intact(query, transport).delayedBy(fault.delay());
            case LAME -> Reaction.sending(wire(lame(query), edns, transport));
            case FROM_MEMORY -> Reaction.sending(wire(fromMemory(query), edns, transport));
            case NO_SUCH_NAME -> Reaction.sending(wire(denial(query), edns, transport));
            case GARBAGE -> Reaction.sending(GARBAGE);
            case WRONG_ID -> Reaction.sending(withOtherId(wire(answer(query), edns, transport)));
            case WRONG_QUESTION -> Reaction.sending(wire(answer(toOtherQuestion(query)), edns, transport));
            case FORGERY_FIRST ->
                Reaction.sending(
                        withOtherId(wire(denial(query), edns, transport)), wire(answer(query), edns, transport));
            case EDNS_UNKNOWN ->
                edns == null
                        ? intact(query, transport)
                        : Reaction.sending(response(query, Rcode.FORMERR).toWire());
        };
    }

    private Reaction intact(Message query, DnsTransport transport) {
        return Reaction.sending(wire(answer(query), query.getOPT(), transport));
    }

    private Message answer(Message query) {
        OPTRecord edns = query.getOPT();
        if (edns != null && edns.getVersion() > 0) {
            Message refusal = response(query, Rcode.NOERROR);
            refusal.addRecord(new OPTRecord(OWN_UDP_SIZE, Rcode.BADVERS >> 4, 0, 0), Section.ADDITIONAL);
            return refusal;
        }
        Message response = response(query, Rcode.NOERROR);
        Header asked = query.getHeader();
        boolean recursive = offersRecursion && asked.getFlag(Flags.RD);
        List<Name> way = Answering.fill(zones, response, recursive);
        boolean wantsToKnow = asked.getFlag(Flags.AD) || edns != null && (edns.getFlags() & ExtendedFlags.DO) != 0;
        // RFC 6840 section 5.8: the flag goes to those who showed that they understand it.
        if (recursive && wantsToKnow && authenticated.containAll(way)) {
            response.getHeader().setFlag(Flags.AD);
        }
        return response;
    }

    private Message response(Message query, int rcode) {
        Header header = new Header(query.getHeader().getID());
        header.setFlag(Flags.QR);
        header.setOpcode(query.getHeader().getOpcode());
        header.setRcode(rcode);
        if (query.getHeader().getFlag(Flags.RD)) {
            header.setFlag(Flags.RD);
        }
        if (query.getHeader().getFlag(Flags.CD)) {
            header.setFlag(Flags.CD);
        }
        if (offersRecursion) {
            header.setFlag(Flags.RA);
        }
        Message response = new Message();
        response.setHeader(header);
        @Nullable Record question = query.getQuestion();
        if (question != null) {
            response.addRecord(question, Section.QUESTION);
        }
        return response;
    }

    private byte[] failed(Message query, int rcode) {
        Message response = response(query, rcode);
        addEdns(response, query.getOPT());
        return response.toWire();
    }

    private byte[] truncated(Message query) {
        Message response = response(query, Rcode.NOERROR);
        response.getHeader().setFlag(Flags.TC);
        addEdns(response, query.getOPT());
        return response.toWire();
    }

    private Message lame(Message query) {
        Message response = response(query, Rcode.NOERROR);
        response.getHeader().unsetFlag(Flags.RA);
        Name root = Names.parse("a.root-servers.example");
        response.addRecord(new NSRecord(Name.root, DClass.IN, 3600, root), Section.AUTHORITY);
        return response;
    }

    private Message fromMemory(Message query) {
        Message response = answer(query);
        response.getHeader().unsetFlag(Flags.AA);
        return response;
    }

    private Message denial(Message query) {
        Message response = response(query, Rcode.NXDOMAIN);
        Name apex = zones.apexOf(query.getQuestion().getName());
        response.addRecord(zones.denial(apex), Section.AUTHORITY);
        return response;
    }

    private static Message toOtherQuestion(Message query) {
        Message other = query.clone();
        Record question = query.getQuestion();
        other.removeAllRecords(Section.QUESTION);
        Name name = Names.parse("another-question.example");
        other.addRecord(Record.newRecord(name, question.getType(), question.getDClass()), Section.QUESTION);
        return other;
    }

    private static byte[] withOtherId(byte[] message) {
        message[0] = (byte) ~message[0];
        message[1] = (byte) ~message[1];
        return message;
    }

    private static void addEdns(Message response, @Nullable OPTRecord asked) {
        if (asked != null && response.getOPT() == null) {
            response.addRecord(new OPTRecord(OWN_UDP_SIZE, 0, 0, asked.getFlags()), Section.ADDITIONAL);
        }
    }

    private static byte[] wire(Message response, @Nullable OPTRecord asked, DnsTransport transport) {
        addEdns(response, asked);
        int size = asked == null ? PLAIN_UDP_SIZE : Math.max(PLAIN_UDP_SIZE, asked.getPayloadSize());
        return response.toWire(transport == DnsTransport.TCP ? MAX_MESSAGE : size);
    }
}
