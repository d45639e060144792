package io.sendwell.testkit.mailjet;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** Posts events over HTTP, with the credentials that stand in the URL. Threads may share it. */
final class EventPoster {

    // The service's own is not known. It is only there for a handler that never answers.
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /**
     * The status of the answer; 0 when there was none.
     *
     * @throws IllegalStateException when the URL leads away from this machine
     */
    int post(URI url, String body) {
        requireNear(url);
        HttpRequest.Builder request = HttpRequest.newBuilder(withoutCredentials(url))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("User-Agent", "mailjet-fake")
                .POST(BodyPublishers.ofString(body));
        if (url.getUserInfo() != null) {
            byte[] pair = url.getUserInfo().getBytes(StandardCharsets.UTF_8);
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
        }
        try {
            return http.send(request.build(), BodyHandlers.discarding()).statusCode();
        } catch (IOException unanswered) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    static URI withoutCredentials(URI url) {
        String userInfo = url.getRawUserInfo();
        return userInfo == null ? url : URI.create(url.toString().replaceFirst("//[^/@]*@", "//"));
    }

    private static void requireNear(URI url) {
        boolean near;
        try {
            near = InetAddress.getByName(url.getHost()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            near = false;
        }
        if (!near) {
            throw new IllegalStateException("Events are to be posted to " + url.getHost()
                    + ", and nothing leaves this machine. Register a URL of the loopback in a test.");
        }
    }
}
