package io.sendwell.examples.crm.web;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a browser asks. */
public final class Request {

    private final HttpExchange exchange;
    private final Map<String, String> segments;
    private final Map<String, List<String>> query;
    private @Nullable Form form;

    Request(HttpExchange exchange, Map<String, String> segments) {
        this.exchange = exchange;
        this.segments = segments;
        this.query = Form.decoded(exchange.getRequestURI().getRawQuery());
    }

    public String method() {
        return exchange.getRequestMethod();
    }

    public String path() {
        return exchange.getRequestURI().getPath();
    }

    /** The path as it was sent, for those who decode it. */
    public String rawPath() {
        return exchange.getRequestURI().getRawPath();
    }

    /** What stands behind the question mark, as it was sent; empty when there is nothing. */
    public String rawQuery() {
        return Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
    }

    /** A segment of the path that a route names. */
    public String segment(String name) {
        return Optional.ofNullable(segments.get(name)).orElseThrow(BadRequestException::notFound);
    }

    /** A parameter of the address; empty when it is missing or blank. */
    public Optional<String> query(String name) {
        return query.getOrDefault(name, List.of()).stream()
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    /** All values of a parameter of the address. */
    public List<String> queryAll(String name) {
        return query.getOrDefault(name, List.of());
    }

    /** The number of a page; 1 unless the address says otherwise. */
    public int pageNumber() {
        return query("page").map(Request::number).orElse(1);
    }

    private static int number(String digits) {
        try {
            return Math.max(1, Integer.parseInt(digits));
        } catch (NumberFormatException e) {
            throw new BadRequestException(400, "A page has a number.");
        }
    }

    /** What was filled in; read once, and at most {@link Form#LIMIT} octets. */
    public Form form() throws IOException {
        if (form == null) {
            form = Form.read(header("Content-Type").orElse(""), exchange.getRequestBody());
        }
        return form;
    }

    /** The body as it is, for those who read no form. */
    public InputStream body() {
        return exchange.getRequestBody();
    }

    public Map<String, List<String>> headers() {
        return exchange.getRequestHeaders();
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    // Some clients put a value in quotes (RFC 6265 section 4.1.1).
    Optional<String> cookie(String name) {
        return header("Cookie").stream()
                .flatMap(line -> List.of(line.split(";", -1)).stream())
                .map(String::strip)
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> pair.substring(name.length() + 1).replace("\"", ""))
                .findFirst();
    }
}
