package io.sendwell.smtp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/**
 * A server that says and expects what a test tells it, line by line. It proves what a client sends before it has a reply:
 * a client that waits for one would wait for ever.
 */
final class LineServer implements AutoCloseable {

    private final ServerSocket listening;
    private final CompletableFuture<Void> done;

    /** What the server does with its one connection. */
    interface Script {
        void run(Talk talk) throws IOException;
    }

    /** Both directions of the connection. */
    static final class Talk {
        private final BufferedReader in;
        private final OutputStream out;

        private Talk(Socket socket) throws IOException {
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            out = socket.getOutputStream();
        }

        /** Reads lines up to and including one that begins so. */
        void readUntil(String start) throws IOException {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith(start)) {
                    return;
                }
            }
            throw new IOException("The client closed before it sent " + start);
        }

        void say(String... lines) throws IOException {
            out.write((String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }
    }

    LineServer(Script script) throws IOException {
        listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        done = CompletableFuture.runAsync(() -> {
            try (Socket socket = listening.accept()) {
                socket.setTcpNoDelay(true);
                script.run(new Talk(socket));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    SmtpServer server() {
        return SmtpServer.plainTextWithoutEncryption("127.0.0.1", listening.getLocalPort());
    }

    /** Waits for the end of the script, and fails if it could not be followed. */
    void awaitEnd() {
        done.join();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
