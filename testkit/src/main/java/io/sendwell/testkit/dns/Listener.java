package io.sendwell.testkit.dns;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** The sockets of a server: UDP and TCP under one port of the loopback. */
final class Listener implements AutoCloseable {

    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int BACKLOG = 100;
    private static final int MAX_MESSAGE = 65_535;

    /** A port that is free for TCP may be taken for UDP; then another is tried. */
    private static final int BINDING_ATTEMPTS = 50;

    private final Responder responder;
    private final ServerSocket connections;
    private final DatagramSocket datagrams;
    private final ScheduledExecutorService timer;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private Listener(Responder responder, ServerSocket connections, DatagramSocket datagrams) {
        this.responder = responder;
        this.connections = connections;
        this.datagrams = datagrams;
        this.timer = Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "timer"));
    }

    static Listener start(Responder responder) {
        try {
            Listener listener = bind(responder);
            listener.daemon(listener::receiveDatagrams, "udp").start();
            listener.daemon(listener::acceptConnections, "tcp").start();
            return listener;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen on 127.0.0.1", e);
        }
    }

    private static Listener bind(Responder responder) throws IOException {
        InetAddress loopback = InetAddress.getByAddress(LOOPBACK);
        for (int attempt = 1; ; attempt++) {
            ServerSocket connections = new ServerSocket(0, BACKLOG, loopback);
            try {
                InetSocketAddress address = new InetSocketAddress(loopback, connections.getLocalPort());
                return new Listener(responder, connections, new DatagramSocket(address));
            } catch (BindException e) {
                connections.close();
                if (attempt == BINDING_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    InetSocketAddress address() {
        return (InetSocketAddress) connections.getLocalSocketAddress();
    }

    private void receiveDatagrams() {
        byte[] buffer = new byte[MAX_MESSAGE];
        while (!datagrams.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                datagrams.receive(packet);
                byte[] octets = Arrays.copyOf(packet.getData(), packet.getLength());
                InetSocketAddress client = (InetSocketAddress) packet.getSocketAddress();
                perform(responder.react(octets, DnsTransport.UDP), reaction -> sendDatagrams(reaction, client));
            } catch (IOException e) {
                // A client that is gone shows up here as a refused datagram; close() ends the loop.
            }
        }
    }

    private void sendDatagrams(Reaction reaction, InetSocketAddress client) throws IOException {
        for (byte[] message : reaction.messages()) {
            datagrams.send(new DatagramPacket(message, message.length, client));
        }
    }

    private void acceptConnections() {
        while (!connections.isClosed()) {
            try {
                Socket socket = connections.accept();
                open.add(socket);
                if (connections.isClosed()) {
                    socket.close();
                }
                socket.setTcpNoDelay(true);
                daemon(() -> serve(socket), "connection").start();
            } catch (IOException e) {
                // A client that was gone before we answered is no reason to stop; close() ends the loop.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            while (true) {
                byte[] octets = in.readNBytes(in.readUnsignedShort());
                Reaction reaction = responder.react(octets, DnsTransport.TCP);
                if (reaction.hangsUp()) {
                    return;
                }
                perform(reaction, due -> sendMessages(due, socket));
            }
        } catch (IOException e) {
            // The client has no more questions, or went away.
        } finally {
            open.remove(socket);
        }
    }

    private static void sendMessages(Reaction reaction, Socket socket) throws IOException {
        for (byte[] message : reaction.messages()) {
            // Length and message in one write (RFC 7766 section 8); the timer's thread may write at the same time.
            ByteBuffer framed = ByteBuffer.allocate(message.length + 2);
            framed.putShort((short) message.length).put(message);
            OutputStream out = socket.getOutputStream();
            synchronized (socket) {
                out.write(framed.array());
            }
        }
    }

    private void perform(Reaction reaction, Sending sending) throws IOException {
        if (reaction.after().isZero()) {
            sending.send(reaction);
            return;
        }
        Runnable later = () -> {
            try {
                sending.send(reaction);
            } catch (IOException e) {
                // The client did not wait so long.
            }
        };
        try {
            ScheduledFuture<?> unused = timer.schedule(later, reaction.after().toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // The server was closed; nobody is answered any more.
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        datagrams.close();
        try {
            connections.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot stop listening", e);
        }
    }

    private Thread daemon(Runnable work, String role) {
        Thread thread = new Thread(work, "sendwell-fake-dns-" + connections.getLocalPort() + "-" + role);
        thread.setDaemon(true);
        return thread;
    }

    private interface Sending {
        void send(Reaction reaction) throws IOException;
    }
}
