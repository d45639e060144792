package io.sendwell.testkit.inbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The JDK's HTTP server in front of the handler, for this machine alone. */
final class InboxServer implements AutoCloseable {

    static {
        // As in FakeMailjet: without it each answer on a kept connection waits 40 ms on JDK 17.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    /** Threads that are there for whoever does not wait for news. */
    private static final int WORKING = 8;

    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final HttpServer server;
    private final ExecutorService threads;
    private final InboxHandler handler;
    private final URI uri;

    private InboxServer(HttpServer server, ExecutorService threads, InboxHandler handler, URI uri) {
        this.server = server;
        this.threads = threads;
        this.handler = handler;
        this.uri = uri;
    }

    static InboxServer listen(int port, String basePath, int waiting, InboxHandler handler) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), 0);
        int bound = server.getAddress().getPort();
        AtomicInteger count = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(WORKING + waiting, task -> {
            Thread thread = new Thread(task, "sendwell-dev-inbox-" + bound + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        URI uri = URI.create("http://127.0.0.1:" + bound + basePath);
        InboxServer inbox = new InboxServer(server, threads, handler, uri);
        server.setExecutor(threads);
        server.createContext("/", inbox::answer);
        startAsDaemon(server, bound);
        return inbox;
    }

    // The server's own thread is a daemon only if the one that starts it is.
    private static void startAsDaemon(HttpServer server, int port) {
        Thread starter = new Thread(server::start, "sendwell-dev-inbox-" + port + "-start");
        starter.setDaemon(true);
        starter.start();
        try {
            starter.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    URI uri() {
        return uri;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            InboxReply reply = isMeant(exchange)
                    ? handler.answer(new InboxRequest(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI().getRawPath(),
                            Optional.ofNullable(exchange.getRequestURI().getRawQuery())
                                    .orElse(""),
                            exchange.getRequestHeaders(),
                            exchange.getRequestBody()))
                    : Replies.text(421, "This is the dev inbox at " + uri + ".\n");
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            boolean empty = exchange.getRequestMethod().equals("HEAD") || reply.length() == 0;
            exchange.sendResponseHeaders(reply.status(), empty ? -1 : reply.length());
            if (!empty) {
                reply.writeTo(exchange.getResponseBody());
            }
        }
    }

    // A website whose name suddenly leads to 127.0.0.1 (DNS rebinding) comes with its own name in the Host field.
    private static boolean isMeant(HttpExchange exchange) {
        String host = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host"))
                .orElse("")
                .toLowerCase(Locale.ROOT);
        return host.replaceFirst(":\\d{1,5}$", "").matches("127\\.0\\.0\\.1|localhost|\\[::1\\]");
    }

    @Override
    public void close() {
        threads.shutdownNow();
        server.stop(0);
    }
}
