package io.sendwell.examples.crm;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody at the CRM, without a browser: a client of HTTP that keeps its cookies and sends the proof of its session. */
final class Visitor {

    private static final Pattern PROOF = Pattern.compile("name=\"proof\" value=\"(\\w+)\"");
    private static final Pattern TAGS = Pattern.compile("<[^>]*>");

    private final HttpClient http;
    private final URI crm;
    private String proof = "";

    private Visitor(HttpClient http, URI crm) {
        this.http = http;
        this.crm = crm;
    }

    static Visitor nobody(URI crm) {
        HttpClient http = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        return new Visitor(http, crm);
    }

    static Visitor loggedIn(URI crm, String login) {
        Visitor visitor = nobody(crm);
        HttpResponse<String> page = visitor.post("/login", Map.of("login", login, "password", "sample"));
        Matcher proof = PROOF.matcher(page.body());
        if (!proof.find()) {
            throw new IllegalStateException("Could not log in: " + page.body());
        }
        visitor.proof = proof.group(1);
        return visitor;
    }

    /** The same log-in at another instance of the CRM. */
    Visitor at(URI other) {
        Visitor there = new Visitor(http, other);
        there.proof = proof;
        return there;
    }

    String proof() {
        return proof;
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(crm.resolve(path)));
    }

    /** What is read of a page, without its markup; entities of it stay. */
    String read(String path) {
        return text(get(path).body());
    }

    static String text(String page) {
        return TAGS.matcher(page).replaceAll(" ").replaceAll("\\s+", " ");
    }

    /** Fills in a form of this session. */
    HttpResponse<String> fill(String path, Map<String, String> fields) {
        Map<String, String> whole = new LinkedHashMap<>(fields);
        whole.put("proof", proof);
        return post(path, whole);
    }

    HttpResponse<String> post(String path, Map<String, String> fields, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(crm.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(fields.entrySet().stream()
                        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                        .collect(Collectors.joining("&"))));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
