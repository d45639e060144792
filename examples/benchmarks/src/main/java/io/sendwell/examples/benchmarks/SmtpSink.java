package io.sendwell.examples.benchmarks;

import io.sendwell.testkit.smtp.FakeSmtp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A server in a process of its own that takes every mail: Postfix's {@code smtp-sink} where it is installed, else our own. */
final class SmtpSink implements AutoCloseable {

    private static final List<Path> POSTFIX =
            List.of(Path.of("/usr/sbin/smtp-sink"), Path.of("/usr/lib/postfix/sbin/smtp-sink"));
    private static final long START_NANOS = 20_000_000_000L;
    private static final int BACKLOG = 100;

    private final ChildProcess process;
    private final String name;
    private final int port;

    private SmtpSink(ChildProcess process, String name, int port) {
        this.process = process;
        this.name = name;
        this.port = port;
    }

    static SmtpSink start() throws IOException {
        for (Path program : POSTFIX) {
            if (Files.isExecutable(program)) {
                return startPostfix(program);
            }
        }
        ChildProcess process = ChildProcess.java(SmtpSink.class, List.of());
        return new SmtpSink(process, "FakeSmtp", Integer.parseInt(process.readLine()));
    }

    private static SmtpSink startPostfix(Path program) throws IOException {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(program.toString()));
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("-u", "nobody")); // it refuses to keep root's rights
        }
        command.addAll(List.of("127.0.0.1:" + port, Integer.toString(BACKLOG)));
        ChildProcess process = ChildProcess.start(command);
        awaitListening(process, port);
        return new SmtpSink(process, "smtp-sink", port);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void awaitListening(ChildProcess process, int port) throws IOException {
        long end = System.nanoTime() + START_NANOS;
        while (process.isAlive() && System.nanoTime() < end) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return;
            } catch (IOException notYet) {
                Thread.onSpinWait();
            }
        }
        throw new IOException("smtp-sink does not listen on port " + port + ".");
    }

    /** Our own server, until this process is ended. */
    public static void main(String[] arguments) throws InterruptedException {
        FakeSmtp server =
                FakeSmtp.builder().countsContentOnly().remembersAtMost(1).start();
        System.out.println(server.port());
        Thread.currentThread().join();
    }

    String name() {
        return name;
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.close();
    }
}
