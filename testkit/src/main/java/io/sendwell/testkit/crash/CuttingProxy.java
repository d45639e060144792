package io.sendwell.testkit.crash;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * A TCP relay on the loopback that cuts what goes through it: at once, or after so many octets in one direction.
 *
 * <pre>{@code
 * try (CuttingProxy proxy = CuttingProxy.to("127.0.0.1", database.port())) {
 *     // let the code under test connect to proxy.port()
 *     proxy.cutAfter(CuttingProxy.Direction.TO_CLIENT, 100);
 * }
 * }</pre>
 *
 * <p>A cut is a reset (TCP RST) to both sides, as when a machine between them loses its state. Threads may share it.
 */
public final class CuttingProxy implements AutoCloseable {

    /** Which way octets flow. */
    public enum Direction {
        /** From the one that connected. */
        TO_SERVER,
        /** From the one that was connected to. */
        TO_CLIENT
    }

    private static final int BUFFER = 8_192;
    private static final long NEVER = Long.MAX_VALUE;

    private final InetSocketAddress target;
    private final ServerSocket server;
    private final Set<ProxyLink> links = ConcurrentHashMap.newKeySet();
    private final AtomicLong leftToServer = new AtomicLong(NEVER);
    private final AtomicLong leftToClient = new AtomicLong(NEVER);
    private final Map<Direction, Long> delays = new ConcurrentHashMap<>();
    private final AtomicLong cuts = new AtomicLong();
    private volatile boolean refusing;

    private CuttingProxy(InetSocketAddress target) throws IOException {
        this.target = target;
        server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        daemon(this::acceptConnections, "accept");
    }

    /** A relay to this server, on a free port. */
    public static CuttingProxy to(String host, int port) {
        try {
            return new CuttingProxy(new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw new UncheckedIOException("No free port on the loopback", e);
        }
    }

    /** Where it listens, on {@code 127.0.0.1}. */
    public int port() {
        return server.getLocalPort();
    }

    /** Cuts all connections that are open now. */
    public void cutNow() {
        links.forEach(this::cut);
    }

    /**
     * Cuts one connection: the one over which the octet after so many flows in this direction, counted over all
     * connections from now on. The octets before it arrive. It happens once.
     */
    public void cutAfter(Direction direction, long octets) {
        left(direction).set(octets);
    }

    /** Cuts one connection after some octets below this bound, in one direction or the other; see {@link #cutAfter}. */
    public void cutSomewhere(RandomGenerator random, long bound) {
        Direction direction = random.nextBoolean() ? Direction.TO_SERVER : Direction.TO_CLIENT;
        cutAfter(direction, random.nextLong(bound));
    }

    /** Holds everything that flows in this direction for so long before it goes on; zero ends that. */
    public void delay(Direction direction, Duration delay) {
        delays.put(direction, delay.toMillis());
    }

    /** Resets whoever connects, until {@link #restore()}. Open connections stay. */
    public void refuse() {
        refusing = true;
    }

    /** Takes connections again, forgets cuts that did not happen yet, and delays nothing. */
    public void restore() {
        refusing = false;
        delays.clear();
        leftToServer.set(NEVER);
        leftToClient.set(NEVER);
    }

    /** How many connections it has cut, those that it refused among them. */
    public long cuts() {
        return cuts.get();
    }

    /** How many connections are open. */
    public int open() {
        return links.size();
    }

    /** Stops listening and cuts all connections. */
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            cutNow();
        }
    }

    private void acceptConnections() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                client.setTcpNoDelay(true);
                daemon(() -> relay(client), "connect");
            } catch (IOException e) {
                // A client that was gone before we answered; close() ends the loop.
            }
        }
    }

    private void relay(Socket client) {
        ProxyLink link = new ProxyLink(client);
        links.add(link);
        if (refusing || server.isClosed()) {
            cut(link);
            return;
        }
        try {
            Socket toServer = link.target(Direction.TO_SERVER);
            toServer.connect(target);
            toServer.setTcpNoDelay(true);
        } catch (IOException e) {
            abandon(link);
            return;
        }
        daemon(() -> pump(link, Direction.TO_CLIENT), "to-client");
        pump(link, Direction.TO_SERVER);
    }

    private void pump(ProxyLink link, Direction direction) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = link.source(direction).getInputStream();
            OutputStream out = link.target(direction).getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                hold(direction);
                int allowed = take(direction, read);
                out.write(buffer, 0, allowed);
                if (allowed < read) {
                    cut(link);
                    return;
                }
            }
            if (link.endOf(direction) && links.remove(link)) {
                link.close();
            }
        } catch (IOException e) {
            abandon(link);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            abandon(link);
        }
    }

    private void hold(Direction direction) throws InterruptedException {
        long delay = delays.getOrDefault(direction, 0L);
        if (delay > 0) {
            Thread.sleep(delay);
        }
    }

    private void cut(ProxyLink link) {
        if (links.remove(link)) {
            cuts.incrementAndGet();
            link.reset();
        }
    }

    /** One side is gone: the other learns it. */
    private void abandon(ProxyLink link) {
        if (links.remove(link)) {
            link.reset();
        }
    }

    /** How many of these octets may pass; fewer than asked for once, at the cut. */
    private int take(Direction direction, int octets) {
        AtomicLong left = left(direction);
        while (true) {
            long before = left.get();
            if (before == NEVER) {
                return octets;
            }
            boolean enough = before >= octets;
            if (left.compareAndSet(before, enough ? before - octets : NEVER)) {
                return enough ? octets : (int) before;
            }
        }
    }

    private AtomicLong left(Direction direction) {
        return direction == Direction.TO_SERVER ? leftToServer : leftToClient;
    }

    private void daemon(Runnable work, String role) {
        Thread thread = new Thread(work, "sendwell-cutting-proxy-" + server.getLocalPort() + "-" + role);
        thread.setDaemon(true);
        thread.start();
    }
}
