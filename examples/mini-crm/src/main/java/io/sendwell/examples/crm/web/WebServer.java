package io.sendwell.examples.crm.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The JDK's web server, on this machine alone: a proxy with TLS stands in front of it where others are to come. */
public final class WebServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(WebServer.class);

    private static final int THREADS = 16;

    /** Nothing of another site, no script or style within a page, and no frame around ours. */
    private static final Map<String, String> SAFE = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
                    + "frame-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "same-origin",
            "Cache-Control",
            "no-store",
            "Cross-Origin-Opener-Policy",
            "same-origin");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final Pages pages;
    private final BiFunction<Integer, String, Html> errorPage;

    private WebServer(HttpServer server, Pages pages, BiFunction<Integer, String, Html> errorPage) {
        this.server = server;
        this.pages = pages;
        this.errorPage = errorPage;
    }

    /**
     * Takes a port, so that its address is known; nobody is answered before {@link #start}.
     *
     * @param port 0 takes a free one
     * @param errorPage of a status and a sentence
     */
    public static WebServer bind(int port, Pages pages, BiFunction<Integer, String, Html> errorPage)
            throws IOException {
        InetSocketAddress at = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        return new WebServer(HttpServer.create(at, 0), pages, errorPage);
    }

    /** Answers from now on. */
    public void start() {
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    /** Where it listens. */
    public URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Reply reply = reply(exchange);
            SAFE.forEach(exchange.getResponseHeaders()::set);
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            boolean empty = exchange.getRequestMethod().equals("HEAD") || reply.status() == 303;
            exchange.sendResponseHeaders(reply.status(), empty ? -1 : 0);
            if (!empty) {
                try (OutputStream out = new BufferedOutputStream(exchange.getResponseBody())) {
                    reply.body().writeTo(out);
                }
            }
        }
    }

    private Reply reply(HttpExchange exchange) throws IOException {
        try {
            return pages.answer(exchange);
        } catch (BadRequestException e) {
            return Reply.page(e.status(), errorPage.apply(e.status(), e.getMessage()));
        } catch (RuntimeException e) {
            log.error(
                    "{} {} failed",
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    e);
            return Reply.page(500, errorPage.apply(500, "Something went wrong here, and the log says what."));
        }
    }

    /** Answers nobody any more; what is being answered has a second to end. */
    @Override
    public void close() {
        server.stop(1);
        threads.shutdownNow();
    }
}
