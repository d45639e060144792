package io.sendwell.examples.files;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Answers the links to a {@link FileShelf}. It belongs behind a proxy that speaks TLS. A browser saves what it gets and opens nothing of
 * it, whatever it is: the files are other people's.
 */
public final class FileEndpoint implements AutoCloseable {

    private static final int THREADS = 8;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final FileShelf shelf;
    private final String path;

    private FileEndpoint(HttpServer server, String path, FileShelf shelf) {
        this.server = server;
        this.path = path;
        this.shelf = shelf;
    }

    /**
     * Listens from now on.
     *
     * @param at where; port 0 takes a free one
     * @param path what the paths of the links begin with, such as {@code /f/}
     * @throws IOException when somebody else listens there
     */
    public static FileEndpoint listen(InetSocketAddress at, String path, FileShelf shelf) throws IOException {
        FileEndpoint endpoint = new FileEndpoint(HttpServer.create(at, 0), path, shelf);
        endpoint.server.createContext(path, endpoint::answer);
        endpoint.server.setExecutor(endpoint.threads);
        endpoint.server.start();
        return endpoint;
    }

    private void answer(HttpExchange request) throws IOException {
        try (request) {
            boolean headOnly = request.getRequestMethod().equals("HEAD");
            if (!headOnly && !request.getRequestMethod().equals("GET")) {
                request.getResponseHeaders().set("Allow", "GET, HEAD");
                request.sendResponseHeaders(405, -1);
                return;
            }
            Optional<FileShelf.Kept> kept =
                    shelf.find(request.getRequestURI().getPath().substring(path.length()));
            if (kept.isEmpty()) {
                request.sendResponseHeaders(404, -1);
                return;
            }
            describe(kept.get(), request.getResponseHeaders());
            long size = Files.size(kept.get().octets());
            if (headOnly) {
                request.getResponseHeaders().set("Content-Length", Long.toString(size));
            }
            request.sendResponseHeaders(200, headOnly || size == 0 ? -1 : size);
            if (!headOnly) {
                Files.copy(kept.get().octets(), request.getResponseBody());
            }
        }
    }

    private static void describe(FileShelf.Kept kept, Headers headers) {
        headers.set("Content-Type", kept.contentType());
        // RFC 6266 with RFC 8187: percent-encoded, a name ends no header field.
        headers.set(
                "Content-Disposition",
                "attachment; filename*=UTF-8''"
                        + URLEncoder.encode(kept.fileName(), StandardCharsets.UTF_8)
                                .replace("+", "%20")
                                .replace("*", "%2A"));
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Content-Security-Policy", "default-src 'none'; sandbox");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("X-Robots-Tag", "noindex");
        headers.set("Cache-Control", "private, no-store");
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
