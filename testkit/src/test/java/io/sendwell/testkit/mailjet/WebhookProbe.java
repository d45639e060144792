package io.sendwell.testkit.mailjet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** A webhook that keeps what it is told, and answers what it is told to answer. */
final class WebhookProbe implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    record Told(String path, String authorization, String contentType, JsonNode body) {

        /** The events of either version. */
        List<JsonNode> events() {
            List<JsonNode> events = new ArrayList<>();
            if (body.isArray()) {
                body.forEach(events::add);
            } else {
                events.add(body);
            }
            return events;
        }
    }

    private final HttpServer server;
    private final List<Told> told = new ArrayList<>();
    private int status = 200;

    WebhookProbe() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    URI url(String path) {
        return URI.create("http://hook:s%40fe@127.0.0.1:" + server.getAddress().getPort() + path);
    }

    synchronized void answers(int value) {
        status = value;
    }

    synchronized List<Told> told() {
        return List.copyOf(told);
    }

    List<JsonNode> events() {
        return told().stream().flatMap(one -> one.events().stream()).toList();
    }

    /** The kinds and recipients of all events, in the order in which they came. */
    List<String> summary() {
        return events().stream()
                .map(event ->
                        event.path("event").asText() + " " + event.path("email").asText())
                .toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode body = JSON.readTree(exchange.getRequestBody());
            int answer;
            synchronized (this) {
                told.add(new Told(
                        exchange.getRequestURI().getPath(),
                        exchange.getRequestHeaders().getFirst("Authorization"),
                        exchange.getRequestHeaders().getFirst("Content-Type"),
                        body));
                answer = status;
            }
            exchange.sendResponseHeaders(answer, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
