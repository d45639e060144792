package io.sendwell.testkit.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sendwell.testkit.mailjet.FakeMailjet;
import io.sendwell.testkit.mailjet.FakeMailjetAccount;
import io.sendwell.testkit.smtp.FakeSmtp;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** Both fakes with a page over them, a webhook, and who asks the page. */
final class Scene implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();

    final FakeMailjet mailjet = FakeMailjet.start();
    final FakeMailjetAccount acme = mailjet.account("acme").allowSender("*@example.com");
    final FakeSmtp smtp = FakeSmtp.start();
    final List<String> asked = new CopyOnWriteArrayList<>();
    final DevInbox inbox;
    private final HttpServer other;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Scene() throws IOException {
        this(settings -> settings);
    }

    Scene(UnaryOperator<DevInbox.Builder> more) throws IOException {
        other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", this::answer);
        other.start();
        inbox = more.apply(DevInbox.builder().watching(mailjet).watching(smtp)).start();
    }

    /** Another server of this machine: the application. */
    URI application(String path) {
        return URI.create("http://127.0.0.1:" + other.getAddress().getPort() + path);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
            byte[] reply = "You left the list.".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, reply.length);
            exchange.getResponseBody().write(reply);
        }
    }

    /** Lets the fake ESP take a message with these properties. */
    void post(UnaryOperator<ObjectNode> change) throws IOException, InterruptedException {
        ObjectNode message = JSON.createObjectNode();
        message.putObject("From").put("Email", "news@example.com").put("Name", "Example News");
        message.putArray("To").addObject().put("Email", "kim@example.net").put("Name", "Kim");
        message.put("Subject", "Hello Kim").put("TextPart", "Hello");
        ObjectNode body = JSON.createObjectNode();
        body.putArray("Messages").add(change.apply(message));
        String pair = acme.apiKey() + ":" + acme.secretKey();
        HttpResponse<String> reply = http.send(
                HttpRequest.newBuilder(mailjet.baseUrl().resolve("/v3.1/send"))
                        .header("Content-Type", "application/json")
                        .header(
                                "Authorization",
                                "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                        .build(),
                BodyHandlers.ofString());
        if (reply.statusCode() != 200) {
            throw new AssertionError(reply.body());
        }
    }

    /** Delivers a mail of these lines by SMTP. */
    void deliver(String mail) throws IOException {
        deliver(smtp, mail);
    }

    static void deliver(FakeSmtp server, String mail) throws IOException {
        try (Socket socket = new Socket(server.host(), server.port())) {
            BufferedReader replies =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            OutputStream commands = socket.getOutputStream();
            replies.readLine();
            String content = mail.replace("\n", "\r\n");
            for (String command : List.of(
                    "HELO client.example.org",
                    "MAIL FROM:<bounces@example.com>",
                    "RCPT TO:<reader@example.net>",
                    "DATA",
                    content + "\r\n.",
                    "QUIT")) {
                commands.write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
                replies.readLine();
            }
        }
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(url(path)).build(), BodyHandlers.ofString());
    }

    JsonNode json(String path) throws IOException, InterruptedException {
        return JSON.readTree(get(path).body());
    }

    /** The whole of what the page knows of its newest mail. */
    JsonNode newest() throws IOException, InterruptedException {
        return json("api/mails/" + newestId());
    }

    String newestId() throws IOException, InterruptedException {
        return json("api/mails").path("mails").path(0).path("id").asText();
    }

    /** Presses a button, as the page does. */
    JsonNode press(String path, ObjectNode body) throws IOException, InterruptedException {
        return JSON.readTree(send(HttpRequest.newBuilder(url(path)).header("X-Dev-Inbox", "1"), body.toString())
                .body());
    }

    HttpResponse<String> send(HttpRequest.Builder request, String body) throws IOException, InterruptedException {
        return http.send(request.POST(HttpRequest.BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    URI url(String path) {
        return inbox.uri().resolve(path);
    }

    @Override
    public void close() {
        inbox.close();
        other.stop(0);
        smtp.close();
        mailjet.close();
    }
}
