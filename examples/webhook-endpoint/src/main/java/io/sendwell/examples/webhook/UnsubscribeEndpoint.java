package io.sendwell.examples.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sendwell.unsubscribe.PageReply;
import io.sendwell.unsubscribe.PageRequest;
import io.sendwell.unsubscribe.UnsubscribeHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers the links to unsubscribe. Put it behind a proxy with TLS, under the URL that the links begin with; it is open to everybody. */
public final class UnsubscribeEndpoint implements AutoCloseable {

    private static final int THREADS = 4;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final UnsubscribeHandler handler;

    private UnsubscribeEndpoint(HttpServer server, UnsubscribeHandler handler) {
        this.server = server;
        this.handler = handler;
    }

    /**
     * Listens from now on.
     *
     * @param at where; port 0 takes a free one
     * @param path what the paths of the links begin with, such as {@code /o}
     * @throws IOException when somebody else listens there
     */
    public static UnsubscribeEndpoint listen(InetSocketAddress at, String path, UnsubscribeHandler handler)
            throws IOException {
        UnsubscribeEndpoint endpoint = new UnsubscribeEndpoint(HttpServer.create(at, 0), handler);
        endpoint.server.createContext(path, endpoint::answer);
        endpoint.server.setExecutor(endpoint.threads);
        endpoint.server.start();
        return endpoint;
    }

    private void answer(HttpExchange request) throws IOException {
        try (request) {
            PageReply reply = handler.answer(new PageRequest(
                    request.getRequestMethod(),
                    request.getRequestURI().getPath(),
                    request.getRequestHeaders(),
                    request.getRequestBody()));
            reply.headers().forEach(request.getResponseHeaders()::set);
            byte[] page = reply.body().getBytes(StandardCharsets.UTF_8);
            boolean headOnly = request.getRequestMethod().equals("HEAD");
            request.sendResponseHeaders(reply.status(), headOnly ? -1 : page.length);
            if (!headOnly) {
                request.getResponseBody().write(page);
            }
        }
    }

    /** Where a link leads on this machine, as the proxy would pass it on. */
    public URI here(URI link) {
        InetSocketAddress at = server.getAddress();
        return URI.create("http://" + at.getHostString() + ":" + at.getPort() + link.getRawPath());
    }

    /** Answers nobody any more. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
