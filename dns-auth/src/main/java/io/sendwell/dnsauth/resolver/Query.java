package io.sendwell.dnsauth.resolver;

import io.sendwell.dns.DnsQuestion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/**
 * One message to a server, and the judgement whether what comes back belongs to it. Each query has an id of its own,
 * which dnsjava takes from a {@code SecureRandom} (RFC 5452 section 4.3).
 */
final class Query {

    /** What may be wanted besides the question itself. */
    enum Option {
        /** The server shall find it out for us (RD). */
        RECURSION,
        /** The server shall say whether DNSSEC vouches for it (AD in the question, RFC 6840 section 5.7). */
        AUTHENTICITY,
        /** The server shall answer even when DNSSEC says that the answer is false (CD, RFC 4035 section 3.2.2). */
        CHECKING_DISABLED,
        /** Larger answers over UDP (RFC 6891). */
        EDNS
    }

    private static final int HEADER_OCTETS = 12;

    /** A record is a name of one octet, type, class, TTL and length at least (RFC 1035 section 4.1.3). */
    private static final int LEAST_RECORD_OCTETS = 11;

    private final Message message;
    private final byte[] octets;
    private final boolean edns;

    private Query(Message message, boolean edns) {
        this.message = message;
        this.octets = message.toWire();
        this.edns = edns;
    }

    /**
     * @param udpOctets the largest UDP answer that is welcome; told only with {@link Option#EDNS}
     */
    static Query of(DnsQuestion question, Set<Option> options, int udpOctets) {
        Message message = Message.newQuery(
                Record.newRecord(WireRecords.name(question.name()), WireRecords.type(question.type()), DClass.IN));
        Header header = message.getHeader();
        if (!options.contains(Option.RECURSION)) {
            header.unsetFlag(Flags.RD);
        }
        if (options.contains(Option.AUTHENTICITY)) {
            header.setFlag(Flags.AD);
        }
        if (options.contains(Option.CHECKING_DISABLED)) {
            header.setFlag(Flags.CD);
        }
        boolean edns = options.contains(Option.EDNS);
        if (edns) {
            message.addRecord(new OPTRecord(udpOctets, 0, 0), Section.ADDITIONAL);
        }
        return new Query(message, edns);
    }

    /** The message as it goes out over UDP. */
    byte[] octets() {
        return octets;
    }

    /** Whether the server was told that we know EDNS. */
    boolean hasEdns() {
        return edns;
    }

    /** Whether the message claims to answer this one; another one is nobody's business and is waited past. */
    boolean isAddressedBy(ByteBuffer reply) {
        return reply.remaining() >= HEADER_OCTETS
                && (reply.getShort(reply.position()) & 0xFFFF)
                        == message.getHeader().getID()
                && (reply.get(reply.position() + 2) & 0x80) != 0;
    }

    /**
     * Reads a message that {@linkplain #isAddressedBy claims to answer} this one.
     *
     * @throws MalformedReplyException when it is no message
     */
    Message read(ByteBuffer reply) throws MalformedReplyException {
        requirePlausibleCounts(reply);
        return parsed(reply);
    }

    /** The parser makes room for as many records as the header promises, so a promise has to fit the octets. */
    private static void requirePlausibleCounts(ByteBuffer reply) throws MalformedReplyException {
        int start = reply.position();
        int questions = reply.getShort(start + 4) & 0xFFFF;
        int records = 0;
        for (int section = 1; section <= 3; section++) {
            records += reply.getShort(start + 4 + 2 * section) & 0xFFFF;
        }
        boolean truncated = (reply.get(start + 2) & 0x02) != 0;
        if (questions > 1 || !truncated && records > reply.remaining() / LEAST_RECORD_OCTETS) {
            throw new MalformedReplyException("the answer promises more records than it can hold");
        }
    }

    private static Message parsed(ByteBuffer reply) throws MalformedReplyException {
        byte[] octets = new byte[reply.remaining()];
        reply.duplicate().get(octets);
        try {
            return new Message(octets);
        } catch (IOException | RuntimeException unreadable) {
            // dnsjava answers hostile octets with IllegalArgumentException and others besides its WireParseException.
            throw new MalformedReplyException("the answer cannot be read: " + unreadable.getMessage());
        }
    }

    /**
     * Whether the message repeats this question. A server that could not even read it may leave it out, and then only
     * says so.
     */
    boolean isAnsweredBy(Message reply) {
        Record asked = message.getQuestion();
        Record repeated = reply.getQuestion();
        if (reply.getHeader().getOpcode() != Opcode.QUERY) {
            return false;
        }
        if (repeated == null) {
            int rcode = reply.getRcode();
            return rcode != Rcode.NOERROR && rcode != Rcode.NXDOMAIN;
        }
        return repeated.getType() == asked.getType()
                && repeated.getDClass() == asked.getDClass()
                && repeated.getName().equals(asked.getName());
    }
}
