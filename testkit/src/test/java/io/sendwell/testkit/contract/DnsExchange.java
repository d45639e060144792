package io.sendwell.testkit.contract;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import org.xbill.DNS.Message;

/** Sockets to one DNS server, for a resolver of the tests. */
final class DnsExchange implements AutoCloseable {

    private final InetSocketAddress server;
    private final long end;
    private final DatagramSocket datagrams;

    DnsExchange(InetSocketAddress server, Duration patience) throws IOException {
        this.server = server;
        this.end = System.nanoTime() + patience.toNanos();
        this.datagrams = new DatagramSocket();
        datagrams.connect(server);
    }

    /** @param strict whether to wait for the reply to this very query; otherwise whatever comes is it */
    Message byUdp(Message query, boolean strict) throws IOException {
        byte[] octets = query.toWire();
        datagrams.send(new DatagramPacket(octets, octets.length));
        while (true) {
            DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
            datagrams.setSoTimeout(millisLeft());
            datagrams.receive(packet);
            Message reply = new Message(Arrays.copyOf(packet.getData(), packet.getLength()));
            boolean same = reply.getHeader().getID() == query.getHeader().getID()
                    && query.getQuestion().equals(reply.getQuestion());
            if (same || !strict) {
                return reply;
            }
        }
    }

    Message byTcp(Message query) throws IOException {
        try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
            socket.setSoTimeout(millisLeft());
            byte[] octets = query.toWire();
            socket.getOutputStream()
                    .write(ByteBuffer.allocate(octets.length + 2)
                            .putShort((short) octets.length)
                            .put(octets)
                            .array());
            DataInputStream in = new DataInputStream(socket.getInputStream());
            return new Message(in.readNBytes(in.readUnsignedShort()));
        }
    }

    private int millisLeft() throws SocketTimeoutException {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
            throw new SocketTimeoutException("The patience is at its end");
        }
        return (int) left;
    }

    @Override
    public void close() {
        datagrams.close();
    }
}
