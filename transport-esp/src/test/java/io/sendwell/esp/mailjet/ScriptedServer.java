package io.sendwell.esp.mailjet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/** A server that answers each call as a test says, and remembers the calls. */
final class ScriptedServer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final MockWebServer server = new MockWebServer();
    private final List<JsonNode> calls = new CopyOnWriteArrayList<>();

    ScriptedServer(Function<JsonNode, MockResponse> answers) {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                JsonNode call = read(request);
                calls.add(call);
                return answers.apply(call);
            }
        });
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ScriptedServer answering(MockResponse response) {
        return new ScriptedServer(call -> response);
    }

    static ScriptedServer answering(int status, String body) {
        return answering(response(status, body));
    }

    static MockResponse response(int status, String body) {
        return new MockResponse.Builder().code(status).body(body).build();
    }

    /** The answer to a call in which everything went well. */
    static MockResponse success(JsonNode call) {
        return response(200, successBody(ids(call)));
    }

    static String successBody(List<String> ids) {
        return "{\"Messages\":["
                + ids.stream().map(ScriptedServer::successEntry).collect(Collectors.joining(",")) + "]}";
    }

    static String successEntry(String id) {
        return "{\"Status\":\"success\",\"CustomID\":\"" + id + "\",\"To\":[{\"Email\":\""
                + id.replace("mail-", "person")
                + "@example.net\",\"MessageUUID\":\"u\",\"MessageID\":1152921530001000001,\"MessageHref\":\"\"}]}";
    }

    static String errorEntry(int status, String code, String relatedTo) {
        return "{\"Status\":\"error\",\"Errors\":[" + error(status, code, relatedTo) + "]}";
    }

    static String error(int status, String code, String relatedTo) {
        return "{\"ErrorIdentifier\":\"e\",\"ErrorCode\":\"" + code + "\",\"StatusCode\":" + status
                + ",\"ErrorMessage\":\"Words of Mailjet.\",\"ErrorRelatedTo\":[\"" + relatedTo + "\"]}";
    }

    static List<String> ids(JsonNode call) {
        return StreamSupport.stream(call.path("Messages").spliterator(), false)
                .map(message -> message.path("CustomID").asText())
                .toList();
    }

    /** The ids of the messages of each call, in the order of the calls. */
    List<List<String>> callsById() {
        return calls.stream().map(ScriptedServer::ids).toList();
    }

    List<JsonNode> calls() {
        return calls;
    }

    MockWebServer server() {
        return server;
    }

    MailjetTransport transport() {
        return builder().build();
    }

    MailjetTransportBuilder builder() {
        return MailjetTransport.builder().baseUrl(server.url("/").uri()).credentials(Submissions.KEY);
    }

    private static JsonNode read(RecordedRequest request) {
        try {
            return JSON.readTree(Objects.requireNonNull(request.getBody()).toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> idsUpTo(int count) {
        return IntStream.range(0, count).mapToObj(number -> "mail-" + number).toList();
    }

    @Override
    public void close() {
        server.close();
    }
}
