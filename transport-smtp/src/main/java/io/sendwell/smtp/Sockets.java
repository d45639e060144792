package io.sendwell.smtp;

import io.sendwell.dns.IpAddress;
import io.sendwell.dns.PublicAddresses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Optional;
import javax.net.SocketFactory;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of one connection: made here for Angus, and known to us, so that content goes over them exactly as
 * rendered and in writes of our own size.
 *
 * <p>Angus leaves Nagle's algorithm on, which with the receiver's delayed acknowledgements costs 40 ms a message.
 */
final class Sockets {

    private final SSLSocketFactory tls;
    private final Optional<PublicAddresses> permitted;
    private @Nullable Socket plain;
    private @Nullable Socket current;
    private @Nullable ReplyReader replies;

    /** @param permitted where the server may be; empty for anywhere */
    Sockets(SSLSocketFactory tls, Optional<PublicAddresses> permitted) {
        this.tls = tls;
        this.permitted = permitted;
    }

    /** Refuses a server at an address where it must not be. */
    void requirePermitted(InetAddress address) throws AddressRefusedException {
        if (permitted.isPresent()) {
            IpAddress found = IpAddress.ofOctets(address.getAddress());
            Optional<String> objection = permitted.get().objectionTo(found);
            if (objection.isPresent()) {
                throw new AddressRefusedException(found, objection.get());
            }
        }
    }

    /** Makes the sockets that are not encrypted, or not yet. */
    SocketFactory plainFactory() {
        return new PlainFactory();
    }

    /** Puts TLS on a connected socket. */
    SSLSocketFactory tlsFactory() {
        return new TlsFactory();
    }

    /** The socket that speaks to the server now, the encrypted one once there is one. */
    Socket current() throws IOException {
        if (current == null) {
            throw new IOException("There is no connection to the server.");
        }
        return current;
    }

    /** Reads what the server says on the {@linkplain #current() current} socket. */
    ReplyReader replies() throws IOException {
        if (replies == null) {
            requirePermitted(current().getInetAddress());
            replies = new ReplyReader(current().getInputStream());
        }
        return replies;
    }

    /** Whether the connection came so far that the server could speak. */
    boolean hasHeardFromServer() {
        return replies != null;
    }

    /** Cuts the connection without a word. Reads and writes under way on it end at once. */
    void cut() {
        // The plain one beneath: closing a TLS socket would first wait for a write under way in another thread.
        Socket beneath = plain;
        if (beneath != null) {
            try {
                beneath.close();
            } catch (IOException e) {
                // There is nothing left that could be done to it.
            }
        }
    }

    private void isPlain(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        plain = socket;
        current = socket;
    }

    private void isEncrypted(Socket socket) throws IOException {
        // RFC 3207 section 4.2: what was said before the handshake does not count. Who said more than the reply to
        // STARTTLS tried to slip in replies that would seem to have come over TLS.
        if (replies != null && replies.hasUnread()) {
            throw new SSLException("The server sent plain text after its reply to STARTTLS. Someone on the way may be"
                    + " injecting replies; nothing was sent.");
        }
        replies = null;
        current = socket;
    }

    private final class PlainFactory extends SocketFactory {
        @Override
        public Socket createSocket() throws IOException {
            Socket socket = new Socket();
            isPlain(socket);
            return socket;
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            throw connectsItself();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
            throw connectsItself();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            throw connectsItself();
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
            throw connectsItself();
        }
    }

    private final class TlsFactory extends SSLSocketFactory {
        @Override
        public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
            if (current == null) {
                isPlain(socket);
            }
            requirePermitted(socket.getInetAddress());
            Socket encrypted = tls.createSocket(socket, host, port, autoClose);
            isEncrypted(encrypted);
            return encrypted;
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return tls.getDefaultCipherSuites();
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return tls.getSupportedCipherSuites();
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            throw connectsItself();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
            throw connectsItself();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            throw connectsItself();
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
            throw connectsItself();
        }
    }

    /** A socket connected by its factory would have had no connect timeout. Angus does not ask for one. */
    private static IOException connectsItself() {
        return new IOException("Sockets are connected by Angus, with its timeouts.");
    }
}
