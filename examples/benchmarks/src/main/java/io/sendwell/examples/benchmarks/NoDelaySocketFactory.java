package io.sendwell.examples.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/**
 * Sockets with TCP_NODELAY, for the peers. Angus leaves Nagle's algorithm on and ends each mail with a small write of its
 * own, which then waits 40 ms for the receiver's delayed acknowledgement.
 */
public final class NoDelaySocketFactory extends SocketFactory {

    private NoDelaySocketFactory() {}

    /** Called by Angus, which knows the class by its name. */
    public static SocketFactory getDefault() {
        return new NoDelaySocketFactory();
    }

    @Override
    public Socket createSocket() throws IOException {
        Socket socket = new Socket();
        socket.setTcpNoDelay(true);
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return withoutDelay(new Socket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
        return withoutDelay(new Socket(host, port, from, fromPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return withoutDelay(new Socket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
        return withoutDelay(new Socket(host, port, from, fromPort));
    }

    private static Socket withoutDelay(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        return socket;
    }
}
