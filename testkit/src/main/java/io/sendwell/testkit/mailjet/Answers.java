package io.sendwell.testkit.mailjet;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Puts answers on the wire. */
final class Answers {

    // How much of a refused body is read and thrown away, so that a client that writes first and reads then gets
    // to see the answer instead of a broken connection. Front proxies linger in the same way.
    private static final long LINGER_BYTES = 64L * 1024 * 1024;

    private Answers() {}

    static void write(HttpExchange exchange, Answer answer) throws IOException {
        if (!answer.contentType().isEmpty()) {
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        }
        int length = answer.body().length;
        if (length == 0) {
            discard(exchange.getRequestBody());
            exchange.sendResponseHeaders(answer.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(answer.status(), length);
        OutputStream out = exchange.getResponseBody();
        out.write(answer.body());
        out.flush();
        discard(exchange.getRequestBody());
    }

    /** Reads on to the end of the body, or to where reading on is no kindness any more. */
    static void discard(InputStream body) throws IOException {
        byte[] buffer = new byte[8192];
        long left = LINGER_BYTES;
        int read = 0;
        while (read >= 0 && left > 0) {
            read = body.read(buffer);
            left -= read;
        }
    }
}
