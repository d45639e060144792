package io.sendwell.testkit.smtp;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocket;

/** A client without manners of its own: it sends the octets it is given and reads replies one by one. */
final class RawClient implements AutoCloseable {
    private static final int ANSWER_WITHIN_MILLIS = 20_000;

    private Socket socket;

    private RawClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(ANSWER_WITHIN_MILLIS);
    }

    static RawClient connect(FakeSmtp smtp) throws IOException {
        return new RawClient(new Socket(smtp.host(), smtp.port()));
    }

    static RawClient connectTls(FakeSmtp smtp) throws IOException {
        RawClient client = connect(smtp);
        client.handshake(smtp);
        return client;
    }

    /** Connects, reads the banner and says EHLO. */
    static RawClient greet(FakeSmtp smtp) throws IOException {
        RawClient client = connect(smtp);
        client.reply();
        client.ask("EHLO client.example.org");
        return client;
    }

    void handshake(FakeSmtp smtp) throws IOException {
        SSLSocket encrypted = (SSLSocket)
                FakeSmtp.clientSslContext().getSocketFactory().createSocket(socket, smtp.host(), smtp.port(), true);
        encrypted.startHandshake();
        socket = encrypted;
    }

    Socket socket() {
        return socket;
    }

    /** Sends text as it stands. */
    RawClient send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    RawClient send(byte[] octets) throws IOException {
        socket.getOutputStream().write(octets);
        socket.getOutputStream().flush();
        return this;
    }

    /** Sends lines in one go. */
    RawClient sendLines(String... lines) throws IOException {
        return send(String.join("\r\n", lines) + "\r\n");
    }

    /** Sends a command line and reads the reply to it. */
    String ask(String command) throws IOException {
        return send(command + "\r\n").reply();
    }

    /** Reads one reply, lines joined by {@code \n}. */
    String reply() throws IOException {
        StringBuilder reply = new StringBuilder();
        String line;
        do {
            line = line();
            reply.append(reply.isEmpty() ? "" : "\n").append(line);
        } while (line.length() > 3 && line.charAt(3) == '-');
        return reply.toString();
    }

    /** Begins a mail from author@example.org to reader@example.net and reads up to the 354. */
    RawClient beginData() throws IOException {
        ask("MAIL FROM:<author@example.org>");
        ask("RCPT TO:<reader@example.net>");
        ask("DATA");
        return this;
    }

    /** Sends a whole small mail and reads the reply to it. */
    String sendMail() throws IOException {
        return beginData().send("Subject: Hello\r\n\r\nHello Grace\r\n.\r\n").reply();
    }

    /** Whether the server closes the connection now, with or without manners. */
    boolean isClosedByServer() throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String line() throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException("The server hung up");
            }
            line.write(octet);
        }
        return line.toString(StandardCharsets.UTF_8).replace("\r", "");
    }
}
