package io.sendwell.testkit.crash;

import io.sendwell.testkit.crash.CuttingProxy.Direction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One connection through a {@link CuttingProxy}: its two halves. */
final class ProxyLink {

    private final Socket client;
    private final Socket server = new Socket();
    private final Set<Direction> ended = ConcurrentHashMap.newKeySet();

    ProxyLink(Socket client) {
        this.client = client;
    }

    /** Where octets come from that flow in this direction. */
    Socket source(Direction direction) {
        return direction == Direction.TO_SERVER ? client : server;
    }

    /** Where octets go that flow in this direction. */
    Socket target(Direction direction) {
        return direction == Direction.TO_SERVER ? server : client;
    }

    /** Passes on that no more octets come; true when that is so for both directions now. */
    boolean endOf(Direction direction) throws IOException {
        target(direction).shutdownOutput();
        ended.add(direction);
        return ended.size() == Direction.values().length;
    }

    /** Ends both halves by a reset. */
    void reset() {
        reset(client);
        reset(server);
    }

    /** Ends both halves in the ordinary way: what was written arrives. */
    void close() {
        close(client);
        close(server);
    }

    private static void reset(Socket socket) {
        try {
            // A linger of zero makes of the end a reset.
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // Closed already: nothing to linger on.
        }
        close(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
