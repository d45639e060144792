package io.sendwell.dnsauth.resolver;

import io.sendwell.dns.DnsAnswer.Trouble;
import io.sendwell.dnsauth.internal.time.Deadline;
import java.io.EOFException;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;

/**
 * One query to one server and its answer: over UDP, and over TCP when it did not fit (RFC 7766).
 *
 * <p>Each exchange opens a socket of its own, connected to the server: the system picks a random port and hands over no
 * datagram of anybody else (RFC 5452 section 9). dnsjava's own sockets are not used, since they keep a thread for the
 * whole virtual machine that no single owner can end.
 */
final class Exchange {

    /** Datagrams with a wrong id that are waited past before the try is given up: somebody is guessing. */
    private static final int FOREIGN_DATAGRAMS = 64;

    private static final String INTERRUPTED = "interrupted while waiting";

    private final InetSocketAddress server;
    private final int udpOctets;
    private final Deadline deadline;

    private Exchange(InetSocketAddress server, int udpOctets, Deadline deadline) {
        this.server = server;
        this.udpOctets = udpOctets;
        this.deadline = deadline;
    }

    /** What became of a query. */
    sealed interface Outcome {
        /** The server's message. */
        record Replied(Message message) implements Outcome {}

        /** There is none. */
        record Failed(Trouble trouble, String detail) implements Outcome {}
    }

    /** Sends the query and waits for the answer until the deadline, or until the thread is interrupted. */
    static Outcome of(Query query, InetSocketAddress server, int udpOctets, Deadline deadline) {
        Exchange exchange = new Exchange(server, udpOctets, deadline);
        Outcome overUdp = exchange.attempt(() -> exchange.overUdp(query));
        boolean truncated = overUdp instanceof Outcome.Replied replied
                && replied.message().getHeader().getFlag(Flags.TC);
        if (!truncated) {
            return overUdp;
        }
        Outcome overTcp = exchange.attempt(() -> exchange.overTcp(query));
        return overTcp instanceof Outcome.Failed failed
                        && failed.trouble() != Trouble.MALFORMED
                        && !Thread.currentThread().isInterrupted()
                ? new Outcome.Failed(Trouble.NETWORK, "the answer does not fit UDP, and TCP failed: " + failed.detail())
                : overTcp;
    }

    @FunctionalInterface
    private interface Way {
        Message go() throws IOException, MalformedReplyException, OutOfTimeException;
    }

    private Outcome attempt(Way way) {
        try {
            return new Outcome.Replied(way.go());
        } catch (OutOfTimeException late) {
            return new Outcome.Failed(
                    Trouble.TIMEOUT, Thread.currentThread().isInterrupted() ? INTERRUPTED : "no answer in time");
        } catch (ClosedByInterruptException stop) {
            return new Outcome.Failed(Trouble.TIMEOUT, INTERRUPTED);
        } catch (MalformedReplyException malformed) {
            return new Outcome.Failed(Trouble.MALFORMED, String.valueOf(malformed.getMessage()));
        } catch (IOException unreachable) {
            // The class names what happened (PortUnreachableException); messages may be empty.
            return new Outcome.Failed(
                    Trouble.NETWORK, unreachable.getClass().getSimpleName() + ": " + unreachable.getMessage());
        }
    }

    private Message overUdp(Query query) throws IOException, MalformedReplyException, OutOfTimeException {
        boolean ipv4 = server.getAddress() instanceof Inet4Address;
        try (DatagramChannel channel =
                        DatagramChannel.open(ipv4 ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
                Selector selector = Selector.open()) {
            channel.connect(server);
            channel.configureBlocking(false);
            SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
            channel.write(ByteBuffer.wrap(query.octets()));
            return firstReply(query, channel, key);
        }
    }

    /** The first datagram that answers the query; others are waited past, since anybody can send them. */
    private Message firstReply(Query query, DatagramChannel channel, SelectionKey key)
            throws IOException, MalformedReplyException, OutOfTimeException {
        ByteBuffer datagram = ByteBuffer.allocate(udpOctets + 1);
        boolean toAnother = false;
        for (int foreign = 0; foreign < FOREIGN_DATAGRAMS; ) {
            try {
                await(key, SelectionKey.OP_READ);
            } catch (OutOfTimeException late) {
                if (toAnother) {
                    throw new MalformedReplyException("the answer is to another question");
                }
                throw late;
            }
            datagram.clear();
            if (channel.read(datagram) <= 0) {
                continue;
            }
            datagram.flip();
            if (query.isAddressedBy(datagram)) {
                Message reply = query.read(within(udpOctets, datagram));
                if (query.isAnsweredBy(reply)) {
                    return reply;
                }
                toAnother = true;
            }
            foreign++;
        }
        throw new MalformedReplyException(FOREIGN_DATAGRAMS + " datagrams came that answer nothing");
    }

    private static ByteBuffer within(int octets, ByteBuffer datagram) throws MalformedReplyException {
        if (datagram.remaining() > octets) {
            throw new MalformedReplyException("the answer is larger than the " + octets + " octets we take over UDP");
        }
        return datagram;
    }

    private Message overTcp(Query query) throws IOException, MalformedReplyException, OutOfTimeException {
        try (SocketChannel channel = SocketChannel.open();
                Selector selector = Selector.open()) {
            channel.configureBlocking(false);
            SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
            if (!channel.connect(server)) {
                do {
                    await(key, SelectionKey.OP_CONNECT);
                } while (!channel.finishConnect());
            }
            ByteBuffer out = ByteBuffer.allocate(2 + query.octets().length)
                    .putShort((short) query.octets().length)
                    .put(query.octets())
                    .flip();
            while (out.hasRemaining()) {
                await(key, SelectionKey.OP_WRITE);
                channel.write(out);
            }
            int length = full(channel, key, ByteBuffer.allocate(2)).getShort() & 0xFFFF;
            ByteBuffer reply = full(channel, key, ByteBuffer.allocate(length));
            if (!query.isAddressedBy(reply)) {
                throw new MalformedReplyException("the answer over TCP has another id");
            }
            Message message = query.read(reply);
            if (!query.isAnsweredBy(message)) {
                throw new MalformedReplyException("the answer is to another question");
            }
            if (message.getHeader().getFlag(Flags.TC)) {
                throw new MalformedReplyException("the answer is cut off even over TCP");
            }
            return message;
        }
    }

    private ByteBuffer full(SocketChannel channel, SelectionKey key, ByteBuffer buffer)
            throws IOException, OutOfTimeException {
        while (buffer.hasRemaining()) {
            await(key, SelectionKey.OP_READ);
            if (channel.read(buffer) < 0) {
                throw new EOFException("the server hung up");
            }
        }
        return buffer.flip();
    }

    /** Returns when the channel may be ready, which a selector that wakes up for no reason does not promise. */
    private void await(SelectionKey key, int operation) throws IOException, OutOfTimeException {
        SelectableChannel channel = key.channel();
        if (deadline.isOver() || Thread.currentThread().isInterrupted() || !channel.isOpen()) {
            throw new OutOfTimeException();
        }
        key.interestOps(operation);
        key.selector().select(deadline.left().toMillis()); // never zero, which would wait for ever
        key.selector().selectedKeys().clear();
    }

    /** The deadline is over, or the thread was told to stop; never leaves this class. */
    private static final class OutOfTimeException extends Exception {

        private static final long serialVersionUID = 1;

        OutOfTimeException() {
            super("out of time", null, false, false);
        }
    }
}
