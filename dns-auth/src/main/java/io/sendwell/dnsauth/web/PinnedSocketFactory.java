package io.sendwell.dnsauth.web;

import io.sendwell.dns.IpAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes sockets that connect to addresses from a list and to no others: whatever the HTTP client believes a host to be,
 * this is where it ends. For one request.
 */
final class PinnedSocketFactory extends SocketFactory {

    private final List<IpAddress> pinned;
    private volatile @Nullable IpAddress connected;

    PinnedSocketFactory(List<IpAddress> pinned) {
        this.pinned = List.copyOf(pinned);
    }

    /** The address of the connection; empty when none was made. */
    Optional<IpAddress> connected() {
        return Optional.ofNullable(connected);
    }

    @Override
    public Socket createSocket() {
        return new PinnedSocket();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw new SocketException("A name was to be resolved a second time.");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        throw new SocketException("A name was to be resolved a second time.");
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        Socket socket = createSocket();
        socket.connect(new InetSocketAddress(host, port));
        return socket;
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        Socket socket = createSocket();
        socket.bind(new InetSocketAddress(localHost, localPort));
        socket.connect(new InetSocketAddress(host, port));
        return socket;
    }

    private final class PinnedSocket extends Socket {

        PinnedSocket() {
            // Without it the JVM would ask its settings for a SOCKS proxy.
            super(Proxy.NO_PROXY);
        }

        @Override
        public void connect(SocketAddress endpoint, int timeout) throws IOException {
            if (!(endpoint instanceof InetSocketAddress internet) || internet.isUnresolved()) {
                throw new SocketException("Connections go to addresses; a name is none.");
            }
            IpAddress address = IpAddress.ofOctets(internet.getAddress().getAddress());
            if (!pinned.contains(address)) {
                throw new SocketException("A connection to an address that was not checked was refused.");
            }
            super.connect(endpoint, timeout);
            connected = address;
        }
    }
}
